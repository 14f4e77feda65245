import { AttributeAction, type AttributeSelector, type Selector, SelectorType, parse } from 'css-what'
import type { Page, PageElement } from '../model.js'

/** Whether one element fits a compound selector and the ancestors that it asks for. */
type Test = (page: Page, element: PageElement) => boolean

/** A selector that the page's index can answer, without the DOM. */
export interface SimpleSelector {
  find(page: Page): readonly PageElement[]
}

const LONGEST_REMEMBERED = 2000
const remembered = new Map<string, SimpleSelector | null>()

/**
 * A selector of tags, ids, classes and attributes, joined by descendant and child combinators and commas, ready for pages;
 * null for any other one. Gives what `querySelectorAll` gives.
 * @throws when the selector is invalid
 */
export function simpleSelector(selector: string): SimpleSelector | null {
  const before = remembered.get(selector)
  if (before !== undefined) return before
  const made = compile(parse(selector))
  if (remembered.size >= LONGEST_REMEMBERED) remembered.clear()
  remembered.set(selector, made)
  return made
}

function compile(branches: Selector[][]): SimpleSelector | null {
  const searches = branches.map(search)
  if (searches.some(one => one === null)) return null
  const all = searches.filter(one => one !== null)
  const [only] = all
  if (only && all.length === 1) return { find: only }
  return {
    find(page) {
      const found = new Set(all.flatMap(one => one(page)))
      return [...found].sort((a, b) => a.order - b.order)
    },
  }
}

function search(tokens: readonly Selector[]): ((page: Page) => readonly PageElement[]) | null {
  const compounds: Selector[][] = [[]]
  const combinators: SelectorType[] = []
  for (const token of tokens) {
    if (token.type === SelectorType.Child || token.type === SelectorType.Descendant) {
      combinators.push(token.type)
      compounds.push([])
    } else {
      compounds.at(-1)?.push(token)
    }
  }
  const tests = compounds.map(compound)
  if (tests.some(test => test === null)) return null
  const all = tests.filter(test => test !== null)
  const last = compounds.at(-1) ?? []
  return page => candidates(page, last).filter(element => fits(page, element, all, combinators, all.length - 1))
}

/** Right to left; a descendant combinator may try several ancestors. */
function fits(page: Page, element: PageElement, tests: readonly Test[], combinators: readonly SelectorType[], at: number): boolean {
  if (!tests[at]?.(page, element)) return false
  if (at === 0) return true
  if (combinators[at - 1] === SelectorType.Child) return element.parent !== null && fits(page, element.parent, tests, combinators, at - 1)
  for (let above = element.parent; above; above = above.parent) if (fits(page, above, tests, combinators, at - 1)) return true
  return false
}

/** The elements that can fit at all, by the rarest thing that the index knows. */
function candidates(page: Page, tokens: readonly Selector[]): readonly PageElement[] {
  for (const token of tokens) {
    if (token.type === SelectorType.Attribute && isName(token)) return page.tokened(token.value.toLowerCase())
  }
  for (const token of tokens) if (token.type === SelectorType.Tag) return page.tagged(token.name)
  return page.elements
}

function isName({ name, action }: AttributeSelector): boolean {
  return (name === 'class' && action === AttributeAction.Element) || (name === 'id' && action === AttributeAction.Equals)
}

function compound(tokens: readonly Selector[]): Test | null {
  const tests = tokens.map(one)
  if (tests.length === 0 || tests.some(test => test === null)) return null
  const all = tests.filter(test => test !== null)
  return (page, element) => all.every(test => test(page, element))
}

function one(token: Selector): Test | null {
  switch (token.type) {
    case SelectorType.Universal: return token.namespace === null ? () => true : null
    case SelectorType.Tag: return token.namespace === null && token.name === token.name.toLowerCase() ? (_, { tag }) => tag === token.name : null
    case SelectorType.Attribute: return attribute(token)
    default: return null
  }
}

const WHITE = /\s/
/** Attributes whose values HTML compares without case, of those that a rule may ask for. */
const CASELESS = new Set([
  'align', 'charset', 'checked', 'color', 'dir', 'disabled', 'hreflang', 'http-equiv', 'lang', 'language', 'media', 'method', 'multiple',
  'readonly', 'rel', 'rev', 'rules', 'scope', 'selected', 'shape', 'target', 'text', 'type', 'valign',
])

function attribute({ name, action, value, ignoreCase, namespace }: AttributeSelector): Test | null {
  if (namespace !== null || name !== name.toLowerCase()) return null
  const folded = ignoreCase === true || (ignoreCase === null && CASELESS.has(name))
  const wanted = folded ? value.toLowerCase() : value
  const holds = comparison(action, wanted)
  if (!holds) return null
  return (page, element) => {
    const written = page.attr(element, name)
    return written !== null && holds(folded ? written.toLowerCase() : written)
  }
}

/** As css-select compares; an empty value fits nothing but an equal one. */
function comparison(action: AttributeSelector['action'], wanted: string): ((written: string) => boolean) | null {
  switch (action) {
    case AttributeAction.Exists: return () => true
    case AttributeAction.Equals: return written => written === wanted
    case AttributeAction.Start: return written => wanted !== '' && written.startsWith(wanted)
    case AttributeAction.End: return written => wanted !== '' && written.endsWith(wanted)
    case AttributeAction.Any: return written => wanted !== '' && written.includes(wanted)
    case AttributeAction.Hyphen: return written => written === wanted || written.startsWith(`${wanted}-`)
    case AttributeAction.Element: return WHITE.test(wanted) || wanted === '' ? () => false : written => written.split(/\s+/).includes(wanted)
    default: return null
  }
}
