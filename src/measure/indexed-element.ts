import type { DomElement, PageElement } from '../model.js'
import type { TagTraits } from './tags.js'
import type { Tree } from './tree.js'

const NONE: readonly string[] = []

/** PageElement while the indexer fills it: until it is closed, its measurements hold the totals at its start. */
export class IndexedElement implements PageElement {
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
    readonly tag: string,
    readonly order: number,
    readonly depth: number,
    readonly parent: IndexedElement | null,
    private readonly tree: Tree,
  ) {}

  get node(): DomElement {
    return this.tree.node(this.order)
  }

  get id(): string | null {
    return this.tree.attr(this.order, 'id')
  }
}

/** An element whose end the indexer has not reached. */
export class OpenElement {
  inline = false
  muted = false
  /** Inside a noscript of the body. */
  fallback = false
  linked = false
  verbatim = false
  /** Inside code, a formula or a raised mark: elements there do not set words apart. */
  literal = false
  /** How a word is read, set above it in small letters, without brackets; `marked`: an opening one has been added. */
  reading: 'unmarked' | 'marked' | null = null
  /** Nearest block-level element, itself included. */
  block: IndexedElement

  constructor(public element: IndexedElement, public traits: TagTraits) {
    this.block = element
  }
}
