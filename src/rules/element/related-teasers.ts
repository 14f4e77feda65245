import type { DescribedPage, ElementHit, ElementRule, Knowledge, Page, PageElement } from '../../model.js'
import { holdsArticle, linkDensity, named, shortRuns, wrapperOf } from '../../measure/elements.js'

const NAMES = [
  'related', 'recommended', 'recommendation', 'recommendations', 'recirc', 'recirculation', 'morefrom', 'readmore',
  'readnext', 'upnext', 'popular', 'trending', 'mostread', 'mostpopular', 'teaser', 'teasers', 'promo', 'promos',
  'promobox', 'outbrain', 'taboola', 'yarpp', 'jp-relatedposts', 'relatedposts', 'seealso', 'similar', 'suggested', 'suggestions', 'latest',
  'furtherreading', 'morestories', 'otherstories',
]
/** A teaser box is links, pictures and blurbs, not paragraphs. */
const MOSTLY_LINKS = 0.5
/** Share of the page's prose in blurbs under teaser links. */
const BLURB_SHARE = 0.2

/** Keeps: a "See also" section in sentences, a reference list, the article itself when its box is named so. */
export default {
  id: 'related-teasers',
  kind: 'related',
  removes: 'Related and recommended stories, most-read lists, "read more" lines',
  *find(described, know) {
    const { page } = described
    for (const { target, word } of named(page, NAMES, element => isTeaserBox(page, element))) {
      yield { target, why: `named "${word}", ${target.links} links, ${percent(linkDensity(target))} of the text linked` }
    }
    yield* announced(described, know)
  },
} satisfies ElementRule

function percent(share: number): string {
  return `${Math.round(share * 100)} %`
}

function isTeaserBox(page: Page, element: PageElement): boolean {
  if (element.links === 0 || holdsArticle(page, element)) return false
  if (element.tag === 'a') return false
  if (element.prose === 0) return linkDensity(element) >= MOSTLY_LINKS || element.links >= 3
  const all = page.body?.prose ?? 0
  return element.prose < all * BLURB_SHARE && element.links >= 2 && linkDensity(element) >= 0.25
}

/** A heading that announces teasers and the list of links that follows it; a line that is one teaser. */
function* announced({ page }: DescribedPage, know: Knowledge): Iterable<ElementHit> {
  for (const run of shortRuns(page)) {
    const text = page.textOf(run)
    const heading = know.says('related', text, 'line')
    if (heading) {
      const label = wrapperOf(run.owner)
      const list = teaserListAfter(page, label)
      if (!list) continue
      const why = `"${text.trim()}" followed by links`
      yield { target: label, why }
      for (const target of list) yield { target, why }
      continue
    }
    const label = know.says('related', text, 'label', 'starts')
    if (label && run.linkLength * 2 >= run.to - run.from - label.phrase.length && run.linkLength > 0 && !run.prose) {
      yield { target: wrapperOf(run.owner), why: `a link after "${label.phrase}"` }
    }
  }
}

/** How far a list may stand behind the heading that announces it. */
const REACH = 3

function teaserListAfter(page: Page, label: PageElement): readonly PageElement[] | null {
  const found: PageElement[] = []
  let at = page.next(label)
  for (let steps = 0; at && steps < REACH; steps++, at = page.next(at)) {
    if (at.textLength === 0) continue
    const links = at.links + (at.tag === 'a' ? 1 : 0)
    if (links === 0 || linkDensity(at) < MOSTLY_LINKS || holdsArticle(page, at)) break
    found.push(at)
  }
  return found.length > 0 ? found : null
}
