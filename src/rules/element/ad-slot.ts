import type { ElementRule, PageElement } from '../../model.js'
import { holdsArticle, named, shortRuns, wrapperOf } from '../../measure/elements.js'

const NAMES = [
  'ad', 'ads', 'adslot', 'adunit', 'adbox', 'adcontainer', 'adwrapper', 'advert', 'advertisement', 'advertising', 'adsense',
  'adsbygoogle', 'sponsor', 'sponsored', 'sponsors', 'dfp', 'gpt', 'adblock', 'adbanner', 'bannerad', 'werbung', 'publicidad', 'anzeige',
]
/** Text of an ad slot: its label, a line or two. */
const SLOT = 400

/** Keeps: an article about advertising, a banner that holds the headline, sponsored articles as a whole. */
export default {
  id: 'ad-slot',
  kind: 'ad',
  removes: 'Advertisement labels and slots, sponsored boxes',
  *find({ page }, know) {
    const isSlot = (element: PageElement) =>
      element.textLength <= SLOT && element.prose < 200 && element.headings <= 1 && !holdsArticle(page, element)
    for (const { target, word } of named(page, NAMES, isSlot)) {
      yield { target, why: `named "${word}"` }
    }
    for (const run of shortRuns(page, 80)) {
      const said = know.says('ad', page.textOf(run), 'line')
      if (said && run.owner.prose === 0) yield { target: wrapperOf(run.owner), why: `says "${said.phrase}"` }
    }
  },
} satisfies ElementRule
