import type { BlockRule } from '../../model.js'
import { linesSaying } from '../../measure/said-lines.js'

/** Beyond this length a block is a paragraph that mentions it. Code units. */
const LIMIT = 260

/** Keeps: prose about subscriptions. */
export default {
  id: 'paywall-prompt',
  kind: 'paywall',
  removes: 'Paywall, subscription and donation prompts',
  find: ({ items }, know) => linesSaying(items, know, 'paywall', LIMIT),
} satisfies BlockRule
