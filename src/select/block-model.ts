import type { Block, Blocks, PageKind, Selection } from '../model.js'
import { judgePage } from '../classify/judge-page.js'
import type { Model } from '../classify/models.js'
import { withSuspects } from '../classify/page-blocks.js'
import { withRefrains } from '../classify/repeats.js'
import { outside, reconsider, type Reason } from './choice-ledger.js'
import { withKept } from './kept.js'
import { withNotes } from './notes.js'

/** Its name in the ledger and in `Selection.strategy`. */
const BLOCK_MODEL = 'block-model'

/** Pages on which the same line comes again with every card. */
const CARDS: ReadonlySet<PageKind> = new Set(['listing', 'collection', 'product'])

/** Whether a site rule removes a block. */
function orderedIn({ source }: Blocks): (block: Block) => boolean {
  if (source.type !== 'page') return () => false
  const { ordered } = source.page
  return ({ element }) => element !== null && ordered[element.order] === 1
}

/**
 * Chooses the article block by block with a trained model (docs/block-model.md), taking back what rules only suspected.
 * Null when the model says that nothing of the page is content.
 * @param explained the kept blocks get their reasons too
 */
export function chooseByModel(blocks: Blocks, model: Model, explained: boolean): Blocks | null {
  const given = withSuspects(blocks)
  const judged = given && judgePage(given, model)
  if (!given || !judged?.chosen.includes(true)) return null
  const { scores, guess, expected } = judged
  const isOrdered = orderedIn(blocks)
  const whole = CARDS.has(guess.kind) ? judged.chosen : withRefrains(given.blocks, judged.chosen, index => given.suspects[index] !== null)
  const noted = withNotes(given.page, given.blocks, whole)
  const chosen = withKept(blocks, given.blocks, noted).map((is, index) => is && !isOrdered(given.blocks[index]!))
  if (!chosen.includes(true)) return null
  const suspect = given.suspects.map(suspicion => suspicion !== null)
  const kept = given.blocks.filter(({ index }) => chosen[index])
  const selection: Selection = {
    strategy: BLOCK_MODEL, confidence: expected, expected, page: guess,
    why: `${kept.length} of ${given.blocks.length} blocks score as content, on a page taken for: ${guess.kind}`,
  }
  const reason: Reason = ({ index }) => {
    const score = scores[index]!
    const reasons = judged.reasons(index)
    return () => `score ${score.toFixed(2)}: ${reasons()}`
  }
  const { removals, upheld } = reconsider(blocks, given.blocks, chosen, suspect)
  const free = given.blocks.map(block => chosen[block.index] === true || suspect[block.index] === true || isOrdered(block))
  const left = outside(blocks, given.blocks, free, BLOCK_MODEL, reason)
  const items = kept.map((block, index): Block => ({
    ...block, index, score: scores[block.index]!, ...(explained ? { reasons: judged.reasons(block.index)() } : {}),
  }))
  return {
    ...blocks, items, suspects: [], selection,
    trail: { removals: [...removals, ...upheld, ...left], problems: blocks.trail.problems },
  }
}
