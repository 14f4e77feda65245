import type { BlockHit, BlockJudge, Blocks, Favor, Judgement, Knowledge, Rulebook } from '../model.js'
import { lineFeatures, LINE_FEATURES, type LineTable } from './line-features.js'
import { shapeIndex } from './line-measures.js'
import { lineNamer } from './line-kinds.js'
import { readModel, type Model } from './models.js'
import { calibrated, linesToDrop, type Costs } from './risk-budget.js'

/** Prices of harm, by what the caller favours; measured in docs/text.md. */
const COSTS: Readonly<Record<Favor, Costs>> = {
  recall: { hurt: 150, words: 3, least: 4 },
  balance: { hurt: 60, words: 1.5, least: 2 },
  precision: { hurt: 8, words: 0.5, least: 1 },
}
/** What a rule points at and the model would not take by itself still goes when the model gives it so much. */
const AGREED: Readonly<Record<Favor, number>> = { recall: 0.2, balance: 0.08, precision: 0.03 }
/** Features that an explanation names. */
const NAMED = 4

/**
 * The trained judge of a text's lines. It sees each line's shape, what stands around it and whether a rule points at it,
 * takes the lines that are worth the risk for the whole document, and spares what it is sure is the article's.
 * Without a model in the rulebook, and on pages, the rules decide alone.
 */
export function lineModel({ models }: Rulebook, favor: Favor = 'balance'): BlockJudge {
  return {
    id: 'line-model',
    kind: 'outside',
    removes: 'Lines of a text that its trained model tells from the article',
    budget: 0.6,
    weigh(blocks, know, pointed) {
      if (blocks.source.type !== 'text' || models?.lines === undefined || blocks.items.length === 0) return null
      return judge(blocks, know, pointed, readModel(models.lines), favor)
    },
  }
}

function judge(
  blocks: Blocks, know: Knowledge, pointed: Uint8Array, model: Model, favor: Favor,
): Judgement | null {
  if (!model.forests.lines) return null
  const table = lineFeatures(blocks, know, pointed)
  const probability = lineProbabilities(table, model)
  const logWords = shapeIndex('logWords')
  const words = Float64Array.from(probability, (_, index) => 2 ** table.rows[index * table.width + logWords]! - 1)
  const drop = linesToDrop(probability, words, COSTS[favor])
  return {
    hits: hitsOf(blocks, know, table, probability, Uint8Array.from(drop, (gone, index) => (pointed[index] === 1 ? 0 : gone)), model),
    spares: index => drop[index] === 1 || probability[index]! >= AGREED[favor] ? null : `${percent(probability[index]!)} residue to the line model`,
  }
}

function* hitsOf(
  blocks: Blocks, know: Knowledge, table: LineTable, probability: Float64Array, drop: Uint8Array, { forests }: Model,
): Iterable<BlockHit> {
  const kindOf = lineNamer(blocks, know, table)
  for (const target of blocks.items) {
    if (drop[target.index] !== 1) continue
    const reasons = strongest(forests.lines!.contributions(table.rows, target.index * table.width).byFeature, table, target.index)
    yield { target, kind: kindOf(target.index), why: `${percent(probability[target.index]!)} residue: ${reasons}` }
  }
}

/** Probability of each line to be residue. */
export function lineProbabilities({ rows, width }: LineTable, { forests, numbers }: Model): Float64Array {
  const curve = numbers.calibration ?? []
  const probabilities = new Float64Array(width > 0 ? rows.length / width : 0)
  for (let index = 0; index < probabilities.length; index++) {
    probabilities[index] = calibrated(forests.lines!.score(rows, index * width), curve)
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
