import type {
  DescribedPage, ElementHit, ElementRule, FirmRemoval, Kind, Knowledge, Origin, Page, PageElement, Problem, PrunedPage, Removal, Suspicion, Trail,
} from '../model.js'
import { excerpt, hashText } from '../measure/text.js'
import { RULE_BUDGET, STAGE_BUDGET, withinBudget } from './budget.js'
import { type Guard, bulkGuard, dialogueGuard, listGuard, paragraphGuard } from './guards.js'
import { checkElementHit } from './own-hits.js'
import { UNSURE } from './unsure.js'

interface MarkedHit {
  readonly rule: string
  readonly kind: Kind
  readonly origin: Origin
  readonly target: PageElement
  readonly why: string
  readonly prose: number
}

export interface MarkOptions {
  /** Kinds that a policy keeps: hits of these kinds are passed over. */
  readonly keep: ReadonlySet<Kind>
  readonly guards: readonly Guard[]
  /** Removals that no guard but the site's own may refuse: site rules. */
  readonly commanded: readonly ElementHit[]
  /** See PrunedPage.kept. */
  readonly kept: Uint8Array
}

/**
 * Runs element rules over one snapshot, asks the guards, marks what goes and writes the ledger.
 * The result does not depend on the order of the rules.
 */
export function markElements(
  described: DescribedPage, rules: readonly ElementRule[], know: Knowledge, options: MarkOptions,
): PrunedPage {
  const { page } = described
  const problems: Problem[] = []
  const kept = options.kept.slice()
  const total = page.body?.prose ?? 0
  const found = rules.map(rule => {
    const pointed = collect(rule, described, know, problems)
    // What a policy keeps must not be lost to content selection either.
    for (const { kind, target } of pointed) if (options.keep.has(kind)) kept.fill(1, target.order, target.end)
    const own = pointed.filter(hit => !options.keep.has(hit.kind))
    // Before the outermost are chosen: what an untried rule takes inside of what it may not take goes all the same.
    return { rule, hits: outermost(rule.untried ? withoutBulk(own, bulkGuard(page), problems) : own) }
  })
  const guards = [...options.guards, listGuard(page, accusedBy(found)), paragraphGuard(page, know), dialogueGuard(page)]
  let hits: MarkedHit[] = []
  for (const { rule, hits: own } of found) {
    const guarded = guard(own, guards, problems)
    const { granted, refused } = withinBudget(guarded, total, rule.budget ?? RULE_BUDGET)
    for (const hit of refused) problems.push(refusal(hit, `more than the rule's budget of the prose (${hit.prose} of ${total})`))
    for (const hit of granted) hits.push(hit)
  }
  const sure = hits.filter(({ kind }) => !UNSURE.has(kind))
  hits = outermost(hits)
  const stage = withinBudget(hits, total, STAGE_BUDGET)
  for (const hit of stage.refused) problems.push(refusal(hit, `more than the stage's budget of the prose (${hit.prose} of ${total})`))
  const commanded = outermost(options.commanded.map(hit => toMarked('site-rule', 'site', hit)))
  return finish(described, know, { granted: stage.granted, sure, commanded }, kept, problems)
}

function accusedBy(found: readonly { readonly hits: readonly MarkedHit[] }[]): ReadonlySet<number> {
  const accused = new Set<number>()
  for (const { hits } of found) for (const { target } of hits) accused.add(target.order)
  return accused
}

function collect(rule: ElementRule, described: DescribedPage, know: Knowledge, problems: Problem[]): MarkedHit[] {
  try {
    const hits: MarkedHit[] = []
    for (const hit of rule.find(described, know)) {
      checkElementHit(hit)
      // What shows neither text nor picture need not be removed, nor defended.
      if (hit.target.textLength > 0 || hit.target.images > 0) hits.push(toMarked(rule.id, rule.kind, hit))
    }
    return hits
  } catch (error) {
    problems.push({ code: 'rule-failed', stage: 'prune', rule: rule.id, detail: String(error).slice(0, 200) })
    return []
  }
}

function toMarked(rule: string, kind: Kind, hit: ElementHit): MarkedHit {
  return {
    rule, kind: hit.kind ?? kind, origin: hit.origin ?? { type: 'module', name: rule },
    target: hit.target, why: hit.why, prose: hit.target.prose,
  }
}

function guard(hits: readonly MarkedHit[], guards: readonly Guard[], problems: Problem[]): MarkedHit[] {
  return hits.filter(hit => {
    for (const ask of guards) {
      const why = ask(hit.target)
      if (why !== null) {
        problems.push(refusal(hit, why))
        return false
      }
    }
    return true
  })
}

/** The file and line of the selector stand in the problem: whoever brought it wants to know. */
function withoutBulk(hits: readonly MarkedHit[], ask: Guard, problems: Problem[]): MarkedHit[] {
  return hits.filter(hit => {
    const why = ask(hit.target)
    if (why === null) return true
    const from = hit.origin.type === 'file' ? ` (${hit.why}, ${hit.origin.file}:${hit.origin.line})` : ''
    problems.push(refusal(hit, why + from))
    return false
  })
}

