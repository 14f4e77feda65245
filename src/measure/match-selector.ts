import { type AttributeSelector, type PseudoSelector, type Selector, AttributeAction, SelectorType } from 'css-what'
import type { Page, PageElement } from '../model.js'

// Selectors matched against the page index: the DOM behind it need not be made for them. Elements that the index
// leaves out (scripts, styles, pictures' insides) are not there for combinators and positions either.

/** How a match failed: it decides what need not be tried any more, so that time stays linear in depth. */
type Outcome = 'matched' | 'here' | 'siblings' | 'everywhere'

/** Whether an element is what this selector (one alternative as css-what parses it) points at. */
export function matchesSelector(page: Page, element: PageElement, selector: readonly Selector[]): boolean {
  return matchFrom(page, element, selector, selector.length - 1, null) === 'matched'
}

/** Tests the compound that ends at `last`, then goes on along its combinator. */
function matchFrom(
  page: Page, element: PageElement, selector: readonly Selector[], last: number, scope: PageElement | null,
): Outcome {
  let at = last
  for (; at >= 0; at--) {
    const token = selector[at]
    if (!token || isCombinator(token)) break
    if (!passes(page, element, token, scope)) return 'here'
  }
  const combinator = selector[at]
  if (!combinator) return 'matched'
  const next = at - 1
  switch (combinator.type) {
    case SelectorType.Descendant:
      for (let above = element.parent; above; above = above.parent) {
        const outcome = matchFrom(page, above, selector, next, scope)
        if (outcome === 'matched' || outcome === 'everywhere') return outcome
      }
      return 'everywhere'
    case SelectorType.Child:
      return element.parent ? matchFrom(page, element.parent, selector, next, scope) : 'everywhere'
    case SelectorType.Adjacent: {
      const before = page.previous(element)
      return before ? matchFrom(page, before, selector, next, scope) : 'siblings'
    }
    default:
      for (let before = page.previous(element); before; before = page.previous(before)) {
        const outcome = matchFrom(page, before, selector, next, scope)
        if (outcome !== 'here') return outcome
      }
      return 'siblings'
  }
}

function isCombinator({ type }: Selector): boolean {
  return COMBINATORS.has(type)
}

const COMBINATORS: ReadonlySet<string> = new Set([
  SelectorType.Descendant, SelectorType.Child, SelectorType.Adjacent, SelectorType.Sibling,
])

function passes(page: Page, element: PageElement, token: Selector, scope: PageElement | null): boolean {
  switch (token.type) {
    case SelectorType.Universal: return true
    case SelectorType.Tag: return element.tag === token.name.toLowerCase()
    case SelectorType.Attribute: return passesAttribute(page, element, token)
    case SelectorType.Pseudo: return passesPseudo(page, element, token, scope)
    default: return false
  }
}

/** Attribute tests, which `.class` and `#id` are as well. */
function passesAttribute(page: Page, element: PageElement, { name, action, value, ignoreCase }: AttributeSelector): boolean {
  const found = page.attr(element, name)
  if (found === null) return action === AttributeAction.Not
  const [text, wanted] = ignoreCase === true ? [found.toLowerCase(), value.toLowerCase()] : [found, value]
  switch (action) {
    case AttributeAction.Exists: return true
    case AttributeAction.Equals: return text === wanted
    case AttributeAction.Not: return text !== wanted
    case AttributeAction.Start: return wanted !== '' && text.startsWith(wanted)
    case AttributeAction.End: return wanted !== '' && text.endsWith(wanted)
    case AttributeAction.Any: return wanted !== '' && text.includes(wanted)
    case AttributeAction.Element: return hasToken(text, wanted)
    case AttributeAction.Hyphen: return text === wanted || text.startsWith(`${wanted}-`)
    default: return false
  }
}

const WHITE = ' \t\n\r\f'

/** Whether a list of tokens has this one. */
export function hasToken(list: string, token: string): boolean {
  if (token === '') return false
  for (let at = list.indexOf(token); at !== -1; at = list.indexOf(token, at + 1)) {
    const end = at + token.length
    if ((at === 0 || WHITE.includes(list.charAt(at - 1))) && (end === list.length || WHITE.includes(list.charAt(end)))) return true
  }
  return false
}

