import { Readability } from '@mozilla/readability'
import { JSDOM, VirtualConsole } from 'jsdom'
import { readabilityOutput } from './readability-output.mjs'

/** @returns {Promise<import('./index.mjs').Extractor>} */
export async function create() {
  return { run, finish: readabilityOutput }
}

/** @param {string} html @param {string} url */
function run(html, url) {
  const dom = new JSDOM(html, { ...(url === '' ? {} : { url }), virtualConsole: new VirtualConsole() })
  try {
    return new Readability(dom.window.document).parse()
  } finally {
    dom.window.close()
  }
}
