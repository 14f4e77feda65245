#!/usr/bin/env node
// cleancopy's text mode under the noisy-text scorer of ../shared/textbench.
import { existsSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { sample } from './dataset.mjs'
import { fail, failUnbuilt, list, progress, readOptions, skip, wholeNumber } from './options.mjs'
import { createBenchCleaner, isBuilt } from './systems/cleancopy.mjs'

const USAGE = `node bench/text.mjs [options]
  --textbench DIR   the scorer and its data (default ../shared/textbench)
  --variant A,B     body, wide, loose, readability, defuddle, nolink (default all)
  --split NAME      default dev
  --limit N         N documents chosen by --seed (default all)
  --seed N          default 1
  --worst N         list the N documents that lost most gold words
  --json FILE       write all figures, document by document`

const { values } = readOptions({
  textbench: { type: 'string' }, variant: { type: 'string' }, split: { type: 'string' }, limit: { type: 'string' },
  seed: { type: 'string' }, worst: { type: 'string' }, json: { type: 'string' },
}, USAGE)
const dir = path.resolve(values.textbench ?? '../shared/textbench')
if (!existsSync(path.join(dir, 'score.mjs'))) skip(`no noisy-text bench in ${dir} (see --textbench)`)
if (!isBuilt()) failUnbuilt()

/** @typedef {{ id: string, variant: string, text: string }} Doc */
/** @typedef {{ id: string, lost: number, gold: number, F: number, resid: number }} DocScore */
const { loadDocs, scoreDocs, fmt } = await import(pathToFileURL(path.join(dir, 'score.mjs')).href)
const variants = list(values.variant)
/** @type {Doc[]} */
const found = loadDocs(values.split ?? 'dev', variants.length === 0 ? undefined : variants)
if (found.length === 0) fail(`no document of variant ${variants.join(', ')}`)
const docs = sample(found, wholeNumber(values.limit, 'limit', found.length, 1), wholeNumber(values.seed, 'seed', 1))

const cleaner = await createBenchCleaner()
let done = 0
const clean = /** @param {string} text */ async text => {
  progress(`text: ${++done} of ${docs.length} documents`)
  return (await cleaner.fromText(text)).text
}
const { res, all } = await scoreDocs(docs, clean)
progress('')
for (const [variant, figures] of Object.entries(res)) {
  if (variant !== 'msPerDoc') console.log(fmt('cleancopy', variant, figures))
}
console.log(`ms per document ${res.msPerDoc.toFixed(2)}`)
for (const score of worst(all, wholeNumber(values.worst, 'worst', 0))) {
  const lost = `gold words lost ${score.lost} of ${score.gold}`
  console.log(`${score.id.padEnd(24)} ${lost}, residue left ${score.resid}, F1 ${score.F.toFixed(3)}`)
}
if (values.json) writeFileSync(values.json, JSON.stringify({ res, all }) + '\n')

/** @param {readonly DocScore[]} scores @param {number} count @returns {DocScore[]} */
function worst(scores, count) {
  return [...scores].sort((a, b) => b.lost - a.lost || a.F - b.F).slice(0, count)
}
