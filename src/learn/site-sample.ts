import type { PageObservation } from './observation.js'

/** Which units recur, over the distinct pages of one site. */
export interface SiteSample {
  readonly pages: readonly PageObservation[]
  /** Pages on which a unit must stand to be stable. */
  readonly enough: number
  /** On how many pages a unit stands. */
  pagesWith(print: number): number
  isStable(print: number): boolean
}

/** Share of the pages on which something must stand to belong to the site. */
export const SUPPORT = 2 / 3

export function sampleSite(observed: readonly PageObservation[]): SiteSample {
  const pages = distinctPages(observed)
  const counts = countUnits(pages)
  const enough = Math.max(2, Math.ceil(pages.length * SUPPORT - 1e-9))
  const pagesWith = (print: number): number => counts.get(print) ?? 0
  return { pages, enough, pagesWith, isStable: print => print === 0 || pagesWith(print) >= enough }
}

function countUnits(pages: readonly PageObservation[]): ReadonlyMap<number, number> {
  const counts = new Map<number, number>()
  for (const page of pages) for (const print of new Set(page.units.map(unit => unit.print))) counts.set(print, (counts.get(print) ?? 0) + 1)
  return counts
}

/** Of the article's own prose, the share that another page has too and that makes it the same page under another address. */
const SAME = 0.5

/**
 * Without pages that tell the same as one before: two editions of one article share all their prose, and what is
 * in both would pass for the site's.
 */
function distinctPages(observed: readonly PageObservation[]): PageObservation[] {
  const counts = countUnits(observed)
  const distinct: PageObservation[] = []
  const told: ReadonlySet<number>[] = []
  for (const page of [...observed].sort((a, b) => a.key - b.key)) {
    const own = page.units.filter(({ content, print }) => content && print !== 0 && (counts.get(print) ?? 0) < Math.max(3, observed.length * SUPPORT))
    const length = own.reduce((sum, unit) => sum + unit.length, 0)
    const isTold = told.some(other => own.reduce((sum, unit) => sum + (other.has(unit.print) ? unit.length : 0), 0) > length * SAME)
    if (isTold && length > 0) continue
    distinct.push(page)
    told.push(new Set(own.map(unit => unit.print)))
  }
  return distinct
}
