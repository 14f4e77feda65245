import type { Properties, Root } from 'hast'
import type { Blocks, Page, PageElement, Policies, PrunedPage } from '../model.js'
import { Attributes } from './attributes.js'
import { betweenRows } from '../measure/code-rows.js'
import { codeLanguage } from '../measure/code-language.js'
import { atomsOf, bareHolders, dataTables, entriesOf, pieceBehind } from './entries.js'
import type { Atom, Entry } from './entries.js'
import { HastWriter } from './hast-writer.js'
import type { Layer } from './hast-writer.js'
import { Places } from './places.js'
import { hasOwnMarks } from './quotes.js'
import { INLINE_TAGS, Structures, commonRoot, isCell, isHeadingTag, scriptOf } from './structure.js'
import type { Structure } from './structure.js'

/**
 * The kept blocks of a page as a hast tree: the page's own structure around the kept ranges of its text, images
 * and rules between them, and nothing else. Not sanitised yet.
 */
export function pageTree(blocks: Blocks, pruned: PrunedPage, policies: Policies): Root {
  const entries = entriesOf(blocks)
  return new TreeBuilder(pruned, policies, entries, commonRoot(entries.map(entry => entry.element))).build()
}

const WHITE = /\s/
const TABLE_PARTS = new Set(['table', 'thead', 'tr'])
const OUTPUT_TAGS: ReadonlyMap<string, string> = new Map([
  ...INLINE_TAGS, ['menu', 'ul'], ['dir', 'ul'], ['listing', 'pre'], ['xmp', 'pre'], ['address', 'p'], ['caption', 'p'],
])

class TreeBuilder {
  private readonly page: Page
  private readonly places: Places
  private readonly structures: Structures
  private readonly attributes: Attributes
  private readonly bare: ReadonlySet<PageElement>
  private readonly atoms: readonly Atom[]
  private readonly writer: HastWriter
  /** The code of each listing: one whose lines are boxes has as many blocks. */
  private readonly codes = new Map<string, Layer>()
  private readonly inlineLayers = new Map<readonly PageElement[], readonly Layer[]>()
  private nextAtom = 0
  private lastCell: PageElement | null = null

  constructor(
    pruned: PrunedPage, policies: Policies, private readonly entries: readonly Entry[], root: PageElement | null,
  ) {
    this.page = pruned.page
    this.places = new Places(this.page)
    this.structures = new Structures(this.page, root, dataTables(this.page, entries, this.places))
    this.attributes = new Attributes(this.page, policies)
    this.bare = bareHolders(entries, this.structures)
    this.atoms = atomsOf(pruned, entries, root, policies.images)
    this.writer = new HastWriter(row => this.page.children(row).filter(isCell))
  }

  build(): Root {
    let before: Entry | null = null
    let beforeLayers: readonly Layer[] = []
    for (const entry of this.entries) {
      this.writeAtoms(entry.from, before, beforeLayers, entry)
      const layers = this.layersOf(entry)
      if (entry.block.kind === 'code') this.writeCode(entry, before, layers)
      else this.writeLine(entry, layers)
      before = entry
      beforeLayers = layers
    }
    if (before) this.writeAtoms(before.to, before, beforeLayers, null)
    return this.writer.finish()
  }

  // ── Text ──

  private writeCode(entry: Entry, before: Entry | null, layers: readonly Layer[]): void {
    const { text } = this.page
    if (before && this.sharesPre(before, entry)) {
      const [above, here] = [this.places.of(before.element), this.places.of(entry.element)]
      const between = text.slice(before.to, entry.from)
      this.writer.text(layers, here.row === null && between.trim() === '' && between !== '' ? between : betweenRows(this.page, above.row, here.row))
    }
    for (const { from, to } of entry.stretches) this.writer.text(layers, text.slice(from, to))
  }

  private sharesPre(before: Entry, entry: Entry): boolean {
    if (before.block.kind !== 'code') return false
    const { pre } = this.places.of(entry.element)
    return pre !== null && pre === this.places.of(before.element).pre
  }

  private writeLine(entry: Entry, layers: readonly Layer[]): void {
    const { page } = this
    this.separateInCell(entry, layers)
    const verbatim = layers.at(-1)?.tag === 'pre'
    let last: readonly Layer[] = []
    let lead = ''
    for (const stretch of entry.stretches) {
      lead += stretch.before
      for (let index = pieceBehind(page, stretch.from); index < page.pieces.length; index++) {
        const piece = page.pieces[index]
        if (!piece || piece.from >= stretch.to) break
        const text = page.text.slice(Math.max(piece.from, stretch.from), Math.min(piece.to, stretch.to))
        const [before, words, behind] = verbatim ? ['', text, ''] as const : splitWhite(text)
        lead += before
        if (words === '') continue
        const inline = withBracket(this.inlineOf(piece.owner), piece.owner, words)
        this.writeInlineAtoms(piece.from, entry, layers, lead)
        this.writeWords([...layers, ...shared(last, inline)], lead, verbatim)
        this.writeWords([...layers, ...inline], words, verbatim)
        lead = behind
        last = inline
      }
    }
  }

