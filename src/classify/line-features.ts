import type { Block, Blocks, Knowledge } from '../model.js'
import { CUES } from './cue-words.js'
import { GROUPS, measureLines, shapeIndex, type LineMeasures } from './line-measures.js'
import { SHAPE } from './text-shape.js'
import { Sums, nearestMarked } from './windows.js'

const OWN = [
  'prose', 'listItem', 'headingLevel', 'quoted', 'date', 'phrase', 'covered', ...GROUPS.map(group => `says ${group}` as const),
  ...CUES.map(group => `words of ${group}` as const), 'topic', 'names', 'fresh', 'titled', 'isTitle', 'behindTitle', 'pointed',
] as const
const REPEATED = ['copies', 'copyAbove', 'sameStart', 'sameLast'] as const
const PLACE = [
  'fromStart', 'fromEnd', 'place', 'wordsBefore', 'wordsBehind', 'proseBefore', 'proseBehind', 'beforeFirst', 'afterLast',
  'toProseBefore', 'toProseBehind', 'lengthProseBefore', 'lengthProseBehind', 'gapBefore', 'gapBehind',
] as const
const WINDOW = [
  'prose2', 'prose5', 'prose12', 'proseLength5', 'length2', 'length5', 'ends5', 'capitals5', 'phrase2', 'phrase5', 'phrase12', 'topic3', 'gaps5',
  'dates5', 'items5', 'cues3', 'cues12', 'glue5',
] as const
const NEIGHBOUR = ['logLength', 'logWords', 'endsStop', 'endsColon', 'capitalWords', 'phrase', 'prose', 'topic', 'likeness', 'cues'] as const
const RUN = ['runLength', 'runPlace', 'runChars', 'runPhrase', 'runLed'] as const
const HEADING = ['sinceHeading', 'proseSinceHeading', 'headingGroup', 'headingStrength', 'toHeading'] as const
const DOCUMENT = [
  'docWords', 'docLines', 'docProseLines', 'docProseShare', 'docLength', 'docGaps', 'docPhrases', 'docItems', 'docEnds', 'docCapitals', 'docCues',
] as const

/** Names of a line's features, in the order of the row. */
export const LINE_FEATURES: readonly string[] = [
  ...SHAPE, ...OWN, ...REPEATED, ...PLACE, ...WINDOW, ...NEIGHBOUR.map(name => `previous ${name}`), ...NEIGHBOUR.map(name => `next ${name}`),
  'previous2 logLength', 'next2 logLength', ...RUN, ...HEADING, ...DOCUMENT,
]

/** Rows of LINE_FEATURES, one per block. */
export interface LineTable {
  readonly rows: Float32Array
  readonly width: number
  readonly measures: LineMeasures
}

const [LOG_LENGTH, LOG_WORDS, ENDS_STOP, ENDS_COLON, CAPITALS, STARTS_SMALL, STARTS_NUMBER, STARTS_MARK] =
  (['logLength', 'logWords', 'endsStop', 'endsColon', 'capitalWords', 'startsSmall', 'startsNumber', 'startsMark'] as const).map(shapeIndex) as
    [number, number, number, number, number, number, number, number]
const CAPITALS_UNKNOWN = 0.5
const log = (value: number): number => Math.log2(1 + Math.max(0, value))

/**
 * The features of every line of a document, each from its own shape and from what stands around it. Linear in the text.
 * @param pointed 1 for each line that a rule would take
 */
export function lineFeatures(blocks: Blocks, know: Knowledge, pointed: Uint8Array): LineTable {
  const measures = measureLines(blocks, know)
  const width = LINE_FEATURES.length
  const rows = new Float32Array(measures.count * width)
  const fill = lineFiller(blocks.items, measures, pointed)
  for (let index = 0; index < measures.count; index++) fill(index, rows, index * width)
  return { rows, width, measures }
}

