import type { ElementRule, Page, PageElement } from '../../model.js'
import { isWithin } from '../../measure/elements.js'
import { isCalledAfterHeading } from '../../measure/heading-names.js'
import { nameWords } from '../../measure/text.js'

/** Keeps: embeds that carry content (posts, videos), for the signatures name none; an article that bears a plug-in's class, a chapter about one. */
export default {
  id: 'vendor-widgets',
  kind: 'debris',
  removes: 'Widgets of known vendors: comment systems, share bars, recommendations, consent managers',
  // Exact names, and on a short page a consent manager says more than anybody else: the budget of the stage is enough.
  budget: 1,
  *find({ page }, know) {
    for (const token of page.tokens()) {
      const widget = know.widget(token)
      if (!widget) continue
      const { kind, origin } = widget
      for (const target of page.tokened(token)) {
        if (isArticle(page, target) || isCalledAfterHeading(page, target, nameWords(token)[0] ?? '')) continue
        yield { target, why: `${widget.id} widget: "${token}"`, kind, origin }
      }
    }
  },
} satisfies ElementRule

/** Plug-ins mark what they work on: no widget is the page's main part or holds its headlines and prose. */
function isArticle(page: Page, target: PageElement): boolean {
  if (target.prose === 0) return false
  const headlines = page.tagged('h1')
  return target.tag === 'main' || headlines.length > 0 && headlines.every(h1 => isWithin(h1, target))
}
