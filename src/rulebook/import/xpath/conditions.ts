import type { Expression } from '../../../measure/xpath/syntax.js'
import { attributeTest, classTest, idTest, isPlainName } from './css-text.js'
import { type Call, type TextCondition, attributeOf, isOwnText, isSelf } from './target.js'

/** `:has(…)` and the like, for a path inside a predicate; null when CSS cannot say it. */
export type Existence = (path: Extract<Expression, { readonly type: 'path' }>) => string | null

/** A predicate as what CSS puts behind a tag name; '' when it is always true, null when CSS has no word for it. */
export function suffixOf(predicate: Expression, exists: Existence): string | null {
  switch (predicate.type) {
    case 'path': return existence(predicate, exists)
    case 'union': return anyOf(predicate.parts.map(part => suffixOf(part, exists)))
    case 'call': return callSuffix(predicate, exists)
    case 'binary': {
      const { operator, left, right } = predicate
      if (operator === 'and') {
        const [a, b] = [suffixOf(left, exists), suffixOf(right, exists)]
        return a === null || b === null ? null : a + b
      }
      if (operator === 'or') return anyOf(alternativesOf(predicate).map(one => suffixOf(one, exists)))
      return operator === '=' || operator === '!=' ? equality(operator, left, right) : null
    }
    default: return null
  }
}

/** `a or b or c`, flat. */
function alternativesOf(expression: Expression): Expression[] {
  if (expression.type !== 'binary' || expression.operator !== 'or') return [expression]
  return [...alternativesOf(expression.left), ...alternativesOf(expression.right)]
}

function anyOf(suffixes: readonly (string | null)[]): string | null {
  if (suffixes.includes(null)) return null
  return suffixes.includes('') ? '' : `:is(${[...new Set(suffixes)].join(', ')})`
}

function existence(path: Extract<Expression, { readonly type: 'path' }>, exists: Existence): string | null {
  const name = attributeOf(path)
  return name === null ? exists(path) : isPlainName(name) ? `[${name}]` : null
}

function callSuffix(call: Call, exists: Existence): string | null {
  const [first, second] = call.args
  if (call.name === 'not' && first) {
    const inner = suffixOf(first, exists)
    return inner === null || inner === '' ? null : `:not(${inner})`
  }
  if (call.name === 'boolean' && first) return suffixOf(first, exists)
  if (call.name === 'true') return ''
  if ((call.name !== 'contains' && call.name !== 'starts-with') || second?.type !== 'text' || !first) return null
  const name = attributeOf(first)
  if (name !== null) return isPlainName(name) ? partTest(name, call.name, second.value, false) : null
  const lowered = loweredAttribute(first)
  if (lowered !== null && second.value === second.value.toLowerCase()) return partTest(lowered, call.name, second.value, true)
  return call.name === 'contains' ? tokenTest(first, second.value) : null
}

function partTest(name: string, call: 'contains' | 'starts-with', value: string, anyCase: boolean): string {
  return value === '' ? '' : attributeTest(name, call === 'contains' ? '*=' : '^=', value, anyCase)
}

/** `translate(@x, 'ABC…', 'abc…')`: how XPath 1.0 ignores case. */
function loweredAttribute(expression: Expression): string | null {
  if (expression.type !== 'call' || expression.name !== 'translate') return null
  const [what, from, to] = expression.args
  if (!what || from?.type !== 'text' || to?.type !== 'text') return null
  const isLower = from.value.length >= 26 && from.value.toLowerCase() === to.value
  const name = attributeOf(what)
  return isLower && name !== null && isPlainName(name) ? name : null
}

/** `contains(concat(' ', normalize-space(@class), ' '), ' token ')`: a token of a list. */
function tokenTest(expression: Expression, value: string): string | null {
  if (expression.type !== 'call' || expression.name !== 'concat' || expression.args.length !== 3) return null
  const [before, list, after] = expression.args
  if (before?.type !== 'text' || after?.type !== 'text' || before.value !== ' ' || after.value !== ' ' || !list) return null
  const name = attributeOf(list.type === 'call' && list.name === 'normalize-space' ? (list.args[0] ?? list) : list)
  const token = /^ (\S+) $/.exec(value)?.[1]
  if (name === null || token === undefined || !isPlainName(name)) return null
  return name === 'class' ? classTest(token) : attributeTest(name, '~=', token)
}

function equality(operator: '=' | '!=', left: Expression, right: Expression): string | null {
  const [tested, text] = right.type === 'text' ? [left, right.value] : left.type === 'text' ? [right, left.value] : [left, null]
  if (text === null) return null
  if (tested.type === 'call' && (tested.name === 'name' || tested.name === 'local-name') && tested.args.length === 0) {
    const name = text.toLowerCase()
    return isPlainName(name) ? (operator === '=' ? `:is(${name})` : `:not(${name})`) : null
  }
  const bare = tested.type === 'call' && tested.name === 'normalize-space' ? tested.args[0] : tested
  const name = bare === undefined ? null : attributeOf(bare)
  if (name === null || !isPlainName(name)) return null
  const equal = name === 'id' ? idTest(text) : attributeTest(name, '=', text)
  return operator === '=' ? equal : `[${name}]:not(${equal})`
}

/** Elements that seldom have others inside: their own text is their whole text. */
const LEAVES = /^(?:a|b|button|cite|dd|dt|em|figcaption|h[1-6]|i|label|li|p|small|span|strong|td|th|time)$/

/**
 * A predicate about the element's text. Tests of `text()`, which is a piece of it, are taken for tests of the whole where that cannot
 * reach further up the page: equality, and elements that hold little else.
 */
export function textOf(predicate: Expression, tag: string): TextCondition | null {
  if (predicate.type === 'binary' && predicate.operator === 'or') {
    const [a, b] = [textOf(predicate.left, tag), textOf(predicate.right, tag)]
    return a && b && a.test === b.test ? { test: a.test, texts: [...a.texts, ...b.texts] } : null
  }
  if (predicate.type === 'binary' && predicate.operator === '=') {
    const [tested, value] = predicate.right.type === 'text' ? [predicate.left, predicate.right] : [predicate.right, predicate.left]
    return value.type === 'text' && (isSelf(tested) || isOwnText(tested)) ? condition('equals', value.value) : null
  }
  if (predicate.type !== 'call') return null
  const [tested, value] = predicate.args
  if (!tested || value?.type !== 'text' || (!isSelf(tested) && !(isOwnText(tested) && LEAVES.test(tag)))) return null
  if (predicate.name === 'contains') return condition('contains', value.value)
  return predicate.name === 'starts-with' ? condition('starts', value.value) : null
}

function condition(test: TextCondition['test'], text: string): TextCondition | null {
  return text.trim() === '' ? null : { test, texts: [text] }
}
