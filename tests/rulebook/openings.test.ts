/** Protects the look that rules most places of a text out: it may let too much pass, and must never hold a phrase back. */
import { describe, expect, test } from 'vitest'
import { Openings } from '../../src/rulebook/openings.js'

describe('the openings of phrases', () => {
  const PHRASES = ['sign up for our newsletter', 'all rights reserved', 'もっと読む', 'like us on facebook']
  const openings = new Openings(PHRASES)

  test.each(PHRASES)('find "%s" at its place, and no other there', phrase => {
    const text = `so ${phrase} now`
    expect(openings.mayStandAt(text, 3)).toBe(true)
    const others = Array.from({ length: text.length }, (_, at) => at).filter(at => at !== 3 && openings.mayStandAt(text, at))
    expect(others).toEqual([])
  })

  test('find a phrase that ends with the text, and look at nothing behind it', () => {
    expect(openings.mayStandAt('もっと読む', 0)).toBe(true)
    expect(openings.mayStandAt('もっと', 0)).toBe(false)
  })

  test('of no phrases are nowhere', () => {
    expect(new Openings([]).mayStandAt('anything', 0)).toBe(false)
  })
})
