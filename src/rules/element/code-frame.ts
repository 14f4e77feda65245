import type { ElementRule, Page, PageElement } from '../../model.js'
import { codeLanguage } from '../../measure/code-language.js'
import { named } from '../../measure/elements.js'
import { LINE_NUMBER_NAMES, isLineNumbers } from '../../measure/line-numbers.js'
import { isHeading } from '../../measure/tags.js'

/** What notebooks write beside code and its output, in an element of that name: "In [3]:". */
const PROMPT = /^\s*(?:In|Out)\s*\[[\d *\u00a0]{0,6}\]\s*:\s*$/

/** Wrappers around code whose other children are looked at. */
const WRAPPERS = 2

/** Keeps: numbers in a listing or table, the name of a file above a listing, a paragraph or heading that names the language. */
export default {
  id: 'code-frame',
  kind: 'tools',
  removes: 'Line numbers, language labels and prompts around code',
  *find({ page }) {
    for (const { target, name } of named(page, LINE_NUMBER_NAMES, element => isLineNumbers(page, element))) {
      yield { target, why: `numbers of lines, named "${name}"` }
    }
    for (const { target } of named(page, ['prompt'], element => element.runs === 1 && PROMPT.test(page.textOf(element)))) yield { target, why: 'the number of a cell of code' }
    for (const pre of page.tagged('pre')) {
      const language = codeLanguage(page, pre, pre)
      for (const target of language === null ? [] : labelsBeside(page, pre)) {
        if (page.textOf(target).trim().toLowerCase() === language) yield { target, why: `says the language of the code, "${language}"` }
      }
    }
  },
} satisfies ElementRule

/** Named elements of one line that share a wrapper with the code and nothing else. */
function* labelsBeside(page: Page, pre: PageElement): Iterable<PageElement> {
  for (let at = pre, up = 0; at.parent && up < WRAPPERS && at.parent.prose === pre.prose; up++, at = at.parent) {
    for (const beside of [page.previous(at), page.next(at)]) {
      if (beside && beside.runs <= 1 && beside.tokens.length > 0 && beside.tag !== 'p' && !isHeading(beside.tag)) yield beside
    }
  }
}
