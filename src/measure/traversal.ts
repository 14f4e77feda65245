import type { DomDocument, DomElement, DomNode, PageElement } from '../model.js'
import type { AttributeReader } from './attributes.js'
import { IndexedElement, type OpenElement } from './indexed-element.js'
import { traitsOf } from './tags.js'
import { nameWords } from './text.js'
import { TextCollector } from './text-collector.js'

const ELEMENT = 1
const TEXT = 3
const CDATA = 4

const WHITE = /[ \t\n\r\f]/
const NOT_SHOWN = /(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)/i
/** Attributes whose words say what an element is for. */
const NAMING = ['role', 'data-testid', 'itemprop'] as const

/** One iterative walk over a document in document order; never changes it. Linear in the number of nodes. */
export class Traversal {
  readonly collector = new TextCollector()
  readonly elements: IndexedElement[] = []
  readonly byTag = new Map<string, PageElement[]>()
  readonly jsonLd: string[] = []
  private readonly names = new Map<string, ElementNames>()
  private readonly tokenWords = new Map<string, readonly string[]>()
  private readonly open: OpenElement[] = []
  private links = 0
  private images = 0
  private fields = 0
  private headings = 0

  /** Text inside <noscript>, in code units. */
  fallbackLength = 0

  constructor(private readonly read: AttributeReader, private readonly showFallbacks: boolean) {}

  run(document: DomDocument): void {
    // linkedom's doctype has no next sibling: the first element is the surer start.
    let node: DomNode | null = document.documentElement
    while (node) {
      const below: DomNode | null = node.nodeType === ELEMENT ? this.enter(node as DomElement) : this.text(node)
      if (below) {
        node = below
        continue
      }
      let at: DomNode | null = node
      node = null
      while (at) {
        if (this.open.at(-1)?.element.node === at) this.leave()
        if (at.nextSibling) {
          node = at.nextSibling
          break
        }
        at = at.parentNode
        if (at === document) break
      }
    }
    while (this.open.length > 0) this.leave()
    this.collector.boundary()
  }

  private text(node: DomNode): null {
    const at = this.open.at(-1)
    if (!at || (node.nodeType !== TEXT && node.nodeType !== CDATA)) return null
    if (!at.muted) this.collector.add(node.nodeValue ?? '', at)
    else if (at.fallback) this.fallbackLength += node.nodeValue?.trim().length ?? 0
    return null
  }

  /** Returns the first child to go to, or null when there is nothing to see inside. */
  private enter(node: DomElement): DomNode | null {
    const traits = traitsOf(node.localName)
    const { tag } = traits
    if (traits.skipped && !(tag === 'template' && this.read(node, 'shadowrootmode'))) {
      this.skip(node, tag)
      return null
    }
    const above = this.open.at(-1) ?? null
    const parent = above?.element ?? null
    const element = new IndexedElement(node, tag, this.elements.length, this.open.length, parent)
    this.elements.push(element)
    const peers = this.byTag.get(tag)
    if (peers) peers.push(element)
    else this.byTag.set(tag, [element])
    const fallback = (above?.fallback ?? false) || ((tag === 'noscript' || tag === 'noframes') && above?.muted !== true)
    const muted = (above?.muted ?? false) || (traits.muted && !(fallback && this.showFallbacks))
    // Names in the head or of fallbacks point at nothing that is seen.
    if (!muted && node.hasAttributes()) this.nameElement(element)
    const inline = traits.inline
    const { collector } = this
    if (tag === 'br') collector.break()
    else if (!inline) collector.boundary()
    else if (tag === 'a') collector.linkStart()
    element.from = collector.length
    element.firstRun = collector.runs.length
    element.textLength = collector.textTotal
    element.linkLength = collector.linkTotal
    element.prose = collector.proseTotal
    element.links = this.links
    element.images = this.images
    element.fields = this.fields
    element.headings = this.headings
    this.open.push({
      element,
      inline: inline || tag === 'br',
      muted,
      fallback,
      linked: (above?.linked ?? false) || (tag === 'a' && !this.isAnchor(node)),
      verbatim: (above?.verbatim ?? false) || traits.verbatim,
      block: inline && above ? above.block : element,
    })
    if (node.firstChild) return node.firstChild
    return null
  }

  /** `<a name>` and `<a id>` without href mark a place; they link nothing. */
  private isAnchor(node: DomElement): boolean {
    return this.read(node, 'href') === null && (this.read(node, 'name') !== null || this.read(node, 'id') !== null)
  }

  private skip(node: DomElement, tag: string): void {
    if (tag !== 'script') return
    const type = this.read(node, 'type')
    if (type && /^application\/ld\+json/i.test(type.trim())) this.jsonLd.push(node.textContent ?? '')
  }

  private nameElement(element: IndexedElement): void {
    const { node } = element
    const className = this.read(node, 'class') ?? ''
    const id = this.read(node, 'id') ?? ''
    let naming = ''
    for (const attribute of NAMING) {
      const value = this.read(node, attribute)
      if (value) naming += ' ' + value
    }
    if (className !== '' || id !== '' || naming !== '') {
      const key = `${className}\n${id}\n${naming}`
      let names = this.names.get(key)
      if (!names) this.names.set(key, (names = this.readNames(className, id, naming)))
      element.tokens = names.tokens
      element.words = names.words
    }
    const style = this.read(node, 'style')
    const hidden = this.read(node, 'hidden')
    element.hidden =
      (hidden !== null && hidden !== 'until-found') ||
      this.read(node, 'aria-hidden') === 'true' ||
      (style !== null && NOT_SHOWN.test(style))
  }

  private leave(): void {
    const closed = this.open.pop()
    if (!closed) return
    const { element } = closed
    if (!closed.inline) this.collector.boundary()
    if (element.tag === 'a') this.collector.linkEnd()
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
    this.count(element.tag)
  }

  /** Counts an element that has closed, so that it is not among its own descendants. */
  private count(tag: string): void {
    if (tag === 'a') this.links++
    else if (tag === 'img') this.images++
    else if (traitsOf(tag).field) this.fields++
    else if (traitsOf(tag).heading) this.headings++
  }

  private readNames(className: string, id: string, naming: string): ElementNames {
    const tokens = className.split(WHITE).filter(token => token !== '').slice(0, MOST_TOKENS)
    if (id !== '' && !WHITE.test(id)) tokens.push(id)
    const words = new Set<string>()
    for (const name of tokens) for (const word of this.wordsOf(name)) words.add(word)
    if (naming !== '') for (const word of nameWords(naming)) words.add(word)
    return { tokens: [...new Set(tokens.map(token => token.toLowerCase()))], words: [...words] }
  }

  private wordsOf(token: string): readonly string[] {
    let words = this.tokenWords.get(token)
    if (!words) this.tokenWords.set(token, (words = nameWords(token)))
    return words
  }
}

interface ElementNames {
  readonly tokens: readonly string[]
  readonly words: readonly string[]
}

/** Class tokens of one element that are read; real pages have at most 298. */
const MOST_TOKENS = 100
