import { type Selector, SelectorType, isTraversal, parse } from 'css-what'
import type { Fault } from './fault.js'
import { isXPath } from '../measure/xpath/parse.js'
import { nearest } from '../nearest.js'
import { xpathFault } from './xpath-check.js'

/** Pseudo-classes that the selector engine (css-select, through linkedom) knows and a rule has a use for. */
const PLAIN = [
  'any-link', 'checked', 'disabled', 'empty', 'enabled', 'first-child', 'first-of-type', 'last-child',
  'last-of-type', 'link', 'only-child', 'only-of-type', 'optional', 'read-only', 'read-write', 'required', 'root', 'scope',
]
const WITH_SELECTOR = ['has', 'is', 'not', 'where']
const WITH_NUMBER = ['nth-child', 'nth-last-child', 'nth-last-of-type', 'nth-of-type']
const WITH_TEXT = ['lang']
const KNOWN: readonly string[] = [...PLAIN, ...WITH_SELECTOR, ...WITH_NUMBER, ...WITH_TEXT]

/** What jQuery's own mean, said otherwise. */
const OF_JQUERY: ReadonlyMap<string, string> = new Map([
  ['first', 'pick: first beside select, or :first-of-type'], ['last', 'pick: last beside select, or :last-of-type'],
  ['eq', ':nth-child(2) or :nth-of-type(2), counted from 1'], ['header', 'h1, h2, h3'],
])

