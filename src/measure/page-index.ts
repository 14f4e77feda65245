import type { DomDocument, DomElement, DomNode, Page, PageElement, Piece, Run, Source, Trail } from '../model.js'
import { FIELDS, MUTED, SKIPPED, isHeading, isInline } from './tags.js'
import { isProse, nameWords } from './text.js'

const ELEMENT = 1
const TEXT = 3
const CDATA = 4

const WHITE = /[ \t\n\r\f]/
const WHITE_RUNS = /[ \t\n\r\f]+/g
const UNCOLLAPSED = /[\t\n\r\f]| {2}/
const NOT_SHOWN = /(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)/i
/** Attributes whose words say what an element is for. */
const NAMING = ['role', 'data-testid', 'data-component', 'itemprop'] as const
const NONE: readonly string[] = []

/** PageElement while the traversal fills it. */
class IndexedElement implements PageElement {
  end = 0
  from = 0
  to = 0
  textLength = 0
  linkLength = 0
  prose = 0
  links = 0
  images = 0
  fields = 0
  headings = 0
  runs = 0
  firstRun = 0
  hidden = false
  tokens: readonly string[] = NONE
  words: readonly string[] = NONE

  constructor(
    readonly node: DomElement,
    readonly tag: string,
    readonly order: number,
    readonly depth: number,
    readonly parent: IndexedElement | null,
  ) {}
}

interface OpenElement {
  readonly element: IndexedElement
  readonly inline: boolean
  readonly muted: boolean
  readonly linked: boolean
  readonly verbatim: boolean
  /** Nearest block-level element, itself included. */
  readonly block: IndexedElement
  /** The traversal's totals when it was entered: measurements are differences. */
  readonly before: {
    readonly text: number; readonly link: number; readonly prose: number
    readonly links: number; readonly images: number; readonly fields: number; readonly headings: number
  }
}

/** Collects text, pieces and runs in document order. */
class TextCollector {
  readonly chunks: string[] = []
  readonly pieces: Piece[] = []
  readonly runs: Run[] = []
  length = 0
  /** Totals so far: text without the separators of runs, of it linked, of it in prose. */
  textTotal = 0
  linkTotal = 0
  proseTotal = 0

  private owner: IndexedElement | null = null
  private start = 0
  private firstPiece = 0
  private linkLength = 0
  private space = false
  private lineBreak = false
  private linkEnded = false

  /** Begins the next line: what follows belongs to another run. */
  boundary(): void {
    this.space = false
    this.lineBreak = false
    this.linkEnded = false
    if (this.owner) this.closeRun(this.owner)
  }

  /** A `<br>`: one breaks the line, two end the paragraph. */
  break(): void {
    if (!this.owner) return
    if (this.lineBreak) this.boundary()
    else this.lineBreak = true
  }

  linkEnd(): void {
    this.linkEnded = this.owner !== null
  }

  linkStart(): void {
    // Two links that touch are two entries of a list laid out by CSS; no author writes words so.
    if (this.linkEnded) this.space = true
  }

  add(data: string, at: OpenElement): void {
    const text = at.verbatim ? this.verbatim(data) : this.collapsed(data)
    if (text === '') return
    this.linkEnded = false
    if (!this.owner) {
      this.owner = at.block
      this.firstPiece = this.pieces.length
      this.linkLength = 0
      this.start = this.length
    }
    this.chunks.push(text)
    const from = this.length
    this.length += text.length
    this.textTotal += text.length
    if (at.linked) {
      this.linkLength += text.length
      this.linkTotal += text.length
    }
    this.pieces.push({ from, to: this.length, owner: at.element, linked: at.linked })
  }

  private verbatim(data: string): string {
    const text = this.owner ? data : data.replace(/^\r?\n/, '')
    if (!this.owner && text.trim() === '') return ''
    const lead = this.lead()
    return lead + text
  }

  private collapsed(data: string): string {
    let text = UNCOLLAPSED.test(data) ? data.replace(WHITE_RUNS, ' ') : data
    if (text === '') return ''
    const startsWhite = text.charCodeAt(0) === 32
    if (text.length === 1 && startsWhite) {
      this.space ||= this.owner !== null
      return ''
    }
    const endsWhite = text.charCodeAt(text.length - 1) === 32
    if (startsWhite || endsWhite) text = text.slice(startsWhite ? 1 : 0, endsWhite ? -1 : undefined)
    if (startsWhite) this.space = true
    const lead = this.lead()
    this.space = endsWhite
    return lead + text
  }

