import type { BlockHit, BlockJudge, Blocks, Favor, Judgement, Knowledge, Rulebook } from '../model.js'
import { lineFeatures, LINE_FEATURES, type LineTable } from './line-features.js'
import { shapeIndex, type LineMeasures } from './line-measures.js'
import { lineNamer } from './line-kinds.js'
import type { Exit } from './forest.js'
import { readModel, type Model } from './models.js'
import { calibrated, thresholdFor, type Thresholds } from './decision-threshold.js'

/** What a line must reach to go, by what the caller favours; measured in docs/text.md. */
const THRESHOLDS: Readonly<Record<Favor, Thresholds>> = {
  recall: { label: 0.92, paragraph: 0.97, agreed: 0.75, plain: 0.3 },
  balance: { label: 0.84, paragraph: 0.94, agreed: 0.6, plain: 0.1 },
  precision: { label: 0.6, paragraph: 0.75, agreed: 0.4, plain: 0.05 },
}
/** A text in which no more is found than this, in all rounds, is probably clean: what is found there must be surer, as if recall were favoured. */
const FEW = 3
const CAREFUL: Readonly<Record<Favor, Favor>> = { recall: 'recall', balance: 'recall', precision: 'balance' }
/** The language of most of what was learned from, and the lines of its shortest texts. */
const LEARNED = 'en'
const SHORTEST = 8
const ELSEWHERE = 0.25
/** A line that the first trees hold so surely for the article's is not asked about again: none has turned round. */
const HOPELESS = -3
/**
 * Where the trees may stop: of the lines that end above the lowest bar not one in a thousand is given up, and one that is so
 * surely residue stays above the highest. A line that a rule points at has lower bars.
 */
const EXITS: readonly Exit[] = [
  { trees: 20, below: -3.2, above: Infinity }, { trees: 60, below: -3, above: 3.2 }, { trees: 90, below: -2.9, above: 3.5 },
  { trees: 120, below: -2.2, above: 3.5 }, { trees: 180, below: -1.2, above: 3.5 }, { trees: 240, below: -0.5, above: 3.5 },
]
const POINTED_EXITS: readonly Exit[] = [{ trees: 60, below: HOPELESS, above: 3.2 }, { trees: 120, below: -Infinity, above: 3.5 }]
/** Trees that a reason is taken from: the first say most, the rest correct them. */
const TELLING = 60
/** More lines are no text that somebody wrote; half a kilobyte for each. */
const MOST_LINES = 200_000
/** Features that an explanation names. */
const NAMED = 4

/**
 * The trained judge of a text's lines. It sees each line's shape, what stands around it and whether a rule points at it,
 * takes the lines of which it is sure enough, and spares what it is not sure enough of although a rule points at it.
 * Without a model in the rulebook, and on pages, the rules decide alone.
 */
export function lineModel({ models }: Rulebook, favor: Favor = 'balance'): BlockJudge {
  return {
    id: 'line-model',
    kind: 'outside',
    removes: 'Lines of a text that its trained model tells from the article',
    budget: 0.6,
    weigh(blocks, know, pointed) {
      if (blocks.source.type !== 'text' || models?.lines === undefined || blocks.items.length === 0 || blocks.items.length > MOST_LINES) return null
      return judge(blocks, know, pointed, readModel(models.lines), favor)
    },
  }
}