  private writeWords(layers: readonly Layer[], text: string, verbatim: boolean): void {
    if (verbatim || !text.includes('\n')) {
      this.writer.text(layers, text)
      return
    }
    for (const [index, line] of text.split('\n').entries()) {
      if (index > 0) this.writer.element(layers, 'br')
      this.writer.text(layers, line)
    }
  }

  /** A cell of a table holds lines, not paragraphs: GFM has no others. */
  private separateInCell({ element }: Entry, layers: readonly Layer[]): void {
    const holder = this.structures.of(element).flow.at(-1)
    const cell = holder && isCell(holder) ? holder : null
    if (cell && cell === this.lastCell) this.writer.element(layers, 'br')
    this.lastCell = cell
  }

  // ── Images and rules ──

  /** Those that stand before `position`: at the end of the block before, at the start of the next, or between. */
  private writeAtoms(position: number, before: Entry | null, layers: readonly Layer[], next: Entry | null): void {
    for (let atom = this.atoms[this.nextAtom]; atom; atom = this.atoms[this.nextAtom]) {
      if (atom.element.from > position) return
      if (before && this.belongs(atom, before)) this.writeInline(atom, layers)
      else if (next && this.belongs(atom, next)) return
      else if (atom.image) this.writeStandalone(atom)
      else this.writeRule(atom)
      this.nextAtom++
    }
  }

  /** The page's text has one space where an image stands between two: it goes on both sides of it. */
  private writeInlineAtoms(position: number, entry: Entry, layers: readonly Layer[], space: string): void {
    for (let atom = this.atoms[this.nextAtom]; atom; atom = this.atoms[this.nextAtom]) {
      if (atom.element.from > position) return
      if (this.belongs(atom, entry)) {
        if (space === ' ') this.writer.text(layers, ' ')
        this.writeInline(atom, layers)
      }
      this.nextAtom++
    }
  }

  private writeInline({ element, image }: Atom, layers: readonly Layer[]): void {
    if (image) this.writer.element([...layers, ...this.linkOf(element)], 'img', { ...image })
  }

  /** It stands within the lines of this block. */
  private belongs({ element, image }: Atom, entry: Entry): boolean {
    if (!image || entry.block.kind === 'code' || element.from < entry.from || element.from > entry.to) return false
    if (element.order < entry.element.order || element.order >= entry.element.end) return false
    const [own, other] = [this.structures.of(element), this.structures.of(entry.element)]
    return own.flow.at(-1) === other.flow.at(-1) && own.leaf === other.leaf
  }

  private writeStandalone({ element, image }: Atom): void {
    if (!image) return
    const { flow, leaf } = this.structures.of(element)
    const layers = this.flowLayers(flow)
    const holder = layers.at(-1)
    const key = `image:${leaf?.order ?? element.parent?.order ?? element.order}`
    if (leaf && leaf.tag === 'p') layers.push({ key, tag: 'p', properties: {}, element: null })
    else if (holder?.tag === 'ul' || holder?.tag === 'ol') layers.push(synthetic(key, 'li'))
    else if (!holder || !HOLDS_IMAGES.has(holder.tag)) layers.push(synthetic(key, 'p'))
    this.writer.element([...layers, ...this.linkOf(element)], 'img', { ...image })
  }

  private writeRule({ element }: Atom): void {
    const layers = this.flowLayers(this.structures.of(element).flow)
    const tag = layers.at(-1)?.tag ?? ''
    if (this.writer.isEmpty() || LISTS_AND_CELLS.has(tag) || this.writer.endsWith(layers, 'hr')) return
    this.writer.element(layers, 'hr')
  }

  private linkOf(element: PageElement): readonly Layer[] {
    return this.inlineOf(element).filter(layer => layer.tag === 'a')
  }

  // ── Layers ──

  private layersOf(entry: Entry): readonly Layer[] {
    const structure = this.structures.of(entry.element)
    const layers = this.flowLayers(structure.flow)
    if (entry.block.kind === 'code') return [...layers, ...this.codeLayers(entry, layers)]
    const leaf = this.leafLayer(entry, structure, layers.at(-1))
    if (leaf) layers.push(leaf)
    return layers
  }

