import type { BlockRule } from '../../model.js'
import { linesSaying } from '../../measure/said-lines.js'

/** Beyond this length a block is a paragraph that mentions it. Code units. */
const LIMIT = 100

/** Keeps: prose about printing and listening. */
export default {
  id: 'reader-tools',
  kind: 'tools',
  removes: 'Print, save and listen buttons, reading time, text size, view counts',
  find: ({ items }, know) => linesSaying(items, know, 'tools', LIMIT),
} satisfies BlockRule
