// Start-up beside bare Node: the command on one page, and import with a first page. Whole processes, in turns.
//   node bench/startup.mjs [--rounds 15] [PAGE]
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { median } from './score.mjs'

const { values, positionals } = parseArgs({ options: { rounds: { type: 'string', default: '15' } }, allowPositionals: true })
const dist = fileURLToPath(new URL('../dist/', import.meta.url))
const folder = mkdtempSync(path.join(tmpdir(), 'cleancopy-startup-'))
const page = positionals[0] ?? path.join(folder, 'page.html')
if (!positionals[0]) {
  const paragraph = '<p>The night ferry sails again from Friday, four years after the last one tied up at the old pier.</p>'
  writeFileSync(page, `<html lang="en"><body><nav><a href="/">Home</a></nav><article><h1>Ferry</h1>${paragraph.repeat(10)}</article></body></html>`)
}
const library = `
  import { readFileSync } from 'node:fs'
  import { createCleaner, loadRulebook } from ${JSON.stringify(path.join(dist, 'index.js'))}
  const cleaner = await createCleaner(await loadRulebook())
  if (cleaner.fromHtml(readFileSync(process.argv[1])).text === '') process.exit(1)`

/** @type {Record<string, string[]>} */
const calls = {
  'node -e 0': ['-e', '0'],
  'cleancopy page.html': [path.join(dist, 'cli/main.js'), page],
  'import, first page': ['--input-type=module', '-e', library, page],
  'cleancopy --version': [path.join(dist, 'cli/main.js'), '--version'],
}
/** @type {Map<string, number[]>} */
const times = new Map(Object.keys(calls).map(name => [name, []]))
for (let round = 0; round < Number(values.rounds); round++) {
  for (const [name, words] of Object.entries(calls)) {
    const began = performance.now()
    const { status, stderr } = spawnSync(process.execPath, words, { stdio: ['ignore', 'ignore', 'pipe'], encoding: 'utf8' })
    if (status !== 0) throw new Error(`${name} ended with ${status}: ${stderr}`)
    times.get(name)?.push(performance.now() - began)
  }
}
rmSync(folder, { recursive: true })
const bare = times.get('node -e 0') ?? []
for (const [name, taken] of times) {
  const over = [median(taken) - median(bare), Math.min(...taken) - Math.min(...bare)]
  console.log(`${name.padEnd(22)} ${median(taken).toFixed(0).padStart(5)} ms   over bare Node: median ${over[0]?.toFixed(0)} ms, least ${over[1]?.toFixed(0)} ms`)
}
