import type { Element, ElementContent, Properties, Root, RootContent } from 'hast'
import type { PageElement } from '../model.js'
import { isCell } from './structure.js'

/** One level of the output tree around a piece of content. */
export interface Layer {
  /** Content whose layers have equal keys stands in one element. */
  readonly key: string
  readonly tag: string
  readonly properties: Properties
  /** The page's element that it comes from, if any. */
  readonly element: PageElement | null
}

interface Open {
  readonly key: string
  readonly node: Element
  /** Cells of a table row and how many are written: empty ones are written too, so that columns stay in line. */
  readonly cells: readonly PageElement[]
  written: number
}

/** Builds a hast tree from content in document order, each with the layers that must stand around it. */
export class HastWriter {
  readonly root: Root = { type: 'root', children: [] }
  private readonly stack: Open[] = []

  constructor(private readonly cellsOf: (row: PageElement) => readonly PageElement[]) {}

  text(layers: readonly Layer[], value: string): void {
    if (value === '') return
    const children = this.open(layers)
    const last = children.at(-1)
    if (last?.type === 'text') last.value += value
    else children.push({ type: 'text', value })
  }

  element(layers: readonly Layer[], tagName: string, properties: Properties = {}): void {
    this.open(layers).push({ type: 'element', tagName, properties, children: [] })
  }

  /** The last thing written at the outermost level is an element with this tag. */
  endsWith(layers: readonly Layer[], tagName: string): boolean {
    const last = this.open(layers).at(-1)
    return last?.type === 'element' && last.tagName === tagName
  }

  isEmpty(): boolean {
    return this.root.children.length === 0
  }

  finish(): Root {
    while (this.stack.length > 0) this.close()
    return this.root
  }

  private open(layers: readonly Layer[]): (RootContent | ElementContent)[] {
    let shared = 0
    while (shared < layers.length && this.stack[shared]?.key === layers[shared]?.key) shared++
    while (this.stack.length > shared) this.close()
    for (const layer of layers.slice(shared)) this.push(layer)
    return this.stack.at(-1)?.node.children ?? this.root.children
  }

  private push(layer: Layer): void {
    const above = this.stack.at(-1)
    const { element } = layer
    if (above && element && isCell(element)) {
      const index = above.cells.indexOf(element, above.written)
      if (index >= 0) {
        fillCells(above, index)
        above.written = index + 1
      }
    }
    const node: Element = { type: 'element', tagName: layer.tag, properties: layer.properties, children: [] }
    const siblings = above?.node.children ?? this.root.children
    siblings.push(node)
    const cells = element?.tag === 'tr' ? this.cellsOf(element) : []
    this.stack.push({ key: layer.key, node, cells, written: 0 })
  }

  private close(): void {
    const closed = this.stack.pop()
    if (closed) fillCells(closed, closed.cells.length)
  }
}

function fillCells(row: Open, end: number): void {
  for (; row.written < end; row.written++) {
    const tagName = row.cells[row.written]?.tag ?? 'td'
    row.node.children.push({ type: 'element', tagName, properties: {}, children: [] })
  }
}
