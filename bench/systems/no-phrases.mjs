// cleancopy without any phrase file: what structure alone decides, as in a language that no file covers.
// node bench/run.mjs --data ../shared/data/wcxb --no-speed --only cleancopy,readability --system bench/systems/no-phrases.mjs
import { crossValidated } from './cleancopy.mjs'

/** @param {import('./index.mjs').SystemOptions} options @returns {Promise<import('./index.mjs').Extractor>} */
export async function create({ removals = false }) {
  return crossValidated(removals, { formats: [] }, rulebook => ({ ...rulebook, phrases: [] }))
}