function passesPseudo(page: Page, element: PageElement, { name, data }: PseudoSelector, scope: PageElement | null): boolean {
  switch (name) {
    case 'is':
    case 'where':
    case 'matches': return anyMatches(page, element, data, scope)
    case 'not': return !anyMatches(page, element, data, scope)
    case 'has': return hasInside(page, element, data)
    case 'scope': return element === scope
    case 'root': return element.parent === null
    case 'empty': return element.end === element.order + 1 && element.textLength === 0
    case 'first-child': return page.previous(element) === null
    case 'last-child': return page.next(element) === null
    case 'only-child': return page.previous(element) === null && page.next(element) === null
    case 'first-of-type': return !hasSibling(page, element, 'previous')
    case 'last-of-type': return !hasSibling(page, element, 'next')
    case 'only-of-type': return !hasSibling(page, element, 'previous') && !hasSibling(page, element, 'next')
    default: {
      const position = typeof data === 'string' ? readPosition(data) : null
      return position !== null && position(countBefore(page, element, name) + 1)
    }
  }
}

function anyMatches(page: Page, element: PageElement, data: PseudoSelector['data'], scope: PageElement | null): boolean {
  if (!Array.isArray(data)) return false
  return data.some(one => matchFrom(page, element, one, one.length - 1, scope) === 'matched')
}

/** `:has(a)` and `:has(> a)`: something inside for which the way up leads to the element itself. */
function hasInside(page: Page, element: PageElement, data: PseudoSelector['data']): boolean {
  if (!Array.isArray(data)) return false
  return data.some(relative => {
    const anchored = anchor(relative)
    return likely(page, element, relative).some(inner => matchFrom(page, inner, anchored, anchored.length - 1, element) === 'matched')
  })
}

/** The elements inside which have what the subject of a selector asks for: a class, an id or a tag, when it names one. */
function likely(page: Page, element: PageElement, selector: readonly Selector[]): readonly PageElement[] {
  let tag: string | null = null
  for (let at = selector.length - 1; at >= 0; at--) {
    const token = selector[at]
    if (!token || isCombinator(token)) break
    if (token.type === SelectorType.Tag) tag = token.name.toLowerCase()
    const isName = token.type === SelectorType.Attribute && token.ignoreCase !== true && token.value !== '' && !/\s/.test(token.value) &&
      (token.name === 'class' ? token.action === AttributeAction.Element : token.name === 'id' && token.action === AttributeAction.Equals)
    if (isName) return within(page.tokened(token.value.toLowerCase()), element)
  }
  return tag === null ? page.elements.slice(element.order + 1, element.end) : within(page.tagged(tag), element)
}

function within(elements: readonly PageElement[], { order, end }: PageElement): readonly PageElement[] {
  return elements.filter(inner => order < inner.order && inner.order < end)
}

const SCOPE: PseudoSelector = { type: SelectorType.Pseudo, name: 'scope', data: null }

function anchor(relative: readonly Selector[]): readonly Selector[] {
  const [first] = relative
  if (first && isCombinator(first)) return [SCOPE, ...relative]
  return [SCOPE, { type: SelectorType.Descendant }, ...relative]
}

function hasSibling(page: Page, element: PageElement, way: 'previous' | 'next'): boolean {
  for (let at = page[way](element); at; at = page[way](at)) if (at.tag === element.tag) return true
  return false
}

function countBefore(page: Page, element: PageElement, name: string): number {
  const way = name.includes('last') ? 'next' : 'previous'
  const sameType = name.endsWith('of-type')
  let count = 0
  for (let at = page[way](element); at; at = page[way](at)) if (!sameType || at.tag === element.tag) count++
  return count
}

const NTH = /^\s*(?:(even|odd)|([+-]?\d*)n\s*(?:([+-])\s*(\d+))?|([+-]?\d+))\s*$/i

/** `2n+1`, `odd`, `3` as a test of a position counted from 1; null when it is none of these. */
export function readPosition(text: string): ((position: number) => boolean) | null {
  const [, word, step, sign, offset, fixed] = NTH.exec(text) ?? []
  if (fixed !== undefined) return position => position === Number(fixed)
  if (word === undefined && step === undefined) return null
  const every = word ? 2 : step === '' || step === '+' ? 1 : step === '-' ? -1 : Number(step)
  const from = word ? (/^odd$/i.test(word) ? 1 : 0) : offset === undefined ? 0 : Number(`${sign}${offset}`)
  if (every === 0) return position => position === from
  return position => (position - from) % every === 0 && (position - from) / every >= 0
}
