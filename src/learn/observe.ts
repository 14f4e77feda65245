import type { Blocks, Page, PageElement, Run } from '../model.js'
import { closest } from '../measure/elements.js'
import { fingerprint } from '../measure/fingerprint.js'
import { INLINE } from '../measure/tags.js'
import { excerpt, hashText } from '../measure/text.js'
import type { Box, PageObservation, Unit } from './observation.js'
import { isLastingName } from './names.js'

/** Units and boxes of one page that are remembered; the largest development page has fewer. */
const MOST_UNITS = 4000
const MOST_BOXES = 6000
const MOST_NAMES = 8
const EXCERPT = 90
/** Roles that say what a thing is for; `list`, `region` and `button` say only what it is made of. */
const PURPOSES = new Set([
  'main', 'article', 'banner', 'contentinfo', 'complementary', 'navigation', 'search', 'form', 'dialog', 'alertdialog', 'menu', 'menubar', 'toolbar', 'tooltip',
])

/**
 * What the learner needs to know of a page. `delivered` is what cleaning makes of it today, up to `refine`.
 * Reads the page only.
 */
export function observePage(page: Page, delivered: Blocks, name: string): PageObservation {
  const { body } = page
  const runs = body ? page.runsOf(body).slice(0, MOST_UNITS) : []
  const content = deliveredRuns(delivered)
  const { source } = delivered
  const removed = source.type === 'page' ? source.page.removed : null
  const units = runs.map(run => toUnit(page, run, content.get(run.index) ?? 0, removed?.[run.owner.order] === 1))
  const boxes = body ? boxesOf(page, body, units.length) : []
  return {
    key: Number.parseInt(hashText(units.map(unit => unit.print).join(' ')), 16),
    name, url: page.source.url, host: hostOf(page.base), text: units.reduce((sum, unit) => sum + unit.length, 0), units, boxes,
    truncated: body !== null && (body.runs > MOST_UNITS || boxes.length >= MOST_BOXES),
  }
}

/** Code units of each run that are delivered, by the run's index. */
function deliveredRuns({ items, source }: Blocks): ReadonlyMap<number, number> {
  const delivered = new Map<number, number>()
  if (source.type !== 'page') return delivered
  const { runs } = source.page.page
  let index = 0
  for (const { parts, text } of items) {
    const from = parts[0]?.from ?? 0
    while (index < runs.length && (runs[index]?.to ?? 0) <= from) index++
    delivered.set(index, text.length)
  }
  return delivered
}

function toUnit(page: Page, run: Run, delivered: number, pruned: boolean): Unit {
  const text = page.textOf(run)
  return {
    print: fingerprint(text), length: run.to - run.from, linked: run.linkLength, prose: run.prose,
    content: delivered > 0, whole: delivered === run.to - run.from, pruned,
    headline: closest(run.owner, 'h1') !== null, excerpt: excerpt(text, EXCERPT),
  }
}

function boxesOf(page: Page, body: PageElement, units: number): Box[] {
  const boxes: Box[] = []
  const places = new Map<PageElement, number>()
  const base = body.firstRun
  for (let order = body.order + 1; order < body.end && boxes.length < MOST_BOXES; order++) {
    const element = page.elements[order]
    if (!element || !holdsWholeRuns(page, element)) continue
    const first = element.firstRun - base
    const end = first + element.runs
    if (end > units) continue
    places.set(element, boxes.length)
    boxes.push({
      tag: element.tag, names: namesOf(page, element), parent: placeAbove(element, places), first, end,
      length: element.textLength, linked: element.linkLength, fields: element.fields + (element.tag === 'button' ? 1 : 0),
    })
  }
  return boxes
}

/** Not inline elements: what fills a line here stands within one there. */
function holdsWholeRuns(page: Page, element: PageElement): boolean {
  const { runs, firstRun, from, to, textLength, tag } = element
  if (runs === 0 || textLength === 0 || INLINE.has(tag)) return false
  const first = page.runs[firstRun]
  const last = page.runs[firstRun + runs - 1]
  return first !== undefined && last !== undefined && first.from >= from && last.to <= to
}

function placeAbove(element: PageElement, places: ReadonlyMap<PageElement, number>): number {
  for (let at = element.parent; at; at = at.parent) {
    const place = places.get(at)
    if (place !== undefined) return place
  }
  return -1
}

/** From the page's attributes, because tokens are in lower case and selectors are not. */
function namesOf(page: Page, element: PageElement): string[] {
  const names: string[] = []
  if (element.tokens.length > 0) {
    const id = page.attr(element, 'id')?.trim() ?? ''
    if (isLastingName(id)) names.push(`#${id}`)
    for (const token of (page.attr(element, 'class') ?? '').split(/[ \t\n\r\f]+/)) {
      if (isLastingName(token) && names.length < MOST_NAMES) names.push(`.${token}`)
    }
  }
  const role = page.attr(element, 'role')?.trim() ?? ''
  if (PURPOSES.has(role)) names.push(`[role=${role}]`)
  return names
}

/** `page.base` is what the caller says, else what the page says of its own address. */
function hostOf(address: string | null): string | null {
  if (address === null || !URL.canParse(address)) return null
  const { hostname } = new URL(address)
  return hostname.startsWith('www.') ? hostname.slice(4) : hostname
}
