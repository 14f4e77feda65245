import type { ElementRule } from '../../model.js'
import { fillsHeading, isInSentence, isTableEntry } from '../../measure/author-text.js'
import { elementOfRun, holdsArticle, named, wrapperOf } from '../../measure/elements.js'
import { runsSaying } from '../../measure/said-runs.js'

const NAMES = ['poll', 'polls', 'survey', 'rating', 'ratings', 'stars', 'quiz', 'vote', 'votes', 'voting', 'feedback', 'helpful', 'reactions', 'kksr', 'wpulike']
const WIDGET = 500

/** "Rating: 4 out of 5" may be the reviewer's; "4.8 (112 votes)" is the readers'. */
const JUDGED = new Set(['rating', 'ratings', 'stars'])
const COUNTED = /\d\D+\(?\d[\d.,]*\s*\p{L}{3,}|^[\d.,/ ★☆]*$|\(\d+\)/u

/** Keeps: opinion polls in prose, a review's verdict in a sentence, tables of results, headings. */
export default {
  id: 'poll-widget',
  kind: 'poll',
  removes: 'Polls, ratings, quizzes and "was this helpful" boxes',
  *find({ page }, know) {
    for (const { target, word, name } of named(page, NAMES, element => element.textLength <= WIDGET && element.prose < 200)) {
      if (holdsArticle(page, target) || target.headings > 1 || fillsHeading(target)) continue
      if (target.tag === 'table' || target.tag === 'tr' || isTableEntry(target)) continue
      if (isInSentence(page, target) || target.tag === 'a' && target.parent?.prose) continue
      if (target.fields + target.links > 0 || target.textLength < 80 && target.prose === 0 && (!JUDGED.has(word) || COUNTED.test(page.textOf(target)))) yield { target, why: `named "${name}"` }
    }
    for (const { run, said } of runsSaying(page, know, 'poll', 120)) {
      const own = elementOfRun(page, run)
      if (!own || isTableEntry(own)) continue
      const target = wrapperOf(own)
      if (target.prose === 0 && target.textLength <= WIDGET) yield { target, why: `says "${said.phrase}"` }
    }
  },
} satisfies ElementRule
