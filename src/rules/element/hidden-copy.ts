import type { ElementRule, Page, PageElement } from '../../model.js'
import { sharesIn } from '../../measure/repeated-text.js'

/** Share of the page's prose. The panels of tabs repeat a part of each other: the same steps for another language. */
const LEAST = 0.25
/** With more than this share of its words in what is shown it is a copy of it. Markdown adds the words of link targets. */
const COPY_SHARE = 0.5

/** Hidden elements of that size, in each other. */
const MOST = 12

/** Keeps: hidden text that the page does not show; `hidden-element` decides about it. */
export default {
  id: 'hidden-copy',
  kind: 'hidden',
  removes: 'What is not shown and says what the page shows: its Markdown source, a version for print',
  // A copy with its link targets is longer than what it copies.
  budget: 0.6,
  *find({ page }) {
    const least = (page.body?.prose ?? 0) * LEAST
    const hidden = page.elements.filter(element => element.hidden && element.prose > least && !isPage(element) && page.attr(element, 'role') !== 'tabpanel')
    if (hidden.length === 0) return
    const shareOf = sharesIn(textOutside(page, hidden))
    // What is hidden within hidden elements is read with each of them: few are enough for a copy, and for a page that nests without end.
    for (const target of hidden.slice(0, MOST)) {
      const share = shareOf(page.textOf(target))
      if (share > COPY_SHARE) yield { target, why: `not shown, and ${Math.round(share * 100)} % of its words are` }
    }
  },
} satisfies ElementRule

function isPage({ tag }: PageElement): boolean {
  return tag === 'body' || tag === 'html'
}

function textOutside(page: Page, hidden: readonly PageElement[]): string {
  let text = ''
  let at = 0
  for (const { from, to } of hidden) {
    if (from > at) text += page.text.slice(at, from)
    at = Math.max(at, to)
  }
  return text + page.text.slice(at)
}
