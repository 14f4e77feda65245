import { listings } from './boxed-code.js'
import { isNumberOfLine } from './code-rows.js'
import type { Page, PageElement } from '../model.js'

/** What highlighters call the column, or each number in the line. */
export const LINE_NUMBER_NAMES: readonly string[] = [
  'lineno', 'linenos', 'linenumber', 'linenumbers', 'linenodiv', 'codelinenumber', 'gutter', 'lnnumbers', 'lnt', 'lntd', 'ln', 'linenum', 'linenums', 'nums', 'linesnum', 'blobnum', 'lnnum',
]
const NUMBERS = /^\s*\d{1,6}(?:\s+\d{1,6})*\s*$/
const CODE = new Set(['pre', 'code'])
/** Levels between a column of numbers and what holds it and the code. */
const LEVELS = 4

/**
 * The numbers of lines beside code or in it: not the author's, but the highlighter's. Keeps: figures in a listing, a
 * table with a column of numbers, a bus line.
 */
export function isLineNumbers(page: Page, element: PageElement): boolean {
  if (isNumberOfLine(element, listings(page))) return true
  if (!element.words.some(word => LINE_NUMBER_NAMES.includes(word))) return false
  if (!NUMBERS.test(page.textOf(element)) || !ascends(page.textOf(element))) return false
  let at: PageElement | null = element.parent
  for (let up = 0; at && up < LEVELS; up++, at = at.parent) {
    if (CODE.has(at.tag)) return true
    const code = codeIn(page, at, element)
    if (code !== null) return code === at.prose - element.prose
  }
  return false
}

function ascends(text: string): boolean {
  const numbers = text.trim().split(/\s+/).map(Number)
  return numbers.every((number, at) => at === 0 || number === numbers[at - 1]! + 1)
}

/** The prose in the code of an element, that of the numbers left out; null without any. Code always counts as prose. */
function codeIn(page: Page, around: PageElement, numbers: PageElement): number | null {
  const all = codeOf(page, around)
  const own = isCode(page, numbers) ? NOTHING : codeOf(page, numbers)
  return all.parts > own.parts ? all.prose - own.prose : null
}

interface Code {
  /** Listings and pieces of code that are in no other. */
  readonly parts: number
  readonly prose: number
}

const NOTHING: Code = { parts: 0, prose: 0 }
/** What holds many columns of numbers is looked through once. */
const known = new WeakMap<PageElement, Code>()

function codeOf(page: Page, around: PageElement): Code {
  const before = known.get(around)
  if (before) return before
  let [parts, prose] = [0, 0]
  for (let order = around.order + 1; order < around.end;) {
    const inside = page.elements[order]
    if (!inside) break
    const found = isCode(page, inside)
    if (found) {
      parts++
      prose += inside.prose
    }
    order = found ? inside.end : order + 1
  }
  const code = { parts, prose }
  known.set(around, code)
  return code
}

function isCode(page: Page, element: PageElement): boolean {
  return CODE.has(element.tag) || listings(page).has(element)
}
