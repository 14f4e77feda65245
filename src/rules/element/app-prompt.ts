import type { ElementRule, PageElement } from '../../model.js'
import { fillsHeading, isInSentence, isTableEntry } from '../../measure/author-text.js'
import { holdsArticle, named } from '../../measure/elements.js'
import { runsSaying } from '../../measure/said-runs.js'

const NAMES = ['smartbanner', 'appbanner', 'appstore', 'downloadapp', 'getapp', 'appdownload', 'googleplay', 'apppromo', 'installapp']
const PROMPT = 300

/** Keeps: an article about apps, with its headings, lists and tables. */
export default {
  id: 'app-prompt',
  kind: 'app',
  removes: 'Prompts to install an app',
  *find({ page }, know) {
    for (const { target, name } of named(page, NAMES, element => element.textLength <= PROMPT && !holdsArticle(page, element))) {
      if (fillsHeading(target) || isInSentence(page, target)) continue
      if (canPress(target)) yield { target, why: `named "${name}"` }
    }
    for (const { run, said } of runsSaying(page, know, 'app', 120)) {
      if (run.owner.runs !== 1 || run.owner.prose > 0 || isTableEntry(run.owner)) continue
      yield { target: run.owner, why: `says "${said.phrase}"` }
    }
  },
} satisfies ElementRule

/** A prompt leads to the app: a link, a button, a badge. Without any of these it is a paragraph that bears the name. */
function canPress({ tag, links, fields, images }: PageElement): boolean {
  return tag === 'a' || tag === 'button' || links + fields + images > 0
}
