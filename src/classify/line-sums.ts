import type { Block } from '../model.js'
import { CUES } from './cue-words.js'
import { shapeIndex, type LineMeasures } from './line-measures.js'
import { SHAPE } from './text-shape.js'
import { Sums } from './windows.js'

/** What is summed up over stretches of lines. */
export const [WORDS, LENGTH, ENDS, CAPITALS, PROSE, PROSE_LENGTH, ALL_LENGTH, PHRASE, TOPIC, GAPS, INTERFACE, GLUE, DATES, ITEMS] =
  [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13] as const
const MEASURES = ITEMS + 1

const LOG_LENGTH = shapeIndex('logLength')
const LOG_WORDS = shapeIndex('logWords')
const ENDS_STOP = shapeIndex('endsStop')
const CAPITAL_WORDS = shapeIndex('capitalWords')
const CAPITALS_UNKNOWN = 0.5

const GLUE_WORDS = CUES.indexOf('glue')
/** Groups before `reader` and `glue` speak for an interface, a shop or a credit. */
const READER = CUES.indexOf('reader')

export interface LineSums {
  readonly sums: Sums
  /** Of each line the share of words that speak for an interface. */
  readonly interfaceShares: Float64Array
}

/** One pass over the lines for all sums. */
export function lineSums(items: readonly Block[], measures: LineMeasures): LineSums {
  const { count, stored, shape, length, prose, phrase, relations, date, cues } = measures
  const sums = new Sums(count, MEASURES)
  const interfaceShares = new Float64Array(count)
  for (let index = 0; index < count; index++) {
    const { gap, kind } = items[index]!
    const line = stored[index]!
    const at = line * SHAPE.length
    const share = interfaceShare(cues, line)
    interfaceShares[index] = share
    sums.add(index, WORDS, 2 ** shape[at + LOG_WORDS]! - 1)
    sums.add(index, LENGTH, shape[at + LOG_LENGTH]!)
    sums.add(index, ENDS, shape[at + ENDS_STOP]!)
    sums.add(index, CAPITALS, known(shape[at + CAPITAL_WORDS]!, CAPITALS_UNKNOWN))
    sums.add(index, PROSE, prose[index]!)
    sums.add(index, PROSE_LENGTH, prose[index]! > 0 ? length[index]! : 0)
    sums.add(index, ALL_LENGTH, length[index]!)
    sums.add(index, PHRASE, phrase[index]!)
    sums.add(index, TOPIC, known(relations.topic[index]!, 0))
    sums.add(index, GAPS, gap ? 1 : 0)
    sums.add(index, INTERFACE, share)
    sums.add(index, GLUE, cues[line * CUES.length + GLUE_WORDS]!)
    sums.add(index, DATES, date[index]! > 0 ? 1 : 0)
    sums.add(index, ITEMS, kind === 'list-item' ? 1 : 0)
  }
  return { sums, interfaceShares }
}

function known(value: number, otherwise: number): number {
  return Number.isNaN(value) ? otherwise : value
}

function interfaceShare(cues: Float32Array, line: number): number {
  let sum = 0
  for (let group = 0; group < READER; group++) sum += cues[line * CUES.length + group]!
  return sum
}
