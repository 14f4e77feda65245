import type { Block } from '../model.js'
import { writtenForms } from '../measure/written-forms.js'
import { type LineMeasures, shapeIndex } from './line-measures.js'
import { SHAPE } from './text-shape.js'

/** Texts of which fewer lines stand below a blank line have no groups. */
const GROUPED = 0.1
/** Larger groups are dumps. */
const LARGEST = 15

/**
 * 1 for each line that the line model may not take by itself, whatever it looks like: all lines of a text without a paragraph, of which the model
 * has seen none, forms that writers use, and, where blank lines part the text, short sentences that stand together with a
 * paragraph ("Add the stock." below a long step).
 */
export function toldLines(items: readonly Block[], measures: LineMeasures): Uint8Array {
  const { count, prose } = measures
  const told = new Uint8Array(count)
  if (!prose.includes(1)) return told.fill(1)
  const forms = writtenForms(items)
  for (let index = 0; index < count; index++) if (forms[index] === 1) told[index] = 1
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

const [ENDS_STOP, STARTS_SMALL] = [shapeIndex('endsStop'), shapeIndex('startsSmall')]

function isShortSentence({ shape, stored, phrase, prose }: LineMeasures, index: number): boolean {
  const from = stored[index]! * SHAPE.length
  return prose[index] === 0 && phrase[index] === 0 && shape[from + ENDS_STOP] === 1 && shape[from + STARTS_SMALL] === 0
}
