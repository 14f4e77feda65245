import { expectedF1 } from './decode-page.js'
import { PAGE_FACTS } from './page-facts.js'

/** What the estimate of a page's F1 rests on: how sure the model is of its choice, and what the page is. */
export const CONFIDENCE_FEATURES: readonly string[] = [
  'expected', 'doubt', 'doubtInside', 'chosenWords', 'chosenShare', 'chosenBlocks', 'told', 'highest', 'outsideExpected', 'gaps', ...PAGE_FACTS,
]

export function confidenceFacts(
  facts: Float32Array, scores: Float32Array, weights: Float32Array, chosen: readonly boolean[], told: number,
): Float32Array {
  const out = new Float32Array(CONFIDENCE_FEATURES.length)
  let [all, size, doubt, inside, outside, blocks, highest, gaps] = [0, 0, 0, 0, 0, 0, 0, 0]
  for (let index = 0; index < scores.length; index++) {
    const score = scores[index]!
    const weight = weights[index]!
    const unsure = weight * score * (1 - score)
    all += weight
    doubt += unsure
    if (chosen[index]) {
      size += weight
      inside += unsure
      blocks++
      if (!chosen[index - 1]) gaps++
      if (score > highest) highest = score
    } else outside += weight * score
  }
  let at = 0
  out[at++] = expectedF1(scores, weights, index => chosen[index] === true)
  out[at++] = doubt / Math.max(1, size)
  out[at++] = inside / Math.max(1, size)
  out[at++] = Math.log2(1 + size)
  out[at++] = size / Math.max(1, all)
  out[at++] = Math.log2(1 + blocks)
  out[at++] = told
  out[at++] = highest
  out[at++] = outside / Math.max(1, size)
  out[at++] = gaps
  out.set(facts, at)
  return out
}
