import type { ElementRule, Page, PageElement } from '../../model.js'
import { isInSentence } from '../../measure/author-text.js'
import { elementOfRun, holdsArticle, named, wrapperOf } from '../../measure/elements.js'
import { runsSaying } from '../../measure/said-runs.js'
import { isHeading } from '../../measure/tags.js'

const NAMES = [
  'ad', 'ads', 'adslot', 'adunit', 'adbox', 'adcontainer', 'adwrapper', 'advert', 'advertisement', 'advertising', 'adsense',
  'adsbygoogle', 'sponsor', 'sponsored', 'sponsors', 'dfp', 'gptslot', 'gptunit', 'adblock', 'adbanner', 'bannerad',
]
/** Text of an ad slot: its label, a line or two. */
const SLOT = 400
/** The word of an author's list or table, not the label of a slot. */
const ENTRIES = new Set(['li', 'td', 'th', 'dt', 'dd'])

/** Keeps: an article about advertising, a banner that holds the headline, sponsored articles as a whole. */
export default {
  id: 'ad-slot',
  kind: 'ad',
  removes: 'Advertisement labels and slots, sponsored boxes',
  *find({ page }, know) {
    const isSlot = (element: PageElement) =>
      element.textLength <= SLOT && element.headings <= 1 && !isHeading(element.tag) && sells(element)
      && !holdsArticle(page, element) && !isInSentence(page, element)
    for (const { target, name } of named(page, NAMES, isSlot)) {
      yield { target, why: `named "${name}"` }
    }
    for (const { run, said } of runsSaying(page, know, 'ad', 80, 'line')) {
      const own = elementOfRun(page, run)
      if (own?.prose === 0 && !ENTRIES.has(own.tag)) yield { target: wrapperOf(own), why: `says "${said.phrase}"` }
    }
    for (const { target, name } of named(page, BUTTONS, element => element.tag === 'a' && element.textLength <= BUTTON && isSponsored(page, element))) {
      const line = page.runs[target.firstRun]?.owner
      if (line && line.textLength === target.textLength && !isHeading(line.tag) && !ENTRIES.has(line.tag)) yield { target: wrapperOf(target), why: `a sponsored link named "${name}"` }
    }
  },
} satisfies ElementRule

const BUTTONS = ['button', 'btn', 'cta']
/** "Check the price at the shop of …". */
const BUTTON = 60

/** The link says itself that it is paid for. Shops' own buttons do not. */
function isSponsored(page: Page, link: PageElement): boolean {
  return /\bsponsored\b/i.test(page.attr(link, 'rel') ?? '')
}

/** An ad that speaks in sentences leads somewhere; a section "ad-history" just tells. */
function sells(element: PageElement): boolean {
  return element.prose === 0 || (element.prose < 200 && element.links > 0)
}
