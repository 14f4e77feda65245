import { decodeHTML, decodeHTMLAttribute } from 'entities/decode'
import type { TokenizerCallbacks } from 'htmlparser2'
import type { DomDocument, DomElement } from '../model.js'
import { walk } from './dom-tree.js'
import type { PageIndexer } from './page-indexer.js'
import { NameLookup } from './name-lookup.js'
import { tellTokens } from './scan-source.js'
import { type TagTraits, traitsOf } from './tags.js'
import type { Attributes, Tree } from './tree.js'

/**
 * A page's source, told to the indexer while it is tokenized: no nodes are made, and of attributes only places are
 * kept. The document is made by `materialise` when somebody asks for it.
 */
export class SourceTree implements Tree {
  private attributes = new AttributePlaces('')
  private made: { readonly document: DomDocument; readonly nodes: readonly DomElement[] } | null = null

  constructor(private readonly html: string, private readonly materialise: (html: string) => DomDocument) {}

  /** Tells the whole source, in time linear in its length. */
  tell(indexer: PageIndexer): void {
    this.attributes = new AttributePlaces(this.html)
    const teller = new SourceTeller(this.html, this.attributes, indexer)
    tellTokens(this.html, teller)
  }

  attr(order: number, name: string): string | null {
    return this.attributes.of(order, name)
  }

  names(order: number): readonly string[] {
    return this.attributes.names(order)
  }

  get document(): DomDocument {
    return this.dom().document
  }

  node(order: number): DomElement {
    const node = this.dom().nodes[order]
    if (!node) throw new RangeError(`no element ${order} in the document`)
    return node
  }

  private dom(): { readonly document: DomDocument; readonly nodes: readonly DomElement[] } {
    if (this.made) return this.made
    const document = this.materialise(this.html)
    return (this.made = { document, nodes: indexedNodes(document) })
  }
}

/** The nodes that an indexer takes in, in its order. */
function indexedNodes(document: DomDocument): DomElement[] {
  const nodes: DomElement[] = []
  walk(document, {
    enter: node => {
      const { skipped, tag } = traitsOf(node.localName)
      if (skipped && !(tag === 'template' && node.getAttribute('shadowrootmode'))) return false
      nodes.push(node)
      return true
    },
    text: () => {},
    leave: () => {},
  })
  return nodes
}

/** Numbers of a place: where the name and the value begin and end. */
const PLACE = 4
const FIRST_SIZE = 1024

/** Where the attributes of each element stand in the source. Typed arrays: most of what a page keeps while it is measured. */
class AttributePlaces implements Attributes {
  private places = new Int32Array(FIRST_SIZE * PLACE)
  private end = 0
  /** By element: its first place. The current tag's attributes are behind the last element's. */
  private first = new Int32Array(FIRST_SIZE)
  private count = 0
  private current = 0

  constructor(private readonly html: string) {}

  begin(): void {
    this.end = this.current
  }

  name(from: number, to: number): void {
    if (this.end + PLACE > this.places.length) this.places = doubled(this.places)
    const { places, end } = this
    places[end] = from
    places[end + 1] = to
    places[end + 2] = to
    places[end + 3] = to
    this.end = end + PLACE
  }

  value(from: number, to: number): void {
    this.places[this.end - 2] = from
    this.places[this.end - 1] = to
  }

  /** The current tag is the next element of the index. */
  keep(): void {
    if (this.count === this.first.length) this.first = doubled(this.first)
    this.first[this.count++] = this.current
    this.current = this.end
  }

  get none(): boolean {
    return this.end === this.current
  }

  get(name: string): string | null {
    return this.find(name, this.current, this.end)
  }

  of(order: number, name: string): string | null {
    return this.find(name, this.from(order), this.from(order + 1))
  }

  names(order: number): string[] {
    const names: string[] = []
    const to = this.from(order + 1)
    for (let at = this.from(order); at < to; at += PLACE) names.push(this.html.slice(this.places[at], this.places[at + 1]))
    return names
  }

  private from(order: number): number {
    return order < this.count ? this.first[order]! : this.current
  }

