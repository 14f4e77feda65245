import type { Page, PageElement, Run } from '../model.js'
import { inEnglish } from './foreign-names.js'
import { isCalledAfterHeading } from './heading-names.js'

/** Share of an element's text that is inside links, 0 to 1. */
export function linkDensity({ textLength, linkLength }: PageElement): number {
  return textLength > 0 ? linkLength / textLength : 0
}

export function isWithin(inner: PageElement, outer: PageElement): boolean {
  return outer.order <= inner.order && inner.order < outer.end
}

/** The child of `outer` that the element is or stands in; null when it stands elsewhere. */
export function childAround(inner: PageElement, outer: PageElement): PageElement | null {
  if (!isWithin(inner, outer)) return null
  let child: PageElement | null = inner
  while (child && child.parent !== outer) child = child.parent
  return child
}

/** Of one tag and the same classes and id. */
export function looksLike(one: PageElement, other: PageElement): boolean {
  return one.tag === other.tag && one.tokens.length === other.tokens.length && one.tokens.every((token, at) => token === other.tokens[at])
}

/** The nearest ancestor with this tag, the element itself included. */
export function closest(element: PageElement, ...tags: readonly string[]): PageElement | null {
  for (let at: PageElement | null = element; at; at = at.parent) if (tags.includes(at.tag)) return at
  return null
}

const ROOTS = new Set(['html', 'body', 'main', 'head'])
/** Prose beyond which an element is suspected to hold the article, whatever its name says. */
const MUCH_PROSE = 600
const MAIN_SHARE = 0.3

/** Holds so much of the page's prose, or its headline, that no name makes it boilerplate. */
export function holdsArticle(page: Page, element: PageElement): boolean {
  if (ROOTS.has(element.tag)) return true
  const all = page.body?.prose ?? 0
  if (element.prose > MUCH_PROSE && element.prose > all * MAIN_SHARE) return true
  return page.tagged('h1').some(h1 => isWithin(h1, element)) && element.prose > 0
}

/** The headline of the page is inside it. */
export function holdsHeadline(page: Page, element: PageElement): boolean {
  return page.tagged('h1').some(h1 => element.order < h1.order && h1.order < element.end)
}

/** Prose before an element in the page's order, in code units. */
export function proseAbove(page: Page, element: PageElement): number {
  let length = 0
  for (const run of page.runs) {
    if (run.index >= element.firstRun) break
    if (run.prose) length += run.to - run.from
  }
  return length
}

/** Text that says nothing but what links, buttons and labels say: no prose at all, or hardly any. */
export function isBare(element: PageElement, limit: number): boolean {
  return element.textLength <= limit && element.prose === 0
}

/**
 * The element whose text is this run and nothing else: its owner, else the inline element that fills the line; null for a loose line
 * between blocks, which stands in an element with all of them.
 * @param labels most text of an owner that is taken with its other lines, when none of them is prose
 */
export function elementOfRun(page: Page, run: Run, labels = 0): PageElement | null {
  if (run.owner.runs === 1 || isBare(run.owner, labels)) return run.owner
  let at = page.pieces[run.firstPiece]?.owner ?? null
  for (; at && at !== run.owner; at = at.parent) if (at.from <= run.from && run.to <= at.to) return at
  return null
}

/** The largest element around this one that shows no other text: what a person would point at. */
export function wrapperOf(element: PageElement): PageElement {
  let at = element
  while (at.parent && !ROOTS.has(at.parent.tag) && at.parent.textLength === at.textLength && at.parent.images === at.images) {
    at = at.parent
  }
  return at
}

export interface Named {
  readonly target: PageElement
  /** The one that was asked for. */
  readonly word: string
  /** The word as the page writes it, in the language of its site. */
  readonly name: string
}

/**
 * Elements whose class, id or role has one of the words (in whatever language), but for ids made of headings, and which pass the test;
 * outermost first, each once.
 */
export function* named(page: Page, words: readonly string[], fits: (element: PageElement) => boolean): Iterable<Named> {
  const seen = new Set<PageElement>()
  for (const word of words) {
    for (const target of page.named(word)) {
      if (seen.has(target) || !fits(target) || isCalledAfterHeading(page, target, word)) continue
      seen.add(target)
      yield { target, word, name: asWritten(target, word) }
    }
  }
}

function asWritten({ tokens, words }: PageElement, word: string): string {
  if (tokens.some(token => token.includes(word))) return word
  return words.find(other => inEnglish(other) === word) ?? word
}
