/** Protects "a cleaned text comes out of a second cleaning unchanged": what stays is seen as it will be written, blank lines and all. */
import { describe, expect, it } from 'vitest'
import { cutBlocks, type Account } from '../src/engine/cut-blocks.js'
import { readLines } from '../src/measure/lines.js'
import type { BlockRule, Blocks, Knowledge } from '../src/model.js'
import { NO_METADATA } from '../src/metadata.js'
import { sourceText } from '../src/render/source-text.js'

const KNOW = { lang: 'en', says: () => null, matches: () => [], widget: () => null, site: null } as unknown as Knowledge
const NO_TRAIL: Blocks['trail'] = { removals: [], problems: [] }

function blocksOf(text: string): Blocks {
  const decoded = { text, trail: NO_TRAIL } as unknown as Extract<Blocks['source'], { type: 'text' }>['decoded']
  return {
    source: { type: 'text', decoded }, text, items: readLines(text), suspects: [], inputProse: 0, metadata: NO_METADATA, knowledge: KNOW,
    selection: { strategy: 'all', confidence: 1, why: '' }, trail: NO_TRAIL,
  }
}

/** Takes the lines that hold one of the letters, a letter a round. */
function cut(text: string, letters: string): Blocks {
  const account: Account = { total: 0, spent: new Map(), judged: false, spared: new Map() }
  let at = blocksOf(text)
  for (const letter of letters) {
    const rule: BlockRule = {
      id: 'letters', kind: 'debris', removes: 'Lines with a letter',
      *find({ items }) { for (const target of items) if (target.text.includes(letter)) yield { target, why: letter } },
    }
    at = cutBlocks(at, [rule], new Set(), account).blocks
  }
  return at
}

const gaps = (items: Blocks['items']) => items.map(({ text, gap }) => `${gap ? '¶' : ''}${text}`)

describe('what stands beside lines that went', () => {
  it.each([
    ['below the blank line of what went', 'one\n\nx\ntwo', 'x', ['one', '¶two']],
    ['at the top, where blank lines go', 'x\n\none\ntwo', 'x', ['one', 'two']],
    ['without the blank line inside what went', 'one\nx\n\nx\ntwo', 'x', ['one', 'two']],
    ['the same, gone in two rounds', 'one\nx\n\ny\ntwo', 'xy', ['one', 'two']],
    ['with breaks of two characters', 'one\r\nx\r\ntwo', 'x', ['one', 'two']],
  ])('%s', (_, text, letters, expected) => {
    expect(gaps(cut(text, letters).items)).toEqual(expected)
  })

  it('is what the cleaned text is cut into', () => {
    let seed = 7
    const chance = (n: number) => (seed = (seed * 1103515245 + 12345) & 0x7fffffff) % n
    for (let round = 0; round < 150; round++) {
      const lineBreak = ['\n', '\r\n', '\u2028'][chance(3)]!
      const text = Array.from({ length: 12 }, (_, line) => `${'abxyz'[chance(5)]!} ${line}${lineBreak.repeat(1 + chance(3))}`).join('')
      const left = cut(text, 'xyz')
      expect(gaps(left.items), JSON.stringify(text)).toEqual(gaps(readLines(sourceText(left))))
    }
  })
})
