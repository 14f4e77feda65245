// The development pages as rows for the trainer: one per block, with its features and how much of it is gold.
import { fileURLToPath } from 'node:url'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { readHtml } from '../dataset.mjs'
import { BUILD, createBenchCleaner } from '../systems/cleancopy.mjs'
import { labelBlocks } from './label.mjs'

/** @typedef {{ width: number, values: Float32Array, shares: Float32Array, tokens: Int32Array, goldTokens: number, texts: string[], blocks: any[], marks: any, kindFacts: Float32Array, stated: any, statedLength: any }} PageRows */

/** @param {string} file below the build's src, without its ending */
export function built(file) {
  return import(pathToFileURL(join(dirname(BUILD.startsWith('file:') ? fileURLToPath(BUILD) : BUILD), `${file}.js`)).href)
}

/** @returns {Promise<(page: import('../dataset.mjs').DataPage) => PageRows | null>} null for a page without blocks */
export async function rowReader() {
  const { stages } = await createBenchCleaner()
  const { withSuspects } = await built('classify/page-blocks')
  const { measureBlocks } = await built('classify/block-features')
  const { marksOf } = await built('classify/judge-page')
  const { kindFacts } = await built('classify/kind-facts')
  const { PAGE_FACTS } = await built('classify/page-facts')
  const { ownCopy } = await built('measure/own-copy')
  /** @type {WeakMap<object, object>} */
  const chains = new WeakMap()
  return page => {
    const decoded = stages.decode(readHtml(page.file), { url: page.url || null, contentType: null, lang: null }, 'page')
    const given = withSuspects(stages.segmentPage(stages.prune(stages.describe(stages.parse(decoded)))))
    if (given.blocks.length === 0) return null
    const texts = given.blocks.map((/** @type {any} */ block) => block.text)
    const table = measureBlocks(given)
    const facts = table.values.slice(table.width - PAGE_FACTS.length, table.width)
    return { ...table, stated: given.stated, statedLength: given.statedLength, kindFacts: kindFacts(given.page, facts), marks: marksOf(table, given.suspects), ...labelBlocks(texts, page.gold.main), texts, blocks: given.blocks.map(slim) }
  }

  /** What decoding asks of a block, without the page's DOM: kept for all pages at once. @param {any} block */
  function slim({ index, kind, level, text, prose, linkLength, quoted, element }) {
    return { index, kind, level, text, prose, linkLength, quoted, element: chain(element) }
  }

  /** @param {any} element @returns {any} names and places of an element and those around it, without the page */
  function chain(element) {
    if (element === null) return null
    let known = chains.get(element)
    if (!known) {
      const { tag, order, end, depth, id, tokens, words, runs, firstRun } = element
      chains.set(element, (known = { tag, order, end, depth, id: id && ownCopy(id), tokens, words, runs, firstRun, parent: chain(element.parent) }))
    }
    return known
  }
}
