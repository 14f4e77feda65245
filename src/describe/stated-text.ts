import type { StatedText } from '../model.js'
import { type JsonObject, typesOf } from './json-ld.js'
import { decodeEntities } from './plain-text.js'

/** Shorter texts are summaries. Code units. */
const SHORTEST = 250
/** Longest that is read. Code units. */
const LONGEST = 1_000_000
const BLOCK_TAG = /<\/?(?:p|br|div|li|ul|ol|h[1-6]|tr|blockquote)\b[^<>]{0,300}>/gi
const TAG = /<\/?[a-z][^<>]{0,300}>/gi

/** The whole text that the page's own JSON-LD node states: an article's body, a product's description; null without one. */
export function statedText(nodes: readonly JsonObject[]): StatedText | null {
  for (const node of nodes) {
    const isProduct = typesOf(node).some(type => type.endsWith('Product'))
    for (const property of isProduct ? ['description'] : ['articleBody', 'text']) {
      const value = node[property]
      if (typeof value !== 'string' || value.length < SHORTEST) continue
      const text = plain(value.slice(0, LONGEST))
      if (text.length >= SHORTEST) return { text, property }
    }
  }
  return null
}

/** Paragraphs on lines of their own; markup and character references read. */
function plain(value: string): string {
  const marked = value.includes('<') || value.includes('&lt;') ? decodeEntities(value) : value
  const text = marked.includes('<') ? marked.replace(BLOCK_TAG, '\n').replace(TAG, '') : marked
  return decodeEntities(text).replace(/[^\S\n]*\n\s*/g, '\n\n').trim()
}
