import type { Block, Knowledge } from '../model.js'
import { matchesOf } from './said-lines.js'

/** Longer lines state no bare fact. */
const LONGEST = 90
/** "Regie: Maren Voss", "Monday: closed", "母：岡田澄子", "Horaires : 10 h": a label, and what holds for it. */
const FACT = /^([\p{L}\p{N}](?:[^:：.!?。！？]{0,40}[^\p{N}:：])?)[:：]\s?([^\s:：].*)$/u
/** A label or a value of more words is a sentence, or a headline behind its kicker. */
const MOST_WORDS = 4
const WORDS = /[^\s]+/gu
/** Where to reach a firm, which stands below every page of its site. */
const CONTACT = /@|\bhttps?:|\bwww\./iu
/** "Settings > Privacy > Ads", "Menü → Extras → Konto" */
const PATH = /^([^>→›]{2,40})\s?[>→›]\s?[^>→›]{2,60}(?:[>→›]|$)/u
const ARROWS = ['>', '→', '›']
/** "Ashby 2-1 Norden", "1. Drayton 41", "Wash and cut £28", "Corte 22 €": a match, a place in a table, a price. */
const ROWS = [
  /^\p{L}[^:：]*\s\d{1,3}\s?[-–:]\s?\d{1,3}\s[^:：]*\p{L}/u,
  /^\d{1,3}[.)]?\s\p{L}.*\s\d[\d.,]*$/u,
  /^\p{L}.*\s(?:\p{Sc}\s?\d[\d.,]*|\d[\d.,]*\s?(?:\p{Sc}|EUR|CHF|TL|zł|Kč|kr\.?|руб\.?|元|円|원))$/u,
]
const DIGIT = /\d/

/** Entries of the shortest list, and the lines from one to the next at most. */
interface Reach {
  readonly fewest: number
  readonly farthest: number
}
const FACTS: Reach = { fewest: 3, farthest: 2 }
const PATHS: Reach = { fewest: 2, farthest: 3 }
const TABLE: Reach = { fewest: 3, farthest: 1 }

/**
 * Marks lists that writers set behind or between their paragraphs: facts with a label each ("Cast", opening hours, fees), and what to choose in
 * which menu, with the headings between their entries; results, league tables and prices, a row in each line.
 * Keeps out: lines that say what pages say (tags, dates, credits), contacts, headlines behind a kicker, the trail of links to a page.
 * @param below 1 for each line in which a list of the author's may begin
 */
export function markFacts(items: readonly Block[], below: Uint8Array, forms: Uint8Array): void {
  const fill = (group: readonly number[]) => {
    const from = below[group[0]! - 1] === 1 ? group[0]! - 1 : group[0]!
    for (let index = from; index <= group.at(-1)!; index++) if (below[index] === 1) forms[index] = 1
  }
  for (const { group, names } of groupsOf(items, below, labelOf, FACTS)) if (names.size >= FACTS.fewest) fill(group)
  for (const { group, names } of groupsOf(items, below, rootOf, PATHS)) if (names.size < group.length) fill(group)
  for (const { group, names } of groupsOf(items, below, rowOf, TABLE)) if (names.size === group.length) fill(group)
}

/** Entries near each other. @param nameOf what an entry is named by; null for what is none */
function* groupsOf(
  items: readonly Block[], below: Uint8Array, nameOf: (block: Block) => string | null, { fewest, farthest }: Reach,
): Iterable<{ readonly group: readonly number[]; readonly names: ReadonlySet<string> }> {
  let group: number[] = []
  let names = new Set<string>()
  for (let index = 0; index <= items.length; index++) {
    const name = below[index] === 1 ? nameOf(items[index]!) : null
    if (index < items.length && name === null) continue
    if (group.length > 0 && (name === null || index - group.at(-1)! > farthest)) {
      if (group.length >= fewest) yield { group, names }
      group = []
      names = new Set()
    }
    if (name === null) continue
    group.push(index)
    names.add(name)
  }
}

function labelOf({ text, kind }: Block): string | null {
  if (kind === 'code' || text.length > LONGEST || !(text.includes(':', 1) || text.includes('：', 1))) return null
  const [, label = '', value = ''] = FACT.exec(text) ?? []
  return value === '' || isLong(label) || isLong(value) || CONTACT.test(value) ? null : label.trim()
}

function isLong(said: string): boolean {
  return (said.match(WORDS)?.length ?? 0) > MOST_WORDS
}

/** Where the path begins; paths from different beginnings lead to other pages. */
function rootOf({ text, kind }: Block): string | null {
  if (kind === 'code' || text.length > LONGEST || !ARROWS.some(arrow => text.includes(arrow, 2))) return null
  return PATH.exec(text)?.[1]?.trim() ?? null
}

function rowOf({ text, kind }: Block): string | null {
  if (kind === 'code' || text.length > LONGEST || !DIGIT.test(text)) return null
  return ROWS.some(row => row.test(text)) ? text : null
}

/** Lines from a paragraph to where a list of the author's begins, at most: menus are longer. */
const FARTHEST = 30

/** 1 for each line that is no paragraph and may belong to a list of the author's: it is near below one, and no line between says what pages say. */
export function linesBelowText(items: readonly Block[], know: Knowledge): Uint8Array {
  const matches = matchesOf(items, know)
  const below = new Uint8Array(items.length)
  let reach = -1
  for (const { index, prose } of items) {
    if (matches[index]!.length > 0) reach = -1
    else if (prose) reach = index + FARTHEST
    else if (index <= reach) below[index] = 1
  }
  return below
}
