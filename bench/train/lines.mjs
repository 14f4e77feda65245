#!/usr/bin/env node
// Trains the judge of text lines (rules/models/lines.json) on the noisy-text documents, with a card of what it was made from.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { fail, failUnbuilt, readOptions, skip, wholeNumber } from '../options.mjs'
import { BUILD, isBuilt } from '../systems/cleancopy.mjs'
import { binColumns, predict, serialize, train } from './boost.mjs'
import { auc, calibrate } from './calibration.mjs'
import { card } from './line-card.mjs'
import { readRows } from './line-rows.mjs'

const USAGE = `node bench/train/lines.mjs [options]
  --textbench DIR  the scorer and its data (default ../shared/textbench)
  --out DIR        where lines.json and lines.md go (default rules/models)
  --folds-out DIR  also writes lines-0.json … lines-4.json: each has not seen one fifth of the domains
  --trees N        default 110
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
  trees: wholeNumber(values.trees, 'trees', 110, 1), leaves: 31, learningRate: 0.12, minLeafRows: 50, lambda: 5, featureFraction: 0.35,
  rowFraction: 0.5, bins: 63, seed,
}
const rows = await readRows({ textbench, build: path.dirname(BUILD), folds: FOLDS, seed })
console.log(`${rows.labels.length} lines, ${rows.columns.length} features`)
const binned = binColumns(rows.columns, params.bins)
const all = Int32Array.from(rows.labels, (_, row) => row)
/** Of the model that has not seen the line's domain. */
const scores = new Float64Array(rows.labels.length)
const models = Array.from({ length: FOLDS }, (_, fold) => {
  const model = learn(all.filter(row => rows.folds[row] !== fold))
  const held = all.filter(row => rows.folds[row] === fold)
  predict(model, binned.binned, held).forEach((score, index) => { scores[held[index] ?? 0] = score })
  console.log(`fold ${fold}: ${held.length} lines held out, AUC ${auc(held, rows.labels, scores).toFixed(4)}`)
  return model
})
if (foldsOut) {
  mkdirSync(foldsOut, { recursive: true })
  models.forEach((model, fold) => {
    const calibration = calibrate(all.filter(row => rows.folds[row] !== fold), rows.labels, scores)
    writeFileSync(path.join(foldsOut, `lines-${fold}.json`), fileOf(model, calibration))
  })
}
const file = fileOf(learn(all), calibrate(all, rows.labels, scores))
mkdirSync(out, { recursive: true })
writeFileSync(path.join(out, 'lines.json'), file)
writeFileSync(path.join(out, 'lines.md'), card({ rows, params, auc: auc(all, rows.labels, scores), bytes: file.length }))
console.log(`${path.join(out, 'lines.json')}: ${Math.round(file.length / 1000)} kB`)

/** @param {Int32Array} among */
function learn(among) {
  return train({ columns: rows.columns, labels: rows.labels, weights: rows.weights, params, binned, rows: among })
}

/** @param {import('./boost.mjs').Trained} model @param {readonly number[]} calibration */
function fileOf(model, calibration) {
  return JSON.stringify({ forests: { lines: serialize(model, rows.names) }, numbers: { calibration } }) + '\n'
}
