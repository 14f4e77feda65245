import type { Box, PageObservation } from './observation.js'
import type { SiteSample } from './site-sample.js'

/** What some boxes of a page hold, in code units of text. */
export interface Amount {
  readonly length: number
  readonly linked: number
  /** Units that stand on most pages; of them, what is delivered today, and of that prose. */
  readonly stable: number
  readonly content: number
  readonly contentProse: number
  /** The page's own units; of them what is delivered today, what reads like prose, the headline. */
  readonly own: number
  readonly ownContent: number
  readonly ownProse: number
  /** Prose that is delivered today. */
  readonly ownTold: number
  readonly ownLinked: number
  /** Of the page's own units, what rules take for boilerplate today. */
  readonly ownPruned: number
  readonly headline: number
}

type Measure = keyof Amount
const MEASURES: readonly Measure[] = [
  'length', 'linked', 'stable', 'content', 'contentProse', 'own', 'ownContent', 'ownProse', 'ownTold', 'ownLinked', 'ownPruned', 'headline',
]

export type AmountOf = (boxes: readonly Pick<Box, 'first' | 'end'>[]) => Amount

/** Sums over any boxes of a page, in constant time for each. The boxes must not overlap. */
export function pageSums({ units }: PageObservation, sample: SiteSample): AmountOf {
  const upTo = Object.fromEntries(MEASURES.map(measure => [measure, new Float64Array(units.length + 1)])) as Record<Measure, Float64Array>
  units.forEach((unit, at) => {
    const stable = sample.isStable(unit.print)
    const { length, linked, content, prose } = unit
    const amount: Amount = {
      length, linked,
      stable: stable ? length : 0, content: stable && content ? length : 0, contentProse: stable && content && prose ? length : 0,
      own: stable ? 0 : length, ownContent: !stable && content ? length : 0, ownProse: !stable && prose ? length : 0,
      ownTold: !stable && content && prose ? length : 0,
      ownLinked: stable ? 0 : linked, ownPruned: !stable && unit.pruned ? length : 0, headline: !stable && unit.headline ? length : 0,
    }
    for (const measure of MEASURES) upTo[measure][at + 1] = (upTo[measure][at] ?? 0) + amount[measure]
  })
  return boxes => {
    const amount = Object.fromEntries(MEASURES.map(measure => [measure, 0])) as Record<Measure, number>
    for (const { first, end } of boxes) {
      for (const measure of MEASURES) amount[measure] += (upTo[measure][end] ?? 0) - (upTo[measure][first] ?? 0)
    }
    return amount
  }
}
