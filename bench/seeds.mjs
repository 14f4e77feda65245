#!/usr/bin/env node
// The five seed texts through text mode, compared with the gold texts up to white space, and the kinds of what went with dropped.json.
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { diffLines } from './line-diff.mjs'
import { fail, failUnbuilt, readOptions, skip } from './options.mjs'
import { createBenchCleaner, isBuilt } from './systems/cleancopy.mjs'

const USAGE = `node bench/seeds.mjs [options]
  --seeds DIR   NNN_*.txt and gold/NNN.txt (default ../shared/data/seeds)
  --ledger      print what was removed from each text, and by which rule`

const { values } = readOptions({ seeds: { type: 'string' }, ledger: { type: 'boolean' } }, USAGE)
const dir = path.resolve(values.seeds ?? '../shared/data/seeds')
if (!existsSync(path.join(dir, 'gold'))) skip(`no seeds in ${dir} (see --seeds)`)
if (!isBuilt()) failUnbuilt()

const cleaner = await createBenchCleaner()
const names = readdirSync(dir).filter(name => /^\d{3}_.*\.txt$/.test(name)).sort()
if (names.length === 0) fail(`no NNN_*.txt in ${dir}`)
/** Kinds by which a category of dropped.json may be called; the first word decides. */
const KINDS = /** @type {const} */ ({
  share: ['share'], promo: ['newsletter', 'related', 'debris'], related: ['related'], title: ['title-repeat'], language: ['language-selector'],
  ui: ['debris', 'tools', 'navigation'], caption: ['caption'], read: ['related'], source: ['dateline', 'debris'], date: ['dateline'],
  section: ['navigation'], byline: ['byline'], comment: ['comments'],
})
let [named, asked] = [0, 0]
let unequal = 0
for (const name of names) unequal += (await checkSeed(name)) ? 0 : 1
console.log(`${names.length - unequal} of ${names.length} seeds equal to gold`)
if (asked > 0) console.log(`${named} of ${asked} dropped lines removed by a kind that dropped.json names`)
process.exitCode = unequal === 0 ? 0 : 1

/** @param {string} name @returns {Promise<boolean>} */
async function checkSeed(name) {
  const id = name.slice(0, 3)
  const text = readFileSync(path.join(dir, name), 'utf8')
  const gold = readFileSync(path.join(dir, 'gold', `${id}.txt`), 'utf8')
  const cleaned = await cleaner.fromText(text)
  const equal = words(cleaned.text) === words(gold)
  console.log(`${id}  ${equal ? 'equal' : 'DIFFERS'}  ${cleaned.verdict}, ${cleaned.removals.length} removals`)
  if (!equal) {
    const optional = optionalLines(id)
    for (const { sign, line } of diffLines(lines(cleaned.text), lines(gold))) {
      const meaning = sign === '+' ? 'extra  ' : 'missing'
      const note = sign === '+' && optional.has(line) ? '  (optional in dropped.json)' : ''
      console.log(`     ${meaning} ${JSON.stringify(line.slice(0, 200))}${note}`)
    }
  }
  compareKinds(id, cleaned.removals)
  if (values.ledger) for (const removal of cleaned.removals) console.log(`     ${ledgerLine(removal)}`)
  return equal
}

/** @param {string} text */
function words(text) {
  return text.split(/\s+/).filter(word => word !== '').join(' ')
}

/** @param {string} text @returns {string[]} */
function lines(text) {
  return text.split('\n').map(words).filter(line => line !== '')
}

/** @param {string} id @returns {{ line: number, text: string, category: string, optional: boolean }[]} */
function droppedOf(id) {
  const file = path.join(dir, 'gold', 'dropped.json')
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8'))[id]?.dropped ?? [] : []
}

/** @param {string} id @param {readonly { line: number, kind: string }[]} removals */
function compareKinds(id, removals) {
  for (const { line, text, category, optional } of droppedOf(id)) {
    const kinds = removals.filter(removal => removal.line === line).map(({ kind }) => kind)
    if (optional && kinds.length === 0) continue
    const expected = /** @type {Record<string, readonly string[]>} */ (KINDS)[category.split(/[^a-z]/, 1)[0] ?? ''] ?? []
    asked++
    if (kinds.some(kind => expected.includes(kind))) named++
    else console.log(`     kind ${kinds.join(', ') || 'none'}, dropped.json says ${category}: ${JSON.stringify(text.slice(0, 80))}`)
  }
}

/** @param {string} id @returns {Set<string>} spans that an editor might leave in */
function optionalLines(id) {
  const optional = droppedOf(id).filter(entry => entry.optional)
  return new Set(optional.map(entry => words(entry.text)))
}

/** @param {import('./ledger.mjs').LedgerEntry} removal */
function ledgerLine(removal) {
  return `${removal.where}  ${removal.rule} (${removal.stage}): ${removal.excerpt.slice(0, 80)} ← ${removal.why}`
}
