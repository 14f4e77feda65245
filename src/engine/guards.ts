import type { Knowledge, Page, PageElement, SiteRule } from '../model.js'
import type { FindElements } from '../measure/find-elements.js'
import { isHeading } from '../measure/tags.js'

/** Why a hit may not be carried out, or null. */
export type Guard = (target: PageElement) => string | null

const VERBATIM = new Set(['pre', 'code', 'samp'])

/** Nothing inside code, nothing that the author wrote as a quotation, nothing that holds the whole page. */
export function authorGuard(page: Page): Guard {
  const body = page.body
  return target => {
    if ((body && target.order <= body.order) || target.tag === 'body') return 'holds the whole page'
    for (let at = target.parent; at; at = at.parent) {
      if (VERBATIM.has(at.tag)) return 'inside code'
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
    const next = page.runs[target.firstRun + 1]
    if (!next?.prose || next.linkLength * 4 > next.to - next.from) return null
    const own = next.to - next.from < LONG_PARAGRAPH && know.matches(page.textOf(next)).length > 0
    return own ? null : 'heads a paragraph'
  }
}

/** Nothing that a site rule keeps: not the element, nothing in it, nothing around it. */
export function keepGuard(kept: Uint8Array): Guard {
  return target => (kept.subarray(target.order, target.end).includes(1) ? KEPT : null)
}

export const KEPT = 'kept by a site rule'

/** 1 at the order of each element that a site rule keeps, and of all its descendants. */
export function markKept(page: Page, site: SiteRule | null, find: FindElements): Uint8Array {
  const kept = new Uint8Array(page.elements.length)
  for (const { order, end } of site?.keep.flatMap(find) ?? []) kept.fill(1, order, end)
  return kept
}
