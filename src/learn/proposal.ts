import { gatherCandidates, type Taking } from './candidates.js'
import { findContainers } from './content.js'
import { coveredUnits, coverGreedily } from './cover.js'
import { proposeTests, type ProposedTest } from './page-tests.js'
import type { PageObservation } from './observation.js'
import { judge, largestMatch, longestMatch, total, type Ground } from './removals.js'
import { sampleSite, type SiteSample } from './site-sample.js'

/** What was seen of a selector on the pages. Shares are from 0 to 1. */
export interface Evidence {
  readonly pages: number
  /** Largest number of matches on one page. */
  readonly matches: number
  /** Of all text of the pages. */
  readonly share: number
  /** Of its text, lines that stand on most pages. */
  readonly stable: number
  /** Of the pages' own content (what is delivered today and stands on no other page) that it takes. */
  readonly collateral: number
  /** Beginnings of its largest lines, at most 3. */
  readonly samples: readonly string[]
}

export interface ProposedRemoval {
  readonly select: string
  readonly ground: Ground
  /** Share of a page's text beyond which a match is to be passed over. */
  readonly maxShare: number
  /** Characters beyond which it is. */
  readonly maxChars: number
  readonly evidence: Evidence
}

/** Perhaps the container of the article: for a person to look at, no part of the rule. */
export interface ProposedContainer {
  readonly select: string
  readonly pages: number
  /** Mean shares: of the pages' own content that it holds, of its text that is content. */
  readonly held: number
  readonly pure: number
}

/** A site rule as learned: plain data. `siteRuleText` writes it as a rule file. */
export interface SiteProposal {
  /** Hosts of the pages, without www., the most frequent first. */
  readonly hosts: readonly string[]
  /** Pages seen; remembered; of these, different enough to count. */
  readonly seen: number
  readonly remembered: number
  readonly distinct: number
  /** Pages on which something must stand to belong to the site. */
  readonly enough: number
  readonly content: readonly ProposedContainer[]
  readonly remove: readonly ProposedRemoval[]
  readonly tests: readonly ProposedTest[]
}

/** What the observed pages have in common. Nothing is proposed from fewer than two different pages. */
export function proposeRule(observed: readonly PageObservation[], seen: number): SiteProposal {
  const sample = sampleSite(observed)
  const facts = { hosts: hostsOf(observed), seen, remembered: observed.length, distinct: sample.pages.length, enough: sample.enough }
  if (sample.pages.length < 2) return { ...facts, content: [], remove: [], tests: [] }
  const candidates = gatherCandidates(sample)
  const removable = candidates.flatMap(candidate => {
    const ground = judge(candidate)
    return ground ? [{ ...candidate, ground }] : []
  })
  const chosen = coverGreedily(sample, removable)
  const removed = coveredUnits(sample, chosen)
  const remove = chosen.map(({ selector, ground, takings }): ProposedRemoval =>
    ({ select: selector, ground, maxShare: largestMatch(takings), maxChars: longestMatch(takings), evidence: evidenceOf(sample, takings) }))
  const content = findContainers(sample, candidates, removed).map(({ selector, takings, held, pure }): ProposedContainer =>
    ({ select: selector, pages: takings.length, held, pure }))
  return { ...facts, content, remove, tests: proposeTests(sample, removed) }
}

function evidenceOf(sample: SiteSample, takings: readonly Taking[]): Evidence {
  const sum = total(takings)
  const text = sample.pages.reduce((length, page) => length + page.text, 0)
  const own = takings.reduce((length, { of }) => length + of.ownContent, 0)
  return {
    pages: takings.length, matches: Math.max(...takings.map(({ boxes }) => boxes.length)),
    share: ratio(sum.length, text), stable: ratio(sum.stable, sum.length), collateral: ratio(sum.ownContent, own),
    samples: samplesOf(sample, takings),
  }
}

/** The lines that say most: long ones of the first page, in their order there. */
function samplesOf({ pages }: SiteSample, takings: readonly Taking[]): string[] {
  const [first] = takings
  const units = first ? (pages[first.page]?.units ?? []) : []
  const held = first?.boxes.flatMap(({ first: from, end }) => units.slice(from, end)) ?? []
  const largest = new Set([...new Map(held.map(unit => [unit.print, unit])).values()].sort((a, b) => b.length - a.length).slice(0, 3))
  return held.filter(unit => largest.has(unit)).map(unit => unit.excerpt)
}

function ratio(part: number, whole: number): number {
  return whole === 0 ? 0 : Math.round((part / whole) * 1e4) / 1e4
}

function hostsOf(observed: readonly PageObservation[]): string[] {
  const counts = new Map<string, number>()
  for (const { host } of observed) if (host !== null) counts.set(host, (counts.get(host) ?? 0) + 1)
  return [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).map(([host]) => host)
}
