import type { Page, PageElement, Run } from '../model.js'
import { isHeading } from './tags.js'
import { nameWords } from './text.js'

/** What generators write before the slug of a heading. */
const PREFIX = /^(?:user-content|section|sec|term|ref|h)[-_]/
/** The number of a section or chapter in front of its heading. */
const NUMBER = /^\s*(?:\p{Lu}\.)?\d[\d.]*\s+/u
/** What is explained or documented below it. */
const TERMS: ReadonlySet<string> = new Set(['dt'])
/** Share of links above which a section is a list of them, whatever its id was made of. */
const MOSTLY_LINKS = 0.5
/** Wrappers of one heading that are looked at. */
const WRAPPERS = 4

/**
 * Whether an element is called so only because generators of manuals and wikis make ids of what headings say:
 * `<section id="comments"><h2>Comments</h2>` in a handbook, `<h2><span id="Share">Share</span></h2>` in a wiki.
 * That much is believed of headings and terms, and what stands in them; of sections where another one with prose is called after
 * its heading in the same form, and which show nothing of what the name would mean: no form, no list of links, no
 * part with a class of that name.
 */
export function isCalledAfterHeading(page: Page, element: PageElement, word: string): boolean {
  const { id } = element
  if (id === null || !nameWords(id).includes(word) || isClassedAs(page, element, word)) return false
  for (let at: PageElement | null = element; at; at = at.parent) if (TERMS.has(at.tag) || isHeading(at.tag)) return saysTheSame(id, page.textOf(element))
  return isOutlineSection(page, element) && !hasPartsClassedAs(page, element, word)
}

/** Lines of a heading with a number above and a sentence below it. */
const HEADING_LINES = 3

/** Nobody writes paragraphs into a heading: its end tag is missing, or was written as a second start. */
export function isUnclosedHeading(page: Page, element: PageElement): boolean {
  if (element.runs < 2 || element.prose === 0 || !isHeading(element.tag)) return false
  return element.runs > HEADING_LINES || page.runsOf(element).filter(run => run.prose).length > 1
}

/** A section of text with its heading's words for an id, as others on the page have them. */
export function isOutlineSection(page: Page, element: PageElement): boolean {
  const { all, withProse } = sectionsOf(page)
  if (!all.has(element) || element.fields > 0 || element.linkLength > element.textLength * MOSTLY_LINKS) return false
  return (withProse.get(formOf(page, element)) ?? 0) > (element.prose > 0 ? 1 : 0)
}

/** By class or role. */
function isClassedAs(page: Page, element: PageElement, word: string): boolean {
  return ['class', 'role'].some(name => (page.attr(element, name) ?? '').split(/\s+/).some(token => nameWords(token).includes(word)))
}

/** "comments" with a "comment-body" inside is a thread. */
function hasPartsClassedAs(page: Page, element: PageElement, word: string): boolean {
  const names = [word, word.replace(/s$/, '')]
  for (let order = element.order + 1; order < element.end; order++) {
    const part = page.elements[order]
    if (part && names.some(name => part.words.includes(name) && isClassedAs(page, part, name))) return true
  }
  return false
}

/** Whether a heading or what it heads has the heading's words for an id: a place that the page's own table of contents leads to. */
export function isAnchored(heading: PageElement, text: string): boolean {
  return [heading, heading.parent].some(element => typeof element?.id === 'string' && saysTheSame(element.id, text))
}

function saysTheSame(id: string, heading: string): boolean {
  const slug = compact(id.toLowerCase().replace(PREFIX, ''))
  return [heading, heading.replace(NUMBER, '')].some(words => {
    const said = compact(words.toLowerCase())
    // The second section of a name gets a number behind it.
    return said !== '' && slug.startsWith(said) && /^\d*$/.test(slug.slice(said.length))
  })
}

/** Letters and digits, without accents: `über-uns`, `uber_uns` and “Über uns” are one. */
function compact(text: string): string {
  return text.normalize('NFKD').replace(/[^\p{L}\p{N}]+/gu, '')
}

/** What stands below a heading or label: the link to the heading beside it ("Section titled “Share”", for screen readers) says no more than it. */
export function runBelow(page: Page, heading: PageElement): Run | undefined {
  const said = page.textOf(heading).trim()
  const next = page.runs[heading.firstRun + heading.runs]
  const isItsLink = next !== undefined && next.linkLength === next.to - next.from && said !== '' && page.textOf(next).includes(said)
  return isItsLink ? page.runs[next.index + 1] : next
}

interface Sections {
  /** Elements of a heading and what it heads, of which one or the other has the heading's words for an id. */
  readonly all: ReadonlySet<PageElement>
  /** How many of each form have prose. */
  readonly withProse: ReadonlyMap<string, number>
}

const known = new WeakMap<Page, Sections>()

function sectionsOf(page: Page): Sections {
  const before = known.get(page)
  if (before) return before
  const all = new Set<PageElement>()
  const withProse = new Map<string, number>()
  let last = -1
  for (const heading of page.elements.filter(({ tag }) => isHeading(tag))) {
    const text = page.textOf(heading)
    let at = heading.parent
    for (let up = 0; at && up < WRAPPERS && isHeadOf(at, heading, last); up++, at = at.parent) {
      const says = at.id === null ? up === 0 && at.headings === 1 && heading.id !== null && saysTheSame(heading.id, text) : saysTheSame(at.id, text)
      if (!says || all.has(at)) continue
      all.add(at)
      const form = formOf(page, at)
      if (at.prose > 0) withProse.set(form, (withProse.get(form) ?? 0) + 1)
    }
    last = heading.order
  }
  const sections = { all, withProse }
  known.set(page, sections)
  return sections
}

/** The first heading of an element, and all but its first line: generators put the links to the chapters around above it. */
function isHeadOf(element: PageElement, heading: PageElement, before: number): boolean {
  return element.order > before && heading.firstRun - element.firstRun <= 1
}

/** What the sections of one outline have in common; the class may tell their level. */
function formOf(page: Page, element: PageElement): string {
  return `${element.tag} ${(page.attr(element, 'class') ?? '').replace(/\d+|\b(?:sub)+/g, '')}`
}
