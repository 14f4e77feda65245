/** Protects rule files from patterns that hang, and people from refusals of patterns that do not. */
import { describe, expect, it } from 'vitest'
import { regexFault } from '../../src/rulebook/regex-check.js'
import { cpuTime } from '../cpu-time.js'

describe('patterns that pass', () => {
  it.each([
    'read more', '^by .+ on .+$', '^senast redigerad av .{1,40} \\d{4}-\\d{2}-\\d{2}$', '^\\d+ (?:comments?|replies)$', '^\\s*advert\\s*$', '\\p{L}+ \\p{N}',
    '[[a-z]--[aeiou]]+x', '^(?:also|next|more): .*$', '[ab]+c', '^(?:\\d{3}[.,])*\\d+$', '^(?=.*\\bshop\\b).{1,60}$', '^.{1,80}\\bsubscribe\\b', '(?:foo|bar){1,3}',
  ])('%s, and in little time on the worst text', source => {
    expect(regexFault(source)).toBeNull()
    const pattern = new RegExp(source, 'vi')
    const worst = ['a'.repeat(1000), '1'.repeat(1000), ' '.repeat(999) + '!', 'by on '.repeat(166)]
    expect(cpuTime(() => worst.map(text => pattern.test(text)))).toBeLessThan(2000)
  })
})

describe('patterns that are refused', () => {
  it.each([
    ['(a+)+$', 'dangerous pattern: a repetition or choice within a repetition', 0],
    ['x(a|a)*b', 'dangerous pattern: a repetition or choice within a repetition', 1],
    ['(?:\\w+\\s?)+:$', 'dangerous pattern: a repetition or choice within a repetition', 0],
    ['.*foo.*bar.*baz', 'dangerous pattern: too many repetitions in one pattern', 10],
    ['(a)\\1', 'dangerous pattern: a reference to a group', 3],
    ['a(', 'invalid pattern: unterminated group', 2],
    ['[z-a]', 'invalid pattern: range out of order in character class', 4],
    ['a{2,1}', 'invalid pattern: numbers out of order in {} quantifier', 6],
    ['', 'empty pattern', undefined],
  ])('%s', (source, message, offset) => {
    const fault = regexFault(source)
    expect({ message: fault?.message, offset: fault?.offset }).toEqual({ message, offset })
  })

  it('one that is too long', () => {
    expect(regexFault('a'.repeat(301))?.message).toBe('pattern too long')
  })
})
