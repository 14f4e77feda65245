#!/usr/bin/env node
// Trains the block model of rules/models/blocks.json and writes its card. Seeded: the same data gives the same file, byte for byte.
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { PAGE_TYPES, dataFolder, loadPages, seededRandom } from '../dataset.mjs'
import { foldOf } from '../domains.mjs'
import { readOptions, skip } from '../options.mjs'
import { scorePage } from '../score.mjs'
import { binColumns, predict, serialize, train } from './boost.mjs'
import { blocksCard } from './card.mjs'
import { Crew } from './crew.mjs'
import { built, rowReader } from './page-rows.mjs'

const USAGE = `node bench/train/blocks.mjs [options]     (after npm run build)
  --data DIR     pages in the format of WCXB (default ../shared/data/wcxb)
  --out DIR      where blocks.json and blocks.md go (default rules/models)
  --folds DIR    also write the model of each fold, blocks-FOLD.json, which the bench judges that fold's pages with
  --date DAY     day for the card (default: left out)`

const FOLDS = 5
/** Rows of one page that are learned from; long pages are thinned evenly, and their rows count more. */
const MOST_ROWS = 350
const SEED = 7

const BLOCKS = { trees: 360, leaves: 24, learningRate: 0.05, lambda: 8, minLeafRows: 80, featureFraction: 0.3, rowFraction: 0.7, seed: SEED }
const KINDS = { trees: 100, leaves: 8, learningRate: 0.1, lambda: 2, minLeafRows: 8, featureFraction: 0.3, rowFraction: 0.8, seed: SEED }
const CONFIDENCE = {
  trees: 80, leaves: 6, learningRate: 0.06, lambda: 5, minLeafRows: 15, featureFraction: 0.5, rowFraction: 0.8, seed: SEED,
  objective: /** @type {const} */ ('squares'),
}

const { values } = readOptions({
  data: { type: 'string' }, out: { type: 'string' }, folds: { type: 'string' }, date: { type: 'string' },
}, USAGE)
const data = values.data ?? '../shared/data/wcxb'
const out = path.resolve(values.out ?? fileURLToPath(new URL('../../rules/models', import.meta.url)))
if (dataFolder(data) === null) skip(`no development pages in ${data} (see --data)`)

const { BLOCK_FEATURES } = await built('classify/block-features')
const { PAGE_FACTS } = await built('classify/page-facts')
const { KIND_FACTS } = await built('classify/kind-facts')
const { CONFIDENCE_FEATURES, confidenceFacts } = await built('classify/page-confidence')
const { choose } = await built('classify/decode-page')
const { sharesOf } = await built('classify/page-kinds')
const { heedStated } = await built('classify/stated-evidence')
const WORDS_AT = BLOCK_FEATURES.indexOf('logWords')
const FACTS_AT = BLOCK_FEATURES.length - PAGE_FACTS.length

const pages = await readPages()
const { columns, labels, weights, used } = table(pages)
console.error(`${pages.length} pages, ${labels.length} blocks, ${columns.length} features`)
const crew = new Crew(columns, labels, weights)
const folds = Array.from({ length: FOLDS }, (_, fold) => fold)
const outcomes = await crew.run([
  ...folds.map(fold => ({ rows: used.filter(row => foldOfRow(row) !== fold), judged: rowsOf(fold), params: BLOCKS })),
  { rows: used, judged: null, params: BLOCKS },
], done => console.error(`blocks: ${done} of ${FOLDS + 1}`))
await crew.close()
for (const fold of folds) {
  const scores = /** @type {Float64Array} */ (outcomes[fold]?.scores)
  let at = 0
  for (const page of pages) if (page.fold === fold) page.scores = Float32Array.from({ length: page.to - page.from }, () => 1 / (1 + Math.exp(-(scores[at++] ?? 0))))
}
const kindTable = columnsOf(pages.map(page => page.kindFacts))
const kinds = trainKinds()
const confidence = trainConfidence(kinds)
mkdirSync(out, { recursive: true })
writeFileSync(path.join(out, 'blocks.json'), `${JSON.stringify(modelOf(FOLDS))}\n`)
writeFileSync(path.join(out, 'blocks.md'), blocksCard({ pages, features: BLOCK_FEATURES.length, params: BLOCKS, date: values.date ?? null, confidence }))
if (values.folds) {
  mkdirSync(values.folds, { recursive: true })
  for (const fold of folds) writeFileSync(path.join(values.folds, `blocks-${fold}.json`), JSON.stringify(modelOf(fold)))
}

/**
 * @typedef {import('./page-rows.mjs').PageRows & {
 *   id: string, type: string, fold: number, from: number, to: number, facts: Float32Array, scores: Float32Array, gold: any
 * }} TrainPage
 */

