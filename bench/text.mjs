#!/usr/bin/env node
// cleancopy's text mode under the noisy-text scorer of ../shared/textbench, on its documents or on texts made from pages of other kinds.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { dataFolder, sample } from './dataset.mjs'
import { fail, failUnbuilt, list, progress, readOptions, skip, wholeNumber } from './options.mjs'
import { OTHER_KINDS, pageTexts } from './page-texts.mjs'
import { createBenchCleaner, isBuilt } from './systems/cleancopy.mjs'
import { foldOfDoc } from './train/line-rows.mjs'

const USAGE = `node bench/text.mjs [options]
  --textbench DIR   the scorer and its data (default ../shared/textbench)
  --variant A,B     body, wide, loose, readability, defuddle, nolink (default all)
  --kinds A,B       instead of articles texts made from pages of these kinds: ${OTHER_KINDS.join(', ')}
  --data DIR        the pages that those are made from (default ../shared/data/wcxb)
  --split NAME      default dev
  --folds DIR       lines-0.json … of bench/train/lines.mjs --folds-out: each document is judged by the model that has
                    not seen its domain. Without it the shipped model judges, which was trained on these documents
  --favor A,B       recall, balance, precision (default balance)
  --off A,B         rules to switch off
  --limit N         N documents chosen by --seed (default all)
  --seed N          default 1
  --twice           also: documents that a second cleaning changes
  --worst N         list the N documents that lost most gold words
  --json FILE       write all figures, document by document`

const FOLDS = 5
const { values } = readOptions({
  textbench: { type: 'string' }, variant: { type: 'string' }, kinds: { type: 'string' }, data: { type: 'string' }, split: { type: 'string' }, folds: { type: 'string' }, favor: { type: 'string' },
  off: { type: 'string' }, limit: { type: 'string' }, seed: { type: 'string' }, twice: { type: 'boolean' }, worst: { type: 'string' },
  json: { type: 'string' },
}, USAGE)
const dir = path.resolve(values.textbench ?? '../shared/textbench')
if (!existsSync(path.join(dir, 'score.mjs'))) skip(`no noisy-text bench in ${dir} (see --textbench)`)
if (!isBuilt()) failUnbuilt()

/** @typedef {{ id: string, url: string, variant: string, text: string, gold: string }} Doc */
/** @typedef {{ id: string, lost: number, gold: number, F: number, resid: number }} DocScore */
const { loadDocs, prep, scoreDocs, fmt } = await import(pathToFileURL(path.join(dir, 'score.mjs')).href)
const variants = list(values.variant)
const kinds = list(values.kinds)
/** @type {Doc[]} */
const found = kinds.length > 0 ? await docsOfPages() : loadDocs(values.split ?? 'dev', variants.length === 0 ? undefined : variants)
if (found.length === 0) fail(`no document of variant ${variants.join(', ')}`)
const docs = sample(found, wholeNumber(values.limit, 'limit', found.length, 1), wholeNumber(values.seed, 'seed', 1))
const favors = list(values.favor ?? 'balance')
/** @type {Record<string, object>} */
const written = {}
/** @type {{ favor: string, variant: string, f1: number, lost: number, whole: number }[]} */
const curve = []
for (const favor of favors) written[favor] = await run(favor)
if (favors.length > 1) printCurve()
if (values.json) writeFileSync(values.json, JSON.stringify(written) + '\n')

