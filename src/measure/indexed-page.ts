import type { DomDocument, Page, PageElement, Piece, Run, SiteRule, Source, Trail } from '../model.js'
import type { ElementNames, NameTable } from './element-names.js'
import { ownCopy } from './own-copy.js'
import type { Tree } from './tree.js'

/** A page with its measurements; look-ups by name are built when first asked for. */
export class IndexedPage implements Page {
  private byWord: NameGroups | null = null
  private byToken: NameGroups | null = null
  private byAttribute: Map<string, PageElement[]> | null = null
  readonly site: SiteRule | null = null

  constructor(
    readonly source: Source,
    private readonly tree: Tree,
    readonly base: string | null,
    readonly elements: readonly PageElement[],
    readonly body: PageElement | null,
    readonly text: string,
    readonly pieces: readonly Piece[],
    readonly runs: readonly Run[],
    readonly jsonLd: readonly string[],
    readonly title: string | null,
    readonly lang: string,
    readonly langFrom: Page['langFrom'],
    readonly trail: Trail,
    private readonly byTag: ReadonlyMap<string, readonly PageElement[]>,
    private readonly names: NameTable,
    /** Every rule asks for the same ones. */
    private readonly runTexts: readonly string[],
  ) {}

  get document(): DomDocument {
    return this.tree.document
  }

  tagged(tag: string): readonly PageElement[] {
    return this.byTag.get(tag) ?? []
  }

  named(word: string): readonly PageElement[] {
    this.byWord ??= new NameGroups(this.elements, this.names, 'words')
    return this.byWord.get(word)
  }

  tokened(token: string): readonly PageElement[] {
    this.byToken ??= new NameGroups(this.elements, this.names, 'tokens')
    return this.byToken.get(token)
  }

  attributed(name: string): readonly PageElement[] {
    this.byAttribute ??= groupBy(this.elements, ({ order }) => this.tree.names(order))
    return this.byAttribute.get(name) ?? []
  }

  tokens(): Iterable<string> {
    this.byToken ??= new NameGroups(this.elements, this.names, 'tokens')
    return this.byToken.keys()
  }

  textOf(of: { readonly from: number; readonly to: number; readonly index?: number }): string {
    if (of.index !== undefined && this.runs[of.index] === of) return this.runTexts[of.index] ?? ''
    return this.text.slice(of.from, of.to)
  }

  attr(element: PageElement, name: string): string | null {
    return this.tree.attr(element.order, name)
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

/**
 * Words that somebody asked for, on whatever page, each with its number: rules ask for the same few hundred again and again, and for most
 * words of a page never.
 */
const asked = new Map<string, number>()
const MOST_ASKED = 10_000

function numberOf(word: string): number {
  const before = asked.get(word)
  if (before !== undefined) return before
  if (asked.size < MOST_ASKED) asked.set(ownCopy(word), asked.size)
  return asked.size
}

/** Elements by a part of their names. Names are grouped, not elements: there are far fewer, and most parts are in one of them. */
class NameGroups {
  private readonly groups = new Map<string, ElementNames | ElementNames[]>()
  private readonly merged = new Map<string, readonly PageElement[]>()
  /** Words of higher numbers are looked for when they are asked for; where none has been asked for yet, all are grouped. */
  private readonly grouped: number

  constructor(
    private readonly all: readonly PageElement[], private readonly table: NameTable, private readonly by: 'words' | 'tokens',
  ) {
    const { groups } = this
    const few = by === 'words' && asked.size > 0
    this.grouped = few ? asked.size : Infinity
    for (const names of table.all) {
      for (const part of names[by]) {
        if (few && !asked.has(part)) continue
        const group = groups.get(part)
        if (group === undefined) groups.set(part, names)
        else if (Array.isArray(group)) group.push(names)
        else groups.set(part, [group, names])
      }
    }
  }

  keys(): Iterable<string> {
    return this.groups.keys()
  }

  /** In document order. */
  get(part: string): readonly PageElement[] {
    const number = this.by === 'words' ? numberOf(part) : 0
    const group = this.groups.get(part) ?? (number >= this.grouped ? this.look(part) : undefined)
    if (group === undefined) return NONE
    if (!Array.isArray(group)) return group.elements
    const before = this.merged.get(part)
    if (before) return before
    const elements = this.inOrder(group)
    this.merged.set(part, elements)
    return elements
  }

  private look(part: string): ElementNames[] {
    const found = this.table.all.filter(names => names[this.by].includes(part))
    this.groups.set(part, found)
    return found
  }

  /** Sorted as numbers, which takes no call for each comparison. */
  private inOrder(group: readonly ElementNames[]): readonly PageElement[] {
    const orders: number[] = []
    for (const { elements } of group) for (const { order } of elements) orders.push(order)
    return Array.from(Uint32Array.from(orders).sort(), order => this.all[order]!)
  }
}

const NONE: readonly PageElement[] = []

/** Elements by what they have; a key that an element says twice counts once. */
function groupBy(elements: readonly PageElement[], keys: (element: PageElement) => readonly string[]) {
  const groups = new Map<string, PageElement[]>()
  for (const element of elements) {
    for (const key of keys(element)) {
      const group = groups.get(key)
      if (!group) groups.set(key, [element])
      else if (group.at(-1) !== element) group.push(element)
    }
  }
  return groups
}
