import { expect, test } from 'vitest'
import { createCleaner, loadRulebook } from '../src/index.js'
import { cpuTime } from './cpu-time.js'

// Protects from code in boxes without end: a listing is looked at once, not for each of its lines or columns.

const MANY = 20_000
const LINE = '<div class="line"><code>ring</code> <code>1</code></div>'
const text = '<p>The four bells of Saint Olave can be rung from a script, which is not what the founder had in mind when he cast them.</p>'

test.each([
  ['lines', `<div class="container">${LINE.repeat(MANY)}</div>`, ''],
  ['columns of numbers', `<div class="container">${LINE}</div>`, '<td class="gutter">1</td>'.repeat(MANY)],
])('many %s', async (_, code, columns) => {
  const cleaner = await createCleaner(await loadRulebook({ sites: false }), { formats: ['html'] })
  const page = `<html><body><main>${text.repeat(3)}<table><tr>${columns}<td class="code">${code}</td></tr></table>${text.repeat(3)}</main></body></html>`
  expect(cpuTime(() => expect(cleaner.fromHtml(page).html).toContain('ring 1'))).toBeLessThan(9000)
})
