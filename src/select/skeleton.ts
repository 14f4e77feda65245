import { DOMParser } from 'linkedom'
import type { Block, Blocks, Page, PageElement } from '../model.js'
import { isInline } from '../measure/tags.js'

/** Levels of nesting that the skeleton keeps: Readability's time grows with the cube of depth. */
const MAX_DEPTH = 60
/** Attributes that content selection reads. */
const ATTRIBUTES = ['class', 'id', 'role', 'itemprop', 'rel'] as const

/** A small document with the blocks of a page, and which block each of its text nodes came from. */
export interface Skeleton {
  readonly document: SkeletonDocument
  /** Block index by text node. */
  readonly blockOf: ReadonlyMap<unknown, number>
}

/** The members of a document that building needs; linkedom's own types want the DOM lib. */
interface SkeletonDocument {
  title: string
  readonly body: SkeletonNode
  createElement(tag: string): SkeletonNode
  createTextNode(text: string): SkeletonNode
}

interface SkeletonNode {
  appendChild(node: SkeletonNode): unknown
  setAttribute(name: string, value: string): void
}

/**
 * Copies what pruning left of a page into a new document: block-level elements that hold text, links, text.
 * Inline markup, empty elements and wrappers without a name are left out, so that it is several times smaller
 * than the page and never deeper than a browser would show. The page stays as it is.
 */
export function buildSkeleton(blocks: Blocks, page: Page): Skeleton {
  const empty: unknown = new DOMParser().parseFromString('<html><head><title></title></head><body></body></html>', 'text/html')
  const document = empty as SkeletonDocument
  document.title = blocks.metadata.title?.value ?? ''
  const blockOf = new Map<unknown, number>()
  const open: { element: PageElement; node: SkeletonNode }[] = []
  for (const block of blocks.items) {
    const chain = blockChain(block.element, page)
    let shared = 0
    while (shared < open.length && shared < chain.length && open[shared]?.element === chain[shared]) shared++
    open.length = shared
    for (const element of chain.slice(shared)) {
      const node = document.createElement(element.tag)
      copyAttributes(page, element, node)
      parentOf(open, document).appendChild(node)
      open.push({ element, node })
    }
    appendText(block, page, parentOf(open, document), document, blockOf)
  }
  return { document, blockOf }
}

function parentOf(open: readonly { node: SkeletonNode }[], document: SkeletonDocument): SkeletonNode {
  return open.at(-1)?.node ?? document.body
}

/** Elements between the body and the block that matter, outermost first. */
function blockChain(owner: PageElement | null, page: Page): PageElement[] {
  const chain: PageElement[] = []
  for (let at = owner; at && at !== page.body && at.tag !== 'html'; at = at.parent) {
    if (at !== owner && isTransparent(at)) continue
    chain.push(at)
    if (chain.length === MAX_DEPTH) break
  }
  return chain.reverse()
}

function isTransparent(element: PageElement): boolean {
  if (element.tag === 'a') return false
  if (isInline(element.tag)) return true
  const wrapper = element.tag === 'div' || element.tag === 'section'
  return wrapper && element.tokens.length === 0 && element.parent?.runs === element.runs
}

function copyAttributes(page: Page, element: PageElement, node: SkeletonNode): void {
  if (element.words.length === 0) return
  for (const name of ATTRIBUTES) {
    const value = page.attr(element, name)
    if (value && value.length < 2000) node.setAttribute(name, value)
  }
}

/** The block's text, linked stretches inside `a` elements. */
function appendText(
  block: Block, page: Page, parent: SkeletonNode, document: SkeletonDocument, blockOf: Map<unknown, number>,
): void {
  const add = (text: string, linked: boolean) => {
    const node = document.createTextNode(text)
    blockOf.set(node, block.index)
    if (linked) {
      const link = document.createElement('a')
      link.appendChild(node)
      parent.appendChild(link)
    } else parent.appendChild(node)
  }
  if (block.linkLength === 0) return add(block.text, false)
  if (block.linkLength >= block.text.length) return add(block.text, true)
  for (const { text, linked } of linkStretches(block, page)) add(text, linked)
}

function linkStretches(block: Block, page: Page): { text: string; linked: boolean }[] {
  const stretches: { text: string; linked: boolean }[] = []
  for (const part of block.parts) {
    for (let index = pieceAt(page, part.from); index < page.pieces.length; index++) {
      const piece = page.pieces[index]
      if (!piece || piece.from >= part.to) break
      const text = page.text.slice(Math.max(piece.from, part.from), Math.min(piece.to, part.to))
      const last = stretches.at(-1)
      if (last && last.linked === piece.linked) last.text += text
      else stretches.push({ text, linked: piece.linked })
    }
  }
  return stretches
}

/** Index of the piece that holds this offset of the page's text (binary search). */
function pieceAt(page: Page, offset: number): number {
  let low = 0
  let high = page.pieces.length - 1
  while (low < high) {
    const middle = (low + high) >> 1
    if ((page.pieces[middle]?.to ?? 0) <= offset) low = middle + 1
    else high = middle
  }
  return low
}
