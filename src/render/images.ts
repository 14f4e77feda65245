import type { Page, PageElement } from '../model.js'
import { imageUrl } from './urls.js'

/** Attributes that lazy loaders keep the real source in, the most telling first. */
const LAZY_SETS = ['data-srcset', 'data-lazy-srcset', 'srcset'] as const
const LAZY_SOURCES = ['data-src', 'data-original', 'data-lazy-src', 'data-lazy', 'data-original-src'] as const
/** No picture of an article is smaller, in CSS pixels; icons and tracking pixels are. */
const ICON = 32

export interface Image {
  /** Absolute where the page's base is known. */
  readonly src: string
  readonly alt: string
}

/** What an img element shows: its largest or lazily loaded source. Null for icons and placeholders. */
export function imageOf(page: Page, element: PageElement): Image | null {
  if (element.hidden || isIcon(page, element)) return null
  const src = sourceOf(page, element)
  return src === null ? null : { src, alt: (page.attr(element, 'alt') ?? '').trim() }
}

function isIcon(page: Page, element: PageElement): boolean {
  return ['width', 'height'].some(name => {
    const size = Number.parseFloat(page.attr(element, name) ?? '')
    return size <= ICON && !/%\s*$/.test(page.attr(element, name) ?? '')
  })
}

function sourceOf(page: Page, element: PageElement): string | null {
  const set = largestOf(page, element) ?? pictureSource(page, element)
  if (set !== null) return set
  for (const name of [...LAZY_SOURCES, 'src']) {
    const src = imageUrl(page.attr(element, name), page.base)
    if (src !== null) return src
  }
  return null
}

function largestOf(page: Page, element: PageElement): string | null {
  for (const name of LAZY_SETS) {
    const value = page.attr(element, name)
    const src = value === null ? null : imageUrl(largestCandidate(value), page.base)
    if (src !== null) return src
  }
  return null
}

/** The first source element of the picture around the image that has a usable set. */
function pictureSource(page: Page, element: PageElement): string | null {
  if (element.parent?.tag !== 'picture') return null
  for (const source of page.children(element.parent)) {
    const src = source.tag === 'source' ? largestOf(page, source) : null
    if (src !== null) return src
  }
  return null
}

/**
 * The candidate of a srcset with the greatest width or density; null when there is none with a URL.
 * Follows the HTML standard, 4.8.4.3.10: URLs may contain commas, but not end with one.
 */
export function largestCandidate(srcset: string): string | null {
  let best: string | null = null
  let bestSize = 0
  let url: string | null = null
  let size = 1
  const take = () => {
    if (url !== null && size > bestSize) [best, bestSize] = [url, size]
    url = null
    size = 1
  }
  for (const token of srcset.split(/[\t\n\f\r ]+/)) {
    const bare = withoutCommas(token)
    if (url === null) url = bare === '' ? null : bare.replace(/^,+/, '')
    else if (/^\d+(?:\.\d+)?[wx]$/.test(bare)) size = Number.parseFloat(bare)
    if (bare !== token) take()
  }
  take()
  return best
}

function withoutCommas(token: string): string {
  let end = token.length
  while (end > 0 && token.charAt(end - 1) === ',') end--
  return token.slice(0, end)
}
