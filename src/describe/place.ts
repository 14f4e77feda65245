import type { Page, PageElement } from '../model.js'

/** Ancestors looked at; pages nest 56 deep at most, hostile ones 100,000. */
const HIGHEST = 120

/** Letters of text in the longest margin. */
const MARGIN = 120

const ASIDE_TAGS = new Set(['aside', 'nav', 'footer'])
/** Words of class and id by which pages name what is not the article itself. */
const ASIDE_WORDS = new Set([
  'related', 'sidebar', 'comment', 'comments', 'recommended', 'recommendations', 'popular', 'trending', 'latest', 'recent',
  'teaser', 'teasers', 'promo', 'footer', 'nav', 'navigation', 'menu', 'carousel', 'sponsored', 'advert', 'ad',
  'newsletter', 'cookie', 'consent', 'replies', 'respond', 'upsell', 'readmore',
])

/** Whether the element stands in navigation, sidebars, teasers, comments, or what is not shown. */
export function standsAside(element: PageElement): boolean {
  let at: PageElement | null = element
  for (let level = 0; at && level < HIGHEST; level++) {
    if (at.tag === 'body' || at.tag === 'main') return false
    if (at.hidden || (ASIDE_TAGS.has(at.tag) && !isMargin(at))) return true
    if (isPart(at) && at.words.some(word => ASIDE_WORDS.has(word))) return true
    at = at.parent
  }
  return false
}

/** An aside with a date or a name only is a margin of the article. */
function isMargin(element: PageElement): boolean {
  return element.tag === 'aside' && element.textLength < MARGIN && element.links < 3
}

/**
 * Large enough to be a teaser or a list of them, which stand around an author's name as well; and not the container
 * of the whole page, which carries words like "right-sidebar" for its layout.
 */
function isPart(element: PageElement): boolean {
  if (element.tag !== 'div' && element.tag !== 'section' && element.tag !== 'article') return element.headings < 3
  return element.headings < 3 && (element.headings > 0 || element.textLength >= MARGIN || element.links > 2)
}

/** Letters of text between two elements, which do not overlap. */
export function distance(a: PageElement, b: { readonly from: number; readonly to: number }): number {
  return Math.max(b.from - a.to, a.from - b.to, 0)
}

/** Text of an element in one line, empty when it is longer than `most`. */
export function shortText(page: Page, element: PageElement, most: number): string {
  if (element.to - element.from > most) return ''
  return page.textOf(element).replace(/\s+/g, ' ').trim()
}
