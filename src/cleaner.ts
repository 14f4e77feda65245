import type {
  BlockJudge, BlockRule, Blocks, Cleaned, Decoded, DocumentInput, DomDocument, ElementRule, Kind, KnownSource, Metadata, Page, Policies,
  Problem, Rulebook, Source, StageName, Verdict,
} from './model.js'
import { lineModel } from './classify/judge-lines.js'
import { type Model, readModel } from './classify/models.js'
import { textFields } from './describe/text-fields.js'
import { explainLines, type ExplainLine } from './explain.js'
import { judge, measureSignals } from './verdict.js'
import { bindStages, cleanPage, cleanText, type Setup, type Stages, type Timed } from './pipeline.js'
import { NO_METADATA } from './metadata.js'
import { bodyOf, refuseNoDocument, shown, sourceOf, stated } from './misuse.js'
import { nearest } from './nearest.js'
import { type CleanerOptions, refuseMisuse } from './options.js'
import { withRepeats } from './learn/with-repeats.js'
import { createKnowledge } from './rulebook/phrases.js'
import { siteOfPage, siteOfText } from './site/choose.js'
import { NO_LINKS, siteLinks } from './site/metadata.js'
import { blockRules, elementRules } from './rules/registry.js'
import { readability } from './select/readability.js'
import { thread } from './select/thread.js'

export interface RuleInfo {
  readonly id: string
  readonly kind: Kind
  readonly removes: string
  readonly on: 'page' | 'text' | 'both'
}

export interface Cleaner {
  /** A web page or a fragment of one. Never throws for what a document holds; a TypeError for what is no document at all. */
  fromHtml(input: DocumentInput, source?: KnownSource): Cleaned
  /** Already extracted, still noisy text. */
  fromText(input: DocumentInput, source?: KnownSource): Cleaned
  /** A document that you have already parsed (linkedom, jsdom, a browser's). It is not changed. */
  fromDocument(document: DomDocument, source?: KnownSource): Cleaned
  /** The document line by line, kept and removed, in its order. */
  explain(input: DocumentInput, kind: 'page' | 'text', source?: KnownSource): Explained
  /** The stages one by one, bound to the same rules and policies. */
  readonly stages: Stages
  readonly rules: readonly RuleInfo[]
}

export interface Explained {
  readonly cleaned: Cleaned
  readonly lines: readonly ExplainLine[]
}

export class UnknownRuleError extends Error {
  constructor(readonly rule: string, known: readonly string[]) {
    const near = nearest(rule, known) ?? known.find(id => id.includes(rule)) ?? null
    super(`unknown rule "${rule}"${near ? `; did you mean "${near}"?` : `; there are ${known.join(', ')}`}`)
    this.name = 'UnknownRuleError'
  }
}

const DEFAULT_POLICIES: Policies = {
  title: false, captions: false, links: true, images: true, tables: true, comments: false,
}

/**
 * Binds knowledge and rules to the pipeline. Asynchronous because the Markdown and HTML renderers are loaded
 * only when a format asks for them; the cleaner itself is synchronous, and safe to use for any number of documents.
 * @throws {UnknownRuleError} when `off` or `only` name a rule that does not exist.
 * @throws {TypeError} for an unknown option, policy, stage, format or kind, and for an own rule without an id or with that of another.
 */
export async function createCleaner(rulebook: Rulebook, options: CleanerOptions = {}): Promise<Cleaner> {
  refuseMisuse(rulebook, options)
  const formats = options.formats ?? []
  const needsRich = formats.some(format => format !== 'text')
  const rich = needsRich ? (await import('./render/rich.js')).rich : null
  const rules = withRepeats(chooseRules(options, await rulesOfLists(rulebook), lineModel(rulebook, options.favor)), options.siteStatistics)
  const policies = { ...DEFAULT_POLICIES, ...stated<Policies>(options.policies ?? {}) }
  const keep = new Set(options.keep ?? [])
  if (policies.captions) keep.add('caption')
  const setup: Setup = {
    elementRules: rules.element, blockRules: rules.block, judge: rules.judge, formats, policies, rich, keep,
    choosers: { own: options.selectors ?? [], model: () => blockModel(rulebook), builtIn: [thread, readability], explained: false },
    extra: options.stages ?? {},
    know: (lang, site) => createKnowledge(rulebook, lang, site),
    siteOfPage: page => siteOfPage(rulebook, page),
    siteOfText: (decoded, lang) => siteOfText(rulebook, decoded, lang),
  }
  const explaining = bindStages({ ...setup, choosers: { ...setup.choosers, explained: true } })
  return bindCleaner({ stages: bindStages(setup), explaining, rules: describeRules(rules), policies, clock: options.clock })
}

