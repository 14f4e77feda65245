import type { Basis, BlockJudge, Blocks, Favor, JudgedHit, Judgement, Knowledge, Rulebook } from '../model.js'
import { lineFeatures, LINE_FEATURES, type LineTable } from './line-features.js'
import { shapeIndex } from './line-measures.js'
import { lineNamer } from './line-kinds.js'
import { toldLines } from './told-lines.js'
import type { Exit, Forest } from './forest.js'
import { SHAPE } from './text-shape.js'
import { readModel, type Model } from './models.js'
import { barsFor, calibrated, type Thresholds } from './decision-threshold.js'

/** What a line must reach to go, by what the caller favours; measured in docs/text.md. */
const THRESHOLDS: Readonly<Record<Favor, Thresholds>> = {
  recall: { labels: [0.92, 0.9, 0.85, 0.8], paragraph: 0.97, touching: 0.95, near: 0.9, agreed: { place: 0.93, block: 0.9, words: 0.3 } },
  balance: { labels: [0.85, 0.8, 0.75, 0.75], paragraph: 0.955, touching: 0.92, near: 0.78, agreed: { place: 0.82, block: 0.6, words: 0.1 } },
  precision: { labels: [0.7, 0.6, 0.5, 0.5], paragraph: 0.75, touching: 0.8, near: 0.6, agreed: { place: 0.5, block: 0.4, words: 0.05 } },
}
/** The text of a whole page, most of which is menus: it has many lines alone, of which each may be the wrong one. */
const OF_PAGES: Readonly<Record<Favor, Omit<Thresholds, 'paragraph'>>> = {
  recall: { labels: [0.98, 0.97, 0.94, 0.88], touching: 0.98, near: 0.97, agreed: { place: 0.95, block: 0.9, words: 0.3 } },
  balance: { labels: [0.98, 0.95, 0.91, 0.75], touching: 0.97, near: 0.95, agreed: { place: 0.92, block: 0.78, words: 0.1 } },
  precision: { labels: [0.8, 0.65, 0.6, 0.5], touching: 0.85, near: 0.7, agreed: { place: 0.6, block: 0.5, words: 0.05 } },
}
/** Share of a text's lines that look like residue from which it is taken for a whole page's, and the lines of the shortest. */
const PAGE = 0.35
const SHORTEST_PAGE = 100
/** What is counted as residue, before it is known which thresholds hold. */
const RESIDUE = 0.88
/** A text in which no more is found than this is probably clean: what is found there must be surer, as if recall were favoured. */
const FEW = 2
const CAREFUL: Readonly<Record<Favor, Favor>> = { recall: 'recall', balance: 'recall', precision: 'balance' }
/** The language of most of what was learned from, and the lines of its shortest texts. */
const LEARNED = 'en'
const SHORTEST = 8
const ELSEWHERE = 0.2
/**
 * Where the trees may stop. The sure bounds give up one in a thousand of the lines that end above 0.88; the lenient ones one in a hundred of those above
 * 0.5, which make a run, and of those above 0.75 one in ten thousand. What is so surely residue stays above the highest bar, and what is given up is
 * carried on as far as the trees behind take such lines on average. A line that a rule points at has lower bars.
 */
