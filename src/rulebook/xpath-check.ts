import { parseXPath } from '../measure/xpath/parse.js'
import { type Expression, type Path, XPathError } from '../measure/xpath/syntax.js'
import type { Fault } from './fault.js'

/** What is wrong with an XPath that must select elements; null when it can be run. */
export function xpathFault(selector: string): Fault | null {
  try {
    return nodesFault(selector, parseXPath(selector))
  } catch (error) {
    if (!(error instanceof XPathError)) throw error
    return { message: `invalid XPath: ${error.message}`, expected: 'XPath 1.0, because it begins with / or (', offset: Math.min(error.offset, selector.length - 1) }
  }
}

/** Rules point at elements: an attribute, a text or a number would match on no page, and nobody would be told. That holds for each part of a union. */
export function nodesFault(selector: string, expression: Expression): Fault | null {
  switch (expression.type) {
    case 'union':
      return expression.parts.map(part => nodesFault(selector, part)).find(fault => fault !== null) ?? null
    case 'filter':
      return nodesFault(selector, expression.base)
    case 'path':
      return pathFault(selector, expression)
    case 'call':
      return expression.name === 'id' ? null : COMPUTED
    default:
      return COMPUTED
  }
}

const COMPUTED: Fault = { message: 'this XPath computes a value', expected: 'elements' }

function pathFault(selector: string, { from, steps }: Path): Fault | null {
  const last = steps.at(-1)
  if (!last) return typeof from === 'string' ? { message: 'this XPath selects the document', expected: 'elements' } : nodesFault(selector, from)
  if (last.axis === 'attribute') {
    return { message: 'this XPath selects an attribute', expected: 'the element; where a value is wanted, its attribute goes into attr', offset: stepAt(selector, /(?<=(?:^|[/|(])\s*)(?:@|attribute::)/g) }
  }
  if (last.test.type !== 'text' && last.test.type !== 'comment') return null
  return { message: `this XPath selects ${last.test.type === 'text' ? 'text' : 'comments'}`, expected: 'the element around it', offset: stepAt(selector, last.test.type === 'text' ? /text\(/g : /comment\(/g) }
}

/** The tree of an expression has no places: the last such step, as it is mostly written. */
function stepAt(selector: string, written: RegExp): number {
  return [...selector.matchAll(written)].at(-1)?.index ?? 0
}
