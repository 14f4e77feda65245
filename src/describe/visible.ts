import type { Page, PageElement, Run } from '../model.js'
import { findDate, parseDate } from './dates.js'
import type { Headline } from './headline.js'
import { authorName, joinAuthors } from './names.js'
import { oneLine } from './plain-text.js'
import { distance, shortText, standsAside } from './place.js'
import { sameTitle } from './titles.js'

/** Letters between the headline and what belongs to it; a standfirst may stand between. */
const NEAR = 700
/** Runs looked at before and behind the headline. */
const RUNS_BEFORE = 4
const RUNS_BEHIND = 14
/** Longest line that is a byline or dateline, and not a sentence. */
const LONGEST_LINE = 140
const MOST_ELEMENTS = 200
const LONGEST_TITLE = 400
/** What else is named after the author. */
const NOT_NAMES = new Set(['bio', 'biography', 'description', 'image', 'avatar', 'photo', 'job', 'role', 'about', 'social'])
const BARS = /\s?[|•·]\s?|\s[–—-]\s/
const PERSON = /^(?:\p{Lu}[\p{L}\p{M}'’.-]{0,20}\s){1,3}\p{Lu}[\p{L}\p{M}'’-]{1,20}$/u
const LABEL = /^(?:(?:written|posted|words|text)\s)?by:?$|^(?:von|por|par|di|door|av|af|przez|автор):?$|^author:?$/i

const SIGNED = /^(?:(?:written|posted|words|text|reporting)\s)?by[\s:]/i
const UPDATED = /\b(?:updated?|modified|revised|edited|reviewed)\b|aktualisiert|actualizado|mis à jour|modifié|aggiornato|atualizado|bijgewerkt|zaktualizowano|обновлено|оновлено|更新/i

export interface VisibleDates {
  readonly published: string | null
  readonly modified: string | null
}

/** Names by the headline: rel=author, elements called byline or author, a line that begins with "By". */
export function visibleByline(page: Page, headline: Headline): string | null {
  const near = surroundings(page, headline)
  const linked = elementsNear(page.tagged('a'), near).filter(element => rels(page, element).includes('author'))
  const byRel = joinAuthors(linked.map(element => shortText(page, element, LONGEST_LINE)), true)
  if (byRel) return byRel
  for (const word of ['author', 'byline', 'authors', 'writer']) {
    const name = namedByline(page, near, page.named(word))
    if (name) return name
  }
  const lines = linesNear(page, near)
  const at = lines.findIndex(text => SIGNED.test(text) || LABEL.test(text))
  const line = LABEL.test(lines[at] ?? '') ? lines[at + 1] : lines[at]
  return (line ? joinAuthors([line], true) : null) ?? datedName(page, lines)
}

function rels(page: Page, element: PageElement): readonly string[] {
  return page.attr(element, 'rel')?.toLowerCase().split(/\s+/, 20) ?? []
}

function elementsNear(elements: readonly PageElement[], near: Near): readonly PageElement[] {
  const found: PageElement[] = []
  for (const element of elements) {
    if (found.length >= MOST_ELEMENTS) break
    if (isNear(element, near) && !standsAside(element)) found.push(element)
  }
  return found
}

function namedByline(page: Page, near: Near, elements: readonly PageElement[]): string | null {
  for (const element of elementsNear(elements, near)) {
    if (holds(element, near.headline.element)) continue
    if (element.words.some(word => NOT_NAMES.has(word))) continue
    const name = joinAuthors([withoutDates(page, firstLine(page, element))], true)
    if (name && parseDate(name, page.lang) === null && !/\d/.test(name)) return name
  }
  return null
}

/** Dates by the headline: `<time datetime>`, else a short line with a date. Teasers have a heading of their own. */
export function visibleDates(page: Page, headline: Headline): VisibleDates {
  let published: string | null = null
  let modified: string | null = null
  const near = surroundings(page, headline)
  for (const element of elementsNear(page.tagged('time'), near)) {
    const date = timeOf(page, element)
    if (date === null) continue
    if (saysUpdated(page, element)) modified ??= date
    else published ??= date
  }
  if (published !== null) return { published, modified }
  for (const line of linesNear(page, near)) {
    const date = findDate(line, page.lang)
    if (date === null) continue
    if (UPDATED.test(line)) modified ??= date
    else published ??= date
  }
  return { published, modified }
}

/** The only date that `<time>` elements give on a page without a headline. */
export function onlyTime(page: Page): string | null {
  const times = page.tagged('time')
  if (times.length > 5) return null
  const dates = new Set(times.filter(element => !standsAside(element)).map(element => timeOf(page, element)))
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

/** "Jane Doe | Senior Writer | 5 May 2024": the person in a line with a date. */
function datedName(page: Page, lines: readonly string[]): string | null {
  for (const line of lines) {
    const parts = line.split(BARS)
    if (parts.length < 2 || !parts.some(part => findDate(part, page.lang) !== null)) continue
    const name = parts.find(part => PERSON.test(part.trim()) && findDate(part, page.lang) === null)
    if (name) return authorName(name, true)
  }
  return null
}

/** Without the dates beside the name. */
function withoutDates(page: Page, line: string): string {
  const parts = line.split(BARS)
  return parts.find(part => part.trim() !== '' && findDate(part, page.lang) === null) ?? line
}

/** The first line of a short element, or the second if the first is only "By". */
function firstLine(page: Page, element: PageElement): string {
  if (element.to - element.from > LONGEST_LINE * 2) return ''
  const lines = page.textOf(element).split('\n').map(oneLine).filter(line => line !== '')
  const line = LABEL.test(lines[0] ?? '') ? lines[1] : lines[0]
  return line !== undefined && line.length <= LONGEST_LINE ? line : ''
}

function holds(outer: PageElement, inner: PageElement): boolean {
  return outer.order <= inner.order && inner.order < outer.end
}

/** Where the headline's surroundings end: the orders of the nearest other headings. */
interface Near {
  readonly headline: Headline
  readonly after: number
  readonly before: number
}

function surroundings(page: Page, headline: Headline): Near {
  let after = -1
  let before = page.elements.length
  for (const tag of ['h1', 'h2', 'h3', 'h4']) {
    for (const heading of page.tagged(tag)) {
      if (heading.order >= before || !isOther(page, heading, headline)) continue
      if (heading.order < headline.element.order) after = Math.max(after, heading.order)
      else before = heading.order
    }
  }
  return { headline, after, before }
}

/** Close to the headline in letters, and with no other heading between. */
function isNear(element: PageElement, near: Near): boolean {
  const isBetween = element.order > near.after && element.order < near.before
  return isBetween && distance(near.headline.element, element) <= NEAR
}

/** The title once more, as forums put it above each post, is no other heading. */
function isOther(page: Page, heading: PageElement, headline: Headline): boolean {
  if (heading === headline.element || isStandfirst(headline, heading)) return false
  return !sameTitle(shortText(page, heading, LONGEST_TITLE), headline.text)
}

/** A heading right below the headline that leads nowhere. */
function isStandfirst(headline: Headline, heading: PageElement): boolean {
  return heading.linkLength === 0 && heading.from >= headline.element.to && heading.from <= headline.element.to + 2
}

function linesNear(page: Page, near: Near): readonly string[] {
  const { element } = near.headline
  const first = element.firstRun
  const behind = first + Math.max(element.runs, 1)
  const lines: string[] = []
  for (let index = Math.max(0, first - RUNS_BEFORE); index < behind + RUNS_BEHIND; index++) {
    const run = page.runs[index]
    if (!run || (index >= first && index < behind)) continue
    if (run.owner.order >= near.before) break
    if (isLine(run, near.headline)) lines.push(oneLine(page.textOf(run)))
  }
  return lines
}

function isLine(run: Run, headline: Headline): boolean {
  return run.to - run.from <= LONGEST_LINE && distance(headline.element, run) <= NEAR && !standsAside(run.owner)
}
