// The systems that are measured. Each is loaded only in the process that runs it.
import path from 'node:path'
import { pathToFileURL } from 'node:url'

/**
 * @typedef {{
 *   text: string, error?: string, verdict?: string, confidence?: number, strategy?: string, title?: string, author?: string,
 *   date?: string, removals?: readonly import('../ledger.mjs').LedgerEntry[]
 * }} Output what a system makes of a page; `text` is scored, `error` counts it as failed
 * @typedef {{
 *   run: (html: string, url: string, id?: string) => unknown,
 *   finish: (result: any) => Output
 * }} Extractor `run` is the timed part (HTML string in; may return a promise; `id` of the page only
 * says which fold it belongs to), `finish` turns its result into text
 * @typedef {{ removals?: boolean }} SystemOptions
 * @typedef {{ create: (options: SystemOptions) => Promise<Extractor> }} SystemModule
 * @typedef {{ name: string, label: string, module: string, packages: readonly string[], peer: boolean }} System
 */

/** @type {readonly System[]} */
export const SYSTEMS = [
  { name: 'cleancopy', label: 'cleancopy', module: './cleancopy.mjs', packages: [], peer: false },
  {
    name: 'readability', label: 'Readability on linkedom', module: './readability-linkedom.mjs',
    packages: ['@mozilla/readability', 'linkedom'], peer: true,
  },
  {
    name: 'readability-jsdom', label: 'Readability on jsdom', module: './readability-jsdom.mjs',
    packages: ['@mozilla/readability', 'jsdom'], peer: true,
  },
  {
    name: 'defuddle', label: 'Defuddle on linkedom', module: './defuddle.mjs',
    packages: ['defuddle', 'linkedom'], peer: true,
  },
  {
    name: 'article-extractor', label: 'article-extractor', module: './article-extractor.mjs',
    packages: ['@extractus/article-extractor'], peer: true,
  },
]

/** A system of one's own: a file that exports `create`. @param {string} file @returns {System} */
export function ownSystem(file) {
  const name = path.basename(file).replace(/\.m?js$/, '')
  return { name, label: name, module: pathToFileURL(path.resolve(file)).href, packages: [], peer: false }
}

/** @param {System} system @param {SystemOptions} [options] @returns {Promise<Extractor>} */
export async function createExtractor(system, options = {}) {
  const module = /** @type {SystemModule} */ (await import(system.module))
  return module.create(options)
}
