import { describe, expect, test } from 'vitest'
import { fold } from '../../src/rulebook/fold.js'
import { foldCodes } from '../../src/rulebook/fold-codes.js'
import { PhraseFilter } from '../../src/rulebook/phrase-filter.js'

// Protects the short way past the phrases: what is folded as numbers is what fold() makes, and no phrase is ruled out that stands there.

const PIECES = ['#', '##', '1', '12', '000', ' ', '  ', '\t', '.', ',', ':', "'", '’', '–', '"', 'a', 'Word', 'É', '-', '/', '|', '(', '@']

/** A seeded walk through all sorts of neighbours. */
function made(count: number): string[] {
  let state = 7
  const next = (below: number) => (state = (state * 1103515245 + 12345) % 2147483648) % below
  return Array.from({ length: count }, () => Array.from({ length: 1 + next(12) }, () => PIECES[next(PIECES.length)]).join(''))
}

function stringOf(text: string): string | null {
  const folded = foldCodes(text)
  return folded && String.fromCharCode(...folded.codes.subarray(folded.from, folded.to))
}

describe('folding to code units', () => {
  test('makes what fold() makes', () => {
    for (const text of made(20_000)) expect(stringOf(text)).toBe(fold(text))
  })

  test.each(['ß', 'İstanbul', 'и', '×', '한국', 'a\u00a0b', 'ﬁ', '😀', 'a'.repeat(401)])('leaves %s to fold()', text => {
    expect(foldCodes(text)).toBeNull()
  })
})

describe('the filter', () => {
  const filter = new PhraseFilter({ line: ['share', 'ad', '# comments'], label: ['by', 'à lire'], starts: ['sign up for'], ends: ['# min read'], contains: ['all rights reserved'] })
  const may = (text: string): boolean => filter.mayMatch(foldCodes(text)!)

  test.each(['Share', '“Ad”', '1,204 comments', 'By: Ana', 'À lire – Le port', 'Sign up for our letter', 'Ferries, 5 min read', 'The Post 2026. All rights reserved, more below'])('lets pass: %s', text => {
    expect(may(text)).toBe(true)
  })

  test.each(['', 'Ana Ruiz', 'The night ferry to Orrin sails again from Friday', 'By the pier', 'Tickets: sold out'])('rules out: %s', text => {
    expect(may(text)).toBe(false)
  })

  test('rules everything out where there are no phrases', () => {
    const none = new PhraseFilter({ line: [], label: [], starts: [], ends: [], contains: [] })
    expect(none.mayMatch(foldCodes('Share: this')!)).toBe(false)
  })
})
