import type { LearnerOptions, LearnerStages, SiteLearner } from './learner.js'
import type { SiteProposal } from './proposal.js'
import type { RuleTextOptions } from './rule-text.js'

/**
 * A learner that asks this cleaner what it delivers today; the cleaner should know no rule for the site. Asynchronous
 * because what learns is loaded only when somebody learns.
 * @throws {TypeError} for a number of pages below 2, and for a state of another version
 */
export async function createSiteLearner(cleaner: { readonly stages: LearnerStages }, options: LearnerOptions = {}): Promise<SiteLearner> {
  const { createLearner } = await import('./learner.js')
  return createLearner(cleaner.stages, options)
}

/** The proposal as a rule file (YAML), each part with its evidence in a comment. */
export async function siteRuleText(proposal: SiteProposal, options: RuleTextOptions = {}): Promise<string> {
  const { writeRuleText } = await import('./rule-text.js')
  return writeRuleText(proposal, options)
}
