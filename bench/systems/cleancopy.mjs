// cleancopy as a library. The only file of the bench that knows its interface.
import { existsSync } from 'node:fs'
import { fileURLToPath, pathToFileURL } from 'node:url'

/** The build to measure; CLEANCOPY_DIST names another one. */
export const BUILD = process.env.CLEANCOPY_DIST ?? fileURLToPath(new URL('../../dist/index.js', import.meta.url))

export function isBuilt() {
  return existsSync(BUILD)
}

/**
 * A cleaner without the built-in site rules: what is measured must hold on sites that no rule knows.
 * @param {object} [options] of `createCleaner` @param {(rulebook: any) => any} [change] made to the rulebook
 * @returns {Promise<any>} the Cleaner
 */
export async function createBenchCleaner(options = { formats: [] }, change = rulebook => rulebook) {
  const { createCleaner, loadRulebook } = await import(pathToFileURL(BUILD).href)
  const rulebook = await loadRulebook({ sites: false })
  return createCleaner(change(rulebook), options)
}

/** @param {string} url @returns {{ url?: string }} */
export function sourceOf(url) {
  return url === '' ? {} : { url }
}

/** @param {import('./index.mjs').SystemOptions} options @returns {Promise<import('./index.mjs').Extractor>} */
export async function create({ removals = false }) {
  return extractor(await createBenchCleaner(), removals)
}

/** @param {any} cleaner @param {boolean} removals @returns {import('./index.mjs').Extractor} */
export function extractor(cleaner, removals) {
  return {
    run: (html, url) => cleaner.fromHtml(html, sourceOf(url)),
    finish: cleaned => ({
      text: cleaned.text,
      ...(cleaned.verdict === 'failed' ? { error: failure(cleaned.problems) } : {}),
      verdict: cleaned.verdict,
      confidence: cleaned.confidence,
      strategy: cleaned.selection?.strategy,
      title: cleaned.metadata?.title?.value ?? '',
      author: cleaned.metadata?.byline?.value ?? '',
      date: cleaned.metadata?.published?.value ?? '',
      ...(removals ? { removals: cleaned.removals } : {}),
    }),
  }
}

/** cleancopy does not throw: a page that could not be processed says so. @param {readonly any[]} problems */
function failure(problems) {
  return problems.map(problem => `${problem.code} in ${problem.stage}: ${problem.detail}`).join('; ') || 'verdict failed'
}
