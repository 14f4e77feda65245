// Runs one system over the pages and scores what it gives.
import { availableParallelism } from 'node:os'
import { Isolate } from './isolate.mjs'
import { scoreFields } from './metadata.mjs'
import { mean, scorePage, shingleSummary } from './score.mjs'
import { PAGE_TYPES } from './dataset.mjs'

/**
 * @typedef {import('./score.mjs').PageScore & {
 *   id: string, url: string, type: string, ms: number, error: string | null, verdict: string | null,
 *   confidence: number | null, strategy: string | null, title: string, author: string, date: string,
 *   fields: import('./metadata.mjs').FieldScore
 * }} PageRecord
 * @typedef {{
 *   type: string, pages: number, f1: number, precision: number, recall: number, withFound: number | null,
 *   withoutLeaked: number | null, shingles: import('./score.mjs').Overlap, failed: number, empty: number
 * }} Summary `f1`, `precision` and `recall` are means over pages; `empty` counts pages without a token, failed ones too
 */

/**
 * @param {import('./systems/index.mjs').System} system @param {readonly import('./dataset.mjs').DataPage[]} pages
 * @param {{ limitMs: number, jobs: number, onPage: (done: number) => void }} options @returns {Promise<PageRecord[]>}
 */
export async function measureAccuracy(system, pages, { limitMs, jobs, onPage }) {
  /** @type {PageRecord[]} */
  const records = []
  let next = 0
  const lane = async () => {
    const isolate = new Isolate(system)
    try {
      for (let at = next++; at < pages.length; at = next++) {
        const page = pages[at]
        if (!page) continue
        records[at] = scoreResult(page, await isolate.run(page, limitMs))
        onPage(records.length)
      }
    } finally {
      await isolate.close()
    }
  }
  const lanes = Math.max(1, Math.min(jobs, availableParallelism(), pages.length))
  await Promise.all(Array.from({ length: lanes }, lane))
  return records
}

/**
 * @param {import('./dataset.mjs').DataPage} page @param {import('./isolate.mjs').PageResult} result
 * @returns {PageRecord} a failed page is scored as empty output
 */
function scoreResult(page, result) {
  const output = result.ok ? result.output : { text: '' }
  const fields = { title: output.title ?? '', author: output.author ?? '', date: output.date ?? '' }
  return {
    id: page.id,
    url: page.url,
    type: page.type,
    ...scorePage(output.text ?? '', page.gold),
    ms: result.ok ? Math.round(result.ms * 100) / 100 : 0,
    error: result.ok ? result.output.error ?? null : result.error,
    verdict: output.verdict ?? null,
    confidence: output.confidence ?? null,
    strategy: output.strategy ?? null,
    ...fields,
    fields: scoreFields(fields, page.gold),
  }
}

/** One row for each kind of page that occurs, then all. @param {readonly PageRecord[]} records @returns {Summary[]} */
export function summarise(records) {
  const types = [...new Set([...PAGE_TYPES, ...records.map(record => record.type)])]
  const rows = types.map(type => summary(type, records.filter(record => record.type === type)))
  return [...rows.filter(row => row.pages > 0), summary('all', records)]
}

/** @param {string} type @param {readonly PageRecord[]} records @returns {Summary} */
function summary(type, records) {
  const of = /** @param {(record: PageRecord) => number | null} pick */ pick => mean(records.map(pick))
  return {
    type,
    pages: records.length,
    f1: of(record => record.f1) ?? 0,
    precision: of(record => record.precision) ?? 0,
    recall: of(record => record.recall) ?? 0,
    withFound: of(record => record.withFound),
    withoutLeaked: of(record => record.withoutLeaked),
    shingles: shingleSummary(records.map(record => record.shingles)),
    failed: records.filter(record => record.error !== null).length,
    empty: records.filter(record => record.tokens === 0).length,
  }
}

/**
 * Whether the confidence ranks pages: Spearman's correlation with F1, and the share of the bad pages (F1 below 0.8)
 * that lie in the lowest tenth. Null when the system states no confidence.
 * @param {readonly PageRecord[]} records
 */
export function confidenceQuality(records) {
  const judged = records.filter(record => record.confidence !== null)
  if (judged.length < 20) return null
  const confidence = ranks(judged.map(record => record.confidence ?? 0))
  const bad = judged.filter(record => record.f1 < 0.8)
  const lowest = [...judged].sort((a, b) => (a.confidence ?? 0) - (b.confidence ?? 0) || a.id.localeCompare(b.id))
    .slice(0, Math.round(judged.length / 10))
  return {
    correlation: correlation(confidence, ranks(judged.map(record => record.f1))),
    badPages: bad.length,
    badInLowestTenth: bad.length === 0 ? null : lowest.filter(record => record.f1 < 0.8).length / bad.length,
  }
}

/** Ranks with ties shared. @param {readonly number[]} values @returns {number[]} */
export function ranks(values) {
  const order = values.map((value, index) => ({ value, index })).sort((a, b) => a.value - b.value)
  const result = new Array(values.length).fill(0)
  for (let from = 0; from < order.length;) {
    let to = from
    while (to < order.length && order[to]?.value === order[from]?.value) to++
    for (let at = from; at < to; at++) result[order[at]?.index ?? 0] = (from + to - 1) / 2
    from = to
  }
  return result
}

/** Pearson's. @param {readonly number[]} a @param {readonly number[]} b @returns {number} 0 when one is constant */
function correlation(a, b) {
  const meanA = mean(a) ?? 0
  const meanB = mean(b) ?? 0
  let ab = 0
  let aa = 0
  let bb = 0
  for (const [at, value] of a.entries()) {
    const da = value - meanA
    const db = (b[at] ?? 0) - meanB
    ab += da * db
    aa += da * da
    bb += db * db
  }
  return aa > 0 && bb > 0 ? ab / Math.sqrt(aa * bb) : 0
}
