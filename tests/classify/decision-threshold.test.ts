/** Protects what a line must reach to go: a paragraph more than a label. */
import { describe, expect, it } from 'vitest'
import { calibrated, thresholdFor } from '../../src/classify/decision-threshold.js'

const THRESHOLDS = { label: 0.8, paragraph: 0.9, agreed: 0.7, plain: 0.2 }
const forWords = (words: number) => thresholdFor(Math.log2(1 + words), THRESHOLDS)

describe('the threshold of a line', () => {
  it('is the same for all labels, and for all paragraphs', () => {
    expect([0, 1, 5].map(forWords)).toEqual([0.8, 0.8, 0.8])
    expect(forWords(31)).toBeCloseTo(0.9)
    expect(forWords(500)).toBeCloseTo(0.9)
  })

  it('rises between the two', () => {
    expect(forWords(15)).toBeGreaterThan(forWords(11))
    expect(forWords(25)).toBeLessThan(0.9)
  })
})

describe('calibration', () => {
  it('follows the curve, straight between its points and flat beyond them', () => {
    const curve = [-2, 0.1, 0, 0.4, 2, 0.9]
    expect([-5, -2, -1, 0, 1, 2, 7].map(score => Number(calibrated(score, curve).toFixed(3)))).toEqual([0.1, 0.1, 0.25, 0.4, 0.65, 0.9, 0.9])
    expect(calibrated(0, [])).toBe(0.5)
  })
})
