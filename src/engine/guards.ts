import type { Knowledge, Page, PageElement, SiteRule } from '../model.js'
import { isDialogue } from '../measure/author-text.js'
import { closest, holdsHeadline, isWithin } from '../measure/elements.js'
import type { FindElements } from '../measure/find-elements.js'
import { runBelow } from '../measure/heading-names.js'
import { listings } from '../measure/boxed-code.js'
import { isInLayoutTable } from '../measure/layout-tables.js'
import { isLineNumbers } from '../measure/line-numbers.js'
import { isHeading } from '../measure/tags.js'
import { countSentences, endsSentence } from '../measure/text.js'

/** Why a hit may not be carried out, or null. */
export type Guard = (target: PageElement) => string | null

const VERBATIM = new Set(['pre', 'code', 'samp'])

/** Nothing inside code but the numbers of its lines, nothing that the author wrote as a quotation, nothing that holds the whole page. */
export function authorGuard(page: Page): Guard {
  const body = page.body
  const boxed = listings(page)
  return target => {
    if ((body && target.order <= body.order) || target.tag === 'body') return 'holds the whole page'
    for (let at = target.parent; at; at = at.parent) {
      if (VERBATIM.has(at.tag) || boxed.has(at)) return isLineNumbers(page, target) ? null : 'inside code'
      if (at.tag === 'blockquote') return 'inside a quotation'
    }
    return null
  }
}

/** No notice of a form or banner is as long. Code units. */
export const LONG_PARAGRAPH = 200

/**
 * No heading that heads paragraphs of its own inside the text: an author may write about newsletters.
 * Boilerplate's own sentences under its heading ("Your address will not be published") do not count.
 */
export function headingGuard(page: Page, know: Knowledge): Guard {
  return target => {
    if (target.runs !== 1 || target.headings + (isHeading(target.tag) ? 1 : 0) !== 1) return null
    const next = runBelow(page, target)
    if (!next || next.linkLength * 4 > next.to - next.from) return null
    const text = page.textOf(next)
    if (!next.prose && !endsSentence(text)) return null
    const own = text.length < LONG_PARAGRAPH && know.matches(text).length > 0
    return own ? null : 'heads a paragraph'
  }
}

const ENTRIES = new Set(['li', 'dt', 'dd', 'td', 'th'])

/** A line of facts about the post may be a list of two or three. Of a term and what it means, or of a row, half is not enough. */
const SHORT_LIST = 3

/**
 * An entry without a name of its own goes with most of its list or table row, or stays: authors list "Print", too. In a table
 * with a head all cells have a class or none has, and it names nothing.
 */
export function listGuard(page: Page, accused: ReadonlySet<number>): Guard {
  const isCell = cellsOfHeadedTables(page)
  return target => {
    if (!ENTRIES.has(target.tag) || !target.parent || target.linkLength > 0) return null
    if (target.tokens.length > 0 && !isCell(target)) return null
    if ((target.tag === 'td' || target.tag === 'th') && isInLayoutTable(page, target)) return null
    const entries = page.children(target.parent)
    const hit = entries.filter(entry => accused.has(entry.order)).length
    const most = entries.length > SHORT_LIST || target.tag !== 'li' ? 2 / 3 : 1 / 2
    return entries.length > 1 && hit < entries.length * most ? 'an entry of a list that stays' : null
  }
}

function cellsOfHeadedTables(page: Page): (target: PageElement) => boolean {
  let headed: ReadonlySet<PageElement | null> | null = null
  return target => {
    const table = target.tag === 'td' || target.tag === 'th' ? closest(target, 'table') : null
    if (table === null) return false
    headed ??= new Set(page.tagged('th').map(head => closest(head, 'table')))
    return headed.has(table)
  }
}

/** A nameless paragraph of several sentences between paragraphs is told, whatever phrase is in it. */
export function paragraphGuard(page: Page, know: Knowledge): Guard {
  return target => {
    if (target.tag !== 'p' || target.tokens.length > 0 || target.prose === 0 || target.linkLength * 4 > target.textLength) return null
    const before = page.previous(target)
    const after = page.next(target)
    if (!before || !after) return null
    if (isHeading(before.tag) && isHeading(after.tag)) return 'all that a heading heads'
    if (!isTold(before) || !isTold(after)) return null
    const text = page.textOf(target)
    return countSentences(text) > Math.max(1, know.matches(text).length) ? 'a paragraph within the text' : null
  }
}

/** A nameless line between paragraphs that somebody says, whatever it says: “Subscribe!” */
export function dialogueGuard(page: Page): Guard {
  return target => {
    if (target.tag !== 'p' || target.tokens.length > 0 || target.hidden || target.runs !== 1 || target.links + target.fields > 0) return null
    if (page.previous(target)?.tag !== 'p' || page.next(target)?.tag !== 'p') return null
    return isDialogue(page.textOf(target)) ? 'a line of dialogue' : null
  }
}

function isTold({ tag, prose }: PageElement): boolean {
  return (tag === 'p' && prose > 0) || isHeading(tag)
}

/** Share of a page's text, or prose, that no selector from elsewhere may take. */
const BULK = 0.3

/** For rules that nobody tried on such a page: nothing that holds its headline or main part, nothing large. */
export function bulkGuard(page: Page): Guard {
  const whole = page.body
  return target => {
    if (holdsHeadline(page, target) || target.tag === 'h1') return 'holds the headline'
    if (page.tagged('main').some(main => isWithin(main, target))) return 'holds the main part'
    if (whole === null) return null
    const large = target.textLength > whole.textLength * BULK || target.prose > whole.prose * BULK
    return large ? `holds more than ${BULK * 100} % of the text` : null
  }
}

/** Nothing that a site rule keeps: not the element, nothing in it, nothing around it. */
export function keepGuard(kept: Uint8Array): Guard {
  return target => (kept.subarray(target.order, target.end).includes(1) ? KEPT : null)
}

export const KEPT = 'kept by a site rule or an option'

/** 1 at the order of each element that a site rule keeps, and of all its descendants. */
export function markKept(page: Page, site: SiteRule | null, find: FindElements): Uint8Array {
  const kept = new Uint8Array(page.elements.length)
  for (const { order, end } of site?.keep.flatMap(find) ?? []) kept.fill(1, order, end)
  return kept
}
