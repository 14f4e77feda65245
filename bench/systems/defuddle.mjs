import { Defuddle } from 'defuddle/node'
import { htmlToText } from '../html-to-text.mjs'

/** @returns {Promise<import('./index.mjs').Extractor>} */
export async function create() {
  return {
    // given a string it parses with linkedom, with the polyfills that it wants there;
    // not async: it must not fetch from third parties what the page lacks
    run: (html, url) => Defuddle(html, url === '' ? undefined : url, { useAsync: false }),
    finish: result => ({
      text: htmlToText(result?.content),
      title: result?.title ?? '',
      author: result?.author ?? '',
      date: result?.published ?? '',
    }),
  }
}