function judge(
  blocks: Blocks, know: Knowledge, pointed: Uint8Array, model: Model, favor: Favor,
): Judgement | null {
  if (!model.forests.lines) return null
  const settled = settledOf(know)
  const isOpen = (index: number, { stored }: LineMeasures) => pointed[index] === 1 || settled[stored[index]!] !== true
  const table = lineFeatures(blocks, know, pointed, isOpen)
  const probability = lineProbabilities(table, pointed, isOpen, model, settled)
  const logWords = shapeIndex('logWords')
  const reaches = (index: number, thresholds: Thresholds) =>
    probability[index]! >= (pointed[index] === 1 ? thresholds.agreed : thresholdFor(table.rows[index * table.width + logWords]!, thresholds))
  const usual = asLearned(favor, blocks, know)
  const found = probability.reduce((sum, _, index) => sum + (reaches(index, usual) ? 1 : 0), blocks.trail.removals.length)
  const thresholds = found <= FEW ? asLearned(CAREFUL[favor], blocks, know) : usual
  const drop = Uint8Array.from(probability, (_, index) => (pointed[index] !== 1 && reaches(index, thresholds) ? 1 : 0))
  return {
    hits: hitsOf(blocks, know, table, probability, drop, model),
    spares: (index, isPlain) => probability[index]! >= (isPlain ? thresholds.plain : thresholds.agreed) ? null : `${percent(probability[index]!)} residue to the line model`,
  }
}

/**
 * In languages and lengths of which it has learned little the model gainsays rules, whose phrases are of that language, only when it is
 * sure; and what it alone takes in another language must be surer.
 */
function asLearned(favor: Favor, { items }: Blocks, { lang }: Knowledge): Thresholds {
  if (lang === LEARNED && items.length >= SHORTEST) return THRESHOLDS[favor]
  const { label, paragraph } = THRESHOLDS[lang === LEARNED ? favor : CAREFUL[favor]]
  return { label, paragraph, agreed: THRESHOLDS[favor].agreed * ELSEWHERE, plain: 0 }
}

function* hitsOf(
  blocks: Blocks, know: Knowledge, table: LineTable, probability: Float64Array, drop: Uint8Array, { forests }: Model,
): Iterable<BlockHit> {
  const kindOf = lineNamer(blocks, know, table)
  for (const target of blocks.items) {
    if (drop[target.index] !== 1) continue
    const reasons = strongest(forests.lines!.contributions(table.rows, target.index * table.width, TELLING).byFeature, table, target.index)
    yield { target, kind: kindOf(target.index), why: `${percent(probability[target.index]!)} residue: ${reasons}` }
  }
}

/** Lines of a document, by their place in the store, that are hopeless: what goes around them does not turn them round. */
const settledLines = new WeakMap<Knowledge, boolean[]>()

function settledOf(know: Knowledge): boolean[] {
  let settled = settledLines.get(know)
  if (!settled) settledLines.set(know, (settled = []))
  return settled
}

/** Probability of each line to be residue; 0 for those that are settled. Notes which are from now on. */
function lineProbabilities(
  { rows, width, measures }: LineTable, pointed: Uint8Array, isOpen: (index: number, measures: LineMeasures) => boolean,
  { forests, numbers }: Model, settled: boolean[],
): Float64Array {
  const curve = numbers.calibration ?? []
  const probabilities = new Float64Array(measures.count)
  for (let index = 0; index < measures.count; index++) {
    if (!isOpen(index, measures)) continue
    const score = forests.lines!.scoreUntil(rows, index * width, pointed[index] === 1 ? POINTED_EXITS : EXITS)
    settled[measures.stored[index]!] = score < HOPELESS
    probabilities[index] = calibrated(score, curve)
  }
  return probabilities
}

function percent(probability: number): string {
  return `${Math.round(100 * probability)} %`
}

/** The features that spoke loudest against the line, with their values. */
function strongest(byFeature: Float32Array, { rows, width }: LineTable, line: number): string {
  const named: number[] = []
  for (let index = 0; index < byFeature.length; index++) {
    const value = byFeature[index]!
    if (!(value > 0) || (named.length === NAMED && value <= byFeature[named[NAMED - 1]!]!)) continue
    let place = named.length
    while (place > 0 && byFeature[named[place - 1]!]! < value) place--
    named.splice(place, 0, index)
    named.length = Math.min(NAMED, named.length)
  }
  return named.map(index => `${LINE_FEATURES[index]!} ${shown(rows[line * width + index]!)}`).join(', ')
}

function shown(value: number): string {
  return Number.isNaN(value) ? 'unknown' : String(Math.round(value * 100) / 100)
}
