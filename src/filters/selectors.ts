/** Selectors of filter lists: which are understood, and where to look for what they point at. */
import { type Selector, AttributeAction, SelectorType, parse } from 'css-what'
import { readPosition } from '../measure/match-selector.js'

/** One alternative of a selector; where its subject is found in a page's index. */
export interface Target {
  readonly selector: readonly Selector[]
  readonly key: Key
  /** A class token or id, lower case, that something around or before the subject must have. */
  readonly gate: string | null
}

/** What an element must have for the selector to be worth trying. */
export type Key =
  /** A class token or id, lower case. */
  | { readonly by: 'token'; readonly token: string }
  | { readonly by: 'attribute'; readonly name: string; readonly test: 'whole' | 'start' | 'includes'; readonly value: string }
  | { readonly by: 'tag'; readonly tag: string }
  | { readonly by: 'nothing' }

const PLAIN = /^[.#](-?[A-Za-z_][\w-]*)$/
const COMBINATORS: ReadonlySet<string> = new Set([
  SelectorType.Descendant, SelectorType.Child, SelectorType.Adjacent, SelectorType.Sibling,
])
const SIMPLE_PSEUDOS: ReadonlySet<string> = new Set([
  'root', 'empty', 'first-child', 'last-child', 'only-child', 'first-of-type', 'last-of-type', 'only-of-type',
])
const NTH_PSEUDOS: ReadonlySet<string> = new Set(['nth-child', 'nth-last-child', 'nth-of-type', 'nth-last-of-type'])
/** In code units; longer ones are not written by people. */
const LONGEST_SELECTOR = 2000

/** `.name` and `#name`, nine of ten rules: no parser needed. */
export function plainName(selector: string): string | null {
  return PLAIN.exec(selector)?.[1] ?? null
}

/** The selector's alternatives; null when one of them is invalid or says what a page index cannot answer. */
export function readSelector(selector: string): readonly (readonly Selector[])[] | null {
  if (selector.length > LONGEST_SELECTOR) return null
  try {
    const alternatives = parse(selector)
    return alternatives.every(one => isUnderstood(one, false)) ? alternatives : null
  } catch {
    return null
  }
}

export function targetsOf(alternatives: readonly (readonly Selector[])[]): Target[] {
  return alternatives.map(selector => {
    const from = selector.findLastIndex(token => COMBINATORS.has(token.type)) + 1
    return { selector, key: keyOf(selector.slice(from)), gate: firstToken(selector.slice(0, from)) }
  })
}

function isUnderstood(tokens: readonly Selector[], relative: boolean): boolean {
  const last = tokens.at(-1)
  if (!last || COMBINATORS.has(last.type)) return false
  return tokens.every((token, index) => {
    if (COMBINATORS.has(token.type)) {
      if (index > 0) return true
      return relative && (token.type === SelectorType.Child || token.type === SelectorType.Descendant)
    }
    switch (token.type) {
      case SelectorType.Tag:
      case SelectorType.Universal:
      case SelectorType.Attribute: return token.namespace === null
      case SelectorType.Pseudo: return isPseudoUnderstood(token.name, token.data)
      default: return false
    }
  })
}

function isPseudoUnderstood(name: string, data: Selector[][] | string | null): boolean {
  if (SIMPLE_PSEUDOS.has(name)) return data === null
  if (NTH_PSEUDOS.has(name)) return typeof data === 'string' && readPosition(data) !== null
  if (name !== 'is' && name !== 'where' && name !== 'not' && name !== 'has') return false
  return Array.isArray(data) && data.length > 0 && data.every(one => isUnderstood(one, name === 'has'))
}

/** The most telling thing that the subject must have. */
function keyOf(subject: readonly Selector[]): Key {
  const token = firstToken(subject)
  if (token !== null) return { by: 'token', token }
  const keys = subject.map(attributeKey).filter(key => key !== null)
  const telling = keys.find(({ test }) => test === 'whole') ?? keys.find(({ test }) => test === 'start') ?? keys[0]
  if (telling) return telling
  const tag = subject.find(one => one.type === SelectorType.Tag)
  return tag ? { by: 'tag', tag: tag.name.toLowerCase() } : { by: 'nothing' }
}

function firstToken(tokens: readonly Selector[]): string | null {
  for (const token of tokens) {
    if (token.type !== SelectorType.Attribute || /\s/.test(token.value)) continue
    const { name, action, value } = token
    const isName = (name === 'class' && action === AttributeAction.Element) || (name === 'id' && action === AttributeAction.Equals)
    if (isName && value !== '') return value.toLowerCase()
  }
  return null
}

function attributeKey(token: Selector): Extract<Key, { readonly by: 'attribute' }> | null {
  if (token.type !== SelectorType.Attribute || token.action === AttributeAction.Not) return null
  const { name, action, value, ignoreCase } = token
  if (ignoreCase === true || value === '') return { by: 'attribute', name: name.toLowerCase(), test: 'includes', value: '' }
  const test = action === AttributeAction.Equals ? 'whole' : action === AttributeAction.Start ? 'start' : 'includes'
  return { by: 'attribute', name: name.toLowerCase(), test, value }
}