function refusal(hit: MarkedHit, detail: string): Problem {
  return { code: 'removal-refused', stage: 'prune', rule: hit.rule, detail: `${pathOf(hit.target)}: ${detail}` }
}

/** Kinds that say least about a piece: of two hits on one element, the more telling one names it. */
const GENERAL: ReadonlySet<Kind> = new Set(['legal', 'navigation', 'debris', 'hidden'])

function generality({ kind }: MarkedHit): number {
  return kind === 'site' ? -1 : GENERAL.has(kind) ? 1 : 0
}

/** Without the hits that lie inside another; of two on one element, the more telling, then the first by rule id. */
function outermost(hits: readonly MarkedHit[]): MarkedHit[] {
  const sorted = [...hits].sort((a, b) =>
    a.target.order - b.target.order || generality(a) - generality(b) || compare(a.rule, b.rule) || compare(a.why, b.why))
  const outer: MarkedHit[] = []
  let end = 0
  for (const hit of sorted) {
    if (hit.target.order < end) continue
    outer.push(hit)
    end = hit.target.end
  }
  return outer
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** Suspicions that are told apart; `suspected` holds 16 bits. */
const MOST_SUSPICIONS = 65_000

interface Sentence {
  /** Outermost hits of the rules. */
  readonly granted: readonly MarkedHit[]
  /** Hits of sure kinds, wherever they lie. */
  readonly sure: readonly MarkedHit[]
  /** Outermost hits of the site rule. */
  readonly commanded: readonly MarkedHit[]
}

function finish(
  described: DescribedPage, know: Knowledge, { granted, sure, commanded }: Sentence, kept: Uint8Array, problems: Problem[],
): PrunedPage {
  const { page } = described
  const count = page.elements.length
  const removed = new Uint8Array(count)
  const suspected = new Uint16Array(count)
  const suspicions: Suspicion[] = []
  const comments: string[] = []
  const final = outermost([...granted, ...commanded])
  const removals: Removal[] = []
  const entries = new Map<MarkedHit, Removal | null>()
  for (const hit of final) {
    const { target, kind } = hit
    removed.fill(1, target.order, target.end)
    if (kind === 'comments') for (const run of page.runsOf(target)) if (run.prose) comments.push(page.textOf(run))
    const removal = removalOf(page, hit)
    entries.set(hit, removal)
    if (removal) removals.push(removal)
  }
  for (const hit of granted) {
    const { target, kind } = hit
    if (!UNSURE.has(kind) || suspicions.length === MOST_SUSPICIONS) continue
    suspicions.push({ target, kind, removal: entries.get(hit) ?? null })
    suspected.fill(suspicions.length, target.order, target.end)
  }
  const ordered = new Uint8Array(count)
  for (const { target } of commanded) ordered.fill(1, target.order, target.end)
  const firm: FirmRemoval[] = []
  for (const hit of outermost([...sure, ...commanded])) {
    const suspicion = suspected[hit.target.order]! - 1
    const removal = suspicions[suspicion]?.removal && !entries.get(hit) ? removalOf(page, hit) : null
    if (removal) firm.push({ suspicion, removal })
  }
  for (const { target } of sure) {
    if (removed[target.order] === 0) continue
    suspected.fill(0, target.order, target.end)
    ordered.fill(0, target.order, target.end)
  }
  return {
    ...described, removed, suspicions, suspected, ordered, firm, kept, comments, knowledge: know, trail: extend(page, removals, problems),
  }
}

function removalOf(page: Page, hit: MarkedHit): Removal | null {
  const text = page.textOf(hit.target)
  if (text.trim() === '') return null
  return {
    stage: 'prune', rule: hit.rule, kind: hit.kind, origin: hit.origin, why: hit.why, where: pathOf(hit.target), line: 0,
    from: hit.target.from, to: hit.target.to, length: hit.target.textLength, excerpt: excerpt(text), hash: hashText(text),
  }
}

function extend(page: Page, removals: readonly Removal[], problems: readonly Problem[]): Trail {
  return {
    removals: [...page.trail.removals, ...removals],
    problems: [...page.trail.problems, ...problems],
  }
}

/** Levels of a path that are written out. */
const PATH_LEVELS = 6

/** `…>main#content>div.entry>ul.share-links`: what a person looks for in the page's source. */
export function pathOf(element: PageElement): string {
  const steps: string[] = []
  for (let at: PageElement | null = element; at && at.tag !== 'html'; at = at.parent) {
    if (steps.length === PATH_LEVELS) {
      steps.push('…')
      break
    }
    const { id } = at
    const name = id && !/\s/.test(id) ? `#${id}` : at.tokens[0] ? `.${at.tokens[0]}` : ''
    steps.push(at.tag + name)
  }
  return steps.reverse().join('>')
}
