/** Protects --normalize: it changes how a text is written and never what it says, and only when asked. */
import { describe, expect, it } from 'vitest'
import { createCleaner, loadRulebook } from '../../src/index.js'
import { normalizeText } from '../../src/render/normalize.js'

const MESSY = 'The night ferry&nbsp;&amp; its cre\u00adw sail\u200b again from Friday,\u00a0four years later.  \r\n\r\n\r\n\r\nTickets cost&#8230; as much as ' +
  'they did in 2019, said the cafe\u0301 owner by the pier.\u2028'

describe('normalizing', () => {
  it('reads entities, evens spaces and breaks, drops what is invisible, composes', () => {
    expect(normalizeText(MESSY)).toBe('The night ferry & its crew sail again from Friday, four years later.\n\nTickets cost… as much as ' +
      'they did in 2019, said the café owner by the pier.')
  })

  it('twice is once, also for what was escaped twice', () => {
    for (const text of [MESSY, 'a &amp;lt; b', '&amp;amp;nbsp; x', 'می\u200cخواهم', '👩\u200d🚀 up']) expect(normalizeText(normalizeText(text))).toBe(normalizeText(text))
    expect(normalizeText('می\u200cخواهم')).toBe('می\u200cخواهم')
  })

  it('takes long rows of spaces in linear time', () => {
    const row = `a${' '.repeat(200_000)}b  \nc`
    const began = performance.now()
    expect(normalizeText(row)).toBe(`a${' '.repeat(200_000)}b\nc`)
    // It took four minutes.
    expect(performance.now() - began).toBeLessThan(5000)
  })

  it('is off by default', async () => {
    const rulebook = await loadRulebook({ sites: false })
    expect((await createCleaner(rulebook)).fromText(MESSY).text).toContain('&nbsp;')
    expect((await createCleaner(rulebook, { policies: { normalize: true } })).fromText(MESSY).text).toBe(normalizeText(MESSY))
  })
})