  private flowLayers(flow: readonly PageElement[]): Layer[] {
    let end = flow.length
    // Text directly in a table, or its caption, stands before the table in every browser.
    while (end > 0 && TABLE_PARTS.has(flow[end - 1]?.tag ?? '')) end--
    return flow.slice(0, end).map(element => ({
      key: `flow:${element.order}`, tag: OUTPUT_TAGS.get(element.tag) ?? element.tag,
      properties: this.attributes.of(element) ?? {}, element,
    }))
  }

  private codeLayers({ element, block }: Entry, around: readonly Layer[]): readonly Layer[] {
    const { pre } = this.places.of(element)
    const key = pre ? `pre:${pre.order}` : `block:${block.index}`
    let code = this.codes.get(key)
    if (!code) {
      const language = codeLanguage(this.page, element, pre)
      code = { key: `${key}:code`, tag: 'code', properties: language === null ? {} : { className: [`language-${language}`] }, element: null }
      this.codes.set(key, code)
    }
    return isCell(around.at(-1)?.element ?? undefined) ? [code] : [synthetic(key, 'pre'), code]
  }

  private leafLayer({ block, element }: Entry, { leaf, flow }: Structure, holder: Layer | undefined): Layer | null {
    const key = `block:${block.index}`
    if (holder?.element && isCell(holder.element)) return null
    const heading = block.kind === 'heading' ? `h${Math.min(6, Math.max(1, block.level || 2))}` : null
    if (leaf && leaf.tag === 'summary' && holder?.tag !== 'details') return synthetic(key, heading ?? 'p')
    if (leaf) {
      // A paragraph in a heading that nobody closed has no other holder.
      const own = heading === null && isHeadingTag(leaf.tag) ? 'p' : (OUTPUT_TAGS.get(leaf.tag) ?? leaf.tag)
      const tag = heading !== null && !isHeadingTag(leaf.tag) ? heading : own
      return { key, tag, properties: this.attributes.of(leaf) ?? {}, element: leaf }
    }
    const inner = flow.at(-1)
    if (heading === null && inner && this.bare.has(inner)) return null
    const tag = heading ?? (holder?.tag === 'ul' || holder?.tag === 'ol' ? 'li' : holder?.tag === 'dl' ? 'dd' : 'p')
    const properties: Properties = {}
    if (inner !== element) this.attributes.direct(element, properties)
    return { key, tag, properties, element: null }
  }

  private inlineOf(element: PageElement): readonly Layer[] {
    const { inline } = this.structures.of(element)
    const known = this.inlineLayers.get(inline)
    if (known) return known
    const layers: Layer[] = []
    for (const at of inline) {
      // HTML and Markdown write marks of their own around it.
      if (at.tag === 'q' && hasOwnMarks(this.page, at)) continue
      const properties = this.attributes.of(at)
      const tag = scriptOf(this.page, at) ?? OUTPUT_TAGS.get(at.tag) ?? at.tag
      if (properties) layers.push({ key: `inline:${at.order}`, tag, properties, element: at })
    }
    this.inlineLayers.set(inline, layers)
    return layers
  }
}

/** The brackets around the reading of a word, which the page's text has where the page itself has none. */
function withBracket(inline: readonly Layer[], owner: PageElement, words: string): readonly Layer[] {
  if (owner.tag !== 'rt' || (words !== '(' && words !== ')')) return inline
  return inline.map(layer => (layer.element === owner ? synthetic(`${layer.key}:${words}`, 'rp') : layer))
}

const HOLDS_IMAGES = new Set(['li', 'dt', 'dd', 'figure', 'figcaption', 'td', 'th'])
const LISTS_AND_CELLS = new Set(['ul', 'ol', 'dl', 'td', 'th', 'figure', 'figcaption'])

function synthetic(key: string, tag: string): Layer {
  return { key, tag, properties: {}, element: null }
}

/**
 * White space before and behind the words. It is written outside of the inline elements that end or begin there:
 * the page's text keeps the space between two elements at the start of the second, and Markdown has no emphasis
 * that ends in a space.
 */
function splitWhite(text: string): readonly [before: string, words: string, behind: string] {
  let from = 0
  let to = text.length
  while (from < to && WHITE.test(text.charAt(from))) from++
  while (to > from && WHITE.test(text.charAt(to - 1))) to--
  return [text.slice(0, from), text.slice(from, to), text.slice(to)]
}

function shared(before: readonly Layer[], next: readonly Layer[]): readonly Layer[] {
  let end = 0
  while (end < before.length && before[end]?.key === next[end]?.key) end++
  return before.slice(0, end)
}
