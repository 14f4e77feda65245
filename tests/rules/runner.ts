import type { Block, Blocks, DescribedPage, DomElement, PageElement, Rulebook, Source } from '../../src/model.js'
import { createCleaner, type Cleaner } from '../../src/cleaner.js'
import { loadRulebook } from '../../src/rulebook/load.js'
import { type Fixture, readText, withoutMarks } from './fixtures.js'
import { SITE_LINES } from './site-lines.js'

/** What one fixture says about its rule. */
export interface Outcome {
  /** Pieces marked as boilerplate, and pieces with text that are not. */
  readonly culprits: number
  readonly survivors: number
  /** "missed <ul …>", "overreached line 4: …"; empty when the rule does what the fixture says. */
  readonly failures: readonly string[]
  /** What the rule still takes when it is run on what it left. */
  readonly again: readonly string[]
}

/** Runs single rules, with the engine and its guards around them. */
export class Runner {
  private readonly cleaners = new Map<string, Promise<Cleaner>>()

  private constructor(readonly rulebook: Rulebook) {}

  static async create(): Promise<Runner> {
    return new Runner(await loadRulebook())
  }

  /** A cleaner with this rule only. */
  cleaner(rule: string): Promise<Cleaner> {
    let cleaner = this.cleaners.get(rule)
    if (!cleaner) this.cleaners.set(rule, (cleaner = createCleaner(this.rulebook, { only: [rule], siteStatistics: SITE_LINES })))
    return cleaner
  }

  async run(fixture: Fixture): Promise<Outcome> {
    const cleaner = await this.cleaner(fixture.rule)
    if (fixture.type === 'element') return runElements(cleaner, fixture.content)
    return fixture.type === 'block-page' ? runBlocks(cleaner, fixture.content) : runText(cleaner, fixture.content)
  }
}

// ── Element rules ────────────────────────────────────────────────────────────

const NO_SOURCE: Source = { url: null, contentType: null, lang: null }

/** The fixture's page up to `describe`: what element rules get to see. */
export function describedPage({ stages }: Cleaner, html: string): DescribedPage {
  return stages.describe(stages.parse(stages.decode(html, NO_SOURCE, 'page')))
}

function runElements(cleaner: Cleaner, content: string): Outcome {
  const described = describedPage(cleaner, withoutMarks(content))
  const { elements } = described.page
  const { marked, expected } = readMarks(cleaner, content, elements.length)
  const pruned = cleaner.stages.prune(described)
  const failures: string[] = []
  for (const order of marked) if (!pruned.removed[order]) failures.push(`missed ${tagOf(elements[order])}`)
  for (const outer of outermost(elements, order => pruned.removed[order] === 1 && !expected[order])) {
    const why = pruned.trail.removals.find(removal => removal.from <= outer.from && outer.to <= removal.to)?.why
    failures.push(`overreached ${tagOf(outer)}${why ? `: ${why}` : ''}`)
  }
  const survivors = elements.filter(({ order, textLength, runs }) => !expected[order] && textLength > 0 && runs === 1).length
  return { culprits: marked.length, survivors, failures, again: pruneAgain(cleaner, described, pruned.removed) }
}

/** Orders of the marked elements; 1 at each of them and of their descendants. */
function readMarks(cleaner: Cleaner, content: string, count: number) {
  const { elements } = cleaner.stages.parse(cleaner.stages.decode(content, NO_SOURCE, 'page'))
  if (elements.length !== count) throw new Error('the marks change how the page is parsed')
  const expected = new Uint8Array(count)
  const marked: number[] = []
  for (const { node, order, end } of elements) {
    if (node.getAttribute('data-drop') === null) continue
    marked.push(order)
    expected.fill(1, order, end)
  }
  return { marked, expected }
}

function outermost(elements: readonly PageElement[], test: (order: number) => boolean): PageElement[] {
  const found: PageElement[] = []
  let end = 0
  for (const element of elements) {
    if (element.order < end || !test(element.order)) continue
    found.push(element)
    end = element.end
  }
  return found
}

/** Removes what was marked from the page, for real, and asks the rule once more. */
function pruneAgain(cleaner: Cleaner, { page }: DescribedPage, removed: Uint8Array): string[] {
  for (const { node } of outermost(page.elements, order => removed[order] === 1)) (node as DomElement & { remove(): void }).remove()
  const left = describedPage(cleaner, String(page.document))
  const pruned = cleaner.stages.prune(left)
  return outermost(left.page.elements, order => pruned.removed[order] === 1).map(tagOf)
}

