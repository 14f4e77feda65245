/** Protects the ledger that is put into words late: whoever reads it, copies it or writes it down must find every word. */
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { createCleaner, loadRulebook } from '../src/index.js'
import type { Removal, Trail } from '../src/model.js'
import { factsOf, withProblems, withRemovals } from '../src/ledger.js'

const NOTHING: Trail = { removals: [], problems: [] }

function removal(line: number): Removal {
  return {
    stage: 'refine', rule: 'ad-slot', kind: 'ad', origin: { type: 'module', name: 'ad-slot' }, why: '', where: `line ${line}`, line,
    from: line, to: line + 1, length: 1, excerpt: '', hash: '',
  }
}

/** Two rounds of two removals, and how often somebody had to find words. */
function rounds() {
  let asked = 0
  const words = (round: string) => (index: number) => {
    asked++
    return { why: `${round} ${index}`, excerpt: `excerpt ${index}`, hash: `${round}${index}` }
  }
  const first = withRemovals(NOTHING, [removal(1), removal(2)], words('a'), [])
  const trail = withRemovals(first, [removal(3), removal(4)], words('b'), [])
  return { first, trail, asked: () => asked }
}

const WHYS = ['a 0', 'a 1', 'b 0', 'b 1']

describe('a trail whose removals are still to be put into words', () => {
  test('says where and what without a word being made', () => {
    const { trail, asked } = rounds()
    expect(factsOf(trail).map(({ line, kind }) => `${kind} ${line}`)).toEqual(['ad 1', 'ad 2', 'ad 3', 'ad 4'])
    expect(asked()).toBe(0)
  })

  test('tells the removals of all rounds, each once, in their order', () => {
    const { first, trail, asked } = rounds()
    expect(trail.removals.map(({ why }) => why)).toEqual(WHYS)
    expect(trail.removals.map(({ hash }) => hash)).toEqual(['a0', 'a1', 'b0', 'b1'])
    expect(first.removals.map(({ why }) => why)).toEqual(['a 0', 'a 1'])
    expect(trail.removals).toBe(trail.removals)
    expect(asked()).toBe(4)
  })

  test.each([
    ['a copy', (trail: Trail): Trail => ({ ...trail })],
    ['structuredClone', (trail: Trail): Trail => structuredClone(trail)],
    ['JSON', (trail: Trail) => JSON.parse(JSON.stringify(trail)) as Trail],
    ['the same with other problems', (trail: Trail): Trail => withProblems(trail, [...trail.problems])],
  ])('%s holds the words', (_, copy) => {
    expect(copy(rounds().trail).removals.map(({ why }) => why)).toEqual(WHYS)
  })
})

test('what is read of a cleaned text late is what JSON holds', async () => {
  const cleaner = await createCleaner(await loadRulebook({ sites: false }))
  const text = readFileSync(new URL('../samples/text-share-and-teasers/input.txt', import.meta.url), 'utf8')
  const cleaned = cleaner.fromText(text)
  const { removals, metadata } = cleaned
  expect(removals.length).toBeGreaterThan(3)
  for (const { why, excerpt, hash } of removals) expect([why, excerpt, hash]).not.toContain('')
  for (const copy of [JSON.parse(JSON.stringify(cleaner.fromText(text))), structuredClone(cleaner.fromText(text)), { ...cleaner.fromText(text) }]) {
    expect(copy).toMatchObject({ removals, metadata })
  }
})
