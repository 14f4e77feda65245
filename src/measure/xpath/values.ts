import type { XNode, XPathTree } from './tree.js'

/** What an expression yields. Node sets are in document order, without doubles. */
export type XValue = string | number | boolean | readonly XNode[]

export function isNodes(value: XValue): value is readonly XNode[] {
  return typeof value === 'object'
}

export function toText(tree: XPathTree, value: XValue): string {
  if (isNodes(value)) return value[0] ? tree.textOf(value[0]) : ''
  if (typeof value === 'number') return Number.isNaN(value) ? 'NaN' : String(value)
  return String(value)
}

export function toNumber(tree: XPathTree, value: XValue): number {
  if (typeof value === 'number') return value
  if (typeof value === 'boolean') return value ? 1 : 0
  const text = toText(tree, value).trim()
  return /^-?(?:\d+(?:\.\d*)?|\.\d+)$/.test(text) ? Number(text) : NaN
}

export function toBoolean(value: XValue): boolean {
  if (isNodes(value)) return value.length > 0
  return typeof value === 'number' ? value !== 0 && !Number.isNaN(value) : typeof value === 'string' ? value !== '' : value
}

type Comparison = '=' | '!=' | '<' | '<=' | '>' | '>='

/** XPath's comparison: of node sets, any node that fits will do. */
export function compare(tree: XPathTree, operator: Comparison, left: XValue, right: XValue): boolean {
  if (isNodes(left) && typeof right !== 'boolean') return left.some(node => compare(tree, operator, tree.textOf(node), right))
  if (isNodes(right) && typeof left !== 'boolean') return right.some(node => compare(tree, operator, left, tree.textOf(node)))
  if (operator === '=' || operator === '!=') return equal(tree, left, right) === (operator === '=')
  const [a, b] = [toNumber(tree, left), toNumber(tree, right)]
  switch (operator) {
    case '<': return a < b
    case '<=': return a <= b
    case '>': return a > b
    case '>=': return a >= b
  }
}

function equal(tree: XPathTree, left: XValue, right: XValue): boolean {
  if (typeof left === 'boolean' || typeof right === 'boolean') return toBoolean(left) === toBoolean(right)
  if (typeof left === 'number' || typeof right === 'number') return toNumber(tree, left) === toNumber(tree, right)
  return toText(tree, left) === toText(tree, right)
}
