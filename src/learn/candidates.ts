import type { Box } from './observation.js'
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
  /** A match stands within the box of what the page tells; also where no such box is found. */
  readonly within: boolean
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
      const within = boxes.some(({ first, end }) => first >= (told?.first ?? 0) && end <= (told?.end ?? Infinity))
      const taking = { page: index, boxes, of, within, ...sums(boxes) }
      const before = takings.get(selector)
      if (before) before.push(taking)
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
