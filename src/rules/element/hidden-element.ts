import type { ElementRule, Page, PageElement } from '../../model.js'
import { endsSentence } from '../../measure/text.js'

/** Words of containers that a script opens: tabs, accordions, "read more". Their text is content. */
const OPENED = new Set([
  'tab', 'tabs', 'tabpanel', 'panel', 'accordion', 'collapse', 'collapsible', 'expandable', 'toggle', 'more', 'readmore', 'faq', 'answer', 'content', 'slide', 'spoiler',
])
/** Hidden elements with more of the page's prose than this are the article waiting for its script. */
const WAITING_SHARE = 0.25

/** Keeps: panels that a script shows, an article hidden until the page has loaded, its paragraphs hidden one by one, formulas behind their picture. */
export default {
  id: 'hidden-element',
  kind: 'hidden',
  removes: 'Elements that are not shown: hidden, aria-hidden, display:none',
  *find({ page }) {
    const hidden = page.elements.filter(element => element.hidden && element.textLength > 0)
    if (hidden.length === 0) return
    const opened = controlled(page)
    const paragraphs = hiddenParagraphs(hidden)
    const shown = shownAddresses(page)
    const formulas = formulaHolders(page)
    for (const target of hidden) {
      if (formulas.has(target)) continue
      if (waitsForScript(page, target, paragraphs) || opensOnDemand(page, target, opened) || isSpokenElsewhere(page, target, shown)) continue
      yield { target, why: 'not shown' }
    }
  },
} satisfies ElementRule

function waitsForScript(page: Page, element: PageElement, paragraphs: ReadonlyMap<PageElement | null, number>): boolean {
  if (element.tag === 'body' || element.tag === 'html' || element.tag === 'article' || element.tag === 'main') return true
  const prose = element.tag === 'p' ? (paragraphs.get(element.parent) ?? 0) : element.prose
  return prose > (page.body?.prose ?? 0) * WAITING_SHARE
}

const NOT_SHOWN = /none|hidden/i

/**
 * The blurb of a card that links where its headline does: shown, and kept from screen readers only, which would read out two links to
 * one page.
 */
function isSpokenElsewhere(page: Page, link: PageElement, shown: ReadonlySet<string>): boolean {
  if (link.tag !== 'a' || page.attr(link, 'hidden') !== null || NOT_SHOWN.test(page.attr(link, 'style') ?? '')) return false
  const href = page.attr(link, 'href')
  return href !== null && shown.has(href) && endsSentence(page.textOf(link).trim())
}

/** Of links with a text. */
function shownAddresses(page: Page): ReadonlySet<string> {
  const shown = new Set<string>()
  for (const link of page.tagged('a')) {
    const href = link.hidden || link.textLength === 0 ? null : page.attr(link, 'href')
    if (href) shown.add(href)
  }
  return shown
}

/** Prose of the hidden paragraphs by what is around them: the rest of an article is often hidden piece by piece. */
function hiddenParagraphs(hidden: readonly PageElement[]): ReadonlyMap<PageElement | null, number> {
  const prose = new Map<PageElement | null, number>()
  for (const { tag, parent, prose: own } of hidden) if (tag === 'p') prose.set(parent, (prose.get(parent) ?? 0) + own)
  return prose
}

function opensOnDemand(page: Page, element: PageElement, opened: ReadonlySet<string>): boolean {
  const role = page.attr(element, 'role')
  if (role === 'tabpanel') return true
  if (role === 'dialog' || role === 'alertdialog') return false
  if (opened.has(page.attr(element, 'id') ?? '')) return element.linkLength * 2 <= element.textLength
  if (element.prose === 0 && !endsSentence(page.textOf(element).trim())) return false
  if (isDisclosed(page, element)) return element.linkLength * 2 <= element.textLength
  return [element, element.parent, element.parent?.parent].some(around => around?.words.some(word => OPENED.has(word)))
}

/** MathML and what holds nothing else: encyclopedias show a picture and hide the formula's only text behind it. */
function formulaHolders(page: Page): ReadonlySet<PageElement> {
  const holders = new Set<PageElement>()
  for (const math of page.tagged('math')) {
    for (let at: PageElement | null = math; at && at.textLength === math.textLength; at = at.parent) holders.add(at)
  }
  return holders
}

/** Descendants of a heading with its button, icons included. */
const DISCLOSING_ELEMENTS = 16

/** What stands before it is a button that says that it is not opened: the disclosure pattern of ARIA. */
function isDisclosed(page: Page, element: PageElement): boolean {
  const before = page.previous(element)
  if (!before || before.end - before.order > DISCLOSING_ELEMENTS) return false
  for (let order = before.order; order < before.end; order++) {
    const one = page.elements[order]
    if (one && page.attr(one, 'aria-expanded') === 'false') return true
  }
  return false
}

/** Ids of what buttons and links on the page say that they open. */
function controlled(page: Page): ReadonlySet<string> {
  const ids = new Set<string>()
  for (const tag of ['button', 'a', 'summary', 'div', 'span']) {
    for (const element of page.tagged(tag)) {
      const value = page.attr(element, 'aria-controls')
      if (value) for (const id of value.split(/\s+/)) ids.add(id)
    }
  }
  ids.delete('')
  return ids
}
