import { extractFromHtml } from '@extractus/article-extractor'
import { htmlToText } from '../html-to-text.mjs'

/** @returns {Promise<import('./index.mjs').Extractor>} */
export async function create() {
  return {
    run: (html, url) => extractFromHtml(html, url),
    finish: result => ({
      text: htmlToText(result?.content),
      title: result?.title ?? '',
      author: result?.author ?? '',
      date: result?.published ?? '',
    }),
  }
}
