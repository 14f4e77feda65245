import { alikePosts } from './alike-posts.js'
import type { KindShares } from './page-kinds.js'
import { withoutRepeats, withQuotedElsewhere } from './repeats.js'
import type { PartOfPage, PostMarks } from './part-of-page.js'
import { wholeParts } from './whole-parts.js'

/** What a rule suspects needs this probability where a page is told. */
const SUSPECT_BAR = 0.8

/**
 * From probabilities of blocks to the blocks that are taken.
 */
export function choose(
  blocks: readonly PartOfPage[], scores: Float32Array, marks: PostMarks, { guess, threshold, told }: KindShares,
): boolean[] {
  const bar = threshold + (Math.max(threshold, SUSPECT_BAR) - threshold) * told
  const single = Array.from(scores, (score, index) => score >= (marks.suspected[index] ? bar : threshold))
  const whole = wholeParts(blocks, scores, single, marks)
  if (guess.kind === 'forum') for (const part of alikePosts(blocks, scores, whole, marks)) whole[part] = true
  return withoutRepeats(blocks, withQuotedElsewhere(blocks, whole))
}

/** Expected F1 of a choice, taking the probabilities at their word. */
export function expectedF1(scores: Float32Array, weights: Float32Array, isChosen: (index: number) => boolean): number {
  let found = 0
  let size = 0
  let all = 0
  for (let index = 0; index < scores.length; index++) {
    const weight = scores[index]! * weights[index]!
    all += weight
    if (!isChosen(index)) continue
    found += weight
    size += weights[index]!
  }
  return size + all > 0 ? (2 * found) / (size + all) : 0
}
