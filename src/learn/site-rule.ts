import type { Origin, SiteRule } from '../model.js'
import type { SiteProposal } from './proposal.js'

const LEARNED: Origin = { type: 'module', name: 'learned' }

/**
 * The proposal's removals as a rule for `Rulebook.sites`, without a file: for a crawler that applies what it has learned.
 * Its containers are for a person to look at.
 */
export function siteRuleOf({ hosts, remove }: SiteProposal): SiteRule {
  const removals = remove.map(({ select, maxShare, maxChars }) => ({ selector: select, maxShare, maxChars, origin: LEARNED }))
  return {
    id: 'learned', hosts, origin: LEARNED, join: false, keep: [],
    content: [],
    remove: removals,
  }
}
