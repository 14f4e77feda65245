import type { PageElement } from '../model.js'
import { isCodeCell } from './code-rows.js'
import { NameTable } from './element-names.js'
import { IndexedElement, OpenElement } from './indexed-element.js'
import type { TagTraits } from './tags.js'
import { TextCollector } from './text-collector.js'
import type { Attributes, Tree } from './tree.js'

const NOT_SHOWN = /(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)/i
/** Attributes whose words say what an element is for. */
const NAMING = ['role', 'data-testid', 'itemprop'] as const
/** What holds a line of text and, in HTML, no blocks; or seldom. */
const LINES = new Set(['p', 'li', 'dt', 'dd', 'td', 'th', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'figcaption', 'summary'])
const JSON_LD = /^application\/ld\+json/i

/** What the indexer wants of an element that was opened: everything in it, nothing and no `close`, or its text as JSON-LD. */
export type Interest = 'inside' | 'nothing' | 'json-ld'

/**
 * Makes every measurement that rules need from one document, told in its order: `open`, `text` and `close` of each
 * element. Linear in what it is told. Who tells is a parser (source-tree) or the walk over a document (dom-tree).
 */
export class PageIndexer {
  readonly collector = new TextCollector()
  readonly elements: IndexedElement[] = []
  readonly byTag = new Map<string, PageElement[]>()
  readonly jsonLd: string[] = []
  /** Text of the first title element as it stands; null without one. */
  title: string | null = null
  readonly names = new NameTable()
  /** Open elements up to `depth`; those behind are used again. */
  private readonly stack: OpenElement[] = []
  private depth = 0
  private titleOpen = false
  private links = 0
  private images = 0
  private fields = 0
  private headings = 0

  /** Text inside <noscript>, in code units. */
  fallbackLength = 0

  constructor(private readonly tree: Tree, private readonly showFallbacks: boolean) {}

  /** Closes what is still open. */
  finish(): void {
    while (this.depth > 0) this.close()
    this.collector.boundary()
  }

  /** Whether text that comes now is read at all. */
  get reading(): boolean {
    const at = this.top
    return at !== null && (!at.muted || at.fallback || this.titleOpen)
  }

  private get top(): OpenElement | null {
    return this.depth > 0 ? this.stack[this.depth - 1]! : null
  }

  text(data: string): void {
    const at = this.top
    if (!at) return
    if (this.titleOpen) this.title = (this.title ?? '') + data
    if (!at.muted) {
      if (at.reading === 'unmarked' && data.trim() !== '') {
        this.collector.add('(', at)
        at.reading = 'marked'
      }
      this.collector.add(data, at)
    }
    else if (at.fallback) this.fallbackLength += data.trim().length
  }

  open(traits: TagTraits, attributes: Attributes): Interest {
    const { tag } = traits
    if (traits.skipped && !(tag === 'template' && attributes.get('shadowrootmode'))) {
      return tag === 'script' && JSON_LD.test(attributes.get('type')?.trim() ?? '') ? 'json-ld' : 'nothing'
    }
    const above = this.top
    const parent = above?.element ?? null
    const element = new IndexedElement(tag, this.elements.length, this.depth, parent, this.tree)
    this.elements.push(element)
    const peers = this.byTag.get(tag)
    if (peers) peers.push(element)
    else this.byTag.set(tag, [element])
    const fallback = (above?.fallback ?? false) || ((tag === 'noscript' || tag === 'noframes') && above?.muted !== true)
    const muted = (above?.muted ?? false) || (traits.muted && !(fallback && this.showFallbacks))
    // Names in the head or of fallbacks point at nothing that is seen.
    if (!muted && !attributes.none) this.nameElement(element, attributes)
    if (tag === 'title' && this.title === null) {
      this.title = ''
      this.titleOpen = true
    }
    const { collector } = this
    const inline = traits.inline || (above !== null && this.isWithinLine(traits, muted, above.block))
    if (traits.formula && !muted && above) this.formulaPart(tag, above)
    const unseen = above?.muted ?? false
    // What is inside of something that is not shown cuts no line.
    if (!unseen) {
      if (tag === 'br') collector.break()
      else if (!inline) collector.boundary()
      else collector.partStart(traits.edge)
      if (tag === 'a') collector.linkStart()
    }
    element.from = collector.length
    element.firstRun = collector.runs.length
    element.textLength = collector.textTotal
    element.linkLength = collector.linkTotal
    element.prose = collector.proseTotal
    element.links = this.links
    element.images = this.images
    element.fields = this.fields
    element.headings = this.headings
    const opened = this.stack[this.depth] ?? (this.stack[this.depth] = new OpenElement(element, traits))
    this.depth++
    opened.element = element
    opened.traits = traits
    opened.inline = inline || tag === 'br' || unseen
    opened.muted = muted
    // Most rubies have brackets of their own for browsers that cannot set them; the text of a page is set by none.
    opened.reading = tag === 'rt' && collector.pieces.at(-1)?.owner.tag !== 'rp' ? 'unmarked' : null
    opened.fallback = fallback
    opened.linked = (above?.linked ?? false) || (tag === 'a' && !isAnchor(attributes))
    opened.verbatim = (above?.verbatim ?? false) || traits.verbatim || (tag === 'td' && isCodeCell(element, this.elements))
    opened.literal = (above?.literal ?? false) || traits.literal
    opened.block = inline && above ? above.block : element
    return 'inside'
  }

