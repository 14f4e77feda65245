import { htmlToText } from '../html-to-text.mjs'

/**
 * @param {ReturnType<import('@mozilla/readability').Readability['parse']>} article
 * @returns {import('./index.mjs').Output}
 */
export function readabilityOutput(article) {
  return {
    text: htmlToText(article?.content),
    title: article?.title ?? '',
    author: article?.byline ?? '',
    date: article?.publishedTime ?? '',
  }
}
