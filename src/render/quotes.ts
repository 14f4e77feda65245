/** The quotation marks of `<q>`, which a browser writes: the page's text has none. */
import type { Page, PageElement } from '../model.js'
import type { Stretch } from './stretches.js'

const ENGLISH = '“”‘’'

/** Outer and inner marks by language, of CLDR; where a language writes them as English does, it is not here. */
const MARKS: ReadonlyMap<string, string> = new Map(Object.entries({
  '„“‚‘': ['de', 'cs', 'sk', 'sl', 'hr', 'is', 'mk'],
  '„“‘’': ['bg', 'sr'],
  '„”«»': ['pl', 'ro'],
  '„”»«': ['hu'],
  '«»“”': ['el', 'es', 'it', 'ca'],
  '«»„“': ['ru', 'uk', 'be'],
  '«»‹›': ['fa'],
  '«»«»': ['fr', 'hy'],
  '«»‘’': ['no', 'nb', 'nn'],
  '””’’': ['fi', 'sv', 'he'],
  '”“’‘': ['ar'],
  '「」『』': ['ja'],
}).flatMap(([marks, languages]) => languages.map((language): [string, string] => [language, marks])))

/**
 * Pairs for the outermost quotation and for one within it: `„“`, `‚‘`.
 * @param lang a page's: without region
 */
export function quotesOf(lang: string): readonly [outer: string, inner: string] {
  const marks = MARKS.get(lang) ?? ENGLISH
  return [marks.slice(0, 2), marks.slice(2)]
}

const MARK = /[\p{Pi}\p{Pf}"'„‚「」『』＂]/u
const WHITE = /\s/

/** The author wrote marks, too, in the element or around it, as styles with `quotes: none` want it: no second pair. */
export function hasOwnMarks({ text }: Page, { from, to }: PageElement): boolean {
  const [first, end] = trimmed(text, from, to)
  if (first === end) return false
  const isMark = (at: number): boolean => MARK.test(text.charAt(at))
  return (isMark(first) && isMark(end - 1)) || (isMark(first - 1) && isMark(end))
}

function trimmed(text: string, from: number, to: number): readonly [from: number, to: number] {
  while (from < to && WHITE.test(text.charAt(from))) from++
  while (to > from && WHITE.test(text.charAt(to - 1))) to--
  return [from, to]
}

/** Marks by where in the page's text they go. */
type Insertions = Map<number, { closing: string, opening: string }>

/** Deeper quotations have no marks: nobody could tell them apart. */
const DEEPEST = 12

/** Writes the blocks of a page, in document order, with the marks of what is quoted in them; each block of a quotation has its own. */
export class Quotations {
  readonly #elements: readonly PageElement[]
  readonly #pairs: readonly [string, string]
  #next = 0
  /** Those that the blocks have come to and not passed, outermost first. */
  #open: PageElement[] = []

  constructor(private readonly page: Page) {
    this.#elements = page.tagged('q').filter(element => !hasOwnMarks(page, element))
    this.#pairs = quotesOf(page.lang)
  }

  textOf(stretches: readonly Stretch[]): string {
    const { text } = this.page
    const insertions = this.#insertionsIn(stretches)
    const places = [...insertions.keys()].sort((a, b) => a - b)
    let next = 0
    let joined = ''
    for (const { from, to, before } of stretches) {
      let written = from
      joined += before
      for (; next < places.length && places[next]! <= to; next++) {
        const at = places[next]!
        const { closing, opening } = insertions.get(at)!
        joined += text.slice(written, at) + closing + opening
        written = at
      }
      joined += text.slice(written, to)
    }
    return joined
  }

  #insertionsIn(stretches: readonly Stretch[]): Insertions {
    const insertions: Insertions = new Map()
    const at = (position: number) => {
      const known = insertions.get(position) ?? { closing: '', opening: '' }
      insertions.set(position, known)
      return known
    }
    const around: PageElement[] = []
    for (const quotation of this.#within(stretches)) {
      const kept = keptOf(this.page.text, stretches, quotation)
      if (kept === null) continue
      while (around.length > 0 && around.at(-1)!.end <= quotation.order) around.pop()
      const pair = this.#pairs[around.length % 2]!
      around.push(quotation)
      at(kept.from).opening += pair.charAt(0)
      at(kept.to).closing = pair.charAt(1) + at(kept.to).closing
    }
    return insertions
  }

  #within(stretches: readonly Stretch[]): readonly PageElement[] {
    const [first, last] = [stretches[0], stretches.at(-1)]
    if (!first || !last) return []
    this.#open = this.#open.filter(({ to }) => to > first.from).slice(0, DEEPEST)
    for (let element = this.#elements[this.#next]; element && element.from < last.to; element = this.#elements[this.#next]) {
      if (element.to > first.from) this.#open.push(element)
      this.#next++
    }
    return this.#open
  }
}

/** What of a quotation is kept in this block, without the white space around it. */
function keptOf(text: string, stretches: readonly Stretch[], { from, to }: PageElement): { from: number, to: number } | null {
  const parts = stretches
    .map(stretch => trimmed(text, Math.max(from, stretch.from), Math.min(to, stretch.to)))
    .filter(([start, end]) => start < end)
  const [first, last] = [parts[0], parts.at(-1)]
  return first && last ? { from: first[0], to: last[1] } : null
}
