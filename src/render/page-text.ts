import { betweenRows } from '../measure/code-rows.js'
import type { Block, Blocks, Page, PageElement } from '../model.js'
import { Places } from './places.js'
import type { Place } from './places.js'
import { Quotations } from './quotes.js'
import { blockText, stretchesOf } from './stretches.js'

const NOWHERE: Place = { list: null, item: null, table: null, row: null, cell: null, pre: null }
/** Deeper lists are indented no further. */
const DEEPEST = 20

type Layout = 'block' | 'item' | 'cell' | 'code'

interface Placed {
  readonly layout: Layout
  readonly place: Place
}

/**
 * The kept blocks of a page as plain text: blocks apart by blank lines, list items on lines of their own behind
 * `- `, table rows on one line with cells joined by ` | `, code and line breaks as they are, quotations in marks.
 */
export function pageText(blocks: Blocks): string {
  const page = blocks.source.type === 'page' ? blocks.source.page.page : null
  const places = new Places(page)
  const quotations = quotationsOf(blocks)
  const begun = new Set<PageElement>()
  const chunks: string[] = []
  let last: Placed | null = null
  for (const block of blocks.items) {
    const text = plainSpaces(written(blocks.text, block, quotations), block)
    if (text === '') continue
    const placed = layOut(block, places)
    if (last) chunks.push(separator(last, placed, page))
    chunks.push(shown(text, block, placed, begun))
    last = placed
  }
  return chunks.join('')
}

/** Null for the many pages that have none. */
function quotationsOf({ source }: Blocks): Quotations | null {
  return source.type === 'page' && source.page.page.tagged('q').length > 0 ? new Quotations(source.page.page) : null
}

function written(text: string, block: Block, quotations: Quotations | null): string {
  return quotations === null || block.kind === 'code' ? blockText(text, block) : quotations.textOf(stretchesOf(text, block))
}

/** Editors' spacing. Beside numbers and French punctuation the space that does not break is the author's. */
const LOOSE_NO_BREAK = /(?<![«\d])[\u00a0\u202f](?![!?:;»%€$°\d])/g
const SPACES = / ?[\u00a0\u202f][ \u00a0\u202f]*/g

/** Of several spaces in a row one is enough, at the edges of a line none; the indent of code is its own. */
function plainSpaces(text: string, { kind }: Block): string {
  if (!text.includes('\u00a0') && !text.includes('\u202f')) return text
  const single = kind === 'code' ? text : text.replace(SPACES, (run: string, at: number) => {
    const isEdge = at === 0 || text[at - 1] === '\n' || at + run.length === text.length || text[at + run.length] === '\n'
    return isEdge ? '' : run.length > 1 ? ' ' : run
  })
  return single.replace(LOOSE_NO_BREAK, ' ')
}

function layOut(block: Block, places: Places): Placed {
  const place = block.element ? places.of(block.element) : NOWHERE
  return { layout: layoutOf(block, place), place }
}

function layoutOf(block: Block, place: Place): Layout {
  if (block.kind === 'code') return 'code'
  if (block.kind === 'cell' && place.row && place.cell) return 'cell'
  return block.kind === 'list-item' ? 'item' : 'block'
}

function separator(last: Placed, next: Placed, page: Page | null): string {
  if (last.layout !== next.layout) return '\n\n'
  const [before, after] = [last.place, next.place]
  switch (next.layout) {
    case 'item': return before.list !== null && before.list === after.list ? '\n' : '\n\n'
    case 'code': return page === null || before.pre === null || before.pre !== after.pre ? '\n\n' : betweenRows(page, before.row, after.row)
    case 'cell':
      if (before.table !== after.table) return '\n\n'
      if (before.row !== after.row) return '\n'
      return before.cell === after.cell ? '\n  ' : ' | '
    case 'block': return '\n\n'
  }
}

function shown(text: string, block: Block, { layout, place }: Placed, begun: Set<PageElement>): string {
  // A row is one line: a line break within a cell becomes a space.
  if (layout === 'cell') return text.replace(/ *\n */g, ' ')
  if (layout !== 'item') return text
  const indent = '  '.repeat(Math.min(DEEPEST, Math.max(0, block.level - 1)))
  const lines = text.replaceAll('\n', `\n${indent}  `)
  if (place.item && begun.has(place.item)) return `${indent}  ${lines}`
  if (place.item) begun.add(place.item)
  return `${indent}- ${lines}`
}