/** Writes one row; everything that concerns the whole document is made once, before the first. */
function lineFiller(
  items: readonly Block[], measures: LineMeasures, pointed: Uint8Array,
): (index: number, out: Float32Array, at: number) => void {
  const { count, shape, length, prose, phrase, groups, cues, relations } = measures
  const own = (index: number, column: number): number => shape[index * SHAPE.length + column]!
  const column = (name: number): Float32Array => Float32Array.from({ length: count }, (_, index) => own(index, name))
  const sums = documentSums(items, measures, column)
  const near = nearestMarked(prose, count)
  const headings = nearestMarked(announcing(measures), count)
  const copies = repetitions(measures)
  const runs = proseFreeRuns(measures)
  const first = prose.indexOf(1)
  const last = prose.lastIndexOf(1)
  const words = sums.words.total
  const proseLength = Math.max(1, sums.proseLength.total)
  const docRow = documentRow(sums, count)

  return (index, out, start) => {
    let at = start
    const put = (value: number): void => { out[at++] = value }
    out.set(shape.subarray(index * SHAPE.length, (index + 1) * SHAPE.length), at)
    at += SHAPE.length
    const block = items[index]!
    // OWN
    put(prose[index]!)
    put(block.kind === 'list-item' ? 1 : 0)
    put(block.kind === 'heading' ? block.level : 0)
    put(block.quoted ? 1 : 0)
    put(measures.date[index]!)
    put(phrase[index]!)
    put(measures.covered[index]!)
    for (let group = 0; group < GROUPS.length; group++) put(groups[index * GROUPS.length + group]!)
    for (let group = 0; group < CUES.length; group++) put(cues[index * CUES.length + group]!)
    put(relations.topic[index]!)
    put(relations.names[index]!)
    put(relations.fresh[index]!)
    put(relations.titled[index]!)
    put(index === measures.title ? 1 : 0)
    put(measures.title < 0 ? -1 : log(index - measures.title))
    put(pointed[index]!)
    // REPEATED
    put(log(copies.all[index]! - 1))
    put(copies.above[index]!)
    put(log(copies.starts[index]! - 1))
    put(log(copies.lasts[index]! - 1))
    // PLACE
    const before = near.before[index]!
    const behind = near.behind[index]!
    put(log(index))
    put(log(count - 1 - index))
    put(index / Math.max(1, count - 1))
    put(sums.words.between(0, index) / Math.max(1, words))
    put(sums.words.between(index + 1, count) / Math.max(1, words))
    put(sums.proseLength.between(0, index) / proseLength)
    put(sums.proseLength.between(index + 1, count) / proseLength)
    put(index < first ? 1 : 0)
    put(index > last ? 1 : 0)
    put(before < 0 ? 99 : log(index - before))
    put(behind >= count ? 99 : log(behind - index))
    put(before < 0 ? 0 : log(length[before]!))
    put(behind >= count ? 0 : log(length[behind]!))
    put(block.gap ? 1 : 0)
    put(items[index + 1]?.gap ?? true ? 1 : 0)
    // WINDOW
    put(sums.prose.around(index, 2))
    put(sums.prose.around(index, 5))
    put(sums.prose.around(index, 12))
    put(log(sums.proseLength.around(index, 5)))
    put(sums.length.around(index, 2))
    put(sums.length.around(index, 5))
    put(sums.ends.around(index, 5))
    put(sums.capitals.around(index, 5))
    put(sums.phrase.around(index, 2))
    put(sums.phrase.around(index, 5))
    put(sums.phrase.around(index, 12))
    put(sums.topic.around(index, 3))
    put(sums.gaps.around(index, 5))
    put(sums.dates.around(index, 5))
    put(sums.items.around(index, 5))
    put(sums.cues.around(index, 3))
    put(sums.cues.around(index, 12))
    put(sums.glue.around(index, 5))
    // NEIGHBOUR
    for (const other of [index - 1, index + 1]) {
      const exists = other >= 0 && other < count
      put(exists ? own(other, LOG_LENGTH) : -1)
      put(exists ? own(other, LOG_WORDS) : -1)
      put(exists ? own(other, ENDS_STOP) : -1)
      put(exists ? own(other, ENDS_COLON) : -1)
      put(exists ? own(other, CAPITALS) : -1)
      put(exists ? phrase[other]! : -1)
      put(exists ? prose[other]! : -1)
      put(exists ? relations.topic[other]! : -1)
      put(exists ? likeness(own, index, other) : -1)
      put(exists ? interfaceShare(cues, other) : -1)
    }
    put(index > 1 ? own(index - 2, LOG_LENGTH) : -1)
    put(index + 2 < count ? own(index + 2, LOG_LENGTH) : -1)
    // RUN
    put(log(runs.size[index]!))
    put(runs.place[index]!)
    put(log(runs.chars[index]!))
    put(runs.phrase[index]!)
    put(runs.led[index]!)
    // HEADING
    const heading = headings.before[index]!
    const toHeading = headings.behind[index]!
    put(heading < 0 ? 99 : log(index - heading))
    put(heading < 0 ? 1 : sums.proseLength.between(heading + 1, index) / proseLength)
    put(heading < 0 ? -1 : strongestGroup(groups, heading))
    put(heading < 0 ? 0 : phrase[heading]!)
    put(toHeading >= count ? 99 : log(toHeading - index))
    // DOCUMENT
    out.set(docRow, at)
  }
}

