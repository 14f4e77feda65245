import type { BlockRule } from '../../model.js'
import { linesSaying } from '../../measure/said-lines.js'

/** Beyond this length a block is a paragraph that mentions it. Code units. */
const LIMIT = 260

/** Keeps: an article's sentence about newsletters. */
export default {
  id: 'newsletter-box',
  kind: 'newsletter',
  removes: 'Newsletter and e-mail sign-up boxes',
  find: ({ items }, know) => linesSaying(items, know, 'newsletter', LIMIT),
} satisfies BlockRule
