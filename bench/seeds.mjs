#!/usr/bin/env node
// The five seed texts through text mode, compared with the gold texts up to white space.
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
let unequal = 0
for (const name of names) unequal += (await checkSeed(name)) ? 0 : 1
console.log(`${names.length - unequal} of ${names.length} seeds equal to gold`)
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

/** @param {string} id @returns {Set<string>} spans that an editor might leave in */
function optionalLines(id) {
  const file = path.join(dir, 'gold', 'dropped.json')
  if (!existsSync(file)) return new Set()
  const dropped = JSON.parse(readFileSync(file, 'utf8'))[id]?.dropped ?? []
  const optional = dropped.filter(/** @param {any} entry */ entry => entry.optional)
  return new Set(optional.map(/** @param {any} entry */ entry => words(entry.text)))
}

/** @param {import('./ledger.mjs').LedgerEntry} removal */
function ledgerLine(removal) {
  return `${removal.where}  ${removal.rule} (${removal.stage}): ${removal.excerpt.slice(0, 80)} ← ${removal.why}`
}
