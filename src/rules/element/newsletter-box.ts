import type { ElementRule, Knowledge, Page, PageElement } from '../../model.js'
import { closest, holdsArticle, named } from '../../measure/elements.js'
import { runsSaying } from '../../measure/said-runs.js'

const NAMES = [
  'newsletter', 'newsletters', 'subscribe', 'subscription', 'signup', 'optin', 'mailchimp', 'mailinglist', 'emailsignup',
  'subscribebox', 'convertkit', 'klaviyo', 'mailerlite', 'sendinblue', 'mc4wp', 'emailform',
]
/** Also a way to buy: such an element must say that it is about letters. */
const SALES = new Set(['subscription'])
/** A sign-up box is a pitch of a few sentences. */
const PITCH = 700

/** Keeps: an article about newsletters, the text of a newsletter edition. */
export default {
  id: 'newsletter-box',
  kind: 'newsletter',
  removes: 'Newsletter and e-mail sign-up boxes',
  *find({ page }, know) {
    for (const { target, word, name } of named(page, NAMES, element => isPitch(page, element, know) && !holdsArticle(page, element))) {
      if (SALES.has(word) && !asksForLetters(page, target, know)) continue
      yield { target, why: `named "${name}", ${target.textLength} characters` }
    }
    for (const { run, said } of runsSaying(page, know, 'newsletter', 200)) {
      const target = boxAround(page, run.owner)
      if (target && !holdsArticle(page, target)) yield { target, why: `says "${said.phrase}" beside a form` }
      else if (run.owner.runs === 1 && (!run.prose || said.form === 'line')) {
        yield { target: run.owner, why: `says "${said.phrase}"` }
      }
    }
  },
} satisfies ElementRule

function isPitch(page: Page, element: PageElement, know: Knowledge): boolean {
  if (element.textLength > PITCH || closest(element, 'table')) return false
  if (element.prose === 0 || element.fields > 0) return true
  // A short item of a newsletter's own text has links, too: it must ask for something.
  return element.links > 0 && asksForLetters(page, element, know)
}

function asksForLetters(page: Page, element: PageElement, know: Knowledge): boolean {
  return page.runsOf(element).some(run => know.says('newsletter', page.textOf(run)) !== null)
}

/** Terms, privacy, where else to follow: a box with more links is a menu, or a card whose button says "Notify me". */
const LINKS = 6
const LINKS_WITHOUT_FIELD = 2
const PRESSED = /^(?:hidden|submit|button|image|reset|checkbox|radio)$/i

/** The smallest box with a field or button that holds this text, no larger than a pitch. */
function boxAround(page: Page, element: PageElement): PageElement | null {
  const form = closest(element, 'form')
  if (form && form.textLength <= PITCH) return form
  for (let at: PageElement | null = element, levels = 0; at && levels < 4; at = at.parent, levels++) {
    if (at.textLength > PITCH) return null
    if (at.fields > 0) return isForSigningUp(page, at) ? at : null
  }
  return null
}

/** In the page's frame a menu goes along. */
function isForSigningUp(page: Page, box: PageElement): boolean {
  return box.links <= LINKS_WITHOUT_FIELD || (box.links <= LINKS && takesAddress(page, box)) || closest(box, 'header', 'footer', 'nav') !== null
}

function takesAddress(page: Page, { order, end }: PageElement): boolean {
  return page.elements.slice(order, end).some(element =>
    element.tag === 'textarea' || (element.tag === 'input' && !PRESSED.test(page.attr(element, 'type') ?? '')))
}