const SURE: readonly Exit[] = [
  { trees: 10, below: -2.1, above: Infinity, carry: 2.1 }, { trees: 20, below: -1.7, above: Infinity, carry: 1.8 },
  { trees: 45, below: -1, above: 3, carry: 1.4 }, { trees: 60, below: -0.5, above: 3.1, carry: 1.3 }, { trees: 90, below: 0, above: 3.3 },
  { trees: 120, below: 0.5, above: 3.5 }, { trees: 180, below: 1.1, above: 3.5 }, { trees: 240, below: 1.5, above: 3.5 },
]
const LENIENT: readonly Exit[] = [
  { trees: 10, below: -2.4, above: Infinity, carry: 2.1 }, { trees: 20, below: -2.45, above: Infinity, carry: 1.8 },
  { trees: 45, below: -2.3, above: 3, carry: 1.4 }, { trees: 60, below: -1.9, above: 3.1, carry: 1.3 }, { trees: 90, below: -1.5, above: 3.3 },
  { trees: 120, below: -1.1, above: 3.5 }, { trees: 180, below: -0.7, above: 3.5 }, { trees: 240, below: -0.3, above: 3.5 },
]
const EXITS: Readonly<Record<Favor, readonly Exit[]>> = { recall: SURE, balance: LENIENT, precision: LENIENT }
const POINTED_EXITS: readonly Exit[] = [{ trees: 60, below: -3, above: 3.2 }, { trees: 120, below: -Infinity, above: 3.5 }]
/** Trees that a reason is taken from: the first say most, the rest correct them. */
const TELLING = 60
/** More lines are no text that somebody wrote; half a kilobyte for each. */
const MOST_LINES = 200_000
const LOG_WORDS = shapeIndex('logWords')
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
  const table = lineFeatures(blocks, know, pointed, roomFor(blocks.items.length * LINE_FEATURES.length))
  const probability = lineProbabilities(table, pointed, model, EXITS[favor])
  const { shape, stored, prose } = table.measures
  const thresholds = thresholdsFor(blocks, know, probability, pointed, favor)
  const bars = barsFor({ probability, prose, logWords: index => shape[stored[index]! * SHAPE.length + LOG_WORDS]! }, thresholds)
  const drop = new Uint8Array(probability.length)
  for (let index = 0; index < drop.length; index++) if (pointed[index] !== 1 && probability[index]! >= bars[index]!) drop[index] = 1
  // Most rounds of most texts find nothing, so that it need not be known what is told.
  if (drop.includes(1)) toldLines(blocks.items, know, table.measures).forEach((told, index) => { if (told === 1) drop[index] = 0 })
  const { agreed } = thresholds
  const needed = (index: number, basis: Basis) => (basis === 'place' ? Math.max(agreed.block, Math.min(agreed.place, bars[index]!)) : agreed[basis])
  return {
    hits: hitsOf(blocks, know, table, rowsOf(table, drop), probability, drop, model),
    spares: (index, basis) => probability[index]! >= needed(index, basis) ? null : `${percent(probability[index]!)} residue to the line model`,
  }
}

/** By what is residue at first sight. What went in earlier rounds does not count: a second cleaning would not know of it, and is to find nothing. */
function thresholdsFor(blocks: Blocks, know: Knowledge, probability: Float64Array, pointed: Uint8Array, favor: Favor): Thresholds {
  const all = probability.length
  let found = 0
  for (let index = 0; index < all; index++) if (probability[index]! >= (pointed[index] === 1 ? THRESHOLDS[favor].agreed.block : RESIDUE)) found++
  return asLearned(found <= FEW ? CAREFUL[favor] : favor, all >= SHORTEST_PAGE && found >= PAGE * all, blocks, know)
}

/**
 * In languages and lengths of which it has learned little the model gainsays rules, whose phrases are of that language, only when it is
 * sure; and what it alone takes in another language must be surer.
 */
function asLearned(favor: Favor, isPage: boolean, { items }: Blocks, { lang }: Knowledge): Thresholds {
  const favoring = (one: Favor): Thresholds => (isPage ? { ...THRESHOLDS[one], ...OF_PAGES[one] } : THRESHOLDS[one])
  if (lang === LEARNED && items.length >= SHORTEST) return favoring(favor)
  const { place, block } = favoring(favor).agreed
  return { ...favoring(lang === LEARNED ? favor : CAREFUL[favor]), agreed: { place: place * ELSEWHERE, block: block * ELSEWHERE, words: 0 } }
}

