import { describe, expect, test } from 'vitest'
import { binColumns, predict, serialize, train } from '../../bench/train/boost.mjs'
import { Forest, probability } from '../../src/classify/forest.js'

// Protects the seam between trainer and inference: what was trained is what is read, and training repeats itself.

const NAMES = ['a', 'b', 'noise']
const ROWS = 3000

/** A seeded walk over the unit square; the label is a curved region, the third column says nothing. */
function made() {
  const columns = NAMES.map(() => new Float32Array(ROWS))
  const labels = new Uint8Array(ROWS)
  let state = 12345
  const next = () => (state = (state * 1103515245 + 12345) % 2147483648) / 2147483648
  for (let row = 0; row < ROWS; row++) {
    for (const column of columns) column[row] = next()
    const [a = 0, b = 0] = columns.map(column => column[row] ?? 0)
    labels[row] = a * a + b > 0.8 ? 1 : 0
  }
  return { columns, labels }
}

const PARAMS = { trees: 40, leaves: 8, learningRate: 0.2, rowFraction: 0.8, featureFraction: 0.9, seed: 3 }

function trained() {
  const { columns, labels } = made()
  const binned = binColumns(columns)
  const forest = train({ columns, labels, params: PARAMS, binned })
  return { columns, labels, binned, forest }
}

describe('boosted trees', () => {
  test('learn what the columns tell', () => {
    const { columns, labels, forest } = trained()
    const read = new Forest(serialize(forest, NAMES))
    const right = [...labels].filter((label, row) => (probability(read.score(vector(columns, row))) > 0.5) === (label === 1))
    expect(right.length / ROWS).toBeGreaterThan(0.97)
  })

  test('are read as they were trained, up to the rounding of their values', () => {
    const { columns, binned, forest } = trained()
    const read = new Forest(serialize(forest, NAMES))
    const rows = Int32Array.from({ length: 200 }, (_, row) => row * 7)
    predict(forest, binned.binned, rows).forEach((score, index) =>
      expect(read.score(vector(columns, rows[index] ?? 0))).toBeCloseTo(score, 2))
  })

  test('are not written when a split could not name its feature', () => {
    const { forest } = trained()
    expect(() => serialize(forest, Array.from({ length: 257 }, (_, feature) => `f${feature}`))).toThrow('257 features')
  })

  test('say the same one by one as abreast, whatever their number, and where no exit is taken', () => {
    const { columns, forest } = trained()
    for (const trees of [1, 4, 5, 7, 40]) {
      const read = new Forest(serialize({ ...forest, trees: forest.trees.slice(0, trees) }, NAMES))
      for (const row of [0, 17, 400]) {
        const { byFeature, rest } = read.contributions(vector(columns, row))
        const score = read.score(vector(columns, row))
        expect(byFeature.reduce((sum, value) => sum + value, rest)).toBeCloseTo(score, 3)
const many = Float32Array.from({ length: 6 * 3 }, (_, at) => vector(columns, row)[at % 3] ?? 0)
        const scores = read.scores(many, Int32Array.of(0, 3, 6, 9, 12, 15), [{ trees: 3, below: -99, above: 99 }, { trees: 90, below: -99, above: 99 }])
        for (const one of scores) expect(one).toBeCloseTo(score, 6)
      }
    }
  })

  test('stop for each vector where its own sum decides', () => {
    const { columns, forest } = trained()
    const read = new Forest(serialize(forest, NAMES))
    const first = new Forest(serialize({ ...forest, trees: forest.trees.slice(0, 5) }, NAMES))
    const rows = [0, 17, 400, 3, 900, 50, 7]
    const many = Float32Array.from(rows.flatMap(row => [...vector(columns, row)]))
    const scores = read.scores(many, Int32Array.from(rows, (_, index) => index * 3), [{ trees: 5, below: 0, above: Infinity, carry: 2 }])
    rows.forEach((row, index) => {
      const early = first.score(vector(columns, row))
      expect(scores[index]).toBeCloseTo(early < 0 ? 2 * early : read.score(vector(columns, row)), 6)
    })
  })

  test('explain a score by what each feature added', () => {
    const { columns, forest } = trained()
    const read = new Forest(serialize(forest, NAMES))
    for (const row of [0, 1, 2, 50, 900]) {
      const { byFeature, rest } = read.contributions(vector(columns, row))
      expect(byFeature.reduce((sum, value) => sum + value, rest)).toBeCloseTo(read.score(vector(columns, row)), 3)
      expect(Math.abs(byFeature[2] ?? 1)).toBeLessThan(Math.max(Math.abs(byFeature[0] ?? 0), Math.abs(byFeature[1] ?? 0)))
    }
  })

  test('are the same, byte for byte, when trained again', () => {
    const [one, two] = [trained(), trained()]
    expect(JSON.stringify(serialize(one.forest, NAMES))).toBe(JSON.stringify(serialize(two.forest, NAMES)))
  })

  test('count a missing value as the lowest', () => {
    const { columns, forest } = trained()
    const read = new Forest(serialize(forest, NAMES))
    const [, b = 0] = vector(columns, 3)
    expect(read.score(Float32Array.of(Number.NaN, b, 0.5))).toBe(read.score(Float32Array.of(-1, b, 0.5)))
  })
})

function vector(columns: readonly Float32Array[], row: number): Float32Array {
  return Float32Array.from(columns, column => column[row] ?? 0)
}
