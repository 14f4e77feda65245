import { isWithin } from '../measure/elements.js'
import { isLayoutTable } from '../measure/layout-tables.js'
import type { Block, Blocks, Page, PageElement, PrunedPage } from '../model.js'
import { imageOf } from './images.js'
import type { Image } from './images.js'
import { Places } from './places.js'
import { isCell } from './structure.js'
import type { Structures } from './structure.js'
import { stretchesOf } from './stretches.js'
import type { Stretch } from './stretches.js'

/** A kept block that shows text. */
export interface Entry {
  readonly block: Block
  readonly element: PageElement
  readonly stretches: readonly Stretch[]
  readonly from: number
  readonly to: number
}

/** Something without text that stands between or within kept blocks: an image, or a rule (null). */
export interface Atom {
  readonly element: PageElement
  readonly image: Image | null
}

export function entriesOf(blocks: Blocks): Entry[] {
  const entries: Entry[] = []
  for (const block of blocks.items) {
    const stretches = stretchesOf(blocks.text, block)
    const [first, last] = [stretches[0], stretches.at(-1)]
    if (block.element && first && last) {
      entries.push({ block, element: block.element, stretches, from: first.from, to: last.to })
    }
  }
  return entries
}

/** Tables that hold data: more of their blocks are cells than anything else, and no other such table is in them. One whose rows show one cell each lays out a page. */
export function dataTables(page: Page, entries: readonly Entry[], places: Places): ReadonlySet<PageElement> {
  const balance = new Map<PageElement, number>()
  for (const { block, element } of entries) {
    const { table } = places.of(element)
    if (!table || block.kind === 'caption') continue
    balance.set(table, (balance.get(table) ?? 0) + (block.kind === 'cell' ? 1 : -1))
  }
  const tables = new Set<PageElement>()
  for (const [table, cells] of balance) if (cells > 0 && !isLayoutTable(page, table)) tables.add(table)
  for (const table of [...tables]) {
    for (let outer = outerTable(table, places); outer; outer = outerTable(outer, places)) {
      if (!tables.delete(outer)) break
    }
  }
  return tables
}

function outerTable(table: PageElement, places: Places): PageElement | null {
  return table.parent ? places.of(table.parent).table : null
}

/** Holders with one block of their own show it bare, without a paragraph in between. */
export function bareHolders(entries: readonly Entry[], structures: Structures): ReadonlySet<PageElement> {
  const counts = new Map<PageElement, number>()
  for (const { element } of entries) {
    const { flow, leaf } = structures.of(element)
    const holder = flow.at(-1)
    if (holder && !leaf) counts.set(holder, (counts.get(holder) ?? 0) + 1)
  }
  const bare = new Set<PageElement>()
  for (const [holder, count] of counts) {
    if (count === 1 && (isCell(holder) || BARE.has(holder.tag))) bare.add(holder)
  }
  return bare
}

const BARE = new Set(['li', 'dt', 'dd', 'figcaption'])

/** Images and rules between the first and the last kept block, in document order. */
export function atomsOf(pruned: PrunedPage, entries: readonly Entry[], root: PageElement | null, images: boolean): Atom[] {
  const { page, removed } = pruned
  const [first, last] = [entries[0], entries.at(-1)]
  if (!first || !last) return []
  const tags = images ? ['img', 'amp-img', 'hr'] : ['hr']
  const atoms: Atom[] = []
  const seen = new Set<string>()
  const kept = entries.flatMap(entry => entry.stretches)
  for (const element of tags.flatMap(tag => page.tagged(tag))) {
    const inside = root === null || isWithin(element, root)
    if (!inside || removed[element.order] || element.from < first.from || element.from > last.to) continue
    if (element.tag === 'hr') {
      atoms.push({ element, image: null })
      continue
    }
    const image = isTeaser(element, root, kept) ? null : imageOf(page, element)
    // A lazy image and its noscript fallback are the same picture.
    if (!image || seen.has(image.src)) continue
    seen.add(image.src)
    atoms.push({ element, image })
  }
  return atoms.sort((a, b) => a.element.order - b.element.order)
}

/** How far up from an image the text beside it is looked for. */
const REACH = 30
const MOSTLY_LINKS = 0.5

/** The nearest text around the image is links of which nothing was kept: the picture of a removed teaser. */
function isTeaser(image: PageElement, root: PageElement | null, kept: readonly Stretch[]): boolean {
  let at = image.parent
  for (let up = 0; at && at !== root && up < REACH; up++) {
    if (at.textLength > 0 && at.tag !== 'figure') {
      return at.linkLength > at.textLength * MOSTLY_LINKS && !overlaps(kept, at.from, at.to)
    }
    at = at.parent
  }
  return false
}

function overlaps(kept: readonly Stretch[], from: number, to: number): boolean {
  let low = 0
  let high = kept.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((kept[middle]?.to ?? 0) > from) high = middle
    else low = middle + 1
  }
  const next = kept[low]
  return next !== undefined && next.from < to
}

/** Index of the first piece of the page that ends behind this position. */
export function pieceBehind(page: Page, position: number): number {
  let low = 0
  let high = page.pieces.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((page.pieces[middle]?.to ?? 0) > position) high = middle
    else low = middle + 1
  }
  return low
}
