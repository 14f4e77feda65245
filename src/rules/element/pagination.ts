import type { ElementRule } from '../../model.js'
import { isBare, linkDensity, named, shortRuns, wrapperOf } from '../../measure/elements.js'

const NAMES = ['pagination', 'pager', 'pagenav', 'paging', 'paginate', 'pagenumbers', 'prevnext', 'nextprev', 'postnavigation', 'navlinks', 'nextpost', 'previouspost', 'loadmore']
const LABELS = 300

/** Keeps: "next" and "previous" in a sentence, numbered lists. */
export default {
  id: 'pagination',
  kind: 'pagination',
  removes: 'Page numbers, previous and next links, load-more buttons',
  *find({ page }, know) {
    for (const { target, word } of named(page, NAMES, element => isBare(element, LABELS))) {
      if (linkDensity(target) > 0.4 || target.fields > 0) yield { target, why: `named "${word}"` }
    }
    for (const run of shortRuns(page, 60)) {
      const said = know.says('pagination', page.textOf(run), 'line', 'label')
      if (said && (run.linkLength > 0 || run.owner.tag === 'button') && run.owner.prose === 0) {
        yield { target: wrapperOf(run.owner), why: `a link "${said.phrase}"` }
      }
    }
  },
} satisfies ElementRule
