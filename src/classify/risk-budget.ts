/** Which lines may go: a decision for the whole document, because what may be lost is counted by the document. */

/** What harm costs, in residue lines that are worth it. */
export interface Costs {
  /** A document that loses anything of the author's. */
  readonly hurt: number
  /** One per cent of the article's words, in a text with hardly any residue. */
  readonly words: number
  /** Gain below which a text is left alone. */
  readonly least: number
}

/** The article of a short note is worth no less than so many words, or one doubtful line would be all of it. */
const SMALLEST = 50
/** Mistakes come together: the second doubtful line of a document adds only a part of its own risk. */
const SHARED = 0.1
/** Residue lines by which the price of words doubles: a whole page has so much to gain that it would pay with the article. */
const MUCH = 40

/**
 * The most certain lines, as many as pay: the sum of what is gained (residue that goes) less the expected harm is greatest.
 * So a single doubtful line in a clean text stays, among fifty such lines in a menu it goes, and a paragraph needs more
 * certainty than a label, by its words.
 * @param probability that a line is residue, per line @param words per line
 * @returns 1 for each line that goes
 */
export function linesToDrop(probability: Float64Array, words: Float64Array, costs: Costs): Uint8Array {
  const count = probability.length
  const drop = new Uint8Array(count)
  let article = 0
  let residue = 0
  for (let line = 0; line < count; line++) {
    article += words[line]! * (1 - probability[line]!)
    residue += probability[line]!
  }
  const perWord = (100 * costs.words * (1 + residue / MUCH)) / Math.max(SMALLEST, article)
  const order = Uint32Array.from({ length: count }, (_, line) => line)
    .filter(line => probability[line]! > LEAST)
    .sort((a, b) => probability[b]! - probability[a]! || words[a]! - words[b]! || a - b)
  let [gain, certain, harm, best, taken] = [0, 0, 0, costs.least, 0]
  order.forEach((line, place) => {
    const p = probability[line]!
    gain += p
    certain += Math.log(p)
    harm += (1 - p) * words[line]!
    const worth = gain - costs.hurt * (1 - Math.exp(SHARED * certain)) - perWord * harm
    if (worth <= best) return
    best = worth
    taken = place + 1
  })
  for (let place = 0; place < taken; place++) drop[order[place]!] = 1
  return drop
}

/** Below this a line is not considered: where much goes anyway, doubtful ones would cost next to nothing more. */
const LEAST = 0.6

/** Probability by a calibration curve: pairs of score and probability, ascending, straight lines between. */
export function calibrated(score: number, curve: readonly number[]): number {
  const last = curve.length - 2
  if (last < 0) return 1 / (1 + Math.exp(-score))
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
