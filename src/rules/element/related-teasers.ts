import type { DescribedPage, ElementHit, ElementRule, Knowledge, Page, PageElement } from '../../model.js'
import { closest, elementOfRun, holdsArticle, holdsHeadline, linkDensity, named, proseAbove, wrapperOf } from '../../measure/elements.js'
import { runsSaying } from '../../measure/said-runs.js'
import { isHeading } from '../../measure/tags.js'

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
  budget: 0.7,
  *find(described, know) {
    const { page } = described
    for (const { target, name } of named(page, NAMES, element => isTeaserBox(page, element))) {
      yield { target, why: `named "${name}", ${target.links} links, ${percent(linkDensity(target))} of the text linked` }
    }
    yield* announced(described, know)
    yield* cardLists(page)
  },
} satisfies ElementRule

/** From here on, like children that each link a headline are cards. */
const CARDS = 3
/** A card is a headline, a blurb and a line or two around them. Code units of text. */
const CARD = 420
/** Prose above the cards without which they are the page's content: a listing. Code units. */
const ARTICLE_PROSE = 400

/** Behind the text: siblings of one shape, each a linked headline with at most a blurb. Needs no names. */
function* cardLists(page: Page): Iterable<ElementHit> {
  const containers = new Set<PageElement>()
  const headed = listFinder(page, isCard)
  for (const tag of ['h2', 'h3', 'h4', 'h5']) {
    for (const heading of page.tagged(tag)) {
      const list = heading.linkLength > 0 || closest(heading, 'a') ? headed(heading) : null
      if (list) containers.add(list)
    }
  }
  const pictured = listFinder(page, isPicturedCard)
  const lists = new Set<PageElement>()
  for (const link of page.tagged('a')) {
    const list = link.textLength >= HEADLINE && isOwnLine(page, link) ? pictured(link) : null
    if (list) lists.add(list)
  }
  for (const list of lists) if (standsApart(page, list)) containers.add(list)
  for (const target of containers) {
    if (!holdsHeadline(page, target) && proseAbove(page, target) >= ARTICLE_PROSE) {
      yield { target, why: `${page.children(target).length} cards, each a linked headline` }
    }
  }
}

/** Least length of a headline that only a link marks. Code units. */
const HEADLINE = 20

function isOwnLine(page: Page, link: PageElement): boolean {
  const run = page.runs[link.firstRun]
  return run !== undefined && link.runs <= 1 && run.linkLength * 10 >= (run.to - run.from) * 9
}

/** Not among the paragraphs of a text: an author's own list of finds has them beside it. */
function standsApart(page: Page, list: PageElement): boolean {
  const { parent } = wrapperOf(list)
  return parent === null || !page.children(parent).some(child => child.prose > 0 && child.runs === 1)
}

/** Levels between a headline and the list of its cards. */
const CARD_DEPTH = 5

/** Finds, for a headline, the element whose children look like the card around it. Each element's children are looked at once. */
function listFinder(page: Page, isLike: (element: PageElement) => boolean): (headline: PageElement) => PageElement | null {
  const texts = new Map<PageElement, number | null>()
  /** Text in cards; null when there are too few. */
  const cardText = (list: PageElement, tag: string): number | null => {
    const known = texts.get(list)
    if (known !== undefined) return known
    const cards = page.children(list).filter(child => child.tag === tag && isLike(child))
    const text = cards.length >= CARDS ? cards.reduce((sum, child) => sum + child.textLength, 0) : null
    texts.set(list, text)
    return text
  }
  return headline => {
    let card = headline
    for (let levels = 0; levels < CARD_DEPTH && card.parent && card.textLength <= CARD; levels++, card = card.parent) {
      const text = card.parent.links < CARDS ? null : cardText(card.parent, card.tag)
      if (text !== null) return text >= card.parent.textLength * 0.8 ? card.parent : null
    }
    return null
  }
}

function isCard({ textLength, linkLength, links, headings }: PageElement): boolean {
  return textLength <= CARD && links > 0 && headings === 1 && linkLength * 5 >= textLength
}

/** A picture, a linked line and what it leads to, in lines of their own. */
function isPicturedCard({ textLength, linkLength, links, headings, images, runs }: PageElement): boolean {
  return textLength <= CARD && links > 0 && images > 0 && runs > 1 && headings <= 1 && linkLength * 8 >= textLength
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`
}

function isTeaserBox(page: Page, element: PageElement): boolean {
  if (element.links === 0 || holdsArticle(page, element)) return false
  // A heading has its id from its words, and a table of popular names is data.
  if (element.tag === 'a' || isHeading(element.tag) || closest(element, 'table')) return false
  if (element.prose === 0) return linkDensity(element) >= MOSTLY_LINKS || element.links >= 3
  const all = page.body?.prose ?? 0
  return element.prose < all * BLURB_SHARE && element.links >= 2 && linkDensity(element) >= 0.25
}

/** A title row: "Continue reading" beside "View all". */
const TITLE = 60

/** A heading that announces teasers and the list of links that follows it; a line that is one teaser. */
function* announced({ page }: DescribedPage, know: Knowledge): Iterable<ElementHit> {
  for (const { run } of runsSaying(page, know, 'related', 120, 'line', 'label', 'starts')) {
    const text = page.textOf(run)
    const own = elementOfRun(page, run, TITLE)
    if (!own) continue
    const heading = know.says('related', text, 'line')
    if (heading) {
      const label = wrapperOf(own)
      const list = teaserListAfter(page, label)
      if (!list) continue
      const why = `"${text.trim()}" followed by links`
      yield { target: label, why }
      for (const target of list) yield { target, why }
      continue
    }
    const label = know.says('related', text, 'label', 'starts')
    if (label && run.linkLength * 2 >= run.to - run.from - label.phrase.length && run.linkLength > 0 && !run.prose) {
      yield { target: wrapperOf(own), why: `a link after "${label.phrase}"` }
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