function blockModel({ models }: Rulebook): Model | null {
  return models?.blocks === undefined ? null : readModel(models.blocks)
}

interface Bound {
  readonly stages: Stages
  /** The same stages, telling why blocks are kept. */
  readonly explaining: Stages
  readonly rules: readonly RuleInfo[]
  readonly policies: Policies
  readonly clock: (() => number) | undefined
}

function bindCleaner({ stages: plain, explaining, rules, policies, clock }: Bound): Cleaner {
  const run = (input: DocumentInput, kind: 'page' | 'text', given?: KnownSource, stages = plain): Finished => {
    const watch = stopwatch(clock)
    const body = bodyOf(input)
    const source = sourceOf(given)
    return guarded(source, watch, () => {
      const decoded = watch.timed('decode', () => stages.decode(body, source, kind))
      if (kind === 'text') return finishText(decoded, stages, watch)
      return finishPage(watch.timed('parse', () => stages.parse(decoded)), decoded, stages, watch, policies)
    })
  }
  return {
    stages: plain,
    rules,
    fromHtml: (input, source) => run(input, 'page', source).cleaned,
    fromText: (input, source) => run(input, 'text', source).cleaned,
    fromDocument: (document, given) => {
      const watch = stopwatch(clock)
      refuseNoDocument(document)
      const source = sourceOf(given)
      return guarded(source, watch, () => {
        const page = watch.timed('parse', () => plain.adopt(document, source))
        const decoded: Decoded = { source, text: '', encoding: 'utf-8', encodingFrom: 'string', trail: page.trail }
        return finishPage(page, decoded, plain, watch, policies)
      }).cleaned
    },
    explain: (input, kind, source) => {
      if (kind !== 'page' && kind !== 'text') throw new TypeError(`Expected the kind to be "page" or "text"; got ${shown(kind)}`)
      const { cleaned, blocks } = run(input, kind, source, explaining)
      return { cleaned, lines: blocks ? explainLines(blocks) : [] }
    },
  }
}

interface Finished {
  readonly cleaned: Cleaned
  /** Null when the document failed. */
  readonly blocks: Blocks | null
}

interface Stopwatch {
  readonly timed: Timed
  readonly timings: { [S in StageName]?: number }
  /** The stage that was begun last. */
  stage: StageName
}

function stopwatch(clock: (() => number) | undefined): Stopwatch {
  const watch: Stopwatch = {
    timings: {},
    stage: 'decode',
    timed: (stage, run) => {
      watch.stage = stage
      const start = clock?.()
      const result = run()
      if (clock && start !== undefined) watch.timings[stage] = clock() - start
      return result
    },
  }
  return watch
}

function finishPage(page: Page, decoded: Decoded, stages: Stages, watch: Stopwatch, policies: Policies): Finished {
  const { blocks, rendered } = cleanPage(page, stages, watch.timed)
  const comments = policies.comments && blocks.source.type === 'page' ? blocks.source.page.comments : []
  return finish(blocks, { ...rendered, comments }, page.lang, decoded.encoding, watch)
}

function finishText(decoded: Decoded, stages: Stages, watch: Stopwatch): Finished {
  const { blocks, rendered } = cleanText(decoded, stages, watch.timed)
  return finish(blocks, rendered, blocks.knowledge.lang, decoded.encoding, watch)
}

type Parts = Pick<Cleaned, 'text' | 'markdown' | 'html' | 'comments'>