/** @returns {Promise<TrainPage[]>} */
async function readPages() {
  const read = await rowReader()
  /** @type {TrainPage[]} */
  const all = []
  let from = 0
  for (const page of loadPages(data)) {
    const rows = read(page)
    if (!rows) continue
    const to = from + rows.tokens.length
    const facts = rows.values.slice(FACTS_AT, FACTS_AT + PAGE_FACTS.length)
    all.push({ ...rows, id: page.id, type: page.type, fold: foldOf(page, FOLDS), from, to, facts, scores: new Float32Array(0), gold: page.gold })
    from = to
  }
  return all
}

/** One column per feature, and which rows are learned from. @param {TrainPage[]} pages */
function table(pages) {
  const count = pages.at(-1)?.to ?? 0
  const columns = BLOCK_FEATURES.map(() => new Float32Array(count))
  const labels = new Float32Array(count)
  const weights = new Float32Array(count)
  const random = seededRandom(SEED)
  /** @type {number[]} */
  const used = []
  for (const page of pages) {
    const rows = page.to - page.from
    const share = Math.min(1, MOST_ROWS / rows)
    // a page counts as much as any other, a block by its part of the page
    const parts = Array.from(page.tokens, words => ((words) / (Math.max(page.goldTokens, 30) + 30)) ** 0.8)
    const scale = 270 / Math.max(1e-9, parts.reduce((sum, part) => sum + part, 0))
    for (let row = 0; row < rows; row++) {
      const at = page.from + row
      for (let feature = 0; feature < columns.length; feature++) /** @type {Float32Array} */ (columns[feature])[at] = page.values[row * columns.length + feature] ?? 0
      labels[at] = page.shares[row] ?? 0
      weights[at] = (parts[row] ?? 0) * scale / share
      if (random() < share) used.push(at)
    }
    page.values = new Float32Array(0)
  }
  return { columns, labels, weights, used: Int32Array.from(used) }
}

/** @param {number} row */
function foldOfRow(row) {
  let [low, high] = [0, pages.length - 1]
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((pages[middle]?.from ?? 0) <= row) low = middle
    else high = middle - 1
  }
  return pages[low]?.fold ?? 0
}

/** @param {number} fold */
function rowsOf(fold) {
  return Int32Array.from(pages.filter(page => page.fold === fold).flatMap(page => Array.from({ length: page.to - page.from }, (_, row) => page.from + row)))
}

/** A forest per kind of page, for each fold and for all. */
function trainKinds() {
  return PAGE_TYPES.map(kind => {
    const labels = pages.map(page => (page.type === kind ? 1 : 0))
    return [...folds, FOLDS].map(fold => {
      const rows = Int32Array.from(pages.keys()).filter(row => pages[row]?.fold !== fold)
      return train({ columns: kindTable.columns, labels, params: KINDS, binned: kindTable, rows })
    })
  })
}

/** @param {ReturnType<typeof trainKinds>} kinds */
function trainConfidence(kinds) {
  const rows = pages.map((page, index) => {
    const shares = kinds.map(forests => {
      const [score = 0] = predict(/** @type {any} */ (forests[page.fold]), kindTable.binned, Int32Array.of(index))
      return 1 / (1 + Math.exp(-score))
    })
    const judged = sharesOf(shares)
    const words = Float32Array.from(page.tokens)
    const { scores } = heedStated(page.scores, page.blocks, words, page, judged)
    const chosen = choose(page.blocks, scores, page.marks, judged)
    const f1 = scorePage(page.texts.filter((_, block) => chosen[block]).join('\n'), page.gold).f1
    return { f1, facts: confidenceFacts(page.facts, scores, words, chosen, judged.told), kind: judged.guess.kind }
  })
  const table = columnsOf(rows.map(row => row.facts))
  const labels = rows.map(row => row.f1)
  const forests = [...folds, FOLDS].map(fold => {
    const used = Int32Array.from(pages.keys()).filter(row => pages[row]?.fold !== fold)
    return train({ columns: table.columns, labels, params: CONFIDENCE, binned: table, rows: used })
  })
  const estimates = rows.map((_, index) => predict(/** @type {any} */ (forests[pages[index]?.fold ?? 0]), table.binned, Int32Array.of(index))[0] ?? 0)
  return { forests, f1: labels, estimates, kinds: rows.map(row => row.kind) }
}

/** @param {readonly Float32Array[]} vectors */
function columnsOf(vectors) {
  const columns = Array.from(vectors[0] ?? [], (_, feature) => Float32Array.from(vectors, vector => vector[feature] ?? 0))
  return { columns, ...binColumns(columns, 48) }
}

/** @param {number} fold the one whose pages the model has not seen; FOLDS for all pages */
function modelOf(fold) {
  const blocks = outcomes[fold]?.trained
  if (!blocks) throw new Error('not trained')
  const kindForests = PAGE_TYPES.map((kind, at) => [`kind ${kind}`, serialize(/** @type {any} */ (kinds[at]?.[fold]), KIND_FACTS)])
  return {
    forests: {
      blocks: serialize(blocks, BLOCK_FEATURES),
      ...Object.fromEntries(kindForests),
      confidence: serialize(/** @type {any} */ (confidence.forests[fold]), CONFIDENCE_FEATURES),
    },
  }
}
