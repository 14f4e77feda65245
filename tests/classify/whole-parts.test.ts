import { expect, test } from 'vitest'
import { type PartOfPage, wholeParts } from '../../src/classify/whole-parts.js'

function partsOf(kinds: readonly PartOfPage['kind'][]): PartOfPage[] {
  return kinds.map((kind, index) => ({ index, kind, text: 'x'.repeat(80), prose: kind === 'paragraph', linkLength: 0, quoted: false, element: null }))
}

function choiceOf(kinds: readonly PartOfPage['kind'][], scores: readonly number[], suspected: readonly boolean[] = []): boolean[] {
  const marks = { suspected: kinds.map((_, index) => suspected[index] ?? false), residue: kinds.map(() => false) }
  return wholeParts(partsOf(kinds), Float32Array.from(scores), scores.map(score => score >= 0.5), marks)
}

test('code between chosen blocks stays, past the numbers of its lines that a rule suspects', () => {
  expect(choiceOf(['paragraph', 'code', 'code', 'paragraph'], [0.9, 0.3, 0.2, 0.9])).toEqual([true, true, true, true])
  expect(choiceOf(['paragraph', 'code', 'code', 'paragraph'], [0.9, 0.3, 0.3, 0.9], [false, true])).toEqual([true, false, true, true])
})

test('code beside the content, or surely none of it, goes', () => {
  expect(choiceOf(['paragraph', 'code', 'paragraph'], [0.9, 0.3, 0.1])).toEqual([true, false, false])
  expect(choiceOf(['paragraph', 'code', 'paragraph'], [0.1, 0.3, 0.9])).toEqual([false, false, true])
  expect(choiceOf(['paragraph', 'code', 'paragraph'], [0.9, 0.05, 0.9])).toEqual([true, false, true])
})

test('a heading inside the content stays, past the "edit" that a rule suspects; one in front of links goes', () => {
  expect(choiceOf(['paragraph', 'paragraph', 'heading', 'paragraph'], [0.9, 0.2, 0.3, 0.9], [false, true])).toEqual([true, false, true, true])
  expect(choiceOf(['paragraph', 'paragraph', 'heading', 'paragraph'], [0.9, 0.2, 0.3, 0.9])).toEqual([true, false, false, true])
  expect(choiceOf(['paragraph', 'heading', 'paragraph', 'paragraph'], [0.9, 0.3, 0.2, 0.2], [false, false, true])).toEqual([true, false, false, false])
})
