import type { Block, Blocks, Page, PageElement } from '../model.js'
import { isInline } from '../measure/tags.js'

/** Levels of nesting that the skeleton keeps: Readability's time grows with the cube of depth. */
const MAX_DEPTH = 60
/** Attributes that content selection reads. */
const ATTRIBUTES = ['class', 'id', 'role', 'itemprop', 'rel'] as const

/** Names the block whose text an element holds; survives that Readability serialises and parses again. */
export const BLOCK_ATTRIBUTE = 'data-block'

/**
 * Writes what pruning left of a page as a small, well-formed document: block-level elements that hold text, links,
 * text. Inline markup, empty elements and wrappers without a name are left out, so that it is several times smaller
 * than the page and never deeper than a browser would show.
 */
export function writeSkeleton(blocks: Blocks, page: Page): string {
  const out: string[] = ['<html><head><title>', escapeText(blocks.metadata.title?.value ?? ''), '</title></head><body>']
  const open: PageElement[] = []
  const closeTo = (depth: number) => {
    while (open.length > depth) out.push('</', open.pop()?.tag ?? '', '>')
  }
  for (const block of blocks.items) {
    const chain = blockChain(block.element, page)
    let shared = 0
    while (shared < open.length && shared < chain.length && open[shared] === chain[shared]) shared++
    closeTo(shared)
    const own = block.element?.runs === 1 && chain.length > shared && chain.at(-1) === block.element
    for (const element of chain.slice(shared)) {
      out.push('<', element.tag, attributes(page, element), own && element === block.element ? nameOf(block) : '', '>')
      open.push(element)
    }
    if (!own) out.push('<span', nameOf(block), '>')
    writeText(block, page, out)
    if (!own) out.push('</span>')
  }
  closeTo(0)
  out.push('</body></html>')
  return out.join('')
}

function nameOf(block: Block): string {
  return ` ${BLOCK_ATTRIBUTE}="${block.index}"`
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

function attributes(page: Page, element: PageElement): string {
  if (element.words.length === 0) return ''
  let written = ''
  for (const name of ATTRIBUTES) {
    const value = page.attr(element, name)
    if (value && value.length < 2000) written += ` ${name}="${escapeText(value).replaceAll('"', '&quot;')}"`
  }
  return written
}

function escapeText(text: string): string {
  return /[&<>]/.test(text) ? text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;') : text
}

/** The block's text, linked stretches inside `a` elements. */
function writeText(block: Block, page: Page, out: string[]): void {
  if (block.linkLength === 0) out.push(escapeText(block.text))
  else if (block.linkLength >= block.text.length) out.push('<a>', escapeText(block.text), '</a>')
  else for (const { text, linked } of linkStretches(block, page)) out.push(linked ? '<a>' : '', escapeText(text), linked ? '</a>' : '')
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
