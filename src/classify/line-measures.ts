import type { Block, Blocks, Kind, Knowledge, PhraseForm, PhraseMatch } from '../model.js'
import { hasDate, isDateOnly } from '../measure/dates.js'
import { proseMap } from '../measure/blocks.js'
import { matchesOf } from '../measure/said-lines.js'
import { LineWords, type WordRelations } from './line-words.js'
import { SHAPE, measureShape, type ShapeName } from './text-shape.js'
import { CUES } from './cue-words.js'

/** Kinds that stand for each other where a line's wording is judged. */
export const PHRASE_GROUPS = {
  share: ['share'], related: ['related'], comments: ['comments'], newsletter: ['newsletter', 'paywall', 'app'], byline: ['byline'],
  dateline: ['dateline'], caption: ['caption'], tags: ['tags'], navigation: ['navigation', 'pagination', 'language-selector'],
  legal: ['legal', 'consent'], ad: ['ad'], tools: ['tools', 'poll', 'debris'],
} as const satisfies Record<string, readonly Kind[]>

export const GROUPS = Object.keys(PHRASE_GROUPS) as readonly (keyof typeof PHRASE_GROUPS)[]
const GROUP_OF = new Map<Kind, number>(GROUPS.flatMap((group, index) => PHRASE_GROUPS[group].map(kind => [kind, index] as const)))

/** How much of a line a phrase speaks for. */
const STRENGTH: { readonly [F in PhraseForm]: number } = { contains: 1, ends: 2, starts: 3, label: 4, line: 5 }

/** What is known of each line by itself and of all together, in columns; all that context is made of. */
export interface LineMeasures {
  readonly count: number
  /** Where each line stands in the document's store: `shape`, `groups` and `cues` are rows of the store. */
  readonly stored: Int32Array
  /** Rows of the numbers of SHAPE. */
  readonly shape: Float32Array
  /** Code units. */
  readonly length: Float64Array
  readonly prose: Uint8Array
  /** Strongest phrase of any group, 0 to 5; and by group, in rows of GROUPS. */
  readonly phrase: Uint8Array
  readonly groups: Uint8Array
  /** Share of the line that its longest phrase fills. */
  readonly covered: Float32Array
  /** 0 none, 1 a date in it, 2 nothing but a date. */
  readonly date: Uint8Array
  readonly words: LineWords
  /** Shares of words that are cues, in rows of CUES. */
  readonly cues: Float32Array
  readonly relations: WordRelations
  /** Index of the line that looks like the title, or -1. */
  readonly title: number
  /** Of each stored line its probability to be residue when it was judged last; NaN before. For the judge to write. */
  readonly judged: Float64Array
}

/** Longer lines are looked at for their date and their phrases in vain. */
const LABEL = 120
const WIDTH = SHAPE.length
const DIGITS = SHAPE.indexOf('digits')

/** The lines of a document as they were read: rounds take lines away and seldom change one, so each is measured once. */
class LineStore {
  readonly words = new LineWords()
  shape = new Float32Array(0)
  groups = new Uint8Array(0)
  cues = new Float32Array(0)
  phrase = new Uint8Array(0)
  covered = new Float32Array(0)
  date = new Uint8Array(0)
  judged = new Float64Array(0)
  private items: readonly Block[] = []
  private stored = new Int32Array(0)
  private count = 0

  /** Where each line stands in the store; what is not there yet is measured. */
  take(items: readonly Block[], know: Knowledge): Int32Array {
    const before = this.items
    // Rounds take lines away: these are the lines of a text that is judged from its beginning, maybe by another judge.
    if (items.length >= before.length) this.judged.fill(NaN)
    const matches = matchesOf(items, know)
    const stored = new Int32Array(items.length)
    let at = 0
    for (let index = 0; index < items.length; index++) {
      const block = items[index]!
      const from = startOf(block)
      while (at < before.length && startOf(before[at]!) < from) at++
      const known = before[at]
      stored[index] = known && startOf(known) === from && known.text === block.text ? this.stored[at]! : this.measure(block, matches[index]!, items.length - index)
    }
    this.items = items
    this.stored = stored
    return stored
  }

