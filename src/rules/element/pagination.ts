import type { ElementRule, Page, PageElement } from '../../model.js'
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
    for (const { target, name } of named(page, NAMES, element => isBare(element, LABELS) && !isHeading(element.tag) && !isInSentence(page, element))) {
      if (linkDensity(target) > 0.4 || (target.fields > 0 && target.textLength <= LABEL * (target.fields + target.links))) yield { target, why: `named "${name}"` }
    }
    for (const target of linesOfRelations(page)) yield { target, why: 'links related as next, previous or up' }
    for (const { run, said } of runsSaying(page, know, 'pagination', 60, 'line', 'label')) {
      const own = elementOfRun(page, run, LABELS)
      if (own?.prose === 0 && (run.linkLength > 0 || own.tag === 'button')) {
        yield { target: wrapperOf(own), why: `a link "${said.phrase}"` }
      }
    }
  },
} satisfies ElementRule

/** What a link's `rel` says where it leads within a book or series. */
const RELATIONS = new Set(['next', 'prev', 'previous', 'up', 'start', 'first', 'last', 'contents', 'index', 'home'])
const SOME_LINKED = 0.25
/** Link types that stand beside a relation. */
const BESIDE = new Set(['nofollow', 'noopener', 'noreferrer', 'external'])

/** Lines of links all of which have such a relation. */
function* linesOfRelations(page: Page): Iterable<PageElement> {
  const seen = new Set<PageElement>()
  for (const link of page.tagged('a')) {
    const line = link.textLength > 0 && isRelated(page, link) ? page.runs[link.firstRun]?.owner : undefined
    if (!line || seen.has(line)) continue
    seen.add(line)
    if (line.textLength > LABELS || linkDensity(line) < SOME_LINKED || isHeading(line.tag) || line.runs > 1) continue
    if (linksIn(page, line).every(inside => isRelated(page, inside))) yield line
  }
}

function linksIn(page: Page, line: PageElement): readonly PageElement[] {
  return page.elements.slice(line.order, line.end).filter(({ tag }) => tag === 'a')
}

function isRelated(page: Page, link: PageElement): boolean {
  const rel = (page.attr(link, 'rel') ?? '').toLowerCase().split(/\s+/).filter(word => word !== '' && !BESIDE.has(word))
  return rel.length > 0 && rel.every(word => RELATIONS.has(word))
}
