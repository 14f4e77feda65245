import type { ElementRule, Page, PageElement } from '../../model.js'
import { closest, elementOfRun, isBare, linkDensity, named, proseAbove, wrapperOf } from '../../measure/elements.js'
import { runsSaying } from '../../measure/said-runs.js'

const NAMES = [
  'language', 'languages', 'lang', 'langs', 'locale', 'locales', 'langswitcher', 'languageswitcher', 'langselector',
  'country', 'countries', 'hreflang', 'translations', 'polylang', 'wpml', 'gtranslate', 'googletranslate',
  // Alone, a region is any part of a layout.
  'regionselector', 'regionswitcher', 'regionpicker', 'regionselect', 'selectregion', 'countryregion', 'regionlanguage', 'languageregion',
]
/** From here on a list of links with hreflang is a selector and not two references to translations. */
const ENTRIES = 3
const LABELS = 1500
/** A loose line that names languages takes the labels beside it along. */
const SHORT = 300

/** Keeps: an article about languages, a table of countries, a word in another language marked with lang. */
export default {
  id: 'language-selector',
  kind: 'language-selector',
  removes: 'Language and country selectors',
  *find({ page }, know) {
    for (const { target, name } of named(page, NAMES, element => isSelector(page, element))) {
      yield { target, why: `named "${name}", ${target.links} links, ${target.fields} fields` }
    }
    for (const list of [...page.tagged('ul'), ...page.tagged('ol')]) {
      if (hreflangLinks(page, list) >= ENTRIES && isBare(list, LABELS)) yield { target: list, why: 'a list of hreflang links' }
    }
    for (const { run, said } of runsSaying(page, know, 'language-selector', 60, 'line', 'label')) {
      const own = elementOfRun(page, run, SHORT)
      if (own && isBare(own, LABELS)) yield { target: wrapperOf(own), why: `says "${said.phrase}"` }
    }
  },
} satisfies ElementRule

function isSelector(page: Page, element: PageElement): boolean {
  if (!isBare(element, LABELS) || element.tag === 'html' || element.tag === 'table') return false
  if (element.fields > 0) return true
  return element.links > 0 && linkDensity(element) > 0.6 && (isOutsideText(page, element) || leadsToTranslations(page, element))
}

/** Before the text or in the page's frame; amid the text, a list of linked languages or regions is the author's. */
function isOutsideText(page: Page, element: PageElement): boolean {
  return closest(element, 'header', 'nav', 'footer') !== null || proseAbove(page, element) === 0
}

/** A language in the address: /de/, /pt-br, ?lang=de, https://de.example.org; or none at all, for a script. */
const TRANSLATION = /\/[a-z]{2}(?:[-_][a-z]{2})?(?:[/?#]|$)|[?&](?:lang|language|locale|hl)=|^(?:https?:)?\/\/[a-z]{2}\.|^#?$|^javascript:/i
const CODE = 3

function leadsToTranslations(page: Page, element: PageElement): boolean {
  let telling = 0
  for (let order = element.order + 1; order < element.end; order++) {
    const link = page.elements[order]
    if (link?.tag === 'a' && isTranslation(page, link)) telling++
  }
  return telling * 2 >= element.links
}

function isTranslation(page: Page, link: PageElement): boolean {
  if (page.attr(link, 'hreflang') || page.attr(link, 'lang') || TRANSLATION.test(page.attr(link, 'href') ?? '')) return true
  return link.textLength > 0 && link.textLength < CODE
}

function hreflangLinks(page: Page, list: PageElement): number {
  let count = 0
  for (let order = list.order + 1; order < list.end; order++) {
    const element = page.elements[order]
    if (element?.tag === 'a' && page.attr(element, 'hreflang')) count++
  }
  return count
}
