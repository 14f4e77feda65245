// What the importer makes of a folder of Full-Text RSS site configs, and whether its CSS selects what the XPath did.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { DOMParser } from 'linkedom'
import { parseXPath } from '../dist/measure/xpath/parse.js'
import { elementsByXPath } from '../dist/measure/xpath/evaluate.js'
import { XPathTree } from '../dist/measure/xpath/tree.js'
import { prescan } from '../dist/measure/prescan.js'
import { importFtr, hostOf } from '../dist/rulebook/import/import-ftr.js'
import { readFtrLines } from '../dist/rulebook/import/ftr-lines.js'
import { targetsOf } from '../dist/rulebook/import/xpath/to-css.js'
import { readRuleFile } from '../dist/rulebook/read.js'
import { loadPages, readHtml, sample } from './dataset.mjs'
import { readOptions, skip, wholeNumber } from './options.mjs'

const USAGE = `Usage: node bench/import-ftr.mjs [--configs FOLDER-OR-TAR.GZ] [--data FOLDER] [--pages 6] [--only-import]
Imports every config and prints what was carried over; then compares the node sets of XPath and translated CSS: each config's
expressions on the pages of its own host, and all different expressions on --pages other pages.`

const { values } = readOptions({
  configs: { type: 'string', default: '../shared/data/ftr-site-config.tar.gz' },
  data: { type: 'string', default: '../shared/data/wcxb' }, pages: { type: 'string' }, 'only-import': { type: 'boolean' },
}, USAGE)
if (!existsSync(values.configs)) skip(`no configs in ${values.configs}`)

const SELECTING = new Set(['body', 'strip', 'title', 'author', 'date', 'next_page_link', 'single_page_link', 'dissolve', 'strip_attr'])
const unpacked = mkdtempSync(path.join(tmpdir(), 'ftr-'))
try {
  run()
} finally {
  rmSync(unpacked, { recursive: true })
}

function run() {
  const files = readConfigs(values.configs)
  printImport(files)
  if (values['only-import']) return
  const pages = loadPages(values.data)
  if (pages.length === 0) return console.log(`translation not compared: no pages in ${values.data}`)
  const own = ownPages(files, pages)
  const tally = newTally()
  for (const { page, file } of own) comparePage(page, expressionsOf(file.text), tally)
  printTally(`${own.length} pages with a config, its own expressions`, tally)
  const all = [...new Set(files.flatMap(({ text }) => expressionsOf(text)))]
  const more = newTally()
  for (const page of sample(pages, wholeNumber(values.pages, '--pages', 6, 0), 5)) comparePage(page, all, more)
  printTally(`all ${all.length} different expressions on other pages`, more)
}

/** @typedef {{ name: string, text: string }} Config */

/** @param {string} from @returns {Config[]} */
function readConfigs(from) {
  if (!statSync(from).isDirectory()) execFileSync('tar', ['xzf', from, '-C', unpacked])
  const folder = statSync(from).isDirectory() ? from : unpacked
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('.txt') && !/LICENSE/.test(name)).sort()
    .map(name => ({ name: path.basename(name), text: readFileSync(path.join(folder, name), 'utf8') }))
}

