#!/usr/bin/env node
// Trains the judge of text lines (rules/models/lines.json) on the noisy-text documents, with a card of what it was made from.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { fail, failUnbuilt, readOptions, skip, wholeNumber } from '../options.mjs'
import { BUILD, isBuilt } from '../systems/cleancopy.mjs'
import { serialize } from './boost.mjs'
import { auc, calibrate } from './calibration.mjs'
import { Crew } from './crew.mjs'
import { card } from './line-card.mjs'
import { readRows } from './line-rows.mjs'

const USAGE = `node bench/train/lines.mjs [options]
  --textbench DIR  the scorer and its data (default ../shared/textbench)
  --out DIR        where lines.json and lines.md go (default rules/models)
  --folds-out DIR  also writes lines-0.json … lines-4.json: each has not seen one fifth of the domains
  --trees N        default 360
  --seed N         default 1`

const FOLDS = 5
const { values } = readOptions({
  textbench: { type: 'string' }, out: { type: 'string' }, 'folds-out': { type: 'string' }, trees: { type: 'string' }, seed: { type: 'string' },
}, USAGE)
const textbench = path.resolve(values.textbench ?? '../shared/textbench')
if (!existsSync(path.join(textbench, 'score.mjs'))) skip(`no noisy-text bench in ${textbench} (see --textbench)`)
if (!isBuilt()) failUnbuilt()
const out = path.resolve(values.out ?? fileURLToPath(new URL('../../rules/models', import.meta.url)))
const foldsOut = values['folds-out'] ? path.resolve(values['folds-out']) : null
const seed = wholeNumber(values.seed, 'seed', 1)

const params = {
  trees: wholeNumber(values.trees, 'trees', 360, 1), leaves: 63, learningRate: 0.07, minLeafRows: 60, lambda: 5, featureFraction: 0.25,
  rowFraction: 0.4, bins: 63, seed,
}
const rows = await readRows({ textbench, build: path.dirname(BUILD), folds: FOLDS, seed })
console.log(`${rows.labels.length} lines, ${rows.columns.length} features`)
const all = Int32Array.from(rows.labels, (_, row) => row)
const inFold = Array.from({ length: FOLDS }, (_, fold) => all.filter(row => rows.folds[row] === fold))
const crew = new Crew(rows.columns, rows.labels, rows.weights, params.bins)
const outcomes = await crew.run([
  ...inFold.map((judged, fold) => ({ rows: all.filter(row => rows.folds[row] !== fold), judged, params })),
  { rows: all, judged: null, params },
], done => { console.log(`${done} of ${FOLDS + 1} forests`) })
await crew.close()
/** Of the model that has not seen the line's domain. */
const scores = new Float64Array(rows.labels.length)
inFold.forEach((held, fold) => {
  outcomes[fold]?.scores?.forEach((score, index) => { scores[held[index] ?? 0] = score })
  console.log(`fold ${fold}: ${held.length} lines held out, AUC ${auc(held, rows.labels, scores).toFixed(4)}`)
})
const models = outcomes.map(({ trained }) => trained)
if (foldsOut) {
  mkdirSync(foldsOut, { recursive: true })
  models.slice(0, FOLDS).forEach((model, fold) => {
    const calibration = calibrate(all.filter(row => rows.folds[row] !== fold), rows.labels, scores)
    writeFileSync(path.join(foldsOut, `lines-${fold}.json`), fileOf(model, calibration))
  })
}
const file = fileOf(models[FOLDS] ?? fail('no forest'), calibrate(all, rows.labels, scores))
mkdirSync(out, { recursive: true })
writeFileSync(path.join(out, 'lines.json'), file)
writeFileSync(path.join(out, 'lines.md'), card({ rows, params, auc: auc(all, rows.labels, scores), bytes: file.length }))
console.log(`${path.join(out, 'lines.json')}: ${Math.round(file.length / 1000)} kB`)

/** @param {import('./boost.mjs').Trained} model @param {readonly number[]} calibration */
function fileOf(model, calibration) {
  return JSON.stringify({ forests: { lines: serialize(model, rows.names) }, numbers: { calibration } }) + '\n'
}
