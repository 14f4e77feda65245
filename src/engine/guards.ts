import type { Page, PageElement, SiteRule } from '../model.js'
import type { FindElements } from '../measure/find-elements.js'

/** Why a hit may not be carried out, or null. */
export type Guard = (target: PageElement) => string | null

const VERBATIM = new Set(['pre', 'code', 'samp'])

/** Nothing inside code, nothing that the author wrote as a quotation, nothing that holds the whole page. */
export function authorGuard(page: Page): Guard {
  const body = page.body
  return target => {
    if (body && target.order <= body.order) return 'holds the whole page'
    for (let at = target.parent; at; at = at.parent) {
      if (VERBATIM.has(at.tag)) return 'inside code'
      if (at.tag === 'blockquote') return 'inside a quotation'
    }
    return null
  }
}

/** Nothing that a site rule keeps: not the element, nothing in it, nothing around it. */
export function keepGuard(site: SiteRule, find: FindElements): Guard {
  const kept = site.keep.flatMap(find)
  return target => {
    const clash = kept.some(keep =>
      (keep.order <= target.order && target.order < keep.end) || (target.order <= keep.order && keep.order < target.end))
    return clash ? 'kept by a site rule' : null
  }
}