/** @param {string} favor */
async function run(favor) {
  const cleaners = await openCleaners(favor)
  /** @param {Doc} doc */
  const cleanerOf = doc => cleaners[cleaners.length === 1 ? 0 : foldOfDoc(/** @type {any} */ (doc), FOLDS)]
  /** @type {Map<string, { changed: number, documents: number }>} */
  const tallies = new Map()
  let done = 0
  const clean = /** @param {string} text @param {Doc} doc */ (text, doc) => {
    progress(`${favor}: ${++done} of ${docs.length} documents`)
    const tally = tallies.get(doc.variant) ?? { changed: 0, documents: 0 }
    tallies.set(doc.variant, tally)
    const cleaned = cleanerOf(doc).fromText(text).text
    tally.documents++
    if (values.twice && cleanerOf(doc).fromText(cleaned).text !== cleaned) tally.changed++
    return cleaned
  }
  const { res, all } = await scoreDocs(docs, clean, { pass: true })
  progress('')
  for (const [variant, figures] of Object.entries(res)) {
    if (variant === 'msPerDoc') continue
    const tally = tallies.get(variant)
    const ofVariant = docs.map((doc, index) => ({ doc, score: all[index] })).filter(({ doc }) => variant === 'all' || doc.variant === variant)
    const asItIs = mean(ofVariant.map(({ doc }) => /** @type {any} */ (doc).idF))
    const gained = mean(ofVariant.map(({ score }) => score.F)) - asItIs
    const left = ` | mean document F1 ${gained >= 0 ? '+' : ''}${gained.toFixed(3)} over leaving it as it is (${asItIs.toFixed(3)})`
    curve.push({ favor, variant, f1: figures.dropF1, lost: figures.goldLost, whole: figures.nothingLost })
    const speed = tally ? ` | ${megabytesPerSecond(ofVariant.map(({ doc }) => doc), cleanerOf).toFixed(1)} MB/s of CPU` : ''
    const twice = tally && values.twice ? ` | a second cleaning changes ${percent(tally.changed, tally.documents)}` : ''
    console.log(fmt(favor, variant, figures) + left + speed + twice)
  }
  const gold = unchangedGold(cleanerOf)
  console.log(`${favor.padEnd(16)} gold texts that come out byte for byte: ${percent(gold.same, gold.all)} of ${gold.all}`)
  for (const score of worst(all, wholeNumber(values.worst, 'worst', 0))) {
    const lost = `gold words lost ${score.lost} of ${score.gold}`
    console.log(`${score.id.padEnd(24)} ${lost}, residue left ${score.resid}, F1 ${score.F.toFixed(3)}`)
  }
  return { res, all, gold }
}

/** Of processor time, garbage included, in a pass of its own: the one that was scored has warmed the compiler up. @param {readonly Doc[]} docs @param {(doc: Doc) => any} cleanerOf */
function megabytesPerSecond(docs, cleanerOf) {
  const start = process.cpuUsage()
  for (const doc of docs) cleanerOf(doc).fromText(doc.text)
  const { user, system } = process.cpuUsage(start)
  return docs.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0) / (user + system)
}

/** Texts of pages of the kinds asked for; kind and variant are told together. @returns {Promise<Doc[]>} */
async function docsOfPages() {
  const data = values.data ?? '../shared/data/wcxb'
  if (dataFolder(data) === null) skip(`no pages in ${path.resolve(data)} (see --data)`)
  for (const kind of kinds) if (!OTHER_KINDS.includes(kind)) fail(`--kinds: no kind of page is called ${kind}: ${OTHER_KINDS.join(', ')}`)
  const docs = []
  for await (const doc of pageTexts({ data, textbench: dir, kinds })) {
    if (variants.length === 0 || variants.includes(doc.variant)) docs.push(prep({ ...doc, variant: `${doc.kind} ${doc.variant}` }))
  }
  return docs
}

/** One cleaner, or one per fold. @param {string} favor @returns {Promise<any[]>} */
async function openCleaners(favor) {
  const options = { formats: [], favor, off: list(values.off) }
  if (!values.folds) return [await createBenchCleaner(options)]
  return Promise.all(Array.from({ length: FOLDS }, (_, fold) => {
    const lines = readFileSync(path.join(path.resolve(values.folds ?? ''), `lines-${fold}.json`), 'utf8')
    return createBenchCleaner(options, rulebook => ({ ...rulebook, models: { ...rulebook.models, lines } }))
  }))
}

/** Each page's gold text once. @param {(doc: Doc) => any} cleanerOf */
function unchangedGold(cleanerOf) {
  const pages = new Map(docs.map(doc => [doc.id.split('/').slice(0, 2).join('/'), doc]))
  let same = 0
  for (const doc of pages.values()) if (cleanerOf(doc).fromText(doc.gold).text === doc.gold) same++
  return { same, all: pages.size }
}

/** What each favour trades, variant by variant. */
function printCurve() {
  for (const variant of new Set(curve.map(point => point.variant))) {
    const points = curve.filter(point => point.variant === variant)
    console.log(`${variant.padEnd(11)} ` + points.map(({ favor, f1, lost, whole }) =>
      `${favor}: drop F1 ${f1.toFixed(3)}, gold words lost ${(100 * lost).toFixed(2)} %, nothing lost ${(100 * whole).toFixed(1)} %`).join(' | '))
  }
}

/** @param {readonly number[]} numbers */
function mean(numbers) {
  return numbers.reduce((sum, number) => sum + number, 0) / Math.max(1, numbers.length)
}

/** @param {number} part @param {number} whole */
function percent(part, whole) {
  return `${((100 * part) / Math.max(1, whole)).toFixed(1)} %`
}

/** @param {readonly DocScore[]} scores @param {number} count @returns {DocScore[]} */
function worst(scores, count) {
  return [...scores].sort((a, b) => b.lost - a.lost || a.F - b.F).slice(0, count)
}
