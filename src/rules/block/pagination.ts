import type { BlockRule } from '../../model.js'
import { linesSaying } from '../../measure/said-lines.js'

/** Beyond this length a block is a paragraph that mentions it. Code units. */
const LIMIT = 80

/** Keeps: numbered lists, "next" in a sentence. */
export default {
  id: 'pagination',
  kind: 'pagination',
  removes: 'Page numbers, previous and next links, load-more buttons',
  find: ({ items }, know) => linesSaying(items, know, 'pagination', LIMIT),
} satisfies BlockRule
