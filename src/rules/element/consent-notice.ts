import type { ElementRule, Knowledge, Page, PageElement } from '../../model.js'
import { holdsArticle, holdsHeadline, named } from '../../measure/elements.js'
import { runsSaying } from '../../measure/said-runs.js'

const NAMES = [
  'cookiebar', 'cookiebanner', 'cookienotice', 'cookieconsent', 'gdpr', 'ccpa', 'onetrust',
  'cookiebot', 'didomi', 'usercentrics', 'cmplz', 'cmpbox', 'cmpwrapper', 'cmpbanner', 'privacynotice', 'tarteaucitron', 'truste', 'eupopup',
]
/** Also names what is baked, and what patients give: such an element must say or show that it is a notice. */
const AMBIGUOUS = ['cookie', 'cookies', 'consent']
const NOTICE = new Set([
  'bar', 'banner', 'notice', 'notification', 'manager', 'policy', 'law', 'popup', 'modal', 'overlay', 'dialog', 'settings',
  'preferences', 'info', 'message', 'accept', 'warning', 'alert', 'disclaimer', 'hint', 'hinweis', 'compliance', 'gdpr',
])
/** Consent managers list their purposes and partners at length. */
const DIALOG = 12_000

/** Keeps: an article about cookies, a privacy policy page, a recipe for cookies, the components of a CMS that calls them `cmp`. */
export default {
  id: 'consent-notice',
  kind: 'consent',
  removes: 'Cookie and consent notices',
  budget: 0.6,
  *find({ page }, know) {
    for (const { target, name } of named(page, NAMES, element => isDialog(page, element))) {
      yield { target, why: `named "${name}"` }
    }
    for (const { target, name } of named(page, AMBIGUOUS, element => isDialog(page, element) && isNotice(page, element, know))) {
      yield { target, why: `named "${name}"` }
    }
    for (const { run, said } of runsSaying(page, know, 'consent', 240)) {
      const target = dialogAround(page, run.owner)
      if (target) yield { target, why: `says "${said.phrase}" beside buttons` }
    }
  },
} satisfies ElementRule

function isDialog(page: Page, element: PageElement): boolean {
  if (element.textLength > DIALOG || element.tag === 'article') return false
  if (element.tag === 'a' || element.tag === 'li') return false
  if (holdsHeadline(page, element)) return false
  const acts = element.fields > 0 || element.links > 0
  return acts && (element.prose === 0 || !holdsArticle(page, element) || isApart(page, element))
}

function isNotice(page: Page, element: PageElement, know: Knowledge): boolean {
  if (element.words.some(word => NOTICE.has(word))) return true
  if (element.words.filter(word => AMBIGUOUS.includes(word)).length > 1) return true
  if (element.fields > 0 && element.parent === page.body) return true
  return page.runsOf(element).some(run => know.says('consent', page.textOf(run)) !== null)
}

/** At the edge of the page: a direct child of the body, or not far below it. */
function isApart(page: Page, element: PageElement): boolean {
  return element.depth <= (page.body?.depth ?? 0) + 2
}

function dialogAround(page: Page, element: PageElement): PageElement | null {
  for (let at: PageElement | null = element, levels = 0; at && levels < 5; at = at.parent, levels++) {
    if (at.textLength > 1500) return null
    if (at.tag === 'p' || at.tag === 'span') continue
    if (at.fields > 0 && !holdsArticle(page, at)) return at
  }
  return null
}
