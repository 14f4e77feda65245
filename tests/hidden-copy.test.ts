import { expect, test } from 'vitest'
import { createCleaner, loadRulebook } from '../src/index.js'
import { cpuTime } from './cpu-time.js'

// Protects from pages that hide text within hidden text without end: what the page shows is read once, not for each of them.

const word = (number: number) => `w${String(number).replace(/\d/g, digit => 'abcdefghij'.charAt(Number(digit)))}`
const prose = (from: number) => Array.from({ length: 600 }, (_, paragraph) =>
  `<p>${Array.from({ length: 50 }, (_, at) => word(from + paragraph * 50 + at)).join(' ')}, she said, and went home.</p>`).join('')

test('300 hidden elements in each other take no longer than a page of their length', async () => {
  const cleaner = await createCleaner(await loadRulebook({ sites: false }))
  const page = `<html><body><main>${prose(0)}</main>${'<div hidden>'.repeat(300)}${prose(1e6)}${'</div>'.repeat(300)}</body></html>`
  expect(cpuTime(() => expect(cleaner.fromHtml(page).text).toContain(word(7)))).toBeLessThan(8000)
})
