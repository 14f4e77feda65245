import type { BlockRule } from '../../model.js'
import { linesSaying } from '../../measure/said-lines.js'

/** Beyond this length a block is a paragraph that mentions it. Code units. */
const LIMIT = 160

/** Keeps: prose about apps. */
export default {
  id: 'app-prompt',
  kind: 'app',
  removes: 'Prompts to install an app',
  find: ({ items }, know) => linesSaying(items, know, 'app', LIMIT),
} satisfies BlockRule