function* hitsOf(
  blocks: Blocks, know: Knowledge, table: LineTable, rows: Float32Array, probability: Float64Array, drop: Uint8Array, { forests }: Model,
): Iterable<JudgedHit> {
  if (!drop.includes(1)) return
  const kindOf = lineNamer(blocks, know, table)
  let row = 0
  for (const target of blocks.items) {
    const { index } = target
    if (drop[index] !== 1) continue
    yield { target, kind: kindOf(index), why: reasonFor(forests.lines!, rows, row, probability[index]!) }
    row += table.width
  }
}

/** Rows of one round at a time: fresh memory for each is dearer than what is written to it. */
let room = new Float32Array(0)
/** Larger texts are seldom, and their rows are not kept. */
const MOST_ROOM = 1_000_000

function roomFor(size: number): Float32Array {
  if (size > MOST_ROOM) return new Float32Array(size)
  if (size > room.length) room = new Float32Array(Math.min(MOST_ROOM, 2 * size))
  return room
}

/** The rows of lines that go, one behind the other, since the next round writes over all rows. */
function rowsOf({ rows, width }: LineTable, drop: Uint8Array): Float32Array {
  let count = 0
  for (let index = 0; index < drop.length; index++) if (drop[index] === 1) count++
  const copy = new Float32Array(count * width)
  let to = 0
  for (let index = 0; index < drop.length; index++) {
    if (drop[index] !== 1) continue
    for (let from = index * width; from < (index + 1) * width; from++) copy[to++] = rows[from]!
  }
  return copy
}

/** Few are ever read. All of a round share their rows, which hold numbers only. */
function reasonFor(forest: Forest, rows: Float32Array, offset: number, probability: number): () => string {
  return () => `${percent(probability)} residue: ${strongest(forest.contributions(rows, offset, TELLING).byFeature, rows, offset)}`
}

/** Probability of each line to be residue; where the trees stopped early, about, and of settled lines what it was. */
function lineProbabilities(
  { rows, width, measures: { count, stored, judged }, settled }: LineTable, pointed: Uint8Array, { forests, numbers }: Model, exits: readonly Exit[],
): Float64Array {
  const curve = numbers.calibration ?? []
  for (const [is, bounds] of [[0, exits], [1, POINTED_EXITS]] as const) {
    const lines = unsettledOf(settled, pointed, is)
    const scores = forests.lines!.scores(rows, lines.map(index => index * width), bounds)
    for (let at = 0; at < lines.length; at++) judged[stored[lines[at]!]!] = calibrated(scores[at]!, curve)
  }
  return Float64Array.from({ length: count }, (_, index) => judged[stored[index]!]!)
}

/** Indexes of the lines that are to be judged and are pointed at or not. */
function unsettledOf(settled: Uint8Array, pointed: Uint8Array, is: number): Int32Array {
  const lines = new Int32Array(pointed.length)
  let count = 0
  for (let index = 0; index < pointed.length; index++) if (pointed[index] === is && settled[index] === 0) lines[count++] = index
  return lines.subarray(0, count)
}

function percent(probability: number): string {
  return `${Math.round(100 * probability)} %`
}

/** The features that spoke loudest against the line, with their values. */
function strongest(byFeature: Float32Array, rows: Float32Array, offset: number): string {
  const named: number[] = []
  for (let index = 0; index < byFeature.length; index++) {
    const value = byFeature[index]!
    if (!(value > 0) || (named.length === NAMED && value <= byFeature[named[NAMED - 1]!]!)) continue
    let place = Math.min(named.length, NAMED - 1)
    for (; place > 0 && byFeature[named[place - 1]!]! < value; place--) named[place] = named[place - 1]!
    named[place] = index
  }
  return named.map(index => `${LINE_FEATURES[index]!} ${shown(rows[offset + index]!)}`).join(', ')
}

function shown(value: number): string {
  return Number.isNaN(value) ? 'unknown' : String(Math.round(value * 100) / 100)
}
