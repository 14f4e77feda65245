import type { ElementRule, Knowledge, Page, PageElement } from '../../model.js'
import { fillsHeading, isInSentence, isTableEntry } from '../../measure/author-text.js'
import { holdsArticle, holdsHeadline, linkDensity, named, wrapperOf } from '../../measure/elements.js'
import { runsSaying } from '../../measure/said-runs.js'
import { isHeading } from '../../measure/tags.js'

/** An element is taken by the first of its names: the plain ones stand before those that must be confirmed. */
const NAMES = ['paywall', 'metered', 'regwall', 'upsell', 'donate', 'donation', 'pianoinline', 'piano', 'premium', 'subscriber', 'subscribers', 'gate', 'membership']
/** Also what is for sale, or an instrument: such an element must say what it wants. */
const PLANS = new Set(['premium', 'piano', 'membership', 'gate', 'subscriber', 'subscribers'])
const PITCH = 800
/** Share of links above which a text leads elsewhere. */
const LEADING = 0.2

/** Keeps: the article or its paragraphs behind the wall when they are named after it, an article about paywalls. */
export default {
  id: 'paywall-prompt',
  kind: 'paywall',
  removes: 'Paywall, subscription and donation prompts',
  *find({ page }, know) {
    for (const { target, word, name } of named(page, NAMES, element => element.textLength <= PITCH && !holdsArticle(page, element))) {
      if (fillsHeading(target) || holdsHeadline(page, target) || isInSentence(page, target)) continue
      if (target.links + target.fields === 0 && target.tag !== 'a' && (PLANS.has(word) || !isHeadedSo(page, target, know))) continue
      if (PLANS.has(word) && !saysSo(page, target, know)) continue
      if (target.prose === 0 || asks(page, target, know)) yield { target, why: `named "${name}"` }
    }
    for (const { run, said } of runsSaying(page, know, 'paywall', 200)) {
      if (run.owner.runs === 1 && !isTableEntry(run.owner)) yield { target: wrapperOf(run.owner), why: `says "${said.phrase}"` }
    }
  },
} satisfies ElementRule

/** Wants something of the reader. Sites mark the paragraphs behind the wall with its name too: those have prose, and a link in it. */
function asks(page: Page, element: PageElement, know: Knowledge): boolean {
  if (element.fields > 0 || linkDensity(element) > LEADING) return true
  return saysSo(page, element, know) || page.runsOf(element).some(run => run.linkLength === run.to - run.from)
}

/** The heading of a box says it, whose button a script brings. */
function isHeadedSo(page: Page, element: PageElement, know: Knowledge): boolean {
  if (element.headings !== 1) return false
  const [first] = page.runsOf(element)
  return first !== undefined && isHeading(first.owner.tag) && know.says('paywall', page.textOf(first)) !== null
}

function saysSo(page: Page, element: PageElement, know: Knowledge): boolean {
  return page.runsOf(element).some(run => know.says('paywall', page.textOf(run)) !== null || know.says('newsletter', page.textOf(run)) !== null)
}
