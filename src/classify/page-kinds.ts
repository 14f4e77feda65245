import type { PageGuess, PageKind } from '../model.js'
import { probability } from './forest.js'
import type { Model } from './models.js'

export const PAGE_KINDS: readonly PageKind[] = ['article', 'documentation', 'service', 'forum', 'listing', 'collection', 'product']

/**
 * From which probability on a block is taken, by the kind of its page. Where content comes in many small blocks, a missed block costs
 * more than a wrong one: the expected F1 of such pages is highest at a lower threshold (Lewis 1995). Fitted on domains that
 * the scores' models had not seen.
 */
const THRESHOLDS: Readonly<Record<PageKind, number>> = {
  article: 0.5, documentation: 0.45, service: 0.3, forum: 0.4, listing: 0.17, collection: 0.25, product: 0.3,
}

const TOLD: ReadonlySet<PageKind> = new Set(['article', 'documentation', 'forum'])

export interface KindShares {
  readonly guess: PageGuess
  /** The threshold of the kinds, by their probabilities. */
  readonly threshold: number
  /** Probability that the page is told by somebody: an article, documentation, a thread. */
  readonly told: number
}

/** One forest per kind against the rest; their probabilities scaled to a sum of 1. `facts`: see KIND_FACTS. */
export function guessKind({ forests }: Pick<Model, 'forests'>, facts: Float32Array): KindShares {
  return sharesOf(PAGE_KINDS.map(kind => {
    const forest = forests[`kind ${kind}`]
    return forest ? probability(forest.score(facts)) : 0
  }))
}

/** @param raw probability of each of PAGE_KINDS, one against the rest */
export function sharesOf(raw: readonly number[]): KindShares {
  const total = raw.reduce((sum, value) => sum + value, 0) || 1
  let guess: PageGuess = { kind: 'article', confidence: 0 }
  let told = 0
  let threshold = 0
  PAGE_KINDS.forEach((kind, index) => {
    const confidence = raw[index]! / total
    if (confidence > guess.confidence) guess = { kind, confidence }
    if (TOLD.has(kind)) told += confidence
    threshold += THRESHOLDS[kind] * confidence
  })
  return { guess, threshold, told }
}
