import type { ElementRule } from '../../model.js'

const MARK = /^[#¶§🔗⚓\u200b\u2060\ufeff\s]{0,4}$/u

/** Keeps: a heading that is itself a link, a footnote's number, "C#" in a heading. */
export default {
  id: 'heading-anchor',
  kind: 'debris',
  removes: 'Permalink marks beside headings (#, ¶)',
  *find({ page }) {
    for (const target of page.tagged('a')) {
      if (target.textLength === 0 || target.textLength > 4 || !MARK.test(page.textOf(target))) continue
      if (page.attr(target, 'href')?.includes('#')) yield { target, why: 'a permalink mark' }
    }
  },
} satisfies ElementRule