/** `<ul class="share">Facebook X`: an element as a person finds it in the fixture. */
export function tagOf(element: PageElement | undefined): string {
  if (!element) return '<?>'
  const attributes = ['id', 'class', 'role'].map(name => [name, element.node.getAttribute(name)] as const)
  const shown = attributes.filter(([, value]) => value).map(([name, value]) => ` ${name}="${value}"`).join('')
  return `<${element.tag}${shown}> ${(element.node.textContent ?? '').replace(/\s+/g, ' ').trim().slice(0, 60)}`
}

// ── Block rules on pages ─────────────────────────────────────────────────────

/** The fixture's page as blocks, nothing pruned and nothing selected: what block rules get to see. */
export function pageBlocks({ stages }: Cleaner, html: string): Blocks {
  const described = stages.describe(stages.parse(stages.decode(html, NO_SOURCE, 'page')))
  const knowledge = stages.prune(described).knowledge
  const removed = new Uint8Array(described.page.elements.length)
  const suspected = new Uint16Array(described.page.elements.length)
  return stages.segmentPage({ ...described, removed, suspicions: [], suspected, ordered: new Uint8Array(described.page.elements.length), firm: [], kept: new Uint8Array(0), comments: [], knowledge, trail: { removals: [], problems: [] } })
}

function runBlocks(cleaner: Cleaner, content: string): Outcome {
  const blocks = pageBlocks(cleaner, withoutMarks(content))
  const { marked, expected } = readMarks(cleaner, content, blocks.items[0] ? pageLength(blocks) : 0)
  const refined = cleaner.stages.refine(blocks)
  const kept = new Set(refined.items.map(startOf))
  const goes = (block: Block) => block.element !== null && expected[block.element.order] === 1
  const failures: string[] = []
  for (const block of blocks.items) {
    if (goes(block) && kept.has(startOf(block))) failures.push(`missed ${tagOf(block.element ?? undefined)}`)
    if (!goes(block) && !kept.has(startOf(block))) failures.push(`overreached ${tagOf(block.element ?? undefined)}${whyOf(refined, startOf(block))}`)
  }
  const culprits = blocks.items.filter(goes).length
  if (culprits < marked.length) failures.push('a mark is on no block: data-drop belongs on block-level elements')
  return { culprits, survivors: blocks.items.length - culprits, failures, again: refineAgain(cleaner, refined) }
}

function pageLength(blocks: Blocks): number {
  return blocks.source.type === 'page' ? blocks.source.page.page.elements.length : 0
}

function startOf(block: Block): number {
  return block.parts[0]?.from ?? -1
}

function whyOf({ trail }: Blocks, at: number): string {
  const removal = trail.removals.find(({ from, to }) => from <= at && at < to)
  return removal ? `: ${removal.why}` : ''
}

/** Takes what was left for a document of its own. */
function refineAgain(cleaner: Cleaner, refined: Blocks): string[] {
  const { removals } = refined.trail
  return cleaner.stages.refine(refined).trail.removals.slice(removals.length).map(({ excerpt, why }) => `${excerpt} (${why})`)
}

// ── Block rules on texts ─────────────────────────────────────────────────────

/** The fixture's text as blocks: what block rules get to see. */
export function textBlocks({ stages }: Cleaner, text: string, lang: string | null): Blocks {
  return stages.segmentText(stages.decode(text, { ...NO_SOURCE, lang }, 'text'))
}

function runText(cleaner: Cleaner, content: string): Outcome {
  const { input, lang, drops, lines } = readText(content)
  const refined = cleaner.stages.refine(textBlocks(cleaner, input, lang))
  const removed = new Uint8Array(input.length).fill(1)
  for (const block of refined.items) for (const { from, to } of block.parts) removed.fill(0, from, to)
  const failures: string[] = []
  let culprits = 0
  let survivors = 0
  for (const { from, to, number } of lines) {
    const text = input.slice(from, to)
    if (text.trim() === '') continue
    const goes = drops[from] === 1 && drops[to - 1] === 1
    if (drops.subarray(from, to).includes(1)) culprits++
    if (!goes) survivors++
    const [missed, overreached] = [cut(input, from, to, at => drops[at] === 1 && !removed[at]), cut(input, from, to, at => !drops[at] && removed[at] === 1)]
    if (missed !== '') failures.push(`missed line ${number}: ${missed}`)
    if (overreached !== '') failures.push(`overreached line ${number}: ${overreached}${whyOf(refined, from)}`)
  }
  const left = textBlocks(cleaner, cleaner.stages.render(refined).text, lang)
  return { culprits, survivors, failures, again: refineAgain(cleaner, left) }
}

/** The visible characters of a line for which the test holds. */
function cut(input: string, from: number, to: number, test: (at: number) => boolean): string {
  let text = ''
  for (let at = from; at < to; at++) if (test(at)) text += input.charAt(at)
  return text.trim()
}
