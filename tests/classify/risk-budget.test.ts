/** Protects how much of the author's may be risked: by the document, and more for much residue than for little. */
import { describe, expect, it } from 'vitest'
import { calibrated, linesToDrop } from '../../src/classify/risk-budget.js'

const COSTS = { hurt: 45, words: 1, least: 2 }
const dropped = (lines: readonly (readonly [probability: number, words: number])[], costs = COSTS) =>
  [...linesToDrop(Float64Array.from(lines, ([probability]) => probability), Float64Array.from(lines, ([, words]) => words), costs)]
const PARAGRAPHS = Array.from({ length: 12 }, () => [0.001, 60] as const)

describe('the risk budget', () => {
  it('leaves a text alone in which hardly anything is doubtful', () => {
    expect(dropped([...PARAGRAPHS, [0.9, 4]]).at(-1)).toBe(0)
  })

  it('lets the same line go among many of its kind', () => {
    const menu = Array.from({ length: 50 }, () => [0.9, 4] as const)
    const drop = dropped([...PARAGRAPHS, ...menu])
    expect(drop.slice(12).every(gone => gone === 1)).toBe(true)
    expect(drop.slice(0, 12).every(gone => gone === 0)).toBe(true)
  })

  it('wants more certainty for a paragraph than for a label', () => {
    const menu = Array.from({ length: 20 }, () => [0.98, 2] as const)
    const drop = dropped([...PARAGRAPHS, ...menu, [0.9, 120], [0.9, 2]])
    expect(drop.slice(-2)).toEqual([0, 1])
  })

  it('never takes what is probably the article, whatever it costs', () => {
    expect(dropped([[0.1, 5], [0.15, 3]], { hurt: 0, words: 0, least: 0 })).toEqual([0, 0])
    expect(dropped([])).toEqual([])
  })
})

describe('calibration', () => {
  it('follows the curve, straight between its points and flat beyond them', () => {
    const curve = [-2, 0.1, 0, 0.4, 2, 0.9]
    expect([-5, -2, -1, 0, 1, 2, 7].map(score => Number(calibrated(score, curve).toFixed(3)))).toEqual([0.1, 0.1, 0.25, 0.4, 0.65, 0.9, 0.9])
    expect(calibrated(0, [])).toBe(0.5)
  })
})
