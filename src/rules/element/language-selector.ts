import type { ElementRule, Page, PageElement } from '../../model.js'
import { isBare, linkDensity, named, shortRuns, wrapperOf } from '../../measure/elements.js'

const NAMES = [
  'language', 'languages', 'lang', 'langs', 'locale', 'locales', 'langswitcher', 'languageswitcher', 'langselector',
  'country', 'countries', 'region', 'regions', 'hreflang', 'translations', 'polylang', 'wpml', 'translate',
]
/** From here on a list of links with hreflang is a selector and not two references to translations. */
const ENTRIES = 3
const LABELS = 1500

/** Keeps: an article about languages, a table of countries, a word in another language marked with lang. */
export default {
  id: 'language-selector',
  kind: 'language-selector',
  removes: 'Language and country selectors',
  *find({ page }, know) {
    for (const { target, word } of named(page, NAMES, element => isSelector(element))) {
      yield { target, why: `named "${word}", ${target.links} links, ${target.fields} fields` }
    }
    for (const list of [...page.tagged('ul'), ...page.tagged('ol')]) {
      if (hreflangLinks(page, list) >= ENTRIES && isBare(list, LABELS)) yield { target: list, why: 'a list of hreflang links' }
    }
    for (const run of shortRuns(page, 60)) {
      const said = know.says('language-selector', page.textOf(run), 'line', 'label')
      if (said && isBare(run.owner, LABELS)) {
        yield { target: wrapperOf(run.owner), why: `says "${said.phrase}"` }
      }
    }
  },
} satisfies ElementRule

function isSelector(element: PageElement): boolean {
  if (!isBare(element, LABELS) || element.tag === 'html' || element.tag === 'table') return false
  return element.fields > 0 || (element.links > 0 && linkDensity(element) > 0.6)
}

function hreflangLinks(page: Page, list: PageElement): number {
  let count = 0
  for (let order = list.order + 1; order < list.end; order++) {
    const element = page.elements[order]
    if (element?.tag === 'a' && page.attr(element, 'hreflang')) count++
  }
  return count
}
