import type { Block, Knowledge } from '../model.js'
import { writtenForms } from '../measure/written-forms.js'
import { type LineMeasures, shapeIndex } from './line-measures.js'
import { SHAPE } from './text-shape.js'

/** Texts of which fewer lines stand below a blank line have no groups. */
const GROUPED = 0.1
/** Larger groups are dumps. */
const LARGEST = 15

/**
 * 1 for each line that the line model may not take by itself, whatever it looks like: all lines of a text without a paragraph, of which the model
 * has seen none, forms that writers use, short sentences in a row, and, where blank lines part the text, short sentences that stand together with a
 * paragraph ("Add the stock." below a long step).
 */
export function toldLines(items: readonly Block[], know: Knowledge, measures: LineMeasures): Uint8Array {
  const { count, prose } = measures
  const told = new Uint8Array(count)
  if (!prose.includes(1)) return told.fill(1)
  const forms = writtenForms(items, know)
  for (let index = 0; index < count; index++) if (forms[index] === 1) told[index] = 1
  markSentenceRuns(measures, told)
  let gaps = 0
  for (const { gap } of items) if (gap) gaps++
  if (gaps < GROUPED * count) return told
  for (let from = 0; from < count;) {
    let to = from + 1
    let hasProse = prose[from] === 1
    for (; to < count && !items[to]!.gap; to++) hasProse ||= prose[to] === 1
    if (hasProse && to - from <= LARGEST) for (let index = from; index < to; index++) if (isShortSentence(measures, index)) told[index] = 1
    from = to
  }
  return told
}

/** Short sentences in a row that are told, and of them those without any phrase. */
const [SENTENCES, UNSAID] = [4, 0.6]

/** "Open the app and tap Share." "Tap Copy link." "Choose Mail." "Click Sign in.": pages seldom say four sentences in a row. */
function markSentenceRuns({ shape, stored, phrase, prose, count }: LineMeasures, told: Uint8Array): void {
  const isSentence = (index: number) => {
    const from = stored[index]! * SHAPE.length
    return prose[index] === 0 && phrase[index]! < WHOLE_LINE && shape[from + ENDS_STOP] === 1 && shape[from + STARTS_SMALL] === 0
  }
  for (let from = 0; from < count;) {
    let [to, unsaid] = [from, 0]
    for (; to < count && isSentence(to); to++) if (phrase[to] === 0) unsaid++
    if (to - from >= SENTENCES && unsaid >= UNSAID * (to - from)) told.fill(1, from, to)
    from = Math.max(from + 1, to)
  }
}

/** The strength of a phrase that is all of its line. */
const WHOLE_LINE = 5
const [ENDS_STOP, STARTS_SMALL] = [shapeIndex('endsStop'), shapeIndex('startsSmall')]

function isShortSentence({ shape, stored, phrase, prose }: LineMeasures, index: number): boolean {
  const from = stored[index]! * SHAPE.length
  return prose[index] === 0 && phrase[index] === 0 && shape[from + ENDS_STOP] === 1 && shape[from + STARTS_SMALL] === 0
}
