import type { Block, Blocks, Kind, Knowledge, PhraseForm } from '../model.js'
import { hasDate, isDateOnly } from '../measure/dates.js'
import { isParagraph } from '../measure/blocks.js'
import { LineWords, type WordRelations } from './line-words.js'
import { SHAPE, measureShape, type ShapeName } from './text-shape.js'

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

/** What is known of each line by itself, in columns; all that context is made of. */
export interface LineMeasures {
  readonly count: number
  /** `count` rows of the numbers of SHAPE. */
  readonly shape: Float32Array
  /** Code units. */
  readonly length: Float64Array
  readonly prose: Uint8Array
  /** Strongest phrase of any group, 0 to 5; and by group, `count` rows of GROUPS. */
  readonly phrase: Uint8Array
  readonly groups: Uint8Array
  /** Share of the line that its longest phrase fills. */
  readonly covered: Float32Array
  /** 0 none, 1 a date in it, 2 nothing but a date. */
  readonly date: Uint8Array
  readonly words: LineWords
  /** Shares of words that are cues, `count` rows of CUES. */
  readonly cues: Float32Array
  readonly relations: WordRelations
  /** Index of the line that looks like the title, or -1. */
  readonly title: number
}

/** Longer lines are looked at for their date and their phrases in vain. */
const LABEL = 120

export function measureLines({ items }: Blocks, know: Knowledge): LineMeasures {
  const count = items.length
  const width = SHAPE.length
  const measures = {
    count, shape: new Float32Array(count * width), length: new Float64Array(count), prose: new Uint8Array(count), phrase: new Uint8Array(count),
    groups: new Uint8Array(count * GROUPS.length), covered: new Float32Array(count), date: new Uint8Array(count), words: new LineWords(),
  }
  for (let index = 0; index < count; index++) {
    const block = items[index]!
    const { text } = block
    measures.words.startLine()
    measureShape(text, measures.shape, index * width, measures.words)
    measures.length[index] = text.length
    measures.prose[index] = isParagraph(block) ? 1 : 0
    if (text.length <= LABEL) measures.date[index] = isDateOnly(text) ? 2 : hasDate(text) ? 1 : 0
    for (const { kind, form, phrase } of know.matches(text)) {
      const group = GROUP_OF.get(kind)
      if (group === undefined) continue
      const cell = index * GROUPS.length + group
      const strength = STRENGTH[form]
      if (strength > measures.groups[cell]!) measures.groups[cell] = strength
      if (strength > measures.phrase[index]!) measures.phrase[index] = strength
      measures.covered[index] = Math.max(measures.covered[index]!, Math.min(1, phrase.length / Math.max(1, text.length)))
    }
  }
  const title = titleOf(items, measures.prose, measures.shape)
  return { ...measures, title, cues: measures.words.cueShares(), relations: measures.words.relate(measures.prose, title) }
}

/** Lines above the first paragraph among which the title is looked for; log2 of the number of its words + 1. */
const HEAD = 12
const FEWEST = Math.log2(1 + 3)
const MOST = Math.log2(1 + 30)

/** The longest line of a title's length above the first paragraph. */
function titleOf(items: readonly Block[], prose: Uint8Array, shape: Float32Array): number {
  const first = prose.indexOf(1)
  const end = first < 0 ? 0 : Math.min(first, items.length)
  let title = -1
  let longest = 0
  for (let index = Math.max(0, end - HEAD); index < end; index++) {
    const words = shape[index * SHAPE.length + shapeIndex('logWords')]!
    if (words < FEWEST || words > MOST || words <= longest) continue
    title = index
    longest = words
  }
  return title
}

export function shapeIndex(name: ShapeName): number {
  return SHAPE.indexOf(name)
}
