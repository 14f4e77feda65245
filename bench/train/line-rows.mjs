// Lines of the noisy-text documents as rows to learn from: features, label, weight.
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { foldOf } from '../domains.mjs'
import { seededRandom } from '../dataset.mjs'

/** Share of each variant's documents that is learned from: the six texts of one page are much alike. `gold` is the article alone. */
const SHARE = { body: 0.6, wide: 1, loose: 1, readability: 0.5, defuddle: 0.5, nolink: 1, gold: 1 }
const WEIGHT = { body: 0.4, wide: 1, loose: 1, readability: 1, defuddle: 1, nolink: 1, gold: 1 }

/** @typedef {{ text: string, keep: boolean, ig?: string, n: number }} Line */
/** @typedef {{ id: string, url: string, variant: keyof typeof SHARE, text: string, gold: string, lines: Line[] }} Doc */
/** @typedef {{ columns: Float32Array[], labels: Float32Array, weights: Float32Array, folds: Uint8Array, names: string[] }} Rows */

/** Which of `folds` parts a document belongs to, by the registered domain of its page. @param {Doc} doc @param {number} folds */
export function foldOfDoc(doc, folds) {
  return foldOf({ id: doc.id, url: doc.url }, folds)
}

/**
 * @param {{ textbench: string, build: string, folds: number, seed: number }} options
 * @returns {Promise<Rows>}
 */
export async function readRows({ textbench, build, folds, seed }) {
  const { loadDocs } = await import(pathToFileURL(path.join(textbench, 'score.mjs')).href)
  const { createCleaner, loadRulebook } = await import(pathToFileURL(path.join(build, 'index.js')).href)
  const { lineFeatures, LINE_FEATURES } = await import(pathToFileURL(path.join(build, 'classify/line-features.js')).href)
  const { pointedBlocks } = await import(pathToFileURL(path.join(build, 'engine/cut-blocks.js')).href)
  const { blockRules } = await import(pathToFileURL(path.join(build, 'rules/registry.js')).href)
  const { stages } = await createCleaner(await loadRulebook({ sites: false }))
  const random = seededRandom(seed)
  const width = LINE_FEATURES.length
  /** @type {Float32Array[]} */
  const rows = []
  /** @type {number[]} */
  const labels = []
  /** @type {number[]} */
  const weights = []
  /** @type {number[]} */
  const inFold = []
  const pages = new Set()

  /** @param {Doc} doc @param {keyof typeof SHARE} variant @param {string} text @param {readonly Line[] | null} lines null when all are the article's */
  const add = (doc, variant, text, lines) => {
    if (random() >= SHARE[variant]) return
    const blocks = stages.segmentText(stages.decode(text, { url: null, contentType: null, lang: null }, 'text'))
    const table = lineFeatures(blocks, blocks.knowledge, pointedBlocks(blocks, blockRules))
    const judged = lines ? judgedBlocks(blocks.items, text, lines) : blocks.items.map(() => ({ label: 0, tokens: 8, scored: true }))
    const fold = foldOfDoc(doc, folds)
    judged.forEach(({ label, tokens, scored }, index) => {
      if (!scored) return
      rows.push(table.rows.slice(index * width, (index + 1) * width))
      labels.push(label)
      // Losing a long line costs more than losing a short one.
      weights.push(WEIGHT[variant] * (label === 0 ? 1 + Math.log2(1 + tokens) / 4 : 1))
      inFold.push(fold)
    })
  }
  for (const doc of /** @type {Doc[]} */ (loadDocs('dev'))) {
    add(doc, doc.variant, doc.text, doc.lines)
    const page = doc.id.split('/').slice(0, 2).join('/')
    if (!pages.has(page)) add(doc, 'gold', doc.gold, null)
    pages.add(page)
  }
  const columns = Array.from({ length: width }, (_, column) => Float32Array.from(rows, row => row[column] ?? 0))
  return {
    columns, labels: Float32Array.from(labels), weights: Float32Array.from(weights), folds: Uint8Array.from(inFold), names: [...LINE_FEATURES],
  }
}

/**
 * The label of each block: residue when all its scored lines are; not scored when none is.
 * @param {readonly { parts: readonly { from: number, to: number }[] }[]} blocks @param {string} text @param {readonly Line[]} lines
 */
function judgedBlocks(blocks, text, lines) {
  let at = 0
  const spans = lines.map(line => {
    const found = text.indexOf(line.text, at)
    const from = found < 0 ? at : found
    if (found >= 0) at = found + line.text.length
    return { line, from, to: from + line.text.length }
  })
  let next = 0
  return blocks.map(({ parts }) => {
    const from = parts[0]?.from ?? 0
    const to = parts.at(-1)?.to ?? 0
    while (next < spans.length && (spans[next]?.to ?? 0) <= from) next++
    let [tokens, scored, keep] = [0, false, false]
    for (let index = next; index < spans.length; index++) {
      const span = spans[index]
      if (!span || span.from >= to) break
      const { line } = span
      tokens += line.n
      if (line.n === 0 || line.ig === 'title' || line.ig === 'q') continue
      scored = true
      if (line.keep) keep = true
    }
    return { label: keep ? 0 : 1, tokens, scored }
  })
}
