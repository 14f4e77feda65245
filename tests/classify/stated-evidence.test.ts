import { describe, expect, it } from 'vitest'
import { heedStated } from '../../src/classify/stated-evidence.js'
import type { PageKind } from '../../src/model.js'

const STORY = 'The lock keeper of Brill opened the gates at six and found the canal as dry as a barn floor in August.'
const REST = 'He rang the water board, which had not been told, and the mayor, who had been told and had forgotten about it again.'
const TEASER = 'Eleven bakers compete on Sunday for the golden rye loaf.'
const NOTE = 'Nothing on these pages is meant as advice on gates.'
const BLOCKS = [STORY, REST, TEASER, NOTE].map(text => ({ text }))
const WORDS = Float32Array.from(BLOCKS, ({ text }) => text.split(' ').length)
const wordsOf = (...texts: string[]): number => texts.join(' ').split(' ').length

/** Which of the blocks are taken with these probabilities. */
function taken(scores: readonly number[], stated: { body?: string; words?: readonly [least: number, most: number]; property?: string }, kind: PageKind = 'article'): string[] {
  const text = stated.body === undefined ? null : { text: stated.body, property: stated.property ?? 'articleBody' }
  const heeded = heedStated(Float32Array.from(scores), BLOCKS, WORDS, { stated: text, statedLength: stated.words ? { least: stated.words[0], most: stated.words[1], property: 'wordCount' } : null },
    { threshold: 0.5, guess: { kind, confidence: 1 } })
  return BLOCKS.flatMap(({ text }, block) => (heeded.scores[block]! >= 0.5 ? [text] : []))
}

describe('the body that a page states', () => {
  it('speaks against what it lacks and for what it has', () => {
    expect(taken([0.9, 0.2, 0.7, 0.1], { body: `${STORY}\n${REST}` })).toEqual([STORY, REST])
  })

  it('is no proof: what the model is sure of stays', () => {
    expect(taken([0.95, 0.95, 0.1, 0.95], { body: `${STORY} ${REST}` })).toEqual([STORY, REST, NOTE])
  })

  it('is not believed when it is the beginning of a longer text', () => {
    expect(taken([0.9, 0.7, 0.7, 0.7], { body: STORY })).toEqual([STORY, REST, TEASER, NOTE])
  })

  it('is not believed when the page shows another text', () => {
    expect(taken([0.7, 0.7, 0.1, 0.1], { body: 'Quite another story, of which not one sentence stands on this page, as happens where a template is copied.' }))
      .toEqual([STORY, REST])
  })

  it.each(['text', 'description'])('is not asked as `%s`, which is a part of the page', property => {
    expect(taken([0.7, 0.7, 0.7, 0.1], { body: `${STORY} ${REST}`, property })).toEqual([STORY, REST, TEASER])
  })

  it('is the first post where the page is a thread', () => {
    expect(taken([0.9, 0.9, 0.6, 0.1], { body: `${STORY} ${REST}` }, 'forum')).toEqual([STORY, REST, TEASER])
  })
})

describe('the length that a page states', () => {
  const [two, all] = [wordsOf(STORY, REST), wordsOf(STORY, REST, TEASER, NOTE)]

  it.each([
    ['exactly', [two - 2, two + 2]],
    ['roughly', [two - 15, two + 8]],
  ] as const)('raises the bar to where the choice has it, %s', (_, words) => {
    expect(taken([0.95, 0.95, 0.7, 0.8], { words })).toEqual([STORY, REST])
  })

  it.each([
    ['that no bar meets', [wordsOf(STORY) - 12, wordsOf(STORY) - 8]],
    ['that is nearly met', [all - 5, all - 1]],
    ['that is beyond the text', [3900, 4100]],
  ] as const)('moves nothing by one %s', (_, words) => {
    expect(taken([0.95, 0.95, 0.7, 0.8], { words })).toEqual([STORY, REST, TEASER, NOTE])
  })

  it('never takes what the model is sure of', () => {
    expect(taken([0.99, 0.98, 0.97, 0.96], { words: [two - 2, two + 2] })).toEqual([STORY, REST, TEASER, NOTE])
  })
})

it('nothing stated moves nothing', () => {
  const scores = Float32Array.of(0.9, 0.4, 0.6, 0.1)
  const heeded = heedStated(scores, BLOCKS, WORDS, { stated: null, statedLength: null }, { threshold: 0.5, guess: { kind: 'article', confidence: 1 } })
  expect(heeded).toEqual({ scores, byText: null, byLength: 0 })
})
