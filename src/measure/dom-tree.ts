import type { DomDocument, DomElement, DomNode } from '../model.js'
import type { PageIndexer } from './page-indexer.js'
import { traitsOf } from './tags.js'
import { formulaIn } from './tex-scripts.js'
import type { Attributes, Tree } from './tree.js'

const ELEMENT = 1
const TEXT = 3
const CDATA = 4

/** A document that somebody else parsed, read and never changed. */
export class DomTree implements Tree {
  private readonly nodes: DomElement[] = []
  /** Whether formulas have been set beside their sources; null until somebody asks. */
  private setFormulas: boolean | null = null

  constructor(readonly document: DomDocument) {}

  /** Tells the indexer the whole document: one iterative walk, linear in the number of nodes, however deep. */
  tell(indexer: PageIndexer): void {
    this.nodes.length = 0
    walk(this.document, {
      enter: node => {
        const interest = indexer.open(traitsOf(node.localName), new NodeAttributes(node))
        if (interest === 'json-ld') indexer.jsonLd.push(node.textContent ?? '')
        if (interest === 'nothing' && node.localName === 'script' && indexer.reading) {
          const formula = this.formula(node)
          if (formula !== null) indexer.text(formula)
        }
        if (interest === 'inside') this.nodes.push(node)
        return interest === 'inside'
      },
      text: node => {
        if (indexer.reading) indexer.text(node.nodeValue ?? '')
      },
      leave: () => {
        indexer.close()
      },
    })
    indexer.finish()
  }

  /** As in a page's source, where it is put in before the page is read. */
  private formula(script: DomElement): string | null {
    const formula = formulaIn(readAttribute(script, 'type') ?? '', script.textContent ?? '')
    return formula === null || (this.setFormulas ??= [...this.document.querySelectorAll(SET_FORMULAS)].length > 0) ? null : formula
  }

  node(order: number): DomElement {
    const node = this.nodes[order]
    if (!node) throw new RangeError(`no element ${order}`)
    return node
  }

  attr(order: number, name: string): string | null {
    return readAttribute(this.node(order), name)
  }

  names(order: number): readonly string[] {
    return this.node(order).getAttributeNames().map(name => name.toLowerCase())
  }
}

const SET_FORMULAS = '[class^="MathJax"]'

class NodeAttributes implements Attributes {
  readonly none: boolean

  constructor(private readonly node: DomElement) {
    this.none = !node.hasAttributes()
  }

  get(name: string): string | null {
    return readAttribute(this.node, name)
  }
}

/**
 * Through the attribute's node: linkedom's getAttribute puts a class together from its tokens each time. It keeps
 * the case of attribute names, too: documents that others parsed with it have `ID` and `Class`.
 */
function readAttribute(node: DomElement, name: string): string | null {
  return (node.getAttributeNode(name) ?? node.getAttributeNode(name.toUpperCase()))?.value ?? null
}

export interface Visitor {
  /** Returns whether to go inside; `leave` follows then. */
  enter(node: DomElement): boolean
  text(node: DomNode): void
  leave(node: DomElement): void
}

/** Visits elements and texts in document order, without recursion. */
export function walk(document: DomDocument, visitor: Visitor): void {
  const open: DomElement[] = []
  // linkedom's doctype has no next sibling: the first element is the surer start.
  let node: DomNode | null = document.documentElement
  while (node) {
    if (node.nodeType === ELEMENT) {
      const element = node as DomElement
      if (visitor.enter(element)) {
        if (node.firstChild) {
          open.push(element)
          node = node.firstChild
          continue
        }
        visitor.leave(element)
      }
    } else if (node.nodeType === TEXT || node.nodeType === CDATA) visitor.text(node)
    while (node && !node.nextSibling) {
      node = open.pop() ?? null
      if (node) visitor.leave(node as DomElement)
    }
    node = node?.nextSibling ?? null
  }
}
