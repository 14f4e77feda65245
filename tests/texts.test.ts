/** Protects whole texts: what an author writes in short lines stays, in every language, and the page's residue around it goes. */
import { readFileSync, readdirSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { createCleaner, loadRulebook, type Cleaner } from '../src/index.js'
import { readText } from './rules/fixtures.js'

const FOLDER = new URL('texts/', import.meta.url)
const names = readdirSync(FOLDER).filter(name => name.endsWith('.txt')).sort()

let cleaner: Cleaner
beforeAll(async () => {
  cleaner = await createCleaner(await loadRulebook({ sites: false }))
})

describe('a whole text', () => {
  it.each(names)('%s', name => {
    const { input, lang, lines, drops } = readText(readFileSync(new URL(name, FOLDER), 'utf8'))
    const cleaned = cleaner.fromText(input, { lang })
    const gone = new Uint8Array(input.length)
    for (const { from, to } of cleaned.removals) gone.fill(1, from, to)
    const wrong = lines.flatMap(({ from, to, number }) => {
      const text = input.slice(from, to)
      if (text.trim() === '') return []
      const why = cleaned.removals.find(removal => removal.from <= from && from < removal.to)
      if (drops[from] === 1 && gone[from] === 0) return [`missed line ${number}: ${text}`]
      return drops[from] === 0 && why ? [`overreached line ${number}: ${text} ← ${why.rule}, ${why.why}`] : []
    })
    expect(wrong).toEqual([])
  })

  it.each(names)('%s, cleaned again, stays as it is', name => {
    const { input, lang } = readText(readFileSync(new URL(name, FOLDER), 'utf8'))
    const once = cleaner.fromText(input, { lang }).text
    const twice = cleaner.fromText(once, { lang })
    expect(twice.text).toBe(once)
    // Blank lines between blocks are no text that was lost.
    expect(twice.signals.inputLength).toBe(twice.signals.outputLength)
  })

  it('in any line breaks, as long as what comes out', () => {
    const lines = ['The ferry left the island before dawn,', '  with forty passengers on board. ', '', '', '- lemons', '', 'Nobody had expected the storm to turn.', '']
    for (const end of ['\n', '\r\n', '\r', '\u2028', '\u0085', '\f', '\v']) {
      const { signals, removals } = cleaner.fromText(lines.join(end))
      expect([removals.length, signals.inputLength]).toEqual([0, signals.outputLength])
    }
  })
})
