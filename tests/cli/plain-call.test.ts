/** Protects the short cut for one file without flags: it must give what yargs would give, and leave everything else alone. */
import { describe, expect, it } from 'vitest'
import yargs from 'yargs'
import { CLEAN_FLAGS } from '../../src/cli/clean.js'
import { plainCall } from '../../src/cli/plain-call.js'

function byYargs(words: readonly string[]): Record<string, unknown> {
  const parsed: Record<string, unknown> = yargs([...words])
    .command('$0 [inputs..]', '', builder => builder.positional('inputs', { type: 'string', array: true }).options(CLEAN_FLAGS))
    .parserConfiguration({ 'greedy-arrays': false, 'parse-positional-numbers': false, 'populate--': true })
    .parseSync()
  return Object.fromEntries(Object.entries(parsed).filter(([name, value]) => name !== '_' && name !== '$0' && value !== undefined))
}

describe('a call with one file', () => {
  it.each(['page.html', 'saved/a b.txt', '/x/y.HTM', 'ünïcode.md', 'a.jsonl'])('%s is read as yargs reads it', file => {
    expect(plainCall([file])).toEqual(byYargs([file]))
  })

  it.each([
    [[]], [['explain']], [['rules']], [['clean']], [['-h']], [['--version']], [['-']], [['saved/']], [['saved']], [['*.html']], [['{a,b}.html']],
    [['page.html', '-o', 'x']], [['a.html', 'b.html']], [['explain', 'page.html']], [['-x.html']], [['@list.txt']],
  ])('%j is left to yargs', words => {
    expect(plainCall(words)).toBeNull()
  })
})
