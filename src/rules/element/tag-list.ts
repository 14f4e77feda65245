import type { ElementRule, Page, PageElement } from '../../model.js'
import { isInSentence } from '../../measure/author-text.js'
import { linkDensity, named } from '../../measure/elements.js'
import { runsSaying } from '../../measure/said-runs.js'

const NAMES = ['tags', 'tag', 'taglist', 'tagcloud', 'tagline', 'topics', 'categories', 'category', 'keywords', 'posttags', 'catlinks', 'filedunder', 'hashtags']
const LABELS = 400
const MOSTLY_LINKS = 0.6
/** A tag is a word or two: a longer link in a box called "category-product" is a card. */
const LABEL = 60

/** Keeps: a list of topics in prose, a definition list, a heading "Topics" with text under it. */
export default {
  id: 'tag-list',
  kind: 'tags',
  removes: 'Tag and category lists',
  *find({ page }, know) {
    for (const { target, name } of named(page, NAMES, element => isTagList(element) && !isInSentence(page, element))) yield { target, why: `named "${name}", links only` }
    for (const link of page.tagged('a')) {
      const rel = page.attr(link, 'rel')
      if (rel && /\btag\b/.test(rel) && link.parent && isTagList(link.parent) && !isInSentence(page, link.parent)) {
        yield { target: link.parent, why: 'links with rel=tag' }
      }
    }
    for (const { run, said } of runsSaying(page, know, 'tags', 300, 'label')) {
      if (isLinkedLabel(page, run.owner, said.phrase.length)) yield { target: run.owner, why: `links after "${said.phrase}"` }
    }
  },
} satisfies ElementRule

function isTagList(element: PageElement): boolean {
  if (element.prose > 0 || element.textLength > LABELS || element.headings > 1) return false
  if (element.tag === 'a') return element.textLength < 40 && !element.parent?.prose
  return element.links > 0 && linkDensity(element) >= MOSTLY_LINKS && element.linkLength <= element.links * LABEL
}

function isLinkedLabel(_: Page, owner: PageElement, label: number): boolean {
  return owner.links > 0 && owner.linkLength >= (owner.textLength - label) * MOSTLY_LINKS && owner.prose === 0
}
