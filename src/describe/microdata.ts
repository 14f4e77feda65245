import type { Page, PageElement } from '../model.js'
import { oneLine } from './plain-text.js'
import { standsAside } from './place.js'

/** Ancestors looked at for the scope. */
const HIGHEST = 60
/** Elements looked at inside an author's scope for the name. */
const WIDEST = 60
const MOST = 20

const ABOUT_ARTICLES = /(?:article|posting|blog|review|recipe|creativework|webpage|report|newsarticle|question|qapage|thing)$/i

/** Values of an itemprop in the scope of an article (or in none), in document order. */
export function itemprops(page: Page, name: string): readonly string[] {
  const values: string[] = []
  const lastWord = name.split(/(?=[A-Z])/).at(-1)?.toLowerCase() ?? name
  // Names in the head are not indexed, and some systems put their properties there.
  const inHead = page.tagged('meta').filter(meta => meta.words.length === 0)
  for (const element of [...inHead, ...page.named(lastWord)]) {
    if (values.length >= MOST) break
    if (!hasProperty(page, element, name) || !inArticle(page, element) || standsAside(element)) continue
    const text = valueOf(page, element)
    const value = name === 'author' ? firstLine(text) : oneLine(text)
    if (value !== '') values.push(value)
  }
  return values
}

function hasProperty(page: Page, element: PageElement, name: string): boolean {
  return page.attr(element, 'itemprop')?.split(/\s+/, 10).includes(name) ?? false
}

function inArticle(page: Page, element: PageElement): boolean {
  let at = element.parent
  for (let level = 0; at && level < HIGHEST; level++, at = at.parent) {
    if (page.attr(at, 'itemscope') === null) continue
    const type = page.attr(at, 'itemtype')?.trim() ?? ''
    return type === '' || ABOUT_ARTICLES.test(type)
  }
  return true
}

/** As written, lines apart. */
function valueOf(page: Page, element: PageElement): string {
  if (page.attr(element, 'itemscope') !== null) {
    const name = nameInside(page, element)
    if (name) return valueOf(page, name)
  }
  const given = page.attr(element, 'content') ?? page.attr(element, 'datetime')
  if (given) return given
  return element.to - element.from > 1000 ? '' : page.textOf(element)
}

/** What a person is stands in a line below the name. */
function firstLine(text: string): string {
  return oneLine(text.trim().split('\n', 1)[0])
}

function nameInside(page: Page, scope: PageElement): PageElement | null {
  const end = Math.min(scope.end, scope.order + WIDEST)
  for (let order = scope.order + 1; order < end; order++) {
    const element = page.elements[order]
    if (element && page.attr(element, 'itemscope') === null && hasProperty(page, element, 'name')) return element
  }
  return null
}
