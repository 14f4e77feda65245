import type { ElementHit, ElementRule, FilterList, Page, PageElement } from '../model.js'
import { createFilterIndex } from './filter-index.js'

/**
 * The user's ad-block lists as one element rule. A list says what its readers do not want to see and not what that is, so
 * the kind is `hidden`; where a rule of ours points at the same element, its kind names the removal.
 */
export function filterListRule(lists: readonly FilterList[]): ElementRule {
  const index = createFilterIndex(lists)
  return {
    id: 'filter-list',
    kind: 'hidden',
    removes: 'What the ad-block lists of --filter-list hide',
    untried: true,
    *find({ page }): Iterable<ElementHit> {
      const seen = new Set<PageElement>()
      for (const { target, rule, file } of index.hits(page, hostOf(page))) {
        if (seen.has(target)) continue
        seen.add(target)
        yield { target, why: `hidden by ${rule.selector}`, origin: { type: 'file', file, line: rule.line } }
      }
    },
  }
}

function hostOf({ source, base }: Page): string | null {
  const url = source.url ?? base
  return url !== null && URL.canParse(url) ? new URL(url).hostname.toLowerCase() : null
}
