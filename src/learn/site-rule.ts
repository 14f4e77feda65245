import type { Origin, SiteRule } from '../model.js'
import type { SiteProposal } from './proposal.js'

const LEARNED: Origin = { type: 'module', name: 'learned' }

/** The proposal as a rule for `Rulebook.sites`, without a file: for a crawler that applies what it has learned. */
export function siteRuleOf({ hosts, content, remove }: SiteProposal): SiteRule {
  const removals = remove.map(({ select, maxShare }) => ({ selector: select, maxShare, origin: LEARNED }))
  return {
    id: 'learned', hosts, origin: LEARNED, join: false, keep: [],
    content: content.filter(({ sure }) => sure).map(({ select }) => ({ selector: select, origin: LEARNED })),
    remove: removals,
  }
}
