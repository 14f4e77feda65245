import type { BlockRule } from '../../model.js'
import { linesSaying } from '../../measure/said-lines.js'

/** Beyond this length a block is a paragraph that mentions it. Code units. */
const LIMIT = 120

/** Keeps: prose about polls and votes. */
export default {
  id: 'poll-widget',
  kind: 'poll',
  removes: 'Polls, ratings, quizzes and "was this helpful" boxes',
  find: ({ items }, know) => linesSaying(items, know, 'poll', LIMIT),
} satisfies BlockRule
