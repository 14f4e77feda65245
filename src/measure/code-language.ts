import type { Page, PageElement } from '../model.js'

const NAME = /^[a-z0-9+#._-]{1,20}$/i
const TOKEN = /^(?:language|lang|highlight-source|highlight|brush)[-:_]([a-z0-9+#._-]{1,20});?$/
const ATTRIBUTES = ['data-lang', 'data-language', 'data-code-language'] as const
const NO_LANGUAGE = new Set(['none', 'default', 'text', 'plain', 'plaintext', 'nohighlight', 'auto', 'source', 'code'])
/** Wrappers around pre that highlighters put the language on. */
const WRAPPERS = 2

/** The programming language that the page names for a code block, lower case; null if it names none. */
export function codeLanguage(page: Page, block: PageElement, pre: PageElement | null): string | null {
  for (const element of candidates(page, block, pre)) {
    const named = languageOf(page, element)
    if (named !== null && !NO_LANGUAGE.has(named)) return named
  }
  return null
}

function candidates(page: Page, block: PageElement, pre: PageElement | null): PageElement[] {
  const outer = pre ?? block
  const found = page.children(outer).filter(child => child.tag === 'code').slice(0, 1)
  let at: PageElement | null = outer
  for (let up = 0; at && up <= WRAPPERS; up++) {
    found.push(at)
    at = at.parent
  }
  return found
}

function languageOf(page: Page, element: PageElement): string | null {
  for (const name of ATTRIBUTES) {
    const value = page.attr(element, name)?.trim()
    if (value && NAME.test(value)) return value.toLowerCase()
  }
  for (const [index, token] of element.tokens.entries()) {
    // `class="brush: js"` is two tokens.
    const match = TOKEN.exec(token === 'brush:' ? token + (element.tokens[index + 1] ?? '') : token)
    if (match?.[1] !== undefined) return match[1]
  }
  return null
}
