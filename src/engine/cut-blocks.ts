import type {
  Block, BlockHit, BlockJudge, BlockRule, Blocks, Basis, JudgedHit, Judgement, Kind, Origin, Problem, Range, Removal,
} from '../model.js'
import { excerpt, hashText } from '../measure/text.js'
import { RULE_BUDGET, STAGE_BUDGET, withinBudget } from './budget.js'
import { type RemovalWords, withProblems, withRemovals } from '../ledger.js'
import { blockGuard, contentOfList, type BlockGuard } from './block-guards.js'
import { cutRange, withoutSpans } from './cut-spans.js'
import { gapBelow } from './gaps.js'
import { pathOf } from './mark-elements.js'
import { checkBlockHit } from './own-hits.js'

interface CutHit {
  readonly rule: string
  readonly kind: Kind
  readonly origin: Origin
  readonly target: Block
  /** Range within the block's text; the whole block when null. */
  readonly span: Range | null
  /** A judge's is put into words when somebody asks. */
  readonly why: string | (() => string)
  readonly prose: number
  readonly basis: Basis | 'certain'
}

/** What one round of rules took. */
export interface Cut {
  readonly blocks: Blocks
  readonly changed: boolean
}

/** Budgets run over all rounds of a document. */
export interface Account {
  /** Prose of the document before the first round, in code units. */
  readonly total: number
  /** Prose taken so far, by rule id; `*` is the whole stage. */
  readonly spent: Map<string, number>
  /** Whether a judge has been asked. */
  judged: boolean
  /** Why a judge spares a block, by where the block begins: its last word on what rules pointed at when it was first asked. */
  readonly spared: Map<number, Spared>
}

/** A judge's word for a block that rules point at. */
interface Spared {
  readonly why: string
  /** The strongest basis of which it is surer. */
  readonly against: Basis
}

/**
 * Runs block rules over one snapshot, asks the guards, cuts whole blocks and spans, and writes the ledger.
 * The result does not depend on the order of the rules. Books what it takes on the account.
 */
export function cutBlocks(
  blocks: Blocks, rules: readonly BlockRule[], keep: ReadonlySet<Kind>, account: Account, judge: BlockJudge | null = null,
): Cut {
  const { total, spent } = account
  const problems: Problem[] = []
  const all = rules.map((rule): Found => ({ rule, hits: collect(rule, blocks, problems) }))
  const judged = judge && weighed(judge, blocks, all, keep, account, problems)
  const found = judged ? [...judged.spared, { rule: judge, hits: judged.hits }] : sparing(all, keep, account.spared, problems)
  const guard = blockGuard(blocks, accusedBy(blocks, found, contentOfList(blocks)))
  let hits: CutHit[] = []
  for (const { rule, hits: own } of found) {
    if (own.length === 0) continue
    const allowed = resolve(own.filter(hit => guarded(hit, guard, problems)))
    const { granted, refused } = withinBudget(allowed, total, rule.budget ?? RULE_BUDGET, spent.get(rule.id))
    for (const hit of refused) problems.push(refusal(hit, `more than the rule's budget of the prose (${hit.prose} of ${total})`))
    for (const hit of granted) hits.push(hit)
  }
  hits = resolve(hits)
  const { granted, refused } = withinBudget(hits, total, STAGE_BUDGET, spent.get('*'))
  for (const hit of refused) problems.push(refusal(hit, `more than the stage's budget of the prose (${hit.prose} of ${total})`))
  for (const { rule, prose } of granted) for (const name of [rule, '*']) spent.set(name, (spent.get(name) ?? 0) + prose)
  return carryOut(blocks, granted, problems)
}

type RuleName = Pick<BlockRule, 'id' | 'kind' | 'budget'>

interface Found {
  readonly rule: RuleName
  readonly hits: CutHit[]
}

/** Blocks that a rule would take whole: what a judge is told, and what one is trained on. */
export function pointedBlocks(blocks: Blocks, rules: readonly BlockRule[]): Uint8Array {
  return accusedBy(blocks, rules.map(rule => ({ hits: collect(rule, blocks, []) })))
}

