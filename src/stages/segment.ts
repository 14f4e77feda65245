import type { Block, BlockKind, Blocks, Decoded, Knowledge, Page, PrunedPage, Range, Run } from '../model.js'
import { NO_METADATA } from '../metadata.js'
import { listings } from '../measure/boxed-code.js'
import { isUnclosedHeading } from '../measure/heading-names.js'
import { isProse } from '../measure/text.js'
import { readLines } from '../measure/lines.js'

/** What pruning left of a page, as blocks in document order. */
export function segmentPage(pruned: PrunedPage): Blocks {
  const { page, removed, suspected, ordered, knowledge, metadata, trail } = pruned
  const contexts = blockContexts(page)
  const items: Block[] = []
  const suspects: Block[] = []
  const isGone = (order: number): boolean => removed[order] === 1
  const isGoneFromSuspect = (order: number): boolean => removed[order] === 1 && (suspected[order] === 0 || ordered[order] === 1)
  const isGoneFromOrdered = (order: number): boolean => removed[order] === 1 && suspected[order] === 0 && ordered[order] === 0
  for (const run of page.runs) {
    const isOrdered = ordered[run.owner.order] === 1
    const isSuspect = isOrdered || suspected[run.owner.order]! > 0
    const parts = keptParts(page, run, isOrdered ? isGoneFromOrdered : isSuspect ? isGoneFromSuspect : isGone, contexts.kind[run.owner.order] === CODE)
    if (parts.length === 0) continue
    const block = pageBlock(page, run, parts, contexts, isSuspect ? -1 : items.length)
    if (block) (isSuspect ? suspects : items).push(block)
  }
  return {
    source: { type: 'page', page: pruned }, text: page.text, items, suspects, metadata, knowledge, inputProse: page.body?.prose ?? 0,
    selection: { strategy: 'all', confidence: 0, why: 'nothing selected yet' }, trail,
  }
}

/** A noisy text as blocks: one per paragraph, list item or line, by the habit of the text. */
export function segmentText(decoded: Decoded, knowledge: Knowledge): Blocks {
  const items = readLines(decoded.text)
  return {
    source: { type: 'text', decoded }, text: decoded.text, items, suspects: [],
    inputProse: items.reduce((sum, block) => sum + (block.prose ? block.text.length : 0), 0),
    metadata: NO_METADATA, knowledge,
    selection: { strategy: 'all', confidence: 1, why: 'a text has no other content' }, trail: decoded.trail,
  }
}

/** Adjacent kept pieces as ranges, trimmed of white space at the outer edges. */
function keptParts(page: Page, run: Run, isGone: (order: number) => boolean, code: boolean): Range[] {
  if (isGone(run.owner.order)) return []
  const parts: { from: number; to: number }[] = []
  for (let index = run.firstPiece; index < run.endPiece; index++) {
    const piece = page.pieces[index]
    if (!piece || isGone(piece.owner.order)) continue
    const last = parts.at(-1)
    if (last && last.to === piece.from) last.to = piece.to
    else parts.push({ from: piece.from, to: piece.to })
  }
  return trimParts(page.text, parts, code)
}

/** Code keeps its indentation and loses only blank lines at its ends. */
export function trimParts(text: string, parts: readonly Range[], code: boolean): Range[] {
  const trimmed = parts.map(part => ({ ...part }))
  const white = code ? /[\r\n]/ : /\s/
  for (let first = trimmed[0]; first; first = trimmed[0]) {
    while (first.from < first.to && white.test(text.charAt(first.from))) first.from++
    if (first.from < first.to) break
    trimmed.shift()
  }
  for (let last = trimmed.at(-1); last; last = trimmed.at(-1)) {
    while (last.to > last.from && /\s/.test(text.charAt(last.to - 1))) last.to--
    if (last.from < last.to) break
    trimmed.pop()
  }
  return trimmed
}

function pageBlock(page: Page, run: Run, parts: readonly Range[], contexts: Contexts, index: number): Block | null {
  const whole = parts.length === 1 && parts[0]?.from === run.from && parts[0].to === run.to
  const text = whole ? page.textOf(run) : parts.map(part => page.textOf(part)).join('')
  if (text === '') return null
  const linkLength = whole ? run.linkLength : linkLengthOf(page, run, parts)
  const order = run.owner.order
  return {
    index, text, parts, linkLength,
    kind: KINDS[contexts.kind[order] ?? 0] ?? 'paragraph',
    level: contexts.level[order] ?? 0,
    quoted: contexts.quoted[order] === 1,
    prose: whole ? run.prose : isProse(text, linkLength),
    gap: true, line: 0, element: run.owner,
  }
}

