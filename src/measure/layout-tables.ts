import type { Page, PageElement } from '../model.js'
import { closest } from './elements.js'

const CELLS = new Set(['td', 'th'])
const SECTIONS = new Set(['tbody', 'thead', 'tfoot'])
const known = new WeakMap<PageElement, boolean>()

/** Whether the element stands in the cell of a table that only lays out the page, as letters and older pages have them. */
export function isInLayoutTable(page: Page, element: PageElement): boolean {
  const table = closest(element, 'table')
  return table !== null && isLayoutTable(page, table)
}

/** It says so, or shows one cell in each row: data has columns. Keeps: a table whose other cells are empty in some rows. */
export function isLayoutTable(page: Page, table: PageElement): boolean {
  let layout = known.get(table)
  if (layout === undefined) {
    const role = page.attr(table, 'role')?.toLowerCase()
    layout = role === 'presentation' || role === 'none' || rowsOf(page, table).every(row => shownCells(page, row) <= 1)
    known.set(table, layout)
  }
  return layout
}

function rowsOf(page: Page, table: PageElement): readonly PageElement[] {
  return page.children(table).flatMap(part => (SECTIONS.has(part.tag) ? page.children(part) : [part])).filter(({ tag }) => tag === 'tr')
}

function shownCells(page: Page, row: PageElement): number {
  return page.children(row).filter(cell => CELLS.has(cell.tag) && cell.textLength > 0).length
}
