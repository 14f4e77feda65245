import type { DescribedPage, StatedLength } from '../model.js'
import { sharesIn } from '../measure/repeated-text.js'
import { probability as sigmoid } from './forest.js'
import type { KindShares } from './page-kinds.js'

/** What a page says of its own article. */
export type Stated = Pick<DescribedPage, 'stated' | 'statedLength'>

/** So much of a stated body must stand on the page, by words: other bodies are another edition's, or a teaser's. */
const SHOWN = 0.8
/** What the model would take beyond the stated body is at most this share of both: else the body is the beginning of a longer text. */
const PARTIAL = 0.25
/** A block is in the stated body, or outside of it, by its runs of five words. */
const INSIDE = 0.8
const OUTSIDE = 0.2
/** Nothing moves less likely blocks to any threshold: they are not compared. */
const HOPELESS = 0.02
/** Blocks of fewer words have no run. */
const LEAST_WORDS = 5
/** A block that the body has is so many times as likely; one that it lacks so many times less. */
const ODDS = 8

/** What the model would take is clearly longer than stated when it is so many times the most that is meant. */
const FAR = 1.05
const STEP = 0.02
const LAST_BAR = 0.9

/** Probabilities, and how the statements moved them: differences of log-odds; null where they moved nothing. */
export interface Heeded {
  readonly scores: Float32Array
  /** By the stated body, per block. */
  readonly byText: Float32Array | null
  /** By the stated length, the same for all blocks. */
  readonly byLength: number
}

/**
 * Lets the body and the length that a publisher states (schema.org `articleBody` and `wordCount`, reading time) speak for and against doubtful blocks.
 * Statements are believed only where they agree with most of the page: bodies are often cut off, and lengths often those of another edition.
 * @param scores probability of each block
 * @param words of each block
 */
export function heedStated(
  scores: Float32Array, blocks: readonly { readonly text: string }[], words: Float32Array, { stated, statedLength }: Stated,
  { threshold, guess }: Pick<KindShares, 'threshold' | 'guess'>,
): Heeded {
  // A thread states its first post.
  const isBody = stated?.property === 'articleBody' && guess.kind !== 'forum'
  const byText = isBody ? bodyEvidence(scores, blocks, words, stated.text, threshold) : null
  const told = byText ? scores.map((score, block) => moved(score, byText[block]!)) : scores
  const byLength = statedLength === null ? 0 : lengthEvidence(told, words, statedLength, threshold)
  return { scores: byLength === 0 ? told : told.map(score => moved(score, byLength)), byText, byLength }
}

function bodyEvidence(
  scores: Float32Array, blocks: readonly { readonly text: string }[], words: Float32Array, body: string, threshold: number,
): Float32Array | null {
  const shareOf = sharesIn(body)
  const shares = blocks.map(({ text }, block) => (scores[block]! >= HOPELESS ? shareOf(text) : 0))
  const isBeyond = (block: number): boolean => words[block]! >= LEAST_WORDS && shares[block]! < OUTSIDE
  let shown = 0
  let beyond = 0
  scores.forEach((score, block) => {
    if (shares[block]! >= INSIDE) shown += words[block]!
    else if (score >= threshold && isBeyond(block)) beyond += words[block]!
  })
  if (shown < SHOWN * countWords(body)) return null
  const against = beyond <= PARTIAL * (shown + beyond) ? -Math.log(ODDS) : 0
  return scores.map((_, block) => (shares[block]! >= INSIDE ? Math.log(ODDS) : isBeyond(block) ? against : 0))
}

/** Only ever against: lengths beyond the text count captions, notes and what is not on the page. */
function lengthEvidence(scores: Float32Array, words: Float32Array, { least, most }: StatedLength, threshold: number): number {
  const taken = (bar: number): number => scores.reduce((sum, score, block) => sum + (score >= bar ? words[block]! : 0), 0)
  if (taken(threshold) <= FAR * most) return 0
  for (let bar = threshold; bar <= LAST_BAR; bar += STEP) {
    const left = taken(bar)
    if (left <= most) return left >= least ? logOdds(threshold) - logOdds(bar) : 0
  }
  return 0
}

function countWords(text: string): number {
  return text.match(/\S+/g)?.length ?? 0
}

function logOdds(probability: number): number {
  return Math.log(probability / (1 - probability))
}

function moved(probability: number, by: number): number {
  if (by === 0 || probability <= 0 || probability >= 1) return probability
  return sigmoid(logOdds(probability) + by)
}
