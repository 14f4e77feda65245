import type { Page, PageElement, Range } from '../model.js'
import { isWithin } from '../measure/elements.js'
import { foldSpaces } from '../measure/text.js'

/** Ancestors looked at; pages nest 56 deep at most, hostile ones 100,000. */
const HIGHEST = 120

/** Wrappers between a post and its footer. */
const POST_LEVELS = 3

/** Letters of text in the longest margin. */
const MARGIN = 120

const ASIDE_TAGS = new Set(['aside', 'nav', 'footer'])
/** Words of class and id by which pages name what is not the article itself. */
const ASIDE_WORDS = new Set([
  'related', 'sidebar', 'recommended', 'recommendations', 'popular', 'trending', 'latest', 'recent',
  'teaser', 'teasers', 'promo', 'footer', 'nav', 'navigation', 'menu', 'carousel', 'sponsored', 'advert', 'ad',
  'newsletter', 'cookie', 'consent', 'upsell', 'readmore',
])
/** The same, however small. */
const READER_WORDS = new Set(['comment', 'comments', 'commentlist', 'replies', 'reply', 'respond'])

/**
 * Whether the element stands in navigation, sidebars, teasers, comments, or what is not shown.
 * @param headline what holds it, whatever its name, is no margin of the article
 */
export function standsAside(element: PageElement, headline?: PageElement): boolean {
  let at: PageElement | null = element
  for (let level = 0; at && level < HIGHEST; level++) {
    if (at.tag === 'body' || at.tag === 'main') return false
    if (headline && isWithin(headline, at)) return false
    if (isMainRole(at)) return false
    if (isPostFooter(at)) {
      at = at.parent
      continue
    }
    if (at.hidden || (ASIDE_TAGS.has(at.tag) && !isMargin(at))) return true
    if (at.headings < 3 && isCalled(at, READER_WORDS)) return true
    if (isPart(at) && isCalled(at, ASIDE_WORDS)) return true
    at = at.parent
  }
  return false
}

/** The main part by role or class, in whatever layout with "nav" in its name; no "main-menu". */
function isMainRole(element: PageElement): boolean {
  return element.words.includes('main') && element.tag !== 'nav' && element.tag !== 'header' && !isCalled(element, ASIDE_WORDS)
}

/** Themes name date and author of a post below its text, in a footer of its own. */
function isPostFooter(element: PageElement): boolean {
  if (element.tag !== 'footer' || element.prose > 0 || element.headings > 0) return false
  for (let at = element.parent, level = 0; at && level < POST_LEVELS; level++, at = at.parent) if (at.tag === 'article') return true
  return false
}

/** Whether the element is hidden or stands in a nav, aside or footer; names don't count. */
export function standsInMargin(element: PageElement): boolean {
  let at: PageElement | null = element
  for (let level = 0; at && level < HIGHEST; level++, at = at.parent) {
    if (at.hidden || ASIDE_TAGS.has(at.tag)) return true
  }
  return false
}

const CALCULATED = /[[(:]/

/** Utility classes like `w-[calc(100%-var(--sidebar))]` speak of a layout, not of what they are set on. */
function isCalled(element: PageElement, names: ReadonlySet<string>): boolean {
  const word = element.words.find(one => names.has(one))
  if (word === undefined) return false
  return !element.tokens.some(token => CALCULATED.test(token) && token.includes(word))
}

/** An aside or footer with a date or a name only is a margin of the article. */
function isMargin(element: PageElement): boolean {
  return element.tag !== 'nav' && element.textLength < MARGIN && element.links < 3
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
export function shortText(page: Page, range: Range, most: number): string {
  if (range.to - range.from > most) return ''
  return foldSpaces(page.textOf(range)).trim()
}
