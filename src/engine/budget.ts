/** A removal that costs prose: what a budget is counted in. */
export interface Costed {
  readonly prose: number
}

/**
 * Which removals fit into a budget: the largest are refused first, so that one overreaching hit
 * does not take the small, certain ones with it. `total`, `prose` and what was
 * `spent` before in code units.
 */
export function withinBudget<T extends Costed>(hits: readonly T[], total: number, share: number, spent = 0) {
  const allowed = total * share - spent
  let cost = hits.reduce((sum, hit) => sum + hit.prose, 0)
  if (cost <= allowed) return { granted: [...hits], refused: [] as T[] }
  const refused = new Set<T>()
  for (const hit of [...hits].sort((a, b) => b.prose - a.prose)) {
    if (cost <= allowed || hit.prose === 0) break
    refused.add(hit)
    cost -= hit.prose
  }
  return { granted: hits.filter(hit => !refused.has(hit)), refused: [...refused] }
}

/** Share of the document's prose that one rule may take unless it says otherwise. */
export const RULE_BUDGET = 0.3
/** Share that all rules of one stage may take together. */
export const STAGE_BUDGET = 0.92