/** @param {Config[]} files */
function printImport(files) {
  let [imported, valid, carried, xpath] = [0, 0, 0, 0]
  /** @type {Map<string, number>} */
  const refused = new Map()
  /** @type {Map<string, number>} */
  const left = new Map()
  /** @type {string[]} */
  const broken = []
  for (const { name, text } of files) {
    const { yaml, refused: why, report } = importFtr(name, text, { verified: null })
    carried += report.carried
    for (const { leaving, reason } of report.left) add(left, `${leaving}: ${reason}`)
    if (yaml === null) {
      add(refused, why ?? '')
      continue
    }
    imported++
    xpath += [...yaml.matchAll(/^ *(?:- )?(?:\w+: )?["']?[(/]/gm)].length
    const read = readRuleFile(name, yaml)
    if (read.ok) valid++
    else broken.push(`${name}: ${read.errors[0]?.message} (${read.errors[0]?.got})`)
  }
  console.log(`${files.length} files: ${imported} imported (${share(imported, files.length)}), of them ${valid} valid rule files`)
  for (const [why, count] of refused) console.log(`  not imported ${String(count).padStart(5)}  ${why}`)
  for (const one of broken.slice(0, 20)) console.log(`  invalid: ${one}`)
  console.log(`${carried} lines carried over, ${xpath} selectors stayed XPath; not carried over:`)
  for (const [why, count] of [...left].sort((a, b) => b[1] - a[1])) console.log(`  ${String(count).padStart(5)}  ${why}`)
}

/** @param {string} text @returns {string[]} */
function expressionsOf(text) {
  return readFtrLines(text).filter(({ name, value }) => SELECTING.has(name) && value !== '').map(({ value }) => value)
}

/** Pages whose host has a config: exact, or a wildcard for a part of it. @param {Config[]} files @param {ReturnType<typeof loadPages>} pages */
function ownPages(files, pages) {
  const byHost = new Map(files.map(file => [hostOf(file.name) ?? '', file]))
  return pages.flatMap(page => {
    if (!URL.canParse(page.url)) return []
    const host = new URL(page.url).hostname.replace(/^www\./, '')
    const file = byHost.get(host) ?? byHost.get(`*.${host.slice(host.indexOf('.') + 1)}`)
    return file ? [{ page, file }] : []
  })
}

function newTally() {
  return { compared: 0, equal: 0, hits: 0, equalHits: 0, untranslated: 0, invalid: 0, /** @type {string[]} */ different: [] }
}

/** @param {ReturnType<typeof loadPages>[number]} page @param {string[]} expressions @param {ReturnType<typeof newTally>} tally */
function comparePage(page, expressions, tally) {
  const document = /** @type {any} */ (new DOMParser().parseFromString(prescan(readHtml(page.file)).html, 'text/html'))
  const tree = new XPathTree(document)
  for (const text of expressions) {
    let expression
    try {
      expression = parseXPath(text)
    } catch {
      tally.invalid++
      continue
    }
    const targets = targetsOf(expression)
    if (!targets) {
      tally.untranslated++
      continue
    }
    const ours = selected(document, targets)
    const theirs = new Set(reference(expression, tree).map(({ element }) => element))
    const same = ours.size === theirs.size && [...ours].every(node => theirs.has(node))
    tally.compared++
    if (same) tally.equal++
    if (theirs.size > 0) tally.hits++
    if (theirs.size > 0 && same) tally.equalHits++
    if (!same) tally.different.push(`${page.id} ${text} → ${targets.map(({ css }) => css).join(' | ')} (${theirs.size} and ${ours.size})`)
  }
}

/** Elements; owners of what is selected, when that is attributes or texts. @param {any} expression @param {any} tree */
function reference(expression, tree) {
  if (expression.type === 'union') return expression.parts.flatMap((/** @type {any} */ part) => reference(part, tree))
  const { base, predicates: [index] = [] } = expression
  if (expression.type === 'filter' && base.type === 'path' && index?.type === 'number') return reference(base, tree).slice(index.value - 1, index.value)
  const last = expression.type === 'path' ? expression.steps.at(-1) : null
  if (last?.axis === 'attribute' || (last?.axis === 'child' && last.test.type === 'text')) {
    const owners = elementsByXPath({ ...expression, steps: expression.steps.slice(0, -1) }, tree)
    if (last.axis !== 'attribute') return owners
    return owners.filter((/** @type {any} */ owner) => tree.attributes(owner).some((/** @type {any} */ one) => one.name === last.test.name))
  }
  return elementsByXPath(expression, tree)
}

/** @param {any} document @param {any[]} targets */
function selected(document, targets) {
  const found = new Set()
  for (const { css, text, up, pick } of targets) {
    let nodes = [...document.querySelectorAll(css)].filter(node => passes(node, text))
    if (pick) nodes = nodes.slice(pick === 'first' ? 0 : -1, pick === 'first' ? 1 : undefined)
    for (const node of nodes) {
      const target = up === null ? node : node.parentElement?.closest(up)
      if (target) found.add(target)
    }
  }
  return found
}

/** @param {any} node @param {any} text */
function passes(node, text) {
  if (!text) return true
  const said = node.textContent.replace(/\s+/g, ' ').trim()
  return text.texts.some((/** @type {string} */ one) => {
    const wanted = one.replace(/\s+/g, ' ')
    return text.test === 'equals' ? said === wanted.trim() : text.test === 'starts' ? said.startsWith(wanted.trimStart()) : said.includes(wanted)
  })
}

/** @param {string} what @param {ReturnType<typeof newTally>} tally */
function printTally(what, { compared, equal, hits, equalHits, untranslated, invalid, different }) {
  console.log(`${what}: ${equal} of ${compared} node sets equal (${share(equal, compared)}), ${equalHits} of the ${hits} that select something (${share(equalHits, hits)}); ${untranslated} left as XPath, ${invalid} invalid`)
  for (const one of different.slice(0, 15)) console.log(`  ${one}`)
}

/** @param {number} part @param {number} whole */
function share(part, whole) {
  return whole === 0 ? '–' : `${(100 * part / whole).toFixed(1)} %`
}

/** @param {Map<string, number>} counts @param {string} key */
function add(counts, key) {
  counts.set(key, (counts.get(key) ?? 0) + 1)
}
