import type { ElementRule, Page, PageElement } from '../../model.js'

const MARK = /^[#¶§🔗⚓\u200b\u2060\ufeff\ufe0f\p{Co}\s]{0,4}$/u

/** Keeps: a heading that is itself a link, a footnote's number, "C#" in a heading. */
export default {
  id: 'heading-anchor',
  kind: 'debris',
  removes: 'Permalink marks beside headings (#, ¶)',
  *find({ page }) {
    for (const target of page.tagged('a')) {
      if (target.textLength === 0 || target.textLength > 4 || !MARK.test(page.textOf(target))) continue
      if (page.attr(target, 'href')?.includes('#') && isAtEdge(page, target)) yield { target, why: 'a permalink mark' }
    }
  },
} satisfies ElementRule

/** First or last in its line: a linked § amid a sentence is the author's. */
function isAtEdge(page: Page, { from, to }: PageElement): boolean {
  return BEGINS.test(page.text.slice(Math.max(0, from - MARGIN), from)) || ENDS.test(page.text.slice(to, to + MARGIN))
}

/** Code units of white space looked through. */
const MARGIN = 4
const BEGINS = /(?:^|\n)[^\S\n]*$/
const ENDS = /^[^\S\n]*(?:\n|$)/
