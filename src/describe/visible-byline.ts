import type { Page, PageElement } from '../model.js'
import { findDate, parseDate } from './dates.js'
import type { Headline } from './headline.js'
import { evidentName } from './name-evidence.js'
import { authorName, isLabelledName, joinAuthors } from './names.js'
import { isWithin } from '../measure/elements.js'
import { LONGEST_LINE, MOST_ELEMENTS, type Near, elementsNear, linesNear, surroundings } from './near.js'
import { oneLine } from './plain-text.js'
import { shortText, standsAside } from './place.js'

/** What else is named after the author. */
const NOT_NAMES = new Set(['bio', 'biography', 'description', 'image', 'avatar', 'photo', 'job', 'role', 'about', 'social'])
const HARD_BARS = /\s?[|•·]\s?/
const BARS = /\s?[|•·]\s?|\s[–—-]\s/
const PERSON = /^(?:\p{Lu}[\p{L}\p{M}'’.-]{0,20}\s){1,3}\p{Lu}[\p{L}\p{M}'’-]{1,20}$/u
const LABEL = /^(?:(?:written|posted|words|text)\s)?by:?$|^(?:von|por|par|di|door|av|af|przez|автор):?$|^author:?$/i
const SIGNED = /^(?:(?:written|posted|words|text|reporting)\s)?by[\s:]/i

/** Names by the headline: rel=author, elements called byline or author, a line that begins with "By". */
export function visibleByline(page: Page, headline: Headline): string | null {
  const near = surroundings(page, headline)
  const linked = elementsNear(page.tagged('a'), near).filter(element => rels(page, element).includes('author'))
  const byRel = joinAuthors(linked.map(element => shortText(page, element, LONGEST_LINE)), true)
  if (byRel) return byRel
  for (const word of ['author', 'byline', 'authors', 'writer', 'authorname']) {
    const name = namedByline(page, near, page.named(word))
    if (name) return name
  }
  const lines = linesNear(page, near)
  const at = lines.findIndex(text => SIGNED.test(text) || LABEL.test(text) || isLabelledName(text))
  const line = LABEL.test(lines[at] ?? '') ? lines[at + 1] : lines[at]
  return (line ? joinAuthors([withoutDates(page, line)], true) : null) ?? datedName(page, lines) ?? evidentName(page, near)
}

/** The one name that rel=author links, or elements called author-name, give anywhere beside teasers and comments. */
export function onlyAuthor(page: Page): string | null {
  const linked = page.tagged('a').filter(element => rels(page, element).includes('author'))
  const named = page.named('author').filter(element => element.words.includes('name'))
  for (const elements of [linked, named]) {
    const names = new Set<string>()
    for (const element of elements.slice(0, MOST_ELEMENTS)) {
      const name = standsAside(element) ? null : authorName(shortText(page, element, LONGEST_LINE), true)
      if (name) names.add(name)
    }
    const [name] = names
    if (name && names.size === 1) return name
  }
  return null
}

const SIGNED_ANYWHERE = /^(?:(?:written|posted|authored|contributed|article|text|words) by|authors?:|started by)[:\s]/i

/** The one name by which short lines anywhere beside teasers and comments are signed. */
export function onlySigned(page: Page): string | null {
  const names = new Set<string>()
  for (const run of page.runs) {
    if (run.prose || run.to - run.from > LONGEST_LINE) continue
    const line = oneLine(page.textOf(run))
    if (!SIGNED_ANYWHERE.test(line) || standsAside(run.owner)) continue
    const name = authorName(withoutDates(page, line), true)
    if (name !== null) names.add(name)
  }
  const [name] = names
  return names.size === 1 ? (name ?? null) : null
}

function rels(page: Page, element: PageElement): readonly string[] {
  return page.attr(element, 'rel')?.toLowerCase().split(/\s+/, 20) ?? []
}

function namedByline(page: Page, near: Near, elements: readonly PageElement[]): string | null {
  for (const element of elementsNear(elements, near)) {
    if (isWithin(near.headline.element, element)) continue
    if (element.words.some(word => NOT_NAMES.has(word))) continue
    const name = joinAuthors([withoutDates(page, firstLine(page, element))], true)
    if (name && parseDate(name, page.lang) === null && !/\d/.test(name)) return name
  }
  return null
}

/** The first line of a short element, or the second if the first is only "By". */
function firstLine(page: Page, element: PageElement): string {
  if (element.to - element.from > LONGEST_LINE * 2) return ''
  const lines = page.textOf(element).split('\n').map(oneLine).filter(line => line !== '')
  const line = LABEL.test(lines[0] ?? '') ? lines[1] : lines[0]
  return line !== undefined && line.length <= LONGEST_LINE ? line : ''
}

/** "Jane Doe | Senior Writer | 5 May 2024": the person in a line with a date. */
function datedName(page: Page, lines: readonly string[]): string | null {
  for (const line of lines) {
    const parts = line.split(HARD_BARS)
    if (parts.length < 2 || !parts.some(part => findDate(part, page.lang) !== null)) continue
    const name = parts.find(part => PERSON.test(part.trim()) && findDate(part, page.lang) === null)
    if (name) return authorName(name, true)
  }
  return null
}

/** Without the dates beside the name. */
function withoutDates(page: Page, line: string): string {
  const parts = line.split(BARS)
  return parts.find(part => part.trim() !== '' && findDate(part, page.lang) === null) ?? line
}
