import type { Page, PageElement } from '../model.js'
import { findDate, parseDate } from './dates.js'
import type { Headline } from './headline.js'
import { isWithin } from '../measure/elements.js'
import { LONGEST_LINE, elementsNear, linesNear, surroundings } from './near.js'
import { shortText, standsAside } from './place.js'

const MOST_TIMES = 20
/** Ancestors looked at. */
const HIGHEST = 60
/** Different dates by one headline; more are a list. */
const MOST_DATES = 2
const UPDATED = /\b(?:updated?|modified|revised|edited|reviewed)\b|aktualisiert|actualizado|mis à jour|modifié|aggiornato|atualizado|bijgewerkt|zaktualizowano|обновлено|оновлено|更新/i

export interface VisibleDates {
  readonly published: string | null
  readonly modified: string | null
}

/**
 * Dates by the headline: `<time datetime>`, else a short line with a date. Teasers have a heading of their own;
 * a list of dates dates other things.
 */
export function visibleDates(page: Page, headline: Headline): VisibleDates {
  const near = surroundings(page, headline)
  const times = new DateCollector()
  for (const element of elementsNear(page.tagged('time'), near)) {
    times.add(timeOf(page, element), saysUpdated(page, element))
  }
  const found = times.result()
  if (found.published !== null) return found
  const lines = new DateCollector()
  for (const line of linesNear(page, near)) lines.add(findDate(line, page.lang), UPDATED.test(line))
  return { published: lines.result().published, modified: found.modified ?? lines.result().modified }
}

const LABEL = /^(?:(?:first |originally )?(?:published|posted)|publication date|date published|date|veröffentlicht|publié|publicado|pubblicato|gepubliceerd|opublikowano|опубликовано|опубліковано)(?:\s(?:on|am|le|el|il|op)\b)?[:\s]/i
const DATE_WORDS = ['dateline', 'pubdate', 'published'] as const
const MOST_LABELLED = 60

/** The one date that lines say, or elements called so give, anywhere beside teasers and comments. */
export function labelledDate(page: Page): string | null {
  const said = new Set<string>()
  for (const run of page.runs) {
    if (run.prose || run.to - run.from > LONGEST_LINE) continue
    const line = page.textOf(run).trim()
    const date = LABEL.test(line) && !UPDATED.test(line) ? findDate(line, page.lang) : null
    if (date !== null && !standsAside(run.owner)) said.add(date)
  }
  if (said.size > 0) return said.size === 1 ? ([...said][0] ?? null) : null
  const named = new Set<string>()
  for (const word of DATE_WORDS) {
    for (const element of page.named(word).slice(0, MOST_LABELLED)) {
      const line = shortText(page, element, LONGEST_LINE)
      const date = UPDATED.test(line) ? null : findDate(line, page.lang)
      if (date !== null && !standsAside(element) && !isTeaser(page, element)) named.add(date)
    }
  }
  return named.size === 1 ? ([...named][0] ?? null) : null
}

class DateCollector {
  private readonly published = new Set<string>()
  private modified: string | null = null

  add(date: string | null, isUpdate: boolean): void {
    if (date === null) return
    if (isUpdate) this.modified ??= date
    else this.published.add(date)
  }

  result(): VisibleDates {
    const [first] = this.published
    return { published: this.published.size > MOST_DATES ? null : (first ?? null), modified: this.modified }
  }
}

/** The only date that `<time>` elements give, in the headline's article when there is one. */
export function onlyTime(page: Page, headline: Headline | null): string | null {
  const article = headline ? articleAround(headline.element) : null
  const times = page.tagged('time').filter(time => !article || isWithin(time, article)).slice(0, MOST_TIMES)
  const dates = new Set(times.filter(time => !standsAside(time) && !isTeaser(page, time)).map(time => timeOf(page, time)))
  const [date] = dates
  return dates.size === 1 ? (date ?? null) : null
}

function timeOf(page: Page, element: PageElement): string | null {
  const attribute = page.attr(element, 'datetime')
  const written = attribute ? parseDate(attribute, page.lang) : null
  return written ?? findDate(shortText(page, element, LONGEST_LINE), page.lang)
}

function saysUpdated(page: Page, element: PageElement): boolean {
  if (element.words.includes('updated') || element.words.includes('modified')) return true
  const before = page.text.slice(Math.max(0, element.from - 30), element.from)
  return UPDATED.test(before.slice(before.lastIndexOf('\n') + 1)) || UPDATED.test(shortText(page, element, LONGEST_LINE))
}

/** Under a heading that is a link. */
function isTeaser(page: Page, time: PageElement): boolean {
  let last: PageElement | null = null
  for (const tag of ['h2', 'h3', 'h4']) {
    for (const heading of page.tagged(tag)) {
      if (heading.order > time.order) break
      if (!last || heading.order > last.order) last = heading
    }
  }
  return last !== null && last.linkLength > 0
}

function articleAround(element: PageElement): PageElement | null {
  let at = element.parent
  for (let level = 0; at && level < HIGHEST; level++, at = at.parent) if (at.tag === 'article' || at.tag === 'main') return at
  return null
}
