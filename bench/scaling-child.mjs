// Times one system on pages that grow in one dimension; sends a point per page size.
import { loadBareParse } from './bare-parse.mjs'
import { median } from './score.mjs'
import { DIMENSIONS } from './synthetic.mjs'
import { createExtractor } from './systems/index.mjs'

for (const level of /** @type {const} */ (['log', 'info', 'warn', 'error', 'debug'])) console[level] = () => {}

const WARM_UP = 3
const URL_OF_PAGE = 'https://example.com/reports/harbour'

/** @param {{ system: any, dimension: string, factors: number[], repeats: number }} job `system` null: bare parse */
async function measure({ system, dimension, factors, repeats }) {
  const shape = DIMENSIONS[dimension]
  if (!shape) throw new Error(`no dimension ${dimension}`)
  const run = system === null ? await loadBareParse() : (await createExtractor(system)).run
  const smallest = shape.make(shape.base)
  for (let turn = 0; turn < WARM_UP; turn++) await run(smallest, URL_OF_PAGE)
  for (const factor of factors) {
    const html = shape.make(shape.base * factor)
    const times = []
    for (let turn = 0; turn < repeats; turn++) {
      globalThis.gc?.()
      const began = performance.now()
      await run(html, URL_OF_PAGE)
      times.push(performance.now() - began)
    }
    process.send?.({ type: 'point', factor, ms: median(times), bytes: html.length })
  }
  process.send?.({ type: 'end' }, () => process.exit(0))
}

process.once('message', job => {
  measure(/** @type {any} */ (job)).catch(error => {
    process.send?.({ type: 'failed', error: String(error?.message ?? error) }, () => process.exit(1))
  })
})
