import { codeTables } from './code-rows.js'
import type { Page, PageElement } from '../model.js'

/** Levels between a cell called `code` and the lines in it. */
const LEVELS = 3
const HOLDERS = new Set(['td', 'div'])
const known = new WeakMap<Page, ReadonlySet<PageElement>>()

/**
 * Code whose lines are boxes and which no `pre` holds, as older highlighters write it: a cell called `code` with nothing in it but
 * elements called `line`; and tables with a line of code in each row. Keeps: a column of bus lines or codes, a cell with text of its own.
 */
export function listings(page: Page): ReadonlySet<PageElement> {
  let found = known.get(page)
  if (!found) {
    found = new Set([...page.named('code').map(element => linesIn(page, element)).filter(element => element !== null), ...codeTables(page)])
    known.set(page, found)
  }
  return found
}

/** What holds the lines: the cell or a wrapper in it. */
function linesIn(page: Page, cell: PageElement): PageElement | null {
  if (!HOLDERS.has(cell.tag) || cell.runs === 0 || isAmongData(page, cell)) return null
  let at = cell
  for (let level = 0; level < LEVELS; level++) {
    const children = page.children(at)
    const isBare = children.reduce((sum, child) => sum + child.runs, 0) === at.runs
    if (isBare && children.length > 0 && children.every(isLine)) return at
    const [only] = children
    if (!isBare || children.length !== 1 || !only) return null
    at = only
  }
  return null
}

/** A cell beside it says something: beside code stand the numbers of its lines, if anything. */
function isAmongData(page: Page, cell: PageElement): boolean {
  return cell.tag === 'td' && [page.previous(cell), page.next(cell)].some(beside => beside !== null && /[^\d\s]/.test(page.textOf(beside)))
}

function isLine({ tag, words, runs }: PageElement): boolean {
  return tag === 'div' && runs <= 1 && words.includes('line')
}