function finish(blocks: Blocks, parts: Parts, lang: string, encoding: string, { timings }: Stopwatch): Finished {
  const signals = measureSignals(blocks)
  const { trail } = blocks
  const metadata = metadataOf(blocks, lang)
  const judged = judge(blocks, signals)
  const cleaned: Cleaned = {
    ...judged, signals, get metadata() { return metadata() }, ...deliverable(judged.verdict, parts), selection: blocks.selection,
    page: blocks.selection.page ?? null, lang, encoding,
    siteRule: blocks.knowledge.site?.id ?? null,
    links: blocks.source.type === 'page' ? siteLinks(blocks.source.page.page) : NO_LINKS,
    // What is read from a text's removals, and the removals in words: made when somebody asks.
    get removals() { return trail.removals },
    problems: trail.problems, timings,
  }
  return { cleaned, blocks }
}

/** Without an article there is no body: neither its title alone, which a policy may ask for, nor white space. */
function deliverable(verdict: Verdict, parts: Parts): Parts {
  if (verdict === 'clean' || verdict === 'partial') return parts
  return { ...parts, text: '', markdown: parts.markdown === null ? null : '', html: parts.html === null ? null : '' }
}

/** Of a text it is read when somebody asks, from what was taken out. */
function metadataOf({ source, text, trail, metadata }: Blocks, lang: string): () => Metadata {
  if (source.type === 'page') return () => metadata
  let read: Metadata | null = null
  return () => (read ??= textFields(text, lang, trail, metadata))
}

/** Nothing that a document holds may throw: what does is a bug of ours or of a library, reported as data. */
function guarded(source: Source, watch: Stopwatch, run: () => Finished): Finished {
  try {
    return run()
  } catch (error) {
    const problem: Problem = { code: 'stage-failed', stage: watch.stage, rule: '', detail: String(error).slice(0, 300) }
    return { cleaned: failed(problem, source, watch), blocks: null }
  }
}

function failed(problem: Problem, source: Source, { timings }: Stopwatch): Cleaned {
  return {
    verdict: 'failed', confidence: 0, metadata: NO_METADATA, text: '', markdown: null, html: null, comments: [],
    signals: { inputLength: 0, outputLength: 0, linkShare: 0, proseBlocks: 0, proseKept: 0, refused: 0 },
    selection: { strategy: 'none', confidence: 0, why: 'the document failed' }, page: null,
    siteRule: null, links: NO_LINKS, lang: source.lang ?? '', encoding: '',
    removals: [], problems: [problem], timings,
  }
}

interface ChosenRules {
  readonly element: readonly ElementRule[]
  readonly block: readonly BlockRule[]
  readonly judge: BlockJudge | null
}

/** The user's ad-block lists; what reads them is loaded only for those who have some. */
async function rulesOfLists({ filterLists = [] }: Rulebook): Promise<readonly ElementRule[]> {
  return filterLists.length === 0 ? [] : [(await import('./filters/filter-rule.js')).filterListRule(filterLists)]
}

function chooseRules({ rules, off = [], only }: CleanerOptions, listed: readonly ElementRule[], judge: BlockJudge): ChosenRules {
  const element = [...elementRules, ...listed, ...(rules?.element ?? [])]
  const block = [...blockRules, ...(rules?.block ?? [])]
  refuseTwins(element)
  refuseTwins([...block, judge])
  const known = [...new Set([...element, ...block, judge].map(rule => rule.id))]
  for (const id of [...off, ...(only ?? [])]) if (!known.includes(id)) throw new UnknownRuleError(id, known)
  const wanted = (rule: { id: string }) => (!only || only.includes(rule.id)) && !off.includes(rule.id)
  return { element: element.filter(wanted), block: block.filter(wanted), judge: wanted(judge) ? judge : null }
}

function refuseTwins(rules: readonly { readonly id: string }[]): void {
  const seen = new Set<string>()
  for (const { id } of rules) {
    if (seen.has(id)) throw new TypeError(`Expected a rule id that no other rule has; got ${id} twice`)
    seen.add(id)
  }
}

function describeRules({ element, block, judge }: ChosenRules): RuleInfo[] {
  const infos = new Map<string, RuleInfo>()
  for (const { id, kind, removes } of element) infos.set(id, { id, kind, removes, on: 'page' })
  for (const { id, kind, removes } of block) {
    infos.set(id, { id, kind, removes: infos.get(id)?.removes ?? removes, on: 'both' })
  }
  if (judge) infos.set(judge.id, { id: judge.id, kind: judge.kind, removes: judge.removes, on: 'text' })
  return [...infos.values()].sort((a, b) => (a.id < b.id ? -1 : 1))
}
