import type { Cleaned, Page, SiteRule } from '../model.js'
import { elementFinder } from '../measure/find-elements.js'
import { removalGroups } from '../site/removals.js'
import { type RulePart, partsOf } from './parts.js'

/** A page of a rule's tests: as it came, as the rule changed it, and what became of it. */
export interface TestedPage {
  readonly before: Page
  readonly after: Page
  readonly cleaned: Cleaned
}

/** The parts of a rule's own file that point at something on none of its test pages. */
export function unmatchedParts(site: SiteRule, pages: readonly TestedPage[], texts: readonly Cleaned[]): RulePart[] {
  const file = site.origin.type === 'file' ? site.origin.file : ''
  const own = partsOf(site).filter(({ origin }) => origin.type === 'file' && origin.file === file)
  return own.filter(part => {
    if (part.key.startsWith('lines.')) return ![...pages.map(({ cleaned }) => cleaned), ...texts].some(cleaned => took(cleaned, part))
    return part.selector !== null && pages.length > 0 && !pages.some(page => matches(site, part, page))
  })
}

/** Edits and `up` to three others change what the selectors see, so both states of the page count. */
function matches(site: SiteRule, part: RulePart, { before, after }: TestedPage): boolean {
  const removal = part.key === 'remove' ? site.remove.find(({ origin }) => origin === part.origin) : undefined
  return [after, before].some(page => {
    const find = elementFinder(page, 'prune', [])
    return removal ? removalGroups(page, removal, find).length > 0 : find({ selector: part.selector ?? '' }).length > 0
  })
}

function took({ removals }: Cleaned, { origin }: RulePart): boolean {
  return removals.some(({ origin: by }) => by.type === 'file' && origin.type === 'file' && by.file === origin.file && by.line === origin.line)
}