  private measure({ text }: Block, matches: readonly PhraseMatch[], more: number): number {
    const line = this.words.startLine()
    if (line >= this.count) this.grow(line + more)
    measureShape(text, this.shape, line * WIDTH, this.words)
    this.words.endLine()
    this.words.fillCueShares(line, this.cues, line * CUES.length)
    if (text.length <= LABEL && this.shape[line * WIDTH + DIGITS]! > 0) this.date[line] = isDateOnly(text) ? 2 : hasDate(text) ? 1 : 0
    for (const { kind, form, phrase } of matches) {
      const group = GROUP_OF.get(kind)
      if (group === undefined) continue
      const cell = line * GROUPS.length + group
      const strength = STRENGTH[form]
      if (strength > this.groups[cell]!) this.groups[cell] = strength
      if (strength > this.phrase[line]!) this.phrase[line] = strength
      this.covered[line] = Math.max(this.covered[line]!, Math.min(1, phrase.length / Math.max(1, text.length)))
    }
    return line
  }

  private grow(count: number): void {
    this.shape = wider(this.shape, new Float32Array(count * WIDTH))
    this.groups = wider(this.groups, new Uint8Array(count * GROUPS.length))
    this.cues = wider(this.cues, new Float32Array(count * CUES.length))
    this.phrase = wider(this.phrase, new Uint8Array(count))
    this.covered = wider(this.covered, new Float32Array(count))
    this.date = wider(this.date, new Uint8Array(count))
    this.judged = wider(this.judged, new Float64Array(count).fill(NaN))
    this.count = count
  }
}

function startOf({ parts }: Block): number {
  return parts[0]?.from ?? -1
}

function wider<T extends Float32Array | Float64Array | Uint8Array>(before: T, after: T): T {
  after.set(before)
  return after
}

/** Gone with the knowledge, which is made for one document. */
const stores = new WeakMap<Knowledge, LineStore>()

export function measureLines(blocks: Blocks, know: Knowledge): LineMeasures {
  const { items } = blocks
  let store = stores.get(know)
  if (!store) stores.set(know, (store = new LineStore()))
  const count = items.length
  const stored = store.take(items, know)
  const { shape, groups, cues, words, judged } = store
  const measures = {
    count, stored, shape, groups, cues, words, judged, length: new Float64Array(count), prose: proseMap(blocks).real, phrase: new Uint8Array(count),
    covered: new Float32Array(count), date: new Uint8Array(count),
  }
  for (let index = 0; index < count; index++) {
    const line = stored[index]!
    measures.length[index] = items[index]!.text.length
    measures.phrase[index] = store.phrase[line]!
    measures.covered[index] = store.covered[line]!
    measures.date[index] = store.date[line]!
  }
  const title = titleOf(measures)
  return { ...measures, title, relations: words.relate(stored, measures.prose, title) }
}

/** Lines above the first paragraph among which the title is looked for; log2 of the number of its words + 1. */
const HEAD = 12
const FEWEST = Math.log2(1 + 3)
const MOST = Math.log2(1 + 30)

const LOG_WORDS = SHAPE.indexOf('logWords')

/** The longest line of a title's length above the first paragraph. */
function titleOf({ prose, shape, stored }: Pick<LineMeasures, 'prose' | 'shape' | 'stored'>): number {
  const end = Math.max(0, prose.indexOf(1))
  let title = -1
  let longest = 0
  for (let index = Math.max(0, end - HEAD); index < end; index++) {
    const words = shape[stored[index]! * WIDTH + LOG_WORDS]!
    if (words < FEWEST || words > MOST || words <= longest) continue
    title = index
    longest = words
  }
  return title
}

export function shapeIndex(name: ShapeName): number {
  return SHAPE.indexOf(name)
}
