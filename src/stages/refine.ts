import type { BlockJudge, BlockRule, Blocks, Kind } from '../model.js'
import { type Account, cutBlocks, cutCommanded } from '../engine/cut-blocks.js'
import { siteLines } from '../site/lines.js'

/** Rounds after which refining stops even if rules still find something. */
const ROUNDS = 12

/**
 * Cuts what the site rule's phrases take, then boilerplate blocks and spans until no rule finds more: what one round takes can bare
 * the next,
 * and a cleaned document must come out of a second cleaning unchanged.
 * The judge is asked in each round: what it would say of the cleaned document, it has said.
 */
export function refine(blocks: Blocks, rules: readonly BlockRule[], keep: ReadonlySet<Kind> = new Set(), judge: BlockJudge | null = null): Blocks {
  const total = blocks.items.reduce((sum, block) => sum + (block.prose ? block.text.length : 0), 0)
  const account: Account = { total, spent: new Map(), judged: false, spared: new Map() }
  let at = cutCommanded(blocks, siteLines(blocks))
  for (let round = 0; round < ROUNDS; round++) {
    const { blocks: next, changed } = cutBlocks(at, rules, keep, account, judge)
    if (!changed) return round === 0 ? next : at
    at = next
  }
  return at
}