  /** The first of its name counts. */
  private find(name: string, from: number, to: number): string | null {
    const { places, html } = this
    for (let at = from; at < to; at += PLACE) {
      const start = places[at]!
      if (places[at + 1]! - start !== name.length || !html.startsWith(name, start)) continue
      const value = html.slice(places[at + 2], places[at + 3])
      return value.includes('&') ? decodeHTMLAttribute(value) : value
    }
    return null
  }
}

function doubled(before: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const after = new Int32Array(before.length * 2)
  after.set(before)
  return after
}

/** Their text is not markup: no entities. */
const LITERAL = new Set(['script', 'style', 'xmp', 'textarea'])
const traitsBy = new NameLookup(traitsOf)

/** Builds the tree that htmlparser2's parser would build, out of the same tokens, and tells it to the indexer. */
class SourceTeller implements TokenizerCallbacks {
  private readonly open: TagTraits[] = []
  private readonly foreign: boolean[] = []
  private traits = traitsOf('html')
  /** What comes is text up to an end tag of its own. */
  private literal = false
  /** Open elements beyond which nobody listens, and whether what is in there is JSON-LD. */
  private deaf = Number.POSITIVE_INFINITY
  private data: string | null = null

  constructor(
    private readonly html: string,
    private readonly attributes: AttributePlaces,
    private readonly indexer: PageIndexer,
  ) {}

  ontext(from: number, to: number): void {
    const { indexer, open } = this
    if (this.data !== null) this.data += this.html.slice(from, to)
    if (open.length >= this.deaf || !indexer.reading) return
    const text = this.html.slice(from, to)
    indexer.text(text.includes('&') && !this.literal ? decodeHTML(text) : text)
  }

  onopentagname(from: number, to: number): void {
    this.traits = traitsBy.at(this.html, from, to)
    this.attributes.begin()
  }

  onattribname(from: number, to: number): void {
    this.attributes.name(from, to)
  }

  onattribdata(from: number, to: number): void {
    this.attributes.value(from, to)
  }

  onopentagend(): void {
    this.literal = LITERAL.has(this.traits.tag)
    this.openTag(this.traits)
  }

  onselfclosingtag(): void {
    const { traits } = this
    this.literal = false
    this.openTag(traits)
    if (this.foreign.at(-1) === true && !traits.void) this.closeTop()
  }

  onclosetag(from: number, to: number): void {
    const closed = traitsBy.at(this.html, from, to)
    const { tag } = closed
    this.literal = false
    if (closed.foreign !== null) this.foreign.pop()
    if (closed.void) {
      if (tag === 'br') this.openImplied(closed)
      return
    }
    let at = this.open.length - 1
    while (at >= 0 && this.open[at]!.tag !== tag) at--
    if (at >= 0) while (this.open.length > at) this.closeTop()
    else if (tag === 'p') {
      this.openImplied(closed)
      this.closeTop()
    }
  }

  onend(): void {
    while (this.open.length > 0) this.closeTop()
    this.indexer.finish()
  }

  private openImplied(traits: TagTraits): void {
    this.attributes.begin()
    this.openTag(traits)
  }

  private openTag(traits: TagTraits): void {
    const { open } = this
    if (traits.ends) for (let top = open.at(-1); top && traits.ends.has(top.tag); top = open.at(-1)) this.closeTop()
    const heard = open.length < this.deaf
    const interest = heard ? this.indexer.open(traits, this.attributes) : 'nothing'
    if (interest === 'inside') this.attributes.keep()
    if (traits.void) {
      if (interest === 'inside') this.indexer.close()
      return
    }
    open.push(traits)
    if (traits.foreign !== null) this.foreign.push(traits.foreign)
    if (!heard || interest === 'inside') return
    this.deaf = open.length
    if (interest === 'json-ld') this.data = ''
  }

  private closeTop(): void {
    const { open } = this
    open.pop()
    if (open.length >= this.deaf) return
    if (open.length + 1 < this.deaf) {
      this.indexer.close()
      return
    }
    this.deaf = Number.POSITIVE_INFINITY
    if (this.data !== null) this.indexer.jsonLd.push(this.data)
    this.data = null
  }

  onattribend(): void {}
  onattribentity(): void {}
  ontextentity(): void {}
  oncdata(): void {}
  oncomment(): void {}
  ondeclaration(): void {}
  onprocessinginstruction(): void {}
}
