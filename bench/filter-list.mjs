// What ad-block lists cost and how much of them is understood. Lists are the user's; none is part of this repository.
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import { createCleaner, loadRulebook } from '../dist/index.js'
import { loadPages, readHtml, sample } from './dataset.mjs'
import { readOptions, skip, wholeNumber } from './options.mjs'

const USAGE = `Usage: node bench/filter-list.mjs [--lists FOLDER] [--data FOLDER] [--pages 100] [--rounds 3] [--generic 50000] [--harsh]
Loads every .txt and .txt.gz of FOLDER, prints what is understood, and compares the CPU time of cleaning with 50,000 generic
selectors and with none, page by page in one process (the smallest of the rounds counts). To get that many, selectors
of site-specific rules are made generic, in the proportion of plain names and others that generic rules have (--harsh: as they come).`

const { values } = readOptions({
  lists: { type: 'string', default: '../shared/data/filter-lists' }, data: { type: 'string', default: '../shared/data/wcxb' },
  pages: { type: 'string' }, rounds: { type: 'string' }, generic: { type: 'string' },
  harsh: { type: 'boolean' },
}, USAGE)
const count = wholeNumber(values.pages, '--pages', 100, 1)
const rounds = wholeNumber(values.rounds, '--rounds', 3, 1)
const wanted = wholeNumber(values.generic, '--generic', 50_000, 1)
if (!existsSync(values.lists)) skip(`no filter lists in ${values.lists}`)

const folder = mkdtempSync(path.join(tmpdir(), 'filter-lists-'))
try {
  await run()
} finally {
  rmSync(folder, { recursive: true })
}

async function run() {
  const files = unpack(values.lists)
  const plain = await loadRulebook()
  const before = cpu()
  const book = await loadRulebook({ filterLists: files })
  const loading = cpu() - before
  const lists = book.filterLists ?? []
  printCounts(lists)
  console.log(`\nloading ${lists.reduce((sum, { rules }) => sum + rules.length, 0)} rules: ${loading.toFixed(0)} ms CPU`)

  const pages = sample(loadPages(values.data), count, 7)
  if (pages.length === 0) skip(`no pages in ${values.data}`)
  const generic = genericOf(lists, wanted, values.harsh === true)
  const without = await createCleaner(plain)
  const start = cpu()
  const withList = await createCleaner({ ...plain, filterLists: [generic] })
  console.log(`making ${generic.rules.length} generic selectors ready: ${(cpu() - start).toFixed(0)} ms CPU`)
  let [none, some] = [0, 0]
  for (const page of pages) {
    const html = readHtml(page.file)
    const source = { url: /^https?:/.test(page.url) ? page.url : null }
    let [a, b] = [Infinity, Infinity]
    for (let round = 0; round < rounds; round++) {
      // The order changes, so that a collection of garbage does not always hit the same one.
      for (const first of round % 2 === 0 ? [true, false] : [false, true]) {
        const from = cpu()
        ;(first ? without : withList).fromHtml(html, source)
        const took = cpu() - from
        if (first) a = Math.min(a, took)
        else b = Math.min(b, took)
      }
    }
    none += a
    some += b
  }
  console.log(`${pages.length} pages: ${(none / pages.length).toFixed(2)} ms CPU a page without, ${(some / pages.length).toFixed(2)} with; ratio ${(some / none).toFixed(3)}`)
  await printEffect(pages, book)
}

/** @param {readonly import('./dataset.mjs').DataPage[]} pages @param {import('../dist/index.js').Rulebook} book */
async function printEffect(pages, book) {
  const cleaner = await createCleaner(book)
  let [removed, refused, touched] = [0, 0, 0]
  for (const page of pages) {
    const { removals, problems } = cleaner.fromHtml(readHtml(page.file), { url: /^https?:/.test(page.url) ? page.url : null })
    const own = removals.filter(({ rule }) => rule === 'filter-list').length
    removed += own
    if (own > 0) touched++
    refused += problems.filter(({ rule, code }) => rule === 'filter-list' && code === 'removal-refused').length
  }
  console.log(`with the lists as they are: ${removed} removals on ${touched} pages, ${refused} refused`)
}

/** @param {string} from */
function unpack(from) {
  return readdirSync(from).filter(name => /\.txt(?:\.gz)?$/.test(name)).sort().map(name => {
    const bytes = readFileSync(path.join(from, name))
    const file = path.join(folder, name.replace(/\.gz$/, ''))
    writeFileSync(file, name.endsWith('.gz') ? gunzipSync(bytes) : bytes)
    return file
  })
}

/** @param {readonly import('../dist/index.js').FilterList[]} lists */
function printCounts(lists) {
  const head = ['list', 'generic', 'specific', 'exceptions', 'not understood', 'scripts', 'network']
  const rows = lists.map(({ file, counts: c }) => [path.basename(file), c.generic, c.specific, c.exceptions, c.notUnderstood, c.scripts, c.network])
  const total = head.slice(1).map((_, column) => rows.reduce((sum, row) => sum + Number(row[column + 1]), 0))
  for (const row of [head, ...rows, ['all', ...total]]) console.log(row.map((cell, at) => at === 0 ? String(cell).padEnd(30) : String(cell).padStart(15)).join(''))
  const [generic = 0, specific = 0, exceptions = 0, not = 0] = total
  const understood = generic + specific + exceptions
  console.log(`understood: ${understood} of ${understood + not} hiding rules (${(100 * understood / (understood + not)).toFixed(1)} %)`)
}

/**
 * The generic rules; when they are too few, selectors of site-specific rules as well, plain names (`.a`, `#b`) and
 * others in the proportion that generic rules have them (`harsh`: as they come, many by position alone).
 * @param {readonly import('../dist/index.js').FilterList[]} lists @param {number} most @param {boolean} harsh
 */
function genericOf(lists, most, harsh) {
  const rules = lists.flatMap(({ rules: own }) => own).filter(({ action }) => action === 'hide')
  const generic = rules.filter(({ hosts }) => hosts.length === 0)
  // Selectors with :has are written for one site and its pages.
  const specific = rules.filter(({ hosts, selector }) => hosts.length > 0 && (harsh || !selector.includes(':has(')))
  const isPlain = (/** @type {{ selector: string }} */ { selector }) => /^[.#][\w-]+$/.test(selector)
  const lacking = Math.max(0, most - generic.length)
  const plain = Math.round(lacking * generic.filter(isPlain).length / generic.length)
  const more = harsh ? specific : [...specific.filter(isPlain).slice(0, plain), ...specific.filter(rule => !isPlain(rule)).slice(0, lacking - plain)]
  const made = [...generic, ...more].slice(0, most).map(rule => ({ ...rule, hosts: [], except: [] }))
  return { file: 'generic', rules: made, excused: [], counts: { generic: made.length, specific: 0, exceptions: 0, notUnderstood: 0, scripts: 0, network: 0 } }
}

function cpu() {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}
