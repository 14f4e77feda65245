// Speed beside a bare linkedom parse: several rounds over the same pages in one process of their own.
import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { median } from './score.mjs'

const CHILD = fileURLToPath(new URL('./speed-child.mjs', import.meta.url))
const HEAP_MB = 4096

/**
 * @typedef {{
 *   name: string, label: string, msPerPage: number, ratio: number, ratioLow: number, ratioHigh: number,
 *   slowestPage: string, slowestMs: number, megabytesPerSecond: number,
 *   passRatio: number
 * }} SpeedRow `ratio` to the bare parse: median over rounds; low and high: the extreme rounds; `passRatio`: the same when each
 *   system goes over all pages before the next one does
 * @typedef {{ pages: number, rounds: number, megabytes: number, skipped: string[], rows: SpeedRow[],
 *   perPage: Record<string, Record<string, number>> }} SpeedResult
 */

/**
 * @param {readonly import('./systems/index.mjs').System[]} systems
 * @param {readonly import('./dataset.mjs').DataPage[]} pages
 * @param {{ rounds: number, limitMs: number, onProgress: (line: string) => void }} options
 * @returns {Promise<SpeedResult>}
 */
export async function measureSpeed(systems, pages, { rounds, limitMs, onProgress }) {
  /** @type {string[]} */
  const skipped = []
  let rest = [...pages]
  for (;;) {
    const outcome = await measureOnce(systems, rest, rounds, limitMs, onProgress)
    if ('times' in outcome) return summarise(systems, rest, rounds, skipped, outcome)
    if (outcome.page === '') throw new Error(`the speed run ended: ${outcome.error}`)
    // a page on which somebody hangs says nothing about speed: all go without it
    skipped.push(`${outcome.page} (${outcome.system}: ${outcome.error})`)
    rest = rest.filter(page => page.id !== outcome.page)
    if (rest.length === 0) throw new Error(`no page is left for the speed run: ${skipped.join(', ')}`)
  }
}

/**
 * @param {readonly import('./systems/index.mjs').System[]} systems
 * @param {readonly import('./dataset.mjs').DataPage[]} pages @param {number} rounds @param {number} limitMs
 * @param {(line: string) => void} onProgress
 * @returns {Promise<{ times: Record<string, number[][]>, passes: Record<string, number[]>, megabytes: number }
 *   | { page: string, system: string, error: string }>}
 */
function measureOnce(systems, pages, rounds, limitMs, onProgress) {
  return new Promise(resolve => {
    const child = fork(CHILD, [], {
      execArgv: ['--expose-gc', `--max-old-space-size=${HEAP_MB}`],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      serialization: 'advanced',
    })
    let at = { page: '', system: '', round: 0 }
    let error = ''
    /** @type {{ times: Record<string, number[][]>, passes: Record<string, number[]>, megabytes: number } | null} */
    let result = null
    const hang = () => {
      error = `no answer in ${limitMs} ms`
      child.kill('SIGKILL')
    }
    // loading systems and pages may take longer than one page may
    let timer = setTimeout(hang, Math.max(limitMs, 120_000))
    child.on('message', (/** @type {any} */ message) => {
      clearTimeout(timer)
      timer = setTimeout(hang, limitMs)
      if (message.type === 'end') result = message
      if (message.type === 'failed') error = message.error
      if (message.type !== 'at') return
      if (message.round !== at.round) onProgress(`speed: round ${message.round} of ${rounds}`)
      at = message
    })
    child.on('exit', (code, signal) => {
      clearTimeout(timer)
      resolve(result ?? { page: at.page, system: at.system, error: error || `process ended (${signal ?? code})` })
    })
    child.send({ systems, pages: pages.map(({ id, file, url }) => ({ id, file, url })), rounds }, () => {})
  })
}

/**
 * @param {readonly import('./systems/index.mjs').System[]} systems
 * @param {readonly import('./dataset.mjs').DataPage[]} pages @param {number} rounds @param {string[]} skipped
 * @param {{ times: Record<string, number[][]>, passes: Record<string, number[]>, megabytes: number }} outcome @returns {SpeedResult}
 */
function summarise(systems, pages, rounds, skipped, { times, passes, megabytes }) {
  const bare = roundTotals(times.bare ?? [], rounds)
  const named = [{ name: 'bare', label: 'bare linkedom parse' }, ...systems]
  const rows = named.map(({ name, label }) => {
    const byPage = times[name] ?? []
    const totals = roundTotals(byPage, rounds)
    const ratios = totals.map((total, round) => total / (bare[round] ?? Number.NaN))
    const medians = byPage.map(median)
    const slowest = medians.reduce((best, value, index) => (value > (medians[best] ?? 0) ? index : best), 0)
    const total = median(totals)
    return {
      name, label,
      msPerPage: total / pages.length,
      ratio: median(ratios),
      ratioLow: Math.min(...ratios),
      ratioHigh: Math.max(...ratios),
      passRatio: median((passes[name] ?? []).map((sum, round) => sum / (passes.bare?.[round] ?? Number.NaN))),
      slowestPage: pages[slowest]?.id ?? '',
      slowestMs: medians[slowest] ?? 0,
      megabytesPerSecond: (megabytes * 1000) / total,
    }
  })
  const perPage = Object.fromEntries(pages.map((page, at) => [
    page.id, Object.fromEntries(named.map(({ name }) => [name, round2(median(times[name]?.[at] ?? []))])),
  ]))
  return { pages: pages.length, rounds, megabytes, skipped, rows, perPage }
}

/** Time of each round over all pages. @param {readonly number[][]} byPage @param {number} rounds @returns {number[]} */
function roundTotals(byPage, rounds) {
  return Array.from({ length: rounds }, (_, round) => byPage.reduce((sum, page) => sum + (page[round] ?? 0), 0))
}

/** @param {number} value */
function round2(value) {
  return Math.round(value * 100) / 100
}