function documentSums(items: readonly Block[], measures: LineMeasures, column: (name: number) => Float32Array) {
  const { count, length, prose, phrase, relations, date, cues } = measures
  const per = (value: (index: number) => number) => new Sums(Float64Array.from({ length: count }, (_, index) => value(index)))
  const logWords = column(LOG_WORDS)
  const capitals = column(CAPITALS)
  return {
    words: per(index => 2 ** logWords[index]! - 1),
    length: new Sums(column(LOG_LENGTH)),
    ends: new Sums(column(ENDS_STOP)),
    capitals: per(index => Number.isNaN(capitals[index]!) ? CAPITALS_UNKNOWN : capitals[index]!),
    prose: new Sums(prose),
    proseLength: per(index => prose[index]! > 0 ? length[index]! : 0),
    allLength: new Sums(length),
    phrase: new Sums(phrase),
    topic: per(index => Number.isNaN(relations.topic[index]!) ? 0 : relations.topic[index]!),
    gaps: per(index => items[index]?.gap ? 1 : 0),
    cues: per(index => interfaceShare(cues, index)),
    glue: per(index => cues[index * CUES.length + GLUE]!),
    dates: per(index => date[index]! > 0 ? 1 : 0),
    items: per(index => items[index]?.kind === 'list-item' ? 1 : 0),
  }
}

function documentRow(sums: ReturnType<typeof documentSums>, count: number): Float32Array {
  const lines = Math.max(1, count)
  return Float32Array.of(
    log(sums.words.total), log(count), sums.prose.total / lines, sums.proseLength.total / Math.max(1, sums.allLength.total), sums.length.total / lines,
    sums.gaps.total / lines, sums.phrase.total / lines, sums.items.total / lines, sums.ends.total / lines, sums.capitals.total / lines,
    sums.cues.total / lines,
  )
}

const GLUE = CUES.indexOf('glue')
/** Groups before `reader` and `glue` speak for an interface, a shop or a credit. */
const INTERFACE = CUES.indexOf('reader')

function interfaceShare(cues: Float32Array, line: number): number {
  let sum = 0
  for (let group = 0; group < INTERFACE; group++) sum += cues[line * CUES.length + group]!
  return sum
}

/** How alike two lines are in shape: 0 to 3, for length, ending and beginning. */
function likeness(own: (index: number, column: number) => number, one: number, other: number): number {
  const length = Math.max(0, 1 - Math.abs(own(one, LOG_LENGTH) - own(other, LOG_LENGTH)))
  const ends = own(one, ENDS_STOP) === own(other, ENDS_STOP) ? 1 : 0
  const starts = [STARTS_SMALL, STARTS_NUMBER, STARTS_MARK].every(name => own(one, name) === own(other, name)) ? 1 : 0
  return length + ends + starts
}

/** Lines that are a whole phrase, or begin with its label: what follows may be theirs. */
const ANNOUNCES = 4

function announcing({ phrase, prose }: LineMeasures): Uint8Array {
  return phrase.map((strength, index) => strength >= ANNOUNCES && prose[index] === 0 ? 1 : 0)
}

function strongestGroup(groups: Uint8Array, line: number): number {
  let best = 0
  for (let group = 1; group < GROUPS.length; group++) {
    if (groups[line * GROUPS.length + group]! > groups[line * GROUPS.length + best]!) best = group
  }
  return best
}

/** Words at the beginning of a line by which lines of one mould are known. */
const START = 2

/** How often the words of a line stand in the document: all of them, the first two, the last; 1 for a line of its own. */
function repetitions({ count, words }: LineMeasures) {
  const counted = (hashes: Uint32Array): Float32Array => {
    const times = new Map<number, number>()
    for (const hash of hashes) if (hash !== 0) times.set(hash, (times.get(hash) ?? 0) + 1)
    return Float32Array.from(hashes, hash => times.get(hash) ?? 1)
  }
  const whole = Uint32Array.from({ length: count }, (_, line) => words.hashOf(line))
  const seen = new Set<number>()
  const above = Float32Array.from(whole, hash => {
    const known = hash !== 0 && seen.has(hash)
    seen.add(hash)
    return known ? 1 : 0
  })
  const starts = Uint32Array.from({ length: count }, (_, line) => words.hashOf(line, START))
  const lasts = Uint32Array.from({ length: count }, (_, line) => words.lastOf(line))
  return { all: counted(whole), above, starts: counted(starts), lasts: counted(lasts) }
}

/** For each line the run of lines without prose that it stands in: size, place in it (0 to 1), characters, strongest phrase, phrase of its first line. */
function proseFreeRuns({ count, prose, length, phrase }: LineMeasures) {
  const runs = {
    size: new Float32Array(count), place: new Float32Array(count), chars: new Float32Array(count), phrase: new Float32Array(count),
    led: new Float32Array(count),
  }
  for (let from = 0; from < count;) {
    let to = from
    let chars = 0
    let strongest = 0
    for (; to < count && prose[to] === 0; to++) {
      chars += length[to]!
      strongest = Math.max(strongest, phrase[to]!)
    }
    for (let index = from; index < to; index++) {
      runs.size[index] = to - from
      runs.place[index] = to - from > 1 ? (index - from) / (to - from - 1) : 0
      runs.chars[index] = chars
      runs.phrase[index] = strongest
      runs.led[index] = phrase[from]!
    }
    from = Math.max(to, from + 1)
  }
  return runs
}