/** The judge's own hits, and the rules' without those that it spares. Null when it does not judge this document. */
function weighed(
  judge: BlockJudge, blocks: Blocks, all: readonly Found[], keep: ReadonlySet<Kind>, account: Account, problems: Problem[],
): { hits: CutHit[]; spared: Found[] } | null {
  let judgement: Judgement | null
  const hits: CutHit[] = []
  const pointed = accusedBy(blocks, all)
  try {
    judgement = judge.weigh(blocks, blocks.knowledge, pointed)
    if (judgement) for (const hit of judgement.hits) hits.push(toCut(judge, hit))
  } catch (error) {
    problems.push({ code: 'rule-failed', stage: 'refine', rule: judge.id, detail: String(error).slice(0, 200) })
    return null
  }
  if (!judgement) return null
  const { spared: why } = account
  for (const block of blocks.items) {
    const word = pointed[block.index] === 1 ? wordFor(judgement, block.index) : null
    if (word === null && why.size === 0) continue
    const start = startOf(block)
    if (word === null) why.delete(start)
    // What a rule finds only later, because of what went, the judge does not gainsay: it no longer sees the reason.
    else if (!account.judged || why.has(start)) why.set(start, word)
  }
  account.judged = true
  const wanted = accusedBy(blocks, all, hit => !keep.has(hit.kind))
  const spared = sparing(all, keep, why, problems)
  // What a rule recognised goes by the rule's name and reason; the judge names only what it found alone.
  const standing = accusedBy(blocks, spared)
  const alone = (hit: CutHit) => !keep.has(hit.kind) && wanted[hit.target.index] === 0 && standing[hit.target.index] === 0
  return { hits: hits.filter(alone), spared }
}

function wordFor({ spares }: Judgement, index: number): Spared | null {
  for (const against of STRONGEST_FIRST) {
    const why = spares(index, against)
    if (why !== null) return { why, against }
  }
  return null
}

/** The rules' hits without kinds that stay and without blocks that a judge spares. */
function sparing(all: readonly Found[], keep: ReadonlySet<Kind>, spared: ReadonlyMap<number, Spared>, problems: Problem[]): Found[] {
  if (keep.size === 0 && spared.size === 0) return [...all]
  return all.map(({ rule, hits }) => ({
    rule,
    hits: hits.filter(hit => {
      if (keep.has(hit.kind)) return false
      const word = hit.span === null ? spared.get(startOf(hit.target)) : undefined
      if (!word || isStronger(hit.basis, word.against)) return true
      problems.push(refusal(hit, word.why))
      return false
    }),
  }))
}

const STRONGEST_FIRST: readonly Basis[] = ['words', 'block', 'place']

function isStronger(basis: Basis | 'certain', other: Basis): boolean {
  return basis === 'certain' || STRONGEST_FIRST.indexOf(basis) < STRONGEST_FIRST.indexOf(other)
}

function startOf({ parts }: Block): number {
  return parts[0]?.from ?? -1
}

/** A piece that a site rule takes: no guard and no budget is asked. */
export interface Command {
  readonly target: Block
  readonly span: Range | null
  readonly why: string
  readonly origin: Origin
}

/** Cuts what a site rule commands, and writes the ledger. */
export function cutCommanded(blocks: Blocks, commands: readonly Command[]): Blocks {
  if (commands.length === 0) return blocks
  const hits = commands.map((command): CutHit => ({ rule: 'site-rule', kind: 'site', prose: 0, basis: 'words', ...command }))
  return carryOut(blocks, resolve(hits), []).blocks
}

function collect(rule: BlockRule, blocks: Blocks, problems: Problem[]): CutHit[] {
  try {
    const hits: CutHit[] = []
    for (const hit of rule.find(blocks, blocks.knowledge)) {
      checkBlockHit(blocks, hit)
      hits.push(toCut(rule, hit))
    }
    return hits
  } catch (error) {
    problems.push({ code: 'rule-failed', stage: 'refine', rule: rule.id, detail: String(error).slice(0, 200) })
    return []
  }
}

/** Known by its own words (© 2025, a credit, names and a date): a caption may look like a sentence. */
const BY_WORDS: ReadonlySet<Kind> = new Set(['caption', 'legal', 'byline'])

function toCut(rule: RuleName, { target, span, why, kind = rule.kind, basis = BY_WORDS.has(kind) ? 'words' : 'block' }: BlockHit | JudgedHit): CutHit {
  const whole = !span || (target.text.slice(0, span.from).trim() === '' && target.text.slice(span.to).trim() === '')
  const length = whole ? target.text.length : span.to - span.from
  return {
    rule: rule.id, kind, origin: { type: 'module', name: rule.id }, target, span: whole ? null : span, why, prose: target.prose ? length : 0, basis,
  }
}

/** 1 for each block of which a hit would take the whole. */
function accusedBy({ items }: Blocks, found: readonly Pick<Found, 'hits'>[], isMoot: (hit: CutHit) => boolean = () => false): Uint8Array {
  const accused = new Uint8Array(items.length)
  for (const { hits } of found) for (const hit of hits) if (hit.span === null && !isMoot(hit)) accused[hit.target.index] = 1
  return accused
}

function guarded(hit: CutHit, guard: BlockGuard, problems: Problem[]): boolean {
  const why = guard(hit)
  if (why) problems.push(refusal(hit, why))
  return why === null
}

function refusal(hit: CutHit, detail: string): Problem {
  return { code: 'removal-refused', stage: 'refine', rule: hit.rule, detail: `${whereIs(hit.target)}: ${detail}` }
}

