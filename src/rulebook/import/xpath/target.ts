import type { Expression } from '../../../measure/xpath/syntax.js'

/** What an element's text must be, in the terms of site rules. */
export interface TextCondition {
  readonly test: 'equals' | 'starts' | 'contains'
  readonly texts: readonly string[]
}

/** What one XPath selects, said in CSS and the keys that site rules have beside it. */
export interface Target {
  readonly css: string
  readonly text: TextCondition | null
  /** The nearest ancestor of this sort is meant. */
  readonly up: string | null
  /** The first or last of all matches alone. */
  readonly pick: 'first' | 'last' | null
  /** This attribute of it, or its own text, is meant. */
  readonly of: { readonly attribute: string } | 'text' | null
}

export type Call = Extract<Expression, { readonly type: 'call' }>

/** The name of the context's attribute that an expression reads (`@class`), else null. */
export function attributeOf(expression: Expression): string | null {
  if (expression.type !== 'path' || expression.from !== 'context' || expression.steps.length !== 1) return null
  const [step] = expression.steps
  return step?.axis === 'attribute' && step.test.type === 'name' && step.predicates.length === 0 ? step.test.name : null
}

/** Whether an expression is the context node itself: `.`, `self::node()`, `string()`. */
export function isSelf(expression: Expression): boolean {
  if (expression.type === 'call') {
    return (expression.name === 'string' || expression.name === 'normalize-space') && expression.args.every(isSelf)
  }
  if (expression.type !== 'path' || expression.from !== 'context' || expression.steps.length !== 1) return false
  const [step] = expression.steps
  return step?.axis === 'self' && step.test.type === 'node' && step.predicates.length === 0
}

/** Whether it is the context's own text: `text()`. */
export function isOwnText(expression: Expression): boolean {
  if (expression.type === 'call') {
    const [first] = expression.args
    return (expression.name === 'string' || expression.name === 'normalize-space') && first !== undefined && isOwnText(first)
  }
  if (expression.type !== 'path' || expression.from !== 'context' || expression.steps.length !== 1) return false
  const [step] = expression.steps
  return step?.axis === 'child' && step.test.type === 'text' && step.predicates.length === 0
}
