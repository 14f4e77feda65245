// cleancopy as a library. The only file of the bench that knows its interface.
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

/** The build to measure; CLEANCOPY_DIST names another one. */
export const BUILD = process.env.CLEANCOPY_DIST ?? fileURLToPath(new URL('../../dist/index.js', import.meta.url))

/** Models of bench/train, one per fold; BLOCK_FOLDS names another folder. */
const FOLDS = process.env.BLOCK_FOLDS ?? fileURLToPath(new URL('../models', import.meta.url))

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

/**
 * Each page is judged by the block model of its fold, which has not seen its domain (bench/train/blocks.mjs --folds).
 * @param {import('./index.mjs').SystemOptions} options @returns {Promise<import('./index.mjs').Extractor>}
 */
export async function create({ removals = false }) {
  return crossValidated(removals)
}

/** @param {boolean} removals @param {object} [options] of `createCleaner` @param {(rulebook: any) => any} [change] made to the rulebook */
export async function crossValidated(removals, options = { formats: [] }, change = rulebook => rulebook) {
  const whole = await createBenchCleaner(options, change)
  const folds = await Promise.all(foldModels().map(blocks =>
    createBenchCleaner(options, rulebook => ({ ...change(rulebook), models: { ...rulebook.models, blocks } }))))
  const { finish } = extractor(whole, removals)
  // needs a package of bench/package.json, unlike the rest of this file
  const { foldOf } = folds.length > 0 ? await import('../domains.mjs') : { foldOf: () => 0 }
  return {
    run: (/** @type {string} */ html, /** @type {string} */ url, /** @type {string | undefined} */ id) => {
      const cleaner = id === undefined || folds.length === 0 ? whole : folds[foldOf({ id, url }, folds.length)]
      return cleaner.fromHtml(html, sourceOf(url))
    },
    finish,
  }
}

/** Texts of the fold's models, in their order; none where they are not there. */
function foldModels() {
  const names = existsSync(FOLDS) ? readdirSync(FOLDS).filter(name => /^blocks-\d+\.json$/.test(name)).sort() : []
  return names.map(name => readFileSync(path.join(FOLDS, name), 'utf8'))
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
