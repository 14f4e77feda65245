/** From flags to a cleaner. The library is loaded here and not before: `--help` should not wait for it. */
import type { CleanerSetup } from '../batch/clean.js'
import type { DocumentKind } from '../batch/job.js'
import type { Cleaner, Rulebook } from '../index.js'
import type { Format, Policies, SiteStatistics, Source } from '../model.js'
import { favorOf, kindsOf, langOf, urlOf, words, type InputFlags, type RuleFlags } from './flags.js'

export interface CleanerWishes {
  readonly formats: readonly Format[]
  readonly policies: Partial<Policies>
  /** Measure milliseconds per stage. */
  readonly timings: boolean
  /** Which lines recur on the documents' sites. */
  readonly siteStatistics?: SiteStatistics | undefined
}

type KnowledgeFlags = Pick<RuleFlags, 'rules' | 'sites' | 'user-rules'> & Partial<Pick<RuleFlags, 'filter-list'>>

/** @throws RulebookError when a rule file is broken or missing */
export async function openRulebook({ rules, sites, 'user-rules': userRules, 'filter-list': filterLists }: KnowledgeFlags): Promise<Rulebook> {
  const { loadRulebook } = await import('../index.js')
  return loadRulebook({ rules: rules ?? [], sites, userRules, filterLists: filterLists ?? [] })
}

/** @throws RulebookError, UsageError */
export async function setupOf(flags: RuleFlags, { formats, policies, timings, siteStatistics }: CleanerWishes): Promise<CleanerSetup> {
  const keep = kindsOf(flags.keep)
  const only = flags.only === undefined ? {} : { only: words(flags.only) }
  const rulebook = await openRulebook(flags)
  const statistics = siteStatistics === undefined ? {} : { siteStatistics }
  return { rulebook, options: { formats, policies, keep, favor: favorOf(flags), off: words(flags.off), ...only, ...statistics }, timings }
}

/** @throws UnknownRuleError */
export async function openCleaner(setup: CleanerSetup): Promise<Cleaner> {
  const clean = await import('../batch/clean.js')
  return clean.openCleaner(setup)
}

/** What the person knows about the documents. */
export function sourceOf(flags: InputFlags): Partial<Source> {
  return { url: urlOf(flags), lang: langOf(flags) }
}

/** The core's word for a kind of document. */
export function pageOrText(kind: DocumentKind): 'page' | 'text' {
  return kind === 'html' ? 'page' : 'text'
}