function linkLengthOf(page: Page, run: Run, parts: readonly Range[]): number {
  let length = 0
  for (let index = run.firstPiece; index < run.endPiece; index++) {
    const piece = page.pieces[index]
    if (!piece?.linked) continue
    for (const { from, to } of parts) length += Math.max(0, Math.min(piece.to, to) - Math.max(piece.from, from))
  }
  return length
}

const KINDS: readonly BlockKind[] = ['paragraph', 'heading', 'list-item', 'code', 'cell', 'caption']
const [PARAGRAPH, HEADING, LIST_ITEM, CODE, CELL, CAPTION] = [0, 1, 2, 3, 4, 5]

interface Contexts {
  readonly kind: Uint8Array
  readonly level: Uint8Array
  readonly quoted: Uint8Array
}

/** What a run is by the elements around it: the nearest telling ancestor decides. One pass, parents come first. */
function blockContexts(page: Page): Contexts {
  const count = page.elements.length
  const contexts = { kind: new Uint8Array(count), level: new Uint8Array(count), quoted: new Uint8Array(count) }
  const lists = new Uint8Array(count)
  const overfull = new Uint8Array(count)
  const nested = nestedRuns(page)
  const code = listings(page)
  for (const element of page.elements) {
    const { order, parent, tag, runs, headings } = element
    const above = parent?.order ?? -1
    const inherited = above < 0 || overfull[above] === 1 ? PARAGRAPH : (contexts.kind[above] ?? PARAGRAPH)
    contexts.quoted[order] = tag === 'blockquote' || contexts.quoted[above] === 1 ? 1 : 0
    const isList = tag === 'ul' || tag === 'ol' || tag === 'menu' || tag === 'dl'
    lists[order] = Math.min(255, (lists[above] ?? 0) + (isList ? 1 : 0))
    const kind = code.has(element) ? CODE : ownKind(tag, inherited ?? PARAGRAPH, runs - (nested[order] ?? 0), headings)
    contexts.kind[order] = kind
    if (isUnclosedHeading(page, element)) overfull[order] = 1
    if (kind === HEADING) contexts.level[order] = inheritedLevel(tag, contexts.level[above] ?? 0)
    else if (kind === LIST_ITEM) contexts.level[order] = Math.max(1, lists[order] ?? 1)
  }
  return contexts
}

/** Levels between an item and the list nested in it. */
const NESTING = 4

/** Runs of the lists inside each list item or cell: a nested list does not make its item a layout box. */
function nestedRuns(page: Page): Uint32Array {
  const nested = new Uint32Array(page.elements.length)
  for (const tag of ['ul', 'ol', 'dl']) {
    for (const list of page.tagged(tag)) {
      let at = list.parent
      for (let level = 0; at && level < NESTING; level++, at = at.parent) {
        if (at.tag !== 'li' && at.tag !== 'dd' && at.tag !== 'td') continue
        nested[at.order] = (nested[at.order] ?? 0) + list.runs
        break
      }
    }
  }
  return nested
}

function inheritedLevel(tag: string, above: number): number {
  return /^h[1-6]$/.test(tag) ? Number(tag[1]) : above
}

/** Text runs in one list item or table cell beyond which it is a layout box and not an item of a list. */
const LAYOUT_RUNS = 4

function ownKind(tag: string, inherited: number, runs: number, headings: number): number {
  switch (tag) {
    case 'h1': case 'h2': case 'h3': case 'h4': case 'h5': case 'h6': return HEADING
    case 'pre': case 'listing': case 'xmp': return CODE
    case 'li': case 'dt': case 'dd': return headings > 0 || runs > LAYOUT_RUNS ? PARAGRAPH : LIST_ITEM
    case 'td': case 'th': return inherited === CODE ? CODE : headings > 0 || runs > LAYOUT_RUNS ? PARAGRAPH : CELL
    case 'figcaption': case 'caption': return CAPTION
    case 'table': return inherited === CAPTION ? CAPTION : PARAGRAPH
    default: return inherited
  }
}