  /** Browsers lay controls and media out within a line. Here only in the midst of one that goes on: elsewhere they stand apart from the text. */
  private isWithinLine({ tag, box }: TagTraits, muted: boolean, block: IndexedElement): boolean {
    if (!box || !LINES.has(block.tag)) return false
    // What is not shown leaves its line as it is.
    if (muted) return true
    return tag !== 'noscript' && this.collector.isMidSentence(block)
  }

  /** What a formula shows by its layout alone: the cells of a matrix are apart, a fraction has a line. */
  private formulaPart(tag: string, above: OpenElement): void {
    const { collector } = this
    if (tag === 'mtd') collector.gap()
    if (above.element.tag !== 'mfrac') return
    if (above.element.order + 1 < this.elements.length - 1) collector.add('/', above)
    // A term of several parts: "(a+b)/c".
    if (tag === 'mrow') collector.add('(', above)
  }

  private nameElement(element: IndexedElement, attributes: Attributes): void {
    const className = attributes.get('class') ?? ''
    const id = attributes.get('id') ?? ''
    let naming = ''
    for (const attribute of NAMING) {
      const value = attributes.get(attribute)
      // A region is any part of a page that has a label.
      if (value && value !== 'region') naming += ' ' + value
    }
    if (className !== '' || id !== '' || naming !== '') {
      const names = this.names.of(className, id, naming)
      names.elements.push(element)
      element.tokens = names.tokens
      element.words = names.words
    }
    const style = attributes.get('style')
    const hidden = attributes.get('hidden')
    element.hidden =
      (hidden !== null && hidden !== 'until-found') ||
      attributes.get('aria-hidden') === 'true' ||
      (style !== null && NOT_SHOWN.test(style))
  }

  close(): void {
    const closed = this.top
    if (!closed) return
    this.depth--
    const { element, traits } = closed
    if (closed.reading === 'marked') this.collector.add(')', closed)
    if (element.tag === 'mrow' && !closed.muted && element.parent?.tag === 'mfrac') this.collector.add(')', this.top ?? closed)
    if (!closed.inline) this.collector.boundary()
    else this.collector.partEnd(traits.edge)
    if (element.tag === 'a') this.collector.linkEnd()
    else if (element.tag === 'title') this.titleOpen = false
    const { collector } = this
    element.end = this.elements.length
    element.to = collector.length
    element.textLength = collector.textTotal - element.textLength
    element.linkLength = collector.linkTotal - element.linkLength
    element.prose = collector.proseTotal - element.prose
    element.runs = collector.runs.length - element.firstRun
    element.links = this.links - element.links
    element.images = this.images - element.images
    element.fields = this.fields - element.fields
    element.headings = this.headings - element.headings
    this.count(traits)
  }

  /** Counts an element that has closed, so that it is not among its own descendants. */
  private count({ tag, field, heading }: TagTraits): void {
    if (tag === 'a') this.links++
    else if (tag === 'img') this.images++
    else if (field) this.fields++
    else if (heading) this.headings++
  }
}

/** `<a name>` and `<a id>` without href mark a place; they link nothing. */
function isAnchor(attributes: Attributes): boolean {
  return attributes.get('href') === null && (attributes.get('name') !== null || attributes.get('id') !== null)
}
