import fc from 'fast-check'
import { expect, it } from 'vitest'
import { Substrings } from '../../src/filters/substrings.js'

/** Few letters, so that parts stand in texts, twice in a row and within each other. */
const text = (maxLength: number) => fc.string({ unit: fc.constantFrom('a', 'b', '-', 'é', '\u4e00'), maxLength })

it('finds what `includes` finds, each item once', () => {
  fc.assert(fc.property(fc.array(text(5), { maxLength: 12 }), text(30), (parts, searched) => {
    const index = new Substrings<number>()
    parts.forEach((part, at) => { index.add(part, at) })
    const found: number[] = []
    index.find(searched, at => found.push(at))
    expect(found.sort((a, b) => a - b)).toEqual([...parts.keys()].filter(at => searched.includes(parts[at]!)))
  }))
})