/** Selectors are short; a parser that recurses deserves a bound. In code units. */
const LONGEST_SELECTOR = 1000
const NTH = /^\s*(?:even|odd|[+-]?\d{1,9}|[+-]?\d{0,9}n(?:\s*[+-]\s*\d{1,9})?)\s*(?:of\s.+)?$/is
/** Escapes, quoted texts and attribute tests: anything may stand in them. */
const OPAQUE = /\\.|"[^"]*"|'[^']*'|\[[^\]"']*(?:"[^"]*"|'[^']*')?[^\]"']*\]/gs
const STRAY = /[^\w\s.#:,>+~*()|<[\]"'\u0080-\uffff-]|[.#](?![\w\u0080-\uffff-])|:(?![\w:-])/
/** Nothing between two commas, or between brackets. */
const MISSING = /(?:^|[,(])\s*(?=[,)])|,\s*$/
const REMAINDER = /^(?:Unmatched selector: |Expected name, found )/

/** What is wrong with a selector (CSS, or XPath when it begins with / or a bracket); null when it can be run. */
export function selectorFault(selector: string): Fault | null {
  if (selector.trim() === '') return { message: 'empty selector', expected: 'a CSS selector' }
  if (selector.length > LONGEST_SELECTOR) {
    return { message: 'selector too long', expected: `at most ${LONGEST_SELECTOR} characters` }
  }
  if (isXPath(selector)) return xpathFault(selector)
  const character = characterFault(selector)
  if (character) return character
  let parsed: readonly (readonly Selector[])[]
  try {
    parsed = parse(selector)
  } catch (error) {
    return syntaxFault(selector, error instanceof Error ? error.message : String(error))
  }
  return danglingFault(selector, parsed) ?? tokenFault(selector, parsed)
}

/** What css-what lets through: it takes almost any first character of a name. */
function characterFault(selector: string): Fault | null {
  const masked = selector.replace(OPAQUE, part => 'x'.repeat(part.length))
  const stray = masked.search(STRAY)
  if (stray === -1) return null
  const found = selector[stray] ?? ''
  const message = '.#:'.includes(found) ? `invalid selector: a name must follow "${found}"` : `invalid selector: unexpected "${found}"`
  return { message, expected: 'a CSS selector', offset: stray }
}

function danglingFault(selector: string, parsed: readonly (readonly Selector[])[]): Fault | null {
  for (const tokens of parsed) {
    const [first, last] = [tokens[0], tokens.at(-1)]
    if (last && isTraversal(last)) {
      return { message: 'invalid selector: it ends in a combinator', expected: 'a CSS selector', offset: selector.trimEnd().length - 1 }
    }
    if (first && isTraversal(first)) {
      return { message: 'invalid selector: it begins with a combinator', expected: 'a selector from the top of the page', offset: 0 }
    }
  }
  return null
}

/** css-what names the rest that it could not read, which tells the place; otherwise something was not closed. */
function syntaxFault(selector: string, message: string): Fault {
  const rest = REMAINDER.test(message) ? message.replace(REMAINDER, '') : null
  if (rest === null) {
    const said = (message.split(/[(\n]/, 1)[0] ?? '').trim().replace(/\.$/, '')
    return { message: `invalid selector: ${lowerFirst(said)}`, expected: 'a CSS selector', offset: openedAt(selector) }
  }
  const offset = Math.min(selector.length - rest.length, selector.length - 1)
  const what = rest === '' ? 'it ends too early' : `cannot read "${shorten(rest)}"`
  return { message: `invalid selector: ${what}`, expected: 'a CSS selector', offset }
}

/** Where something is missing; else the last bracket that was opened, as the likely culprit; else the end. */
function openedAt(selector: string): number {
  const missing = MISSING.exec(selector)
  if (missing) return Math.min(selector.length - 1, missing.index + missing[0].length)
  const open = Math.max(selector.lastIndexOf('['), selector.lastIndexOf('('))
  return open === -1 ? Math.max(0, selector.trimEnd().length - 1) : open
}

function tokenFault(selector: string, parsed: readonly (readonly Selector[])[]): Fault | null {
  const pending = [...parsed]
  for (let tokens = pending.pop(); tokens; tokens = pending.pop()) {
    for (const token of tokens) {
      const fault = oneTokenFault(token)
      if (fault) return located(selector, fault)
      if (token.type === SelectorType.Pseudo && Array.isArray(token.data)) {
        for (const inner of token.data) pending.push(inner)
      }
    }
  }
  return null
}

interface TokenFault extends Fault {
  /** How the culprit is written in the selector. */
  readonly written?: string
}

function located(selector: string, { written, ...fault }: TokenFault): Fault {
  const at = written === undefined ? -1 : selector.toLowerCase().indexOf(written)
  if (at === -1) return fault
  return { ...fault, offset: written?.startsWith(':') && selector[at - 1] === ':' ? at - 1 : at }
}

function oneTokenFault(token: Selector): TokenFault | null {
  switch (token.type) {
    case SelectorType.PseudoElement:
      return { message: `a rule cannot point at the pseudo-element ::${token.name}`, expected: 'an element', written: `:${token.name}` }
    case SelectorType.ColumnCombinator:
    case SelectorType.Parent:
      return { message: 'this combinator is not supported', expected: 'a space, >, + or ~' }
    case SelectorType.Tag:
    case SelectorType.Universal:
    case SelectorType.Attribute:
      return token.namespace === null ? null : { message: 'namespaces are not supported', written: '|' }
    case SelectorType.Pseudo:
      return pseudoFault(token.name, token.data)
    default:
      return null
  }
}

function pseudoFault(name: string, data: unknown): TokenFault | null {
  const written = `:${name}`
  if (!KNOWN.includes(name)) {
    if (/^i?contains$|^has-text$/.test(name)) {
      return { message: `:${name} is no CSS`, expected: 'text: { contains: […] } beside select', written }
    }
    const instead = OF_JQUERY.get(name)
    if (instead !== undefined) return { message: `:${name} is no CSS`, expected: instead, written }
    const near = nearest(name, KNOWN)
    return { message: `unknown pseudo-class :${name}`, written, ...(near === null ? {} : { suggestion: `:${near}` }) }
  }
  if (PLAIN.includes(name)) {
    return data === null ? null : { message: `:${name} takes no argument`, written }
  }
  if (WITH_NUMBER.includes(name)) {
    const fits = typeof data === 'string' && NTH.test(data)
    return fits ? null : { message: `:${name} needs a position`, expected: `:${name}(2), (odd) or (2n+1)`, written }
  }
  const empty = data === null || (Array.isArray(data) ? data.length === 0 : data === '')
  return empty ? { message: `:${name} needs an argument`, written } : null
}

function shorten(text: string): string {
  return text.length > 30 ? `${text.slice(0, 29)}…` : text
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1)
}
