import type { DescribedPage, ElementRule, Kind, Knowledge, Problem, PrunedPage } from '../model.js'
import { authorGuard, headingGuard, keepGuard, markKept } from '../engine/guards.js'
import { markElements } from '../engine/mark-elements.js'
import { elementFinder } from '../measure/find-elements.js'
import { siteRemovals } from '../site/removals.js'

/** Marks the boilerplate elements of a page. The document stays as it is. */
export function prune(
  described: DescribedPage, rules: readonly ElementRule[], know: Knowledge, keep: ReadonlySet<Kind> = new Set(),
): PrunedPage {
  const problems: Problem[] = []
  const { page } = described
  const find = elementFinder(page, 'prune', problems)
  const kept = markKept(page, know.site, find)
  const guards = [authorGuard(page), headingGuard(page, know), ...(know.site ? [keepGuard(kept)] : [])]
  const commanded = know.site ? siteRemovals(page, know.site, find, problems) : []
  const pruned = markElements(described, rules, know, { keep, guards, commanded, kept })
  return { ...pruned, trail: { ...pruned.trail, problems: [...pruned.trail.problems, ...problems] } }
}
