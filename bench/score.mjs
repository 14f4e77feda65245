// The metrics, as ../shared/data/README.md defines them. Pure: no packages, no disk.

const TOKEN = /[\p{L}\p{N}_]+/gu
const SHINGLE = 4

/**
 * @typedef {{ precision: number, recall: number, f1: number }} Overlap
 * @typedef {{ tp: number, fp: number, fn: number }} Confusion shares of one page's shingles, summing to 1 (or all 0)
 * @typedef {{ main: string, with: readonly string[], without: readonly string[] }} Gold
 * @typedef {Overlap & {
 *   withFound: number | null, withoutLeaked: number | null, shingles: Confusion, tokens: number, goldTokens: number
 * }} PageScore `null` where the page has no such snippet
 */

/** Lower-cased runs of letters, digits and underscore in any script. @param {string} text @returns {string[]} */
export function tokenize(text) {
  return text.toLowerCase().match(TOKEN) ?? []
}

/** How often each item occurs. @param {readonly string[]} items @returns {Map<string, number>} */
export function countItems(items) {
  const counts = new Map()
  for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1)
  return counts
}

/** Size of the intersection of two multisets. @param {Map<string, number>} a @param {Map<string, number>} b */
function shared(a, b) {
  let sum = 0
  for (const [item, count] of a) sum += Math.min(count, b.get(item) ?? 0)
  return sum
}

/** @param {number} precision @param {number} recall */
export function harmonic(precision, recall) {
  return precision + recall > 0 ? (2 * precision * recall) / (precision + recall) : 0
}

/**
 * Overlap of two token multisets. Empty gold: 1 if the output is empty too, else 0.
 * @param {readonly string[]} output @param {readonly string[]} gold @returns {Overlap}
 */
export function wordOverlap(output, gold) {
  if (gold.length === 0) {
    const value = output.length === 0 ? 1 : 0
    return { precision: value, recall: value, f1: value }
  }
  if (output.length === 0) return { precision: 0, recall: 0, f1: 0 }
  const same = shared(countItems(output), countItems(gold))
  const precision = same / output.length
  const recall = same / gold.length
  return { precision, recall, f1: harmonic(precision, recall) }
}

/**
 * Share of the snippets that the lower-cased output contains; null without snippets.
 * @param {string} output @param {readonly string[]} snippets @returns {number | null}
 */
export function snippetShare(output, snippets) {
  if (snippets.length === 0) return null
  const haystack = output.toLowerCase()
  return snippets.filter(snippet => haystack.includes(snippet.toLowerCase())).length / snippets.length
}

/** 4-token shingles, case kept; a text of fewer tokens is one shingle. @param {string} text @returns {string[]} */
export function shingles(text) {
  const tokens = text.match(TOKEN) ?? []
  if (tokens.length === 0) return []
  const last = Math.max(1, tokens.length - SHINGLE + 1)
  return Array.from({ length: last }, (_, at) => tokens.slice(at, at + SHINGLE).join(' '))
}

/**
 * True positives, false positives and false negatives of the shingle multisets, divided by their sum.
 * @param {string} output @param {string} gold @returns {Confusion}
 */
export function shingleConfusion(output, gold) {
  const found = shingles(output)
  const wanted = shingles(gold)
  const tp = shared(countItems(found), countItems(wanted))
  const fp = found.length - tp
  const fn = wanted.length - tp
  const sum = tp + fp + fn
  return sum === 0 ? { tp: 0, fp: 0, fn: 0 } : { tp: tp / sum, fp: fp / sum, fn: fn / sum }
}

/**
 * Precision is the mean over the pages with output, recall the mean over the pages with gold, F1 that of the two
 * means: the way the public article benchmark, from which the metric comes, takes its means.
 * @param {readonly Confusion[]} pages @returns {Overlap}
 */
export function shingleSummary(pages) {
  const precision = mean(pages.filter(page => page.tp + page.fp > 0).map(page => page.tp / (page.tp + page.fp))) ?? 0
  const recall = mean(pages.filter(page => page.tp + page.fn > 0).map(page => page.tp / (page.tp + page.fn))) ?? 0
  return { precision, recall, f1: harmonic(precision, recall) }
}

/** All figures of one page. @param {string} output @param {Gold} gold @returns {PageScore} */
export function scorePage(output, gold) {
  const tokens = tokenize(output)
  const goldTokens = tokenize(gold.main)
  return {
    ...wordOverlap(tokens, goldTokens),
    withFound: snippetShare(output, gold.with),
    withoutLeaked: snippetShare(output, gold.without),
    shingles: shingleConfusion(output, gold.main),
    tokens: tokens.length,
    goldTokens: goldTokens.length,
  }
}

/** @param {readonly (number | null | undefined)[]} values nulls are left out @returns {number | null} */
export function mean(values) {
  let sum = 0
  let count = 0
  for (const value of values) {
    if (value === null || value === undefined) continue
    sum += value
    count++
  }
  return count === 0 ? null : sum / count
}

/** @param {readonly number[]} values not empty @returns {number} */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  const upper = sorted[middle] ?? 0
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2
}
