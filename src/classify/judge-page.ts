import type { Block, PageGuess } from '../model.js'
import { BLOCK_FEATURES, type FeatureTable, type PageBlocks, measureBlocks, residueOf } from './block-features.js'
import { choose } from './decode-page.js'
import { CONFIDENCE_FEATURES, confidenceFacts } from './page-confidence.js'
import { type Exit, probability } from './forest.js'
import type { Model } from './models.js'
import { kindFacts } from './kind-facts.js'
import { PAGE_FACTS } from './page-facts.js'
import { guessKind } from './page-kinds.js'
import { type Heeded, heedStated } from './stated-evidence.js'
import { SHAPE } from './text-shape.js'
import type { PostMarks } from './part-of-page.js'

/** What the block model says of a page. */
export interface PageJudgement {
  /** Probability of each block that it is content. */
  readonly scores: Float32Array
  readonly chosen: readonly boolean[]
  readonly guess: PageGuess
  /** Word F1 to expect of the choice, 0 to 1. */
  readonly expected: number
  /** Says, when called, the features that moved a block's score most, with their values: `place 0.5 +0.8, linkShare 1 −0.5`. */
  reasons(block: number): () => string
}

const FACTS_AT = BLOCK_FEATURES.length - PAGE_FACTS.length
const WORDS_AT = SHAPE.indexOf('logWords')

/**
 * Where the trees may stop, which spares half of them: on none of 1,497 pages that the model had not seen is the choice another than with
 * all trees.
 */
const EXITS: readonly Exit[] = [
  { trees: 40, below: -2.1, above: 2, carry: 2.6 }, { trees: 60, below: -2.6, above: 2.4, carry: 2 },
  { trees: 90, below: -3.2, above: 2.9, carry: 1.6 }, { trees: 120, below: -3.2, above: 2.7, carry: 1.3 },
  { trees: 180, below: -3.1, above: 2.6, carry: 1.2 }, { trees: 240, below: -2.8, above: 2.4, carry: 1.1 },
]

/** A kilobyte for each. The largest of 1,497 development pages has 2,633. */
const MOST_BLOCKS = 200_000

/** Judges every block of a page. Linear in blocks, elements and trees; deterministic. */
export function judgePage(given: PageBlocks, model: Model): PageJudgement | null {
  const forest = model.forests['blocks']
  if (!forest || given.blocks.length === 0 || given.blocks.length > MOST_BLOCKS) return null
  const table = measureBlocks(given)
  const weights = wordsOf(table, given.blocks)
  const shares = guessKind(model, kindFacts(given.page, table.values.subarray(FACTS_AT, FACTS_AT + PAGE_FACTS.length)))
  const { guess } = shares
  const heeded = heedStated(scoreBlocks(table, model, given.blocks), given.blocks, weights, given, shares)
  const { scores } = heeded
  const chosen = choose(given.blocks, scores, marksOf(table, given.suspects), shares)
  if (shares.told >= TOLD) leaveHidden(given, scores, chosen)
  const facts = confidenceFacts(table.values.subarray(FACTS_AT, FACTS_AT + PAGE_FACTS.length), scores, weights, chosen, shares.told)
  return { scores, chosen, guess, expected: expectedOf(model, facts), reasons: block => reasonsFor(table, model, heeded, block) }
}

/** Probability from which a page is told by somebody; cards and lists unfold. */
const TOLD = 0.5
/** What a block that a page does not show needs in the midst of what it shows: scripts unfold whole texts, and seldom one paragraph. */
const HIDDEN_BAR = 0.95

/** Takes hidden blocks out of the choice that stand alone between shown ones: instructions to machines stand so. */
function leaveHidden({ suspects }: PageBlocks, scores: Float32Array, chosen: boolean[]): void {
  const isHidden = (index: number): boolean => suspects[index]?.kind === 'hidden'
  for (let index = 0; index < chosen.length; index++) {
    if (!chosen[index] || !isHidden(index) || scores[index]! >= HIDDEN_BAR) continue
    const isAlone = (beside: number) => chosen[beside] !== true || !isHidden(beside)
    if (isAlone(index - 1) && isAlone(index + 1)) chosen[index] = false
  }
}

export function wordsOf({ values, width }: FeatureTable, blocks: readonly Block[]): Float32Array {
  const words = new Float32Array(blocks.length)
  for (let index = 0; index < words.length; index++) words[index] = 2 ** values[index * width + WORDS_AT]! - 1
  return words
}

export function marksOf(table: FeatureTable, suspects: PageBlocks['suspects']): PostMarks {
  const [suspected, comments] = [suspects.map(suspicion => suspicion !== null), suspects.map(suspicion => suspicion?.kind === 'comments')]
  return { suspected, comments, residue: suspects.map((_, index) => residueOf(table, index) > 0) }
}

function scoreBlocks({ values, width }: FeatureTable, { forests }: Model, blocks: readonly Block[]): Float32Array {
  const scores = forests['blocks']!.scores(values, Int32Array.from({ length: blocks.length }, (_, index) => index * width), EXITS)
  const probabilities = new Float32Array(scores.length)
  for (let index = 0; index < scores.length; index++) probabilities[index] = probability(scores[index]!)
  return probabilities
}

function expectedOf({ forests }: Model, facts: Float32Array): number {
  const forest = forests['confidence']
  const raw = forest ? forest.score(facts) : facts[CONFIDENCE_FEATURES.indexOf('expected')]!
  return Math.max(0, Math.min(1, raw))
}

/** Two digits after the point at most; a dash for what does not apply. */
function shown(value: number): string {
  return Number.isNaN(value) ? '–' : String(Math.round(value * 100) / 100)
}

const MOST_REASONS = 4
const LEAST = 0.05

/** Few are ever read. All of a page share its table, which holds numbers only: a copy of each block's row takes longer than its trees. */
function reasonsFor({ values, width }: FeatureTable, { forests }: Model, { byText, byLength }: Heeded, block: number): () => string {
  const forest = forests['blocks']!
  return () => {
    const { byFeature } = forest.contributions(values, block * width)
    const moves = Array.from(byFeature, (moved, feature) => ({ moved, what: `${BLOCK_FEATURES[feature]} ${shown(values[block * width + feature]!)}` }))
    moves.push({ moved: byText?.[block] ?? 0, what: 'stated text' }, { moved: byLength, what: 'stated length' })
    return moves.filter(({ moved }) => Math.abs(moved) >= LEAST)
      .sort((a, b) => Math.abs(b.moved) - Math.abs(a.moved))
      .slice(0, MOST_REASONS)
      .map(({ moved, what }) => `${what} ${moved > 0 ? '+' : '−'}${Math.abs(moved).toFixed(1)}`)
      .join(', ')
  }
}
