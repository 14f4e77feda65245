import type { ElementRule } from '../../model.js'
import { holdsArticle, named, shortRuns, wrapperOf } from '../../measure/elements.js'

const NAMES = ['paywall', 'piano', 'metered', 'regwall', 'premium', 'subscriber', 'subscribers', 'gate', 'upsell', 'membership', 'donate', 'donation', 'piano-inline']
const PITCH = 800

/** Keeps: the article behind the wall when its container is named after it, an article about paywalls. */
export default {
  id: 'paywall-prompt',
  kind: 'paywall',
  removes: 'Paywall, subscription and donation prompts',
  *find({ page }, know) {
    for (const { target, word } of named(page, NAMES, element => element.textLength <= PITCH && !holdsArticle(page, element))) {
      if (target.links + target.fields > 0 || target.tag === 'a') yield { target, why: `named "${word}"` }
    }
    for (const run of shortRuns(page, 200)) {
      const said = know.says('paywall', page.textOf(run))
      if (said && run.owner.runs === 1) yield { target: wrapperOf(run.owner), why: `says "${said.phrase}"` }
    }
  },
} satisfies ElementRule
