import { probability } from './forest.js'

/** Which lines may go: from probabilities to decisions. */

/** Probabilities that a line must reach to go. */
export interface Thresholds {
  /** A line of few words: little is lost with it. */
  readonly label: number
  /** A line of a paragraph's length; between the two it rises with the words. */
  readonly paragraph: number
  /** What a rule recognises, too; and what it knows for plain, by its own words or by comparing texts. */
  readonly agreed: number
  readonly plain: number
}

/** log2 of words + 1 up to which a line is a label, and from which it is a paragraph: about 10 and 30 words. */
const LABEL = 3.5
const PARAGRAPH = 5

/** What a line of so many words (as log2 of them + 1) must reach. */
export function thresholdFor(logWords: number, { label, paragraph }: Thresholds): number {
  const share = (logWords - LABEL) / (PARAGRAPH - LABEL)
  return label + Math.min(1, Math.max(0, share)) * (paragraph - label)
}

/** Probability by a calibration curve: pairs of score and probability, ascending, straight lines between. */
export function calibrated(score: number, curve: readonly number[]): number {
  const last = curve.length - 2
  if (last < 0) return probability(score)
  if (score <= curve[0]!) return curve[1]!
  if (score >= curve[last]!) return curve[last + 1]!
  let low = 0
  let high = last / 2
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if (curve[2 * middle]! <= score) low = middle
    else high = middle
  }
  const [from, to] = [curve[2 * low]!, curve[2 * high]!]
  const share = to > from ? (score - from) / (to - from) : 1
  return curve[2 * low + 1]! + share * (curve[2 * high + 1]! - curve[2 * low + 1]!)
}
