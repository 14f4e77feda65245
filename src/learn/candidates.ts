import type { Box, Unit } from './observation.js'
import { pageSums, type Amount } from './page-sums.js'
import { matchesOf, selectorsOf } from './selectors.js'
import type { SiteSample } from './site-sample.js'

/** What one selector takes on one page. */
export interface Taking extends Amount {
  /** Index into `sample.pages`. */
  readonly page: number
  readonly boxes: readonly Box[]
  /** Of the whole page. */
  readonly of: Amount
  /** A match within the box of what the page tells (also where no such box is found) may be the author's. */
  readonly authored: boolean
  /** A match there has a shape that authors write, whether or not it is delivered. */
  readonly inner: boolean
  /** Share of stable text in the match that has least of it. */
  readonly steady: number
  /** The name of a building block: its matches say different things, and one of them has a shape that authors write. */
  readonly vague: boolean
}

export interface Candidate {
  readonly selector: string
  readonly takings: readonly Taking[]
}

/** Every selector that matches on enough pages, with what it takes on each. */
export function gatherCandidates(sample: SiteSample): Candidate[] {
  const wanted = frequentSelectors(sample)
  const takings = new Map<string, Taking[]>()
  sample.pages.forEach((page, index) => {
    const sums = pageSums(page, sample)
    const of = sums([{ first: 0, end: page.units.length }])
    const told = smallestHolder(page.boxes, box => of.ownTold > 0 && sums([box]).ownTold >= of.ownTold * HELD)
    for (const [selector, boxes] of matchesOf(page, wanted)) {
      const within = (box: Box) => !told || (box.first >= told.first && box.end <= told.end)
      let authored = false
      let inner = false
      let steady = 1
      let shapeless = false
      let different = false
      let before: Box | null = null
      // Match by match: the name of a building block stands in the article and in the footer, and a menu must not hide the pager that bears its name.
      for (const box of boxes) {
        const amount = sums([box])
        authored ||= within(box) && isAuthored(box, amount)
        if (amount.length === 0) continue
        steady = Math.min(steady, amount.stable / amount.length)
        const furniture = isFurniture(box, amount)
        shapeless ||= !furniture
        inner ||= !furniture && within(box)
        different ||= before !== null && !sayTheSame(page.units, before, box)
        before = box
      }
      const taking = { page: index, boxes, of, authored, inner, steady, vague: shapeless && different, ...sums(boxes) }
      const known = takings.get(selector)
      if (known) known.push(taking)
      else takings.set(selector, [taking])
    }
  })
  return [...takings].map(([selector, all]) => ({ selector, takings: all }))
}

/** Most selectors match on one page alone; nothing more is made of them. */
function frequentSelectors({ pages, enough }: SiteSample): ReadonlySet<string> {
  const counts = new Map<string, number>()
  for (const { boxes } of pages) {
    const own = new Set(boxes.flatMap(box => selectorsOf(boxes, box)))
    for (const selector of own) counts.set(selector, (counts.get(selector) ?? 0) + 1)
  }
  return new Set([...counts].flatMap(([selector, count]) => (count >= enough ? [selector] : [])))
}

/**
 * A good part of it is delivered today, and it has no shape that no author writes (a form, mostly links): within the
 * article, a line that an author repeats looks like one that the site repeats.
 */
function isAuthored({ fields }: Box, { content, ownContent, linked, length }: Amount): boolean {
  return (content + ownContent) * 3 > length && fields === 0 && linked <= length * LINKED
}

/** What is not a part of a text, by its name. */
const FURNITURE = new Set(['nav', 'dialog', '[role=navigation]', '[role=dialog]', '[role=alertdialog]', '[role=menu]', '[role=menubar]', '[role=search]'])

/** A form, mostly links, or said to be a menu or a dialog: a shape that no author writes. */
function isFurniture({ tag, names, fields }: Box, { linked, length }: Amount): boolean {
  return fields > 0 || linked > length * LINKED || FURNITURE.has(tag) || names.some(name => FURNITURE.has(name))
}

function sayTheSame(units: readonly Unit[], one: Box, other: Box): boolean {
  if (one.end - one.first !== other.end - other.first) return false
  for (let at = 0; at < one.end - one.first; at++) if (units[one.first + at]?.print !== units[other.first + at]?.print) return false
  return true
}

/** Share of links that an author's box does not have. */
const LINKED = 0.5

/** Share of what a page tells that the container of it holds. */
const HELD = 0.9

/** The smallest box that holds enough; boxes come outermost first, so inner ones are asked only within outer ones. */
function smallestHolder(boxes: readonly Box[], holds: (box: Box) => boolean): Box | null {
  let smallest: Box | null = null
  for (const box of boxes) {
    if (smallest && box.first >= smallest.end) break
    if (holds(box)) smallest = box
  }
  return smallest
}
