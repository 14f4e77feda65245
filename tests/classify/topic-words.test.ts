import { expect, test } from 'vitest'
import { SHAPE, measureShape } from '../../src/classify/text-shape.js'
import { TopicWords } from '../../src/classify/topic-words.js'

// Protects what the model hears of a block's topic: words that the page's prose has elsewhere, not the block's own.

function shares(texts: readonly string[], told: (block: number) => boolean): number[][] {
  const topic = new TopicWords()
  const scratch = new Float32Array(SHAPE.length)
  for (const text of texts) {
    topic.begin()
    measureShape(text, scratch, 0, topic)
  }
  topic.compare(told)
  return texts.map((_, block) => {
    const out = new Float32Array(2)
    expect(topic.fill(block, out, 0)).toBe(2)
    return [...out].map(share => Math.round(share * 100) / 100)
  })
}

test('words count that other told blocks have; a block does not speak for itself', () => {
  const told = 'The harbour master counts ferries'
  const [first, second, teaser, short] = shares([told, 'Ferries leave the harbour on Friday', 'Bakery opens: harbour bread', 'Harbour news'], block => block < 2)
  expect(first).toEqual([0.5, 0.5])
  expect(second).toEqual([0.5, 0.5])
  expect(teaser).toEqual([0.25, 0.25])
  expect(short).toEqual([NaN, NaN])
})

test('what stands in no prose is told from what stands nowhere else', () => {
  const [, teaser] = shares(['Winter storms closed every bridge', 'Garden plants arrive early', 'Garden plants arrive again'], block => block === 0)
  expect(teaser).toEqual([0, 0.75])
})

test('case does not count, and many words are read as well as few', () => {
  const long = Array.from({ length: 5000 }, (_, at) => `storms${String.fromCharCode(97 + at % 26)}x`).join(' ')
  const [first, second] = shares([long, long.toUpperCase()], () => true)
  expect(first).toEqual([1, 1])
  expect(second).toEqual([1, 1])
})
