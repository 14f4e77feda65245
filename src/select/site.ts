import type { ContentSelector, PageElement, Problem, SiteRule } from '../model.js'
import { elementFinder } from '../measure/find-elements.js'

/** Least text of a content selector's match, in code units (site-rule schema: min_chars). */
const MIN_CHARS = 140

/** The content selectors of a site rule, tried in order. */
export function siteSelector(site: SiteRule, problems: Problem[]): ContentSelector {
  return {
    id: 'site',
    select(blocks) {
      if (blocks.source.type !== 'page') return null
      const find = elementFinder(blocks.source.page.page, 'select', problems)
      for (const content of site.content) {
        const matches = find(content)
        if (matches.length === 0 || (matches.length > 1 && !site.join)) continue
        const chosen = blocks.items.map(block => matches.some(match => holds(match, block.element)))
        const length = blocks.items.reduce((sum, block) => sum + (chosen[block.index] ? block.text.length : 0), 0)
        if (length >= MIN_CHARS) return { chosen, confidence: 0.95, why: `site rule content ${content.selector}` }
      }
      if (site.content.length > 0) {
        const tried = site.content.map(content => content.selector).join(' | ')
        problems.push({ code: 'content-selector-missed', stage: 'select', rule: site.id, detail: tried.slice(0, 300) })
      }
      return null
    },
  }
}

function holds(match: PageElement, element: PageElement | null): boolean {
  return element !== null && match.order <= element.order && element.order < match.end
}