  private lead(): string {
    const lead = !this.owner ? '' : this.lineBreak ? '\n' : this.space ? ' ' : ''
    this.space = false
    this.lineBreak = false
    return lead
  }

  private closeRun(owner: IndexedElement): void {
    const from = this.start
    const to = this.length
    const text = joinFrom(this.chunks, this.pieces.length - this.firstPiece)
    const prose = isProse(text, this.linkLength)
    this.runs.push({
      index: this.runs.length, owner, from, to, linkLength: this.linkLength, prose,
      firstPiece: this.firstPiece, endPiece: this.pieces.length,
    })
    if (prose) this.proseTotal += to - from
    this.chunks.push('\n')
    this.length++
    this.owner = null
  }
}

function joinFrom(chunks: readonly string[], count: number): string {
  if (count === 1) return chunks[chunks.length - 1] ?? ''
  return chunks.slice(chunks.length - count).join('')
}

class IndexedPage implements Page {
  private byWord: Map<string, PageElement[]> | null = null
  private byToken: Map<string, PageElement[]> | null = null

  constructor(
    readonly source: Source,
    readonly document: DomDocument,
    readonly base: string | null,
    readonly elements: readonly PageElement[],
    readonly body: PageElement | null,
    readonly text: string,
    readonly pieces: readonly Piece[],
    readonly runs: readonly Run[],
    readonly jsonLd: readonly string[],
    readonly lang: string,
    readonly langFrom: Page['langFrom'],
    readonly trail: Trail,
    private readonly byTag: ReadonlyMap<string, readonly PageElement[]>,
    private readonly read: AttributeReader,
  ) {}

  tagged(tag: string): readonly PageElement[] {
    return this.byTag.get(tag) ?? []
  }

  named(word: string): readonly PageElement[] {
    this.byWord ??= groupBy(this.elements, element => element.words)
    return this.byWord.get(word) ?? []
  }

  tokened(token: string): readonly PageElement[] {
    this.byToken ??= groupBy(this.elements, element => element.tokens)
    return this.byToken.get(token) ?? []
  }

  tokens(): Iterable<string> {
    this.byToken ??= groupBy(this.elements, element => element.tokens)
    return this.byToken.keys()
  }

  textOf(of: { readonly from: number; readonly to: number }): string {
    return this.text.slice(of.from, of.to)
  }

  attr(element: PageElement, name: string): string | null {
    return this.read(element.node, name)
  }

  children(element: PageElement): readonly PageElement[] {
    const children: PageElement[] = []
    for (let at = element.order + 1; at < element.end;) {
      const child = this.elements[at]
      if (!child) break
      children.push(child)
      at = child.end
    }
    return children
  }

  next(element: PageElement): PageElement | null {
    const next = this.elements[element.end]
    return next && next.parent === element.parent ? next : null
  }

  previous(element: PageElement): PageElement | null {
    let at = this.elements[element.order - 1] ?? null
    while (at && at.depth > element.depth) at = at.parent
    return at && at.parent === element.parent && at !== element.parent ? at : null
  }

  runsOf(element: PageElement): readonly Run[] {
    return this.runs.slice(element.firstRun, element.firstRun + element.runs)
  }
}

type AttributeReader = (node: DomElement, name: string) => string | null

const readAttribute: AttributeReader = (node, name) => node.getAttribute(name)

/** linkedom keeps the case of attribute names; documents that others parsed with it have `ID` and `Class`. */
const readAnyCase: AttributeReader = (node, name) => node.getAttribute(name) ?? node.getAttribute(name.toUpperCase())

function groupBy(elements: readonly PageElement[], keys: (element: PageElement) => readonly string[]) {
  const groups = new Map<string, PageElement[]>()
  for (const element of elements) {
    for (const key of keys(element)) {
      const group = groups.get(key)
      if (group) group.push(element)
      else groups.set(key, [element])
    }
  }
  return groups
}

/** Facts about the page that are not measured here. */
export interface PageFacts {
  readonly source: Source
  readonly base: (elements: { tagged(tag: string): readonly PageElement[] }) => string | null
  /** The document was parsed by somebody else. */
  readonly foreign: boolean
  readonly language: (html: string | null, text: () => string) => Pick<Page, 'lang' | 'langFrom'>
  readonly trail: Trail
}

/**
 * The one traversal: every measurement that rules need, in one iterative walk that never changes the document.
 * Time and memory are linear in the number of nodes.
 */
