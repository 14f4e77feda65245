import type { ElementRule, Page, PageElement } from '../../model.js'

/** Words of containers that a script opens: tabs, accordions, "read more". Their text is content. */
const OPENED = new Set([
  'tab', 'tabs', 'tabpanel', 'panel', 'accordion', 'collapse', 'collapsible', 'expandable', 'toggle', 'more', 'readmore', 'faq', 'answer', 'content', 'slide', 'spoiler',
])
/** A hidden element with more of the page's prose than this is the article waiting for its script. */
const WAITING_SHARE = 0.25

/** Keeps: panels that a script shows, an article hidden until the page has loaded. */
export default {
  id: 'hidden-element',
  kind: 'hidden',
  removes: 'Elements that are not shown: hidden, aria-hidden, display:none',
  *find({ page }) {
    for (const target of page.elements) {
      if (!target.hidden || target.textLength === 0) continue
      if (waitsForScript(page, target)) continue
      yield { target, why: 'not shown' }
    }
  },
} satisfies ElementRule

function waitsForScript(page: Page, element: PageElement): boolean {
  if (element.tag === 'body' || element.tag === 'html' || element.tag === 'article' || element.tag === 'main') return true
  if (element.prose > (page.body?.prose ?? 0) * WAITING_SHARE) return true
  if (page.attr(element, 'role') === 'tabpanel') return true
  return element.prose > 0 && element.words.some(word => OPENED.has(word))
}
