import type { DomDocument, DomElement, DomNode } from '../../model.js'

/** A node as XPath sees it. Text that the parser has cut into pieces is one node; attribute names are lower case. */
export interface XNode {
  readonly type: 'root' | 'element' | 'text' | 'comment' | 'attribute'
  /** Lower case; empty for texts and comments. */
  readonly name: string
  /** Of texts, comments and attributes. */
  readonly value: string
  /** Position in document order; attributes stand between their element and what is in it. */
  readonly order: number
  /** `order` behind the last descendant. */
  readonly end: number
  readonly parent: XNode | null
  readonly children: readonly XNode[]
  /** Null for everything but elements. */
  readonly element: DomElement | null
}

interface OpenNode extends XNode {
  value: string
  end: number
  readonly children: OpenNode[]
}

const ELEMENT = 1
const TEXT = 3
const CDATA = 4
const COMMENT = 8

/**
 * A document made ready for XPath: its own order, parents and texts. Libraries ask the DOM for them, and linkedom's answers
 * (document order, what follows the doctype, attributes as nodes) are not those of the standard.
 */
export class XPathTree {
  readonly root: XNode
  /** All nodes but attributes, in document order. */
  readonly nodes: readonly XNode[]
  private readonly attributesOf = new Map<XNode, readonly XNode[]>()
  private ids: Map<string, XNode> | null = null

  constructor(document: DomDocument) {
    const nodes: OpenNode[] = []
    const root = make('root', '', '', 0, null, null)
    nodes.push(root)
    readInto(root, document, nodes)
    root.end = nodes.length
    this.root = root
    this.nodes = nodes
  }

  attributes(node: XNode): readonly XNode[] {
    const before = this.attributesOf.get(node)
    if (before) return before
    const { element } = node
    const attributes = (element?.getAttributeNames() ?? []).map((written, index) => {
      const order = node.order + (index + 1) / MOST_ATTRIBUTES
      return make('attribute', written.toLowerCase(), element?.getAttributeNode(written)?.value ?? '', order, node, null)
    })
    this.attributesOf.set(node, attributes)
    return attributes
  }

  byId(id: string): XNode | null {
    this.ids ??= this.indexIds()
    return this.ids.get(id) ?? null
  }

  /** The text of a node: its own, or that of everything inside. */
  textOf(node: XNode): string {
    if (node.type === 'text' || node.type === 'comment' || node.type === 'attribute') return node.value
    let text = ''
    for (let order = node.order + 1; order < node.end; order++) {
      const inner = this.nodes[order]
      if (inner?.type === 'text') text += inner.value
    }
    return text
  }

  private indexIds(): Map<string, XNode> {
    const ids = new Map<string, XNode>()
    for (const node of this.nodes) {
      const id = this.attributes(node).find(({ name }) => name === 'id')?.value
      if (id !== undefined && !ids.has(id)) ids.set(id, node)
    }
    return ids
  }
}

/** Attributes of one element that have a place of their own in the order. */
const MOST_ATTRIBUTES = 4096

function make(type: XNode['type'], name: string, value: string, order: number, parent: XNode | null, element: DomElement | null): OpenNode {
  return { type, name, value, order, end: order + 1, parent, children: [], element }
}

/** One iterative walk. linkedom's doctype has no next sibling, so the root element is where it starts. */
function readInto(root: OpenNode, document: DomDocument, nodes: OpenNode[]): void {
  const open = [root]
  let node: DomNode | null = document.documentElement
  while (node) {
    const parent = open.at(-1) ?? root
    const made = add(parent, node, nodes)
    if (made && node.firstChild) {
      open.push(made)
      node = node.firstChild
      continue
    }
    if (made) made.end = nodes.length
    while (node && !node.nextSibling) {
      node = node.parentNode
      const closed = open.pop()
      if (closed) closed.end = nodes.length
      if (open.length <= 1) return
    }
    node = node?.nextSibling ?? null
  }
}

/** Returns the node when there may be something in it. */
function add(parent: OpenNode, node: DomNode, nodes: OpenNode[]): OpenNode | null {
  if (node.nodeType === ELEMENT) {
    const element = node as DomElement
    return push(parent, make('element', element.localName.toLowerCase(), '', nodes.length, parent, element), nodes)
  }
  const value = node.nodeValue ?? ''
  if (node.nodeType === COMMENT) {
    push(parent, make('comment', '', value, nodes.length, parent, null), nodes)
  } else if ((node.nodeType === TEXT || node.nodeType === CDATA) && value !== '') {
    const before = parent.children.at(-1)
    if (before?.type === 'text') before.value += value
    else push(parent, make('text', '', value, nodes.length, parent, null), nodes)
  }
  return null
}

function push(parent: OpenNode, node: OpenNode, nodes: OpenNode[]): OpenNode {
  parent.children.push(node)
  nodes.push(node)
  return node
}
