import type { Basis } from '../model.js'
import { probability } from './forest.js'

/** Which lines may go: from probabilities to decisions. */

/** Probabilities that a line must reach to go. */
export interface Thresholds {
  /** A line of few words, by how many lines that look like residue stand together with it (`RUNS`): alone, a few, many, a menu. */
  readonly labels: readonly [number, number, number, number]
  /** A line of a paragraph's length; between the two it rises with the words. */
  readonly paragraph: number
  /** A line beside the author's prose, and a few lines from it: among them are its headings and its standfirst. */
  readonly touching: number
  readonly near: number
  /** What a rule points at, by the basis of the rule; by its place alone, no more than without the rule. */
  readonly agreed: Readonly<Record<Basis, number>>
}

/** log2 of words + 1 up to which a line is a label, and from which it is a paragraph: about 10 and 30 words. */
const LABEL = 3.5
const PARAGRAPH = 5
/** Most lines of a run for each of `labels` but the last. */
const RUNS = [3, 12, 40] as const
/** A line from here on belongs to a run of residue, though it may be less than what each must reach; prose below it is the author's. */
const COMPANY = 0.5
/** Lines from the author's prose that are near it. */
const NEAR = 6

/** What a line of so many words (as log2 of them + 1) must reach. */
export function thresholdFor(logWords: number, label: number, paragraph: number): number {
  const share = (logWords - LABEL) / (PARAGRAPH - LABEL)
  return label + Math.min(1, Math.max(0, share)) * (Math.max(label, paragraph) - label)
}

/** The lines that a decision sees, one value for each. */
export interface JudgedLines {
  readonly probability: Float64Array
  readonly prose: Uint8Array
  /** log2 of words + 1. */
  readonly logWords: (index: number) => number
}

/**
 * What each line must reach to go, if no rule points at it.
 *
 * An error in a menu of forty lines is one of forty that are right, and a text loses one place by all of them; a line alone, or one near the
 * author's prose, is a place of its own. So the longer the run of lines that look like residue, and the farther from prose, the less each must reach.
 */
export function barsFor({ probability, prose, logWords }: JudgedLines, { labels, paragraph, touching, near }: Thresholds): Float64Array {
  const count = probability.length
  const bars = new Float64Array(count)
  const distance = distances(index => prose[index] === 1 && probability[index]! < COMPANY, count)
  for (let from = 0, to = 0; from < count; from = to) {
    to = from + 1
    if (probability[from]! >= COMPANY) while (to < count && probability[to]! >= COMPANY) to++
    const label = labels[classOf(to - from)]
    for (let index = from; index < to; index++) {
      const least = distance[index] === 1 ? touching : distance[index]! <= NEAR ? near : 0
      bars[index] = thresholdFor(logWords(index), Math.max(prose[index] === 1 ? labels[0] : label, least), paragraph)
    }
  }
  return bars
}

/** Of `labels`, for a run of so many lines. */
function classOf(length: number): 0 | 1 | 2 | 3 {
  return length <= RUNS[0] ? 0 : length <= RUNS[1] ? 1 : length <= RUNS[2] ? 2 : 3
}

/** Lines to the nearest one that is meant, on either side; 255 for more. */
function distances(isMeant: (index: number) => boolean, count: number): Uint8Array {
  const distance = new Uint8Array(count).fill(255)
  for (let index = 0, last = -255; index < count; index++) {
    if (isMeant(index)) last = index
    distance[index] = Math.min(255, index - last)
  }
  for (let index = count - 1, next = count + 255; index >= 0; index--) {
    if (isMeant(index)) next = index
    distance[index] = Math.min(distance[index]!, next - index)
  }
  return distance
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
