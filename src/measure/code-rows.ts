import { closest } from './elements.js'
import type { Page, PageElement } from '../model.js'

/** What highlighters call the cell with the number of a line, as words of its names. */
const NUMBERED = new Set(['linenumber', 'linenumbers', 'lineno', 'linenos', 'linenum', 'linenums', 'linesnum', 'blobnum', 'lnnumbers', 'lnnum'])
const NUMBER = /^\s*(?:\d{1,6})?\s*$/

type Cell = Pick<PageElement, 'tag' | 'order' | 'parent' | 'words'>

/**
 * Whether a cell holds a line of code: it is called `code`, and the first cell of its row is called the number of a line, as in
 * repositories, gists and highlighters that count lines. Asked while the page is read (white space counts there), so by names alone.
 */
export function isCodeCell({ tag, order, parent, words }: Cell, elements: readonly Cell[]): boolean {
  if (tag !== 'td' || parent?.tag !== 'tr' || !words.includes('code')) return false
  const first = elements[parent.order + 1]
  return first !== undefined && first.order < order && isNamedNumber(first)
}

function isNamedNumber({ tag, words }: Cell): boolean {
  return (tag === 'td' || tag === 'th') && words.some(word => NUMBERED.has(word))
}

/**
 * Tables each row of which is a line of code behind its numbers. Keeps: a table of bus lines and their codes, one with a row of
 * headings, one whose other cells say something.
 */
export function codeTables(page: Page): readonly PageElement[] {
  const tables = new Set<PageElement>()
  for (const cell of page.named('code')) {
    const table = isCodeCell(cell, page.elements) ? closest(cell, 'table') : null
    if (table) tables.add(table)
  }
  return [...tables].filter(table => {
    const rows = rowsOf(page, table)
    return rows.every(row => isLine(page, row)) && areCounted(page, rows)
  })
}

function rowsOf(page: Page, table: PageElement): readonly PageElement[] {
  return page.children(table).flatMap(part => (part.tag === 'tr' ? [part] : page.children(part)))
}

function isLine(page: Page, row: PageElement): boolean {
  const cells = page.children(row)
  const line = cells.at(-1)
  if (!line || !isCodeCell(line, page.elements)) return false
  return cells.every(cell => cell === line || (isNamedNumber(cell) && NUMBER.test(page.textOf(cell))))
}

/** Numbers that the page shows as text go up by one; most are drawn by a style sheet. */
function areCounted(page: Page, rows: readonly PageElement[]): boolean {
  const shown = rows.map(row => page.textOf(page.children(row)[0] ?? row).trim()).filter(text => text !== '').map(Number)
  return shown.every((number, at) => at === 0 || number === shown[at - 1]! + 1)
}

/** Whether an element is the cell with the number of a line in such a table. */
export function isNumberOfLine(element: PageElement, listings: ReadonlySet<PageElement>): boolean {
  if (element.textLength === 0 || !isNamedNumber(element)) return false
  const table = closest(element, 'table')
  return table !== null && listings.has(table)
}

/** What stands between two lines of one listing: the end of the first, and one more for each row without text between them, where the author left a line free. */
export function betweenRows(page: Page, before: PageElement | null, after: PageElement | null): string {
  let between = '\n'
  if (before === null || after === null || before === after || before.parent !== after.parent) return between
  for (let row = page.previous(after); row && row !== before; row = page.previous(row)) between += '\n'
  return between
}
