// Times all systems in one process, page by page in turns, so that all meet the same machine in the same minute.
// The order turns with page and round. Collections are left to happen where they do: each system triggers them in
// proportion to what it allocates. Only between rounds the heap is emptied.
// Page by page, though, much of what one system leaves is collected while the next one runs. So each round has a second
// half, in which each system goes over all pages and pays for its own garbage.
import { readHtml } from './dataset.mjs'
import { loadBareParse } from './bare-parse.mjs'
import { createExtractor } from './systems/index.mjs'

for (const level of /** @type {const} */ (['log', 'info', 'warn', 'error', 'debug'])) console[level] = () => {}

/** @typedef {{ name: string, run: (html: string, url: string) => unknown }} Runner */

/** @param {readonly import('./systems/index.mjs').System[]} systems @returns {Promise<Runner[]>} */
async function loadRunners(systems) {
  const parse = await loadBareParse()
  /** @type {Runner[]} */
  const runners = [{ name: 'bare', run: parse }]
  for (const system of systems) {
    const extractor = await createExtractor(system)
    runners.push({ name: system.name, run: extractor.run })
  }
  return runners
}

/** @param {Runner} runner @param {string} html @param {string} url @returns {Promise<number>} milliseconds */
async function time(runner, html, url) {
  const began = performance.now()
  try {
    const pending = runner.run(html, url)
    if (pending instanceof Promise) await pending
  } catch {
    // failed pages are counted by the accuracy run; here the time until the failure counts
  }
  return performance.now() - began
}

/** @param {{ systems: any[], pages: { id: string, file: string, url: string }[], rounds: number }} job */
async function measure(job) {
  const runners = await loadRunners(job.systems)
  const pages = job.pages.map(page => ({ ...page, html: readHtml(page.file) }))
  /** @type {Record<string, number[]>} by system, then round: all pages one after the other */
  const passes = Object.fromEntries(runners.map(runner => [runner.name, []]))
  /** @type {Record<string, number[][]>} by system, then page, then round */
  const times = Object.fromEntries(runners.map(runner => [runner.name, pages.map(() => [])]))
  // round 0 warms the compiler up and does not count
  for (let round = 0; round <= job.rounds; round++) {
    globalThis.gc?.()
    for (const [at, page] of pages.entries()) {
      for (let turn = 0; turn < runners.length; turn++) {
        const runner = runners[(at + round + turn) % runners.length]
        if (!runner) continue
        process.send?.({ type: 'at', page: page.id, system: runner.name, round })
        const ms = await time(runner, page.html, page.url)
        if (round > 0) times[runner.name]?.[at]?.push(ms)
      }
    }
    for (let turn = 0; turn < runners.length; turn++) {
      const runner = runners[(round + turn) % runners.length]
      if (!runner) continue
      globalThis.gc?.()
      let sum = 0
      for (const page of pages) {
        process.send?.({ type: 'at', page: page.id, system: runner.name, round })
        sum += await time(runner, page.html, page.url)
      }
      if (round > 0) passes[runner.name]?.push(sum)
    }
  }
  const megabytes = pages.reduce((sum, page) => sum + Buffer.byteLength(page.html), 0) / 1e6
  process.send?.({ type: 'end', times, passes, megabytes }, () => process.exit(0))
}

process.once('message', job => {
  measure(/** @type {any} */ (job)).catch(error => {
    process.send?.({ type: 'failed', error: String(error?.stack ?? error) }, () => process.exit(1))
  })
})
