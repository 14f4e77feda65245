import type { BlockJudge, Kind, SiteRule } from '../model.js'

interface Rule {
  readonly id: string
  readonly budget?: number
}

/** The rule that is made of ad-block lists. */
const FILTER_LIST = 'filter-list'

/** The generic rules as a site wants them: some off, some with another budget. */
export function tunedRules<R extends Rule>(rules: readonly R[], site: SiteRule | null, on: 'elements' | 'blocks'): readonly R[] {
  const { remove = true, textRules = true, filterLists = true, off = [], budgets } = site?.generic ?? {}
  // A filter list is not generic knowledge but the caller's: it has a switch of its own.
  if (!remove || (on === 'blocks' && !textRules)) return rules.filter(({ id }) => id === FILTER_LIST && filterLists)
  if (off.length === 0 && !budgets && filterLists) return rules
  return rules.filter(({ id }) => !off.includes(id) && (id !== FILTER_LIST || filterLists)).map(rule => {
    const budget = budgets?.[rule.id]
    return budget === undefined ? rule : withBudget(rule, budget)
  })
}

/** The judge of texts goes with the rules that it weighs. */
export function tunedJudge(judge: BlockJudge | null, site: SiteRule | null): BlockJudge | null {
  const { remove = true, textRules = true, off = [] } = site?.generic ?? {}
  return judge && remove && textRules && !off.includes(judge.id) ? judge : null
}

/** A rule may keep state on itself, so it is not copied. */
function withBudget<R extends Rule>(rule: R, budget: number): R {
  return Object.create(rule, { budget: { value: budget, enumerable: true } }) as R
}

/** The kinds that stay: the caller's and the site's. */
export function keptKinds(keep: ReadonlySet<Kind>, site: SiteRule | null): ReadonlySet<Kind> {
  const own = site?.generic?.keep
  return own ? new Set([...keep, ...own]) : keep
}