export function indexDocument(document: DomDocument, facts: PageFacts): Page {
  const read = facts.foreign ? readAnyCase : readAttribute
  const walk = new Traversal(read)
  walk.run(document)
  const { collector, elements, byTag } = walk
  const text = collector.chunks.join('')
  const tagged = (tag: string): readonly PageElement[] => byTag.get(tag) ?? []
  const html = tagged('html')[0]
  const { lang, langFrom } = facts.language(
    html ? (read(html.node, 'lang') ?? read(html.node, 'xml:lang')) : null,
    () => proseSample(text, collector.runs),
  )
  const body = tagged('body')[0] ?? html ?? elements[0] ?? null
  return new IndexedPage(
    facts.source, document, facts.base({ tagged }), elements, body, text, collector.pieces, collector.runs,
    walk.jsonLd, lang, langFrom, facts.trail, byTag, read,
  )
}

/** Text for language detection: prose when there is any, at most 3,000 characters. */
function proseSample(text: string, runs: readonly Run[]): string {
  let sample = ''
  for (const run of runs) {
    if (run.prose) sample += text.slice(run.from, run.to) + '\n'
    if (sample.length > 3000) break
  }
  return sample.length > 200 ? sample : text.slice(0, 3000)
}

class Traversal {
  readonly collector = new TextCollector()
  readonly elements: IndexedElement[] = []
  readonly byTag = new Map<string, PageElement[]>()
  readonly jsonLd: string[] = []
  private readonly names = new Map<string, { tokens: string[]; words: string[] }>()
  private readonly open: OpenElement[] = []
  private links = 0
  private images = 0
  private fields = 0
  private headings = 0

  constructor(private readonly read: AttributeReader) {}

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
    if (at && !at.muted && (node.nodeType === TEXT || node.nodeType === CDATA)) {
      this.collector.add(node.nodeValue ?? '', at)
    }
    return null
  }

  /** Returns the first child to go to, or null when there is nothing to see inside. */
  private enter(node: DomElement): DomNode | null {
    const tag = node.localName.toLowerCase()
    if (SKIPPED.has(tag) && !(tag === 'template' && this.read(node, 'shadowrootmode'))) {
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
    this.nameElement(element)
    const inline = isInline(tag)
    const { collector } = this
    if (tag === 'br') collector.break()
    else if (!inline) collector.boundary()
    else if (tag === 'a') collector.linkStart()
    element.from = collector.length
    element.firstRun = collector.runs.length
    this.open.push({
      element,
      inline: inline || tag === 'br',
      muted: (above?.muted ?? false) || MUTED.has(tag),
      linked: (above?.linked ?? false) || tag === 'a',
      verbatim: (above?.verbatim ?? false) || tag === 'pre' || tag === 'listing' || tag === 'xmp',
      block: inline && above ? above.block : element,
      before: {
        text: collector.textTotal, link: collector.linkTotal, prose: collector.proseTotal,
        links: this.links, images: this.images, fields: this.fields, headings: this.headings,
      },
    })
    if (node.firstChild) return node.firstChild
    return null
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
      if (!names) this.names.set(key, (names = readNames(className, id, naming)))
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
    const { element, before } = closed
    if (!closed.inline) this.collector.boundary()
    if (element.tag === 'a') this.collector.linkEnd()
    const { collector } = this
    element.end = this.elements.length
    element.to = collector.length
    element.textLength = collector.textTotal - before.text
    element.linkLength = collector.linkTotal - before.link
    element.prose = collector.proseTotal - before.prose
    element.runs = collector.runs.length - element.firstRun
    element.links = this.links - before.links
    element.images = this.images - before.images
    element.fields = this.fields - before.fields
    element.headings = this.headings - before.headings
    this.count(element.tag)
  }

  /** Counts an element that has closed, so that it is not among its own descendants. */
  private count(tag: string): void {
    if (tag === 'a') this.links++
    else if (tag === 'img') this.images++
    else if (FIELDS.has(tag)) this.fields++
    else if (isHeading(tag)) this.headings++
  }
}

function readNames(className: string, id: string, naming: string): { tokens: string[]; words: string[] } {
  const tokens = className.split(WHITE).filter(token => token !== '').slice(0, 100)
  if (id !== '' && !WHITE.test(id)) tokens.push(id)
  const words = new Set<string>()
  for (const name of tokens) for (const word of nameWords(name)) words.add(word)
  for (const word of nameWords(naming)) words.add(word)
  return { tokens: [...new Set(tokens.map(token => token.toLowerCase()))], words: [...words] }
}
