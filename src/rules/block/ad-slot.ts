import type { BlockRule } from '../../model.js'
import { linesSaying } from '../../measure/said-lines.js'

/** Beyond this length a block is a paragraph that mentions it. Code units. */
const LIMIT = 120

/** Keeps: prose about advertising. */
export default {
  id: 'ad-slot',
  kind: 'ad',
  removes: 'Advertisement labels and slots, sponsored boxes',
  find: ({ items }, know) => linesSaying(items, know, 'ad', LIMIT),
} satisfies BlockRule
