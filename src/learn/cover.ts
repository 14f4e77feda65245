import type { Candidate } from './candidates.js'
import type { SiteSample } from './site-sample.js'

/** Selectors of one rule file: a person must be able to read it. */
const MOST = 30
/** New text for which a further selector is worth a line: share of a page, and code units, on average. */
const WORTH = 0.002
const LEAST = 12

/** Few selectors that take most of what all of them take: greedily by new text, the surer name first. */
export function coverGreedily<C extends Candidate>(sample: SiteSample, candidates: readonly C[]): C[] {
  const covered = sample.pages.map(page => new Uint8Array(page.units.length))
  const least = Math.max(LEAST, WORTH * meanText(sample))
  const chosen: C[] = []
  let left = candidates.map(candidate => ({ candidate, gain: Infinity }))
  while (chosen.length < MOST) {
    // Gains only shrink, so what was less before needs no new look.
    let best: { readonly candidate: C; readonly gain: number } | null = null
    left.sort((a, b) => b.gain - a.gain || (a.candidate.selector < b.candidate.selector ? -1 : 1))
    for (const entry of left) {
      if (best && entry.gain <= best.gain) break
      entry.gain = gainOf(entry.candidate, sample, covered) * sureness(entry.candidate)
      if (!best || entry.gain > best.gain) best = entry
    }
    if (!best || best.gain < least) break
    chosen.push(best.candidate)
    for (const { page, boxes } of best.candidate.takings) for (const { first, end } of boxes) covered[page]?.fill(1, first, end)
    left = left.filter(entry => entry !== best && entry.gain >= least)
  }
  return chosen
}

/** For each page, 1 at the units that the candidates take. */
export function coveredUnits(sample: SiteSample, chosen: readonly Candidate[]): readonly Uint8Array[] {
  const covered = sample.pages.map(page => new Uint8Array(page.units.length))
  for (const { takings } of chosen) {
    for (const { page, boxes } of takings) for (const { first, end } of boxes) covered[page]?.fill(1, first, end)
  }
  return covered
}

function meanText({ pages }: SiteSample): number {
  return pages.reduce((sum, page) => sum + page.text, 0) / Math.max(1, pages.length)
}

/** Text per page of the sample. */
function gainOf({ takings }: Candidate, { pages }: SiteSample, covered: readonly Uint8Array[]): number {
  let gain = 0
  for (const { page, boxes } of takings) {
    const units = pages[page]?.units
    for (const { first, end } of boxes) for (let at = first; at < end; at++) if (!covered[page]?.[at]) gain += units?.[at]?.length ?? 0
  }
  return gain / Math.max(1, pages.length)
}

/** An id stands once on a page; a scope is one more thing that can change, and several matches may be several things. */
function sureness({ selector, takings }: Candidate): number {
  const scope = selector.includes('>') ? 0.9 : 1
  const several = takings.some(({ boxes }) => boxes.length > 1) ? 0.9 : 1
  return scope * several * 0.99 ** (selector.split('.').length - 1)
}
