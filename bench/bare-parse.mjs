// The yardstick of speed: `parseHTML` of linkedom and nothing else.
import { existsSync } from 'node:fs'

// the copy that cleancopy itself uses, so that both are measured on the same code; else the bench's own
const OWN = new URL('../node_modules/linkedom/esm/index.js', import.meta.url)

/** @returns {Promise<(html: string) => unknown>} */
export async function loadBareParse() {
  const { parseHTML } = await import(existsSync(OWN) ? OWN.href : 'linkedom')
  return html => parseHTML(html)
}
