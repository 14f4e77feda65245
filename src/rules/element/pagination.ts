import type { ElementRule } from '../../model.js'
import { isInSentence } from '../../measure/author-text.js'
import { elementOfRun, isBare, linkDensity, named, wrapperOf } from '../../measure/elements.js'
import { runsSaying } from '../../measure/said-runs.js'
import { isHeading } from '../../measure/tags.js'

const NAMES = ['pagination', 'pager', 'pagenav', 'paging', 'paginate', 'pagenumbers', 'prevnext', 'nextprev', 'postnavigation', 'navlinks', 'nextpost', 'previouspost', 'loadmore']
const LABELS = 300
/** Text for each field; the documentation of a paged interface with a copy button has more. */
const LABEL = 40

/** Keeps: "next" and "previous" in a sentence, numbered lists. */
export default {
  id: 'pagination',
  kind: 'pagination',
  removes: 'Page numbers, previous and next links, load-more buttons',
  *find({ page }, know) {
    for (const { target, word } of named(page, NAMES, element => isBare(element, LABELS) && !isHeading(element.tag) && !isInSentence(page, element))) {
      if (linkDensity(target) > 0.4 || (target.fields > 0 && target.textLength <= LABEL * (target.fields + target.links))) yield { target, why: `named "${word}"` }
    }
    for (const { run, said } of runsSaying(page, know, 'pagination', 60, 'line', 'label')) {
      const own = elementOfRun(page, run, LABELS)
      if (own?.prose === 0 && (run.linkLength > 0 || own.tag === 'button')) {
        yield { target: wrapperOf(own), why: `a link "${said.phrase}"` }
      }
    }
  },
} satisfies ElementRule
