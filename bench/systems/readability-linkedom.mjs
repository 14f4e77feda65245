import { Readability } from '@mozilla/readability'
import { parseHTML } from 'linkedom'
import { readabilityOutput } from './readability-output.mjs'

/** @returns {Promise<import('./index.mjs').Extractor>} */
export async function create() {
  return {
    // linkedom has no document URL to be told
    run: html => new Readability(parseHTML(html).document).parse(),
    finish: readabilityOutput,
  }
}