function whereIs(block: Block): string {
  return block.element ? pathOf(block.element) : `line ${block.line}`
}

/** One hit per piece of text: whole blocks beat spans, the longer span beats the shorter, then the first by rule id. */
function resolve(hits: CutHit[]): CutHit[] {
  // A rule that goes through the blocks once has nothing to be resolved.
  if (hits.every((hit, at) => at === 0 || hits[at - 1]!.target.index < hit.target.index)) return hits
  const sorted = [...hits].sort((a, b) => a.target.index - b.target.index)
  const resolved: CutHit[] = []
  for (let from = 0, to = 1; from < sorted.length; from = to++) {
    while (to < sorted.length && sorted[to]!.target.index === sorted[from]!.target.index) to++
    if (to - from === 1) resolved.push(sorted[from]!)
    else for (const hit of resolveBlock(sorted.slice(from, to))) resolved.push(hit)
  }
  return resolved
}

function resolveBlock(group: CutHit[]): CutHit[] {
  const whole = group.filter(hit => hit.span === null).sort(byId)[0]
  if (whole) return [whole]
  const length = (hit: CutHit) => (hit.span ? hit.span.to - hit.span.from : 0)
  const taken: CutHit[] = []
  for (const hit of group.sort((a, b) => length(b) - length(a) || (a.span?.from ?? 0) - (b.span?.from ?? 0) || byId(a, b))) {
    const { span } = hit
    if (span && taken.every(other => !other.span || span.to <= other.span.from || other.span.to <= span.from)) taken.push(hit)
  }
  return taken.sort((a, b) => (a.span?.from ?? 0) - (b.span?.from ?? 0))
}

/** By rule, then by reason. */
function byId(a: CutHit, b: CutHit): number {
  if (a.rule !== b.rule) return a.rule < b.rule ? -1 : 1
  const [one, other] = [inWords(a), inWords(b)]
  return one < other ? -1 : one > other ? 1 : 0
}

function inWords({ why }: CutHit): string {
  return typeof why === 'string' ? why : why()
}

/** What one round refuses, the next refuses again: it is told once. */
function withNew(known: readonly Problem[], more: readonly Problem[]): readonly Problem[] {
  if (more.length === 0) return known
  const seen = new Set(known.map(({ rule, detail }) => `${rule}\n${detail}`))
  return [...known, ...more.filter(({ rule, detail }) => !seen.has(`${rule}\n${detail}`))]
}

function carryOut(blocks: Blocks, hits: readonly CutHit[], problems: readonly Problem[]): Cut {
  const allProblems = withNew(blocks.trail.problems, problems)
  if (hits.length === 0) return { blocks: { ...blocks, trail: withProblems(blocks.trail, allProblems) }, changed: false }
  const byBlock = new Map<Block, CutHit[]>()
  for (const hit of hits) {
    const cuts = byBlock.get(hit.target)
    if (cuts) cuts.push(hit)
    else byBlock.set(hit.target, [hit])
  }
  const carriedOut: CutHit[] = []
  const items: Block[] = []
  const isText = blocks.source.type === 'text'
  let bared = false
  for (const block of blocks.items) {
    const cuts = byBlock.get(block)
    if (cuts) for (const hit of cuts) carriedOut.push(hit)
    const left = cuts ? leftOf(block, cuts) : block
    if (left) {
      const gap = bared && isText ? gapBelow(blocks.text, items.at(-1), left) : left.gap
      items.push(left.index === items.length && left.gap === gap ? left : { ...left, index: items.length, gap })
    }
    bared = left === null
  }
  const trail = withRemovals(blocks.trail, carriedOut.map(toRemoval), index => wordsOf(carriedOut[index]!), allProblems)
  // Untold removals hold their blocks, and those of a page the whole page.
  return { blocks: { ...blocks, items, trail: blocks.source.type === 'page' ? { ...trail } : trail }, changed: true }
}

function leftOf(block: Block, cuts: readonly CutHit[]): Block | null {
  const spans = cuts.map(hit => hit.span).filter(span => span !== null)
  return spans.length < cuts.length ? null : withoutSpans(block, spans)
}

/** The ledger's entry, without its words. */
function toRemoval({ rule, kind, origin, target, span }: CutHit): Removal {
  const ranges = span ? cutRange(target, span).taken : target.parts
  return {
    stage: 'refine', rule, kind, origin, why: '', where: whereIs(target), line: target.line,
    from: ranges[0]?.from ?? 0, to: ranges.at(-1)?.to ?? 0, length: textOf(target, span).length, excerpt: '', hash: '',
  }
}

function textOf({ text }: Block, span: Range | null): string {
  return span ? text.slice(span.from, span.to) : text
}

function wordsOf(hit: CutHit): RemovalWords {
  const text = textOf(hit.target, hit.span)
  return { why: inWords(hit), excerpt: excerpt(text), hash: hashText(text) }
}
