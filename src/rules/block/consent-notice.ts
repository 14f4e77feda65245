import type { BlockRule } from '../../model.js'
import { linesSaying } from '../../measure/said-lines.js'

/** Beyond this length a block is a paragraph that mentions it. Code units. */
const LIMIT = 400

/** Keeps: prose about cookies and consent. */
export default {
  id: 'consent-notice',
  kind: 'consent',
  removes: 'Cookie and consent notices',
  find: ({ items }, know) => linesSaying(items, know, 'consent', LIMIT),
} satisfies BlockRule
