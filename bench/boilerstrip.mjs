// The peer of `rules learn`: what boilerstrip learns from the same pages. Its selectors go to our DOM and its snippets are cut
// out of the source as it does, with any white space between words, so that only what is learned is compared.

/**
 * @param {string[]} pages at least 2
 * @returns {Promise<{ selectors: string[], strip: (html: string) => string } | null>} null when it is not installed
 */
export async function boilerstripRules(pages) {
  const peer = await import('boilerstrip').catch(() => null)
  if (peer === null) return null
  const { cssSelectorsToRemove, htmlToRemove } = await peer.learn(pages.map(page => Buffer.from(page, 'utf8')))
  const snippets = /** @type {string[]} */ (htmlToRemove).map(html => new RegExp(html.trim().split(/\s+/).map(escape).join('\\s+'), 'g'))
  return { selectors: cssSelectorsToRemove, strip: html => snippets.reduce((left, snippet) => left.replace(snippet, ' '), html) }
}

/** @param {string} text */
function escape(text) {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
