import type { ElementRule } from '../../model.js'
import { holdsArticle, named, shortRuns } from '../../measure/elements.js'

const NAMES = ['smartbanner', 'appbanner', 'appstore', 'downloadapp', 'getapp', 'appdownload', 'googleplay', 'apppromo', 'installapp']
const PROMPT = 300

/** Keeps: an article about apps. */
export default {
  id: 'app-prompt',
  kind: 'app',
  removes: 'Prompts to install an app',
  *find({ page }, know) {
    for (const { target, word } of named(page, NAMES, element => element.textLength <= PROMPT && !holdsArticle(page, element))) {
      yield { target, why: `named "${word}"` }
    }
    for (const run of shortRuns(page, 120)) {
      const said = know.says('app', page.textOf(run))
      if (said && run.owner.runs === 1 && run.owner.prose === 0) yield { target: run.owner, why: `says "${said.phrase}"` }
    }
  },
} satisfies ElementRule
