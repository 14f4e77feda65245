/** Protects what a line must reach to go: a paragraph more than a label, a line alone or near the author's prose more than one of a menu. */
import { describe, expect, it } from 'vitest'
import { barsFor, calibrated, thresholdFor } from '../../src/classify/decision-threshold.js'

describe('the threshold of a line', () => {
  const forWords = (words: number) => thresholdFor(Math.log2(1 + words), 0.8, 0.9)

  it('is the same for all labels, and for all paragraphs', () => {
    expect([0, 1, 5].map(forWords)).toEqual([0.8, 0.8, 0.8])
    expect(forWords(31)).toBeCloseTo(0.9)
    expect(forWords(500)).toBeCloseTo(0.9)
  })

  it('rises between the two, and never falls', () => {
    expect(forWords(15)).toBeGreaterThan(forWords(11))
    expect(forWords(25)).toBeLessThan(0.9)
    expect(thresholdFor(5, 0.95, 0.9)).toBe(0.95)
  })
})

describe('the bars of a text', () => {
  const THRESHOLDS = {
    labels: [0.9, 0.8, 0.7, 0.6], paragraph: 0.95, touching: 0.97, near: 0.85, agreed: { place: 0.8, block: 0.6, words: 0.1 },
  } as const
  /** `p` is prose of the author's, `x` a label that looks like residue, `.` one that does not. */
  const barsOf = (text: string) => Array.from(barsFor({
    probability: Float64Array.from(text, line => (line === 'x' ? 0.75 : 0.05)), prose: Uint8Array.from(text, line => (line === 'p' ? 1 : 0)), logWords: () => 1,
  }, THRESHOLDS))
  const runOf = (length: number) => barsOf(`........${'x'.repeat(length)}........`)[8]

  it('are lower the more lines stand together', () => {
    expect([1, 3, 4, 12, 13, 40, 41].map(runOf)).toEqual([0.9, 0.9, 0.8, 0.8, 0.7, 0.7, 0.6])
  })

  it('are higher beside the author\'s prose and a few lines from it, on both sides', () => {
    expect(barsOf('xxxxxxxxxxxxxxxp').slice(7)).toEqual([0.7, 0.7, 0.85, 0.85, 0.85, 0.85, 0.85, 0.97, 0.9])
    expect(barsOf('pxxxxxxxxxxxxxxx').slice(0, 9)).toEqual([0.9, 0.97, 0.85, 0.85, 0.85, 0.85, 0.85, 0.7, 0.7])
  })

  it('are of prose never lower than those of a line alone', () => {
    const [bar] = barsFor({ probability: new Float64Array(50).fill(0.75), prose: new Uint8Array(50).fill(1), logWords: () => 1 }, THRESHOLDS)
    expect(bar).toBe(0.9)
  })
})

describe('calibration', () => {
  it('follows the curve, straight between its points and flat beyond them', () => {
    const curve = [-2, 0.1, 0, 0.4, 2, 0.9]
    expect([-5, -2, -1, 0, 1, 2, 7].map(score => Number(calibrated(score, curve).toFixed(3)))).toEqual([0.1, 0.1, 0.25, 0.4, 0.65, 0.9, 0.9])
    expect(calibrated(0, [])).toBe(0.5)
  })
})
