// Where the time of a page goes: CPU milliseconds per stage and × a bare linkedom parse, page by page in turns in one process.
//   node bench/stages.mjs --data ../shared/data/wcxb [--pages 100] [--rounds 3] [--seed 7]
import { parseArgs } from 'node:util'
import { loadBareParse } from './bare-parse.mjs'
import { loadPages, readHtml, sample } from './dataset.mjs'

const { values } = parseArgs({ options: {
  data: { type: 'string', default: '../shared/data/wcxb' }, pages: { type: 'string', default: '100' },
  rounds: { type: 'string', default: '3' }, seed: { type: 'string', default: '7' },
} })
const all = loadPages(values.data)
if (all.length === 0) {
  console.log(`skipped: no pages in ${values.data}`)
  process.exit(0)
}
const pages = sample(all, Number(values.pages), Number(values.seed)).map(({ file, url }) => ({ html: readHtml(file), url }))
const { createCleaner, loadRulebook } = await import(process.env.CLEANCOPY_DIST ?? new URL('../dist/index.js', import.meta.url).href)
const cleaner = await createCleaner(await loadRulebook({ sites: false }), { clock: cpu })
const parse = await loadBareParse()

/** @type {Map<string, number>} */
const spent = new Map()
for (let round = 0; round <= Number(values.rounds); round++) {
  // round 0 warms the compiler up and does not count
  if (round === 1) spent.clear()
  for (const { html, url } of pages) {
    let began = cpu()
    parse(html)
    add('bare parse', cpu() - began)
    began = cpu()
    const { timings } = cleaner.fromHtml(html, url ? { url } : {})
    add('cleancopy', cpu() - began)
    for (const [stage, ms] of Object.entries(timings)) add(stage, /** @type {number} */ (ms))
  }
}
const count = Number(values.rounds) * pages.length
const bare = spent.get('bare parse') ?? Number.NaN
for (const [name, ms] of spent) console.log(`${name.padEnd(12)} ${(ms / count).toFixed(2).padStart(7)} ms  × ${(ms / bare).toFixed(3)}`)

/** CPU time of this process in milliseconds: other work on the machine does not count, helper threads do. */
function cpu() {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

/** @param {string} name @param {number} ms */
function add(name, ms) {
  spent.set(name, (spent.get(name) ?? 0) + ms)
}
