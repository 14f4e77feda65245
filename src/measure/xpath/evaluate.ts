import { isReverse, nodesOnAxis } from './axes.js'
import { type Place, callFunction } from './functions.js'
import { type Expression, type Path, type Step, XPathError } from './syntax.js'
import type { XNode, XPathTree } from './tree.js'
import { type XValue, compare, isNodes, toBoolean, toNumber, toText } from './values.js'

/** Nodes that one evaluation may look at. The configs' dearest take some thousands on large pages. */
const MOST_NODES = 3_000_000

/** What the expression yields for the whole document. @throws XPathError when it takes too many steps */
export function evaluateXPath(expression: Expression, tree: XPathTree): XValue {
  return new Evaluation(tree).value(expression, { tree, node: tree.root, position: 1, size: 1 })
}

/** The elements that it selects, in document order; none when it yields a text, a number or a truth. */
export function elementsByXPath(expression: Expression, tree: XPathTree): XNode[] {
  const value = evaluateXPath(expression, tree)
  return isNodes(value) ? value.filter(({ type }) => type === 'element') : []
}

/** What it says: the text of each node that it selects, or the one text that it makes. */
export function textsByXPath(expression: Expression, tree: XPathTree): string[] {
  const value = evaluateXPath(expression, tree)
  return isNodes(value) ? value.map(node => tree.textOf(node)) : [toText(tree, value)]
}

class Evaluation {
  private spent = 0
  private readonly spend = (nodes: number): void => {
    this.spent += nodes
    if (this.spent > MOST_NODES) throw new XPathError('it takes too many steps on this page', 0)
  }

  constructor(private readonly tree: XPathTree) {}

  value(expression: Expression, place: Place): XValue {
    this.spend(1)
    switch (expression.type) {
      case 'text':
      case 'number': return expression.value
      case 'negative': return -toNumber(this.tree, this.value(expression.value, place))
      case 'call': return callFunction(expression.name, expression.args.map(arg => this.value(arg, place)), place)
      case 'union': return inOrder(expression.parts.flatMap(part => this.nodes(part, place)))
      case 'filter': return this.filtered(this.nodes(expression.base, place), expression.predicates)
      case 'path': return this.path(expression, place)
      case 'binary': return this.binary(expression, place)
    }
  }

  private nodes(expression: Expression, place: Place): readonly XNode[] {
    const value = this.value(expression, place)
    if (!isNodes(value)) throw new XPathError('a set of nodes is wanted where a value stands', 0)
    return value
  }

  private binary({ operator, left, right }: Extract<Expression, { type: 'binary' }>, place: Place): XValue {
    const a = this.value(left, place)
    if (operator === 'and') return toBoolean(a) && toBoolean(this.value(right, place))
    if (operator === 'or') return toBoolean(a) || toBoolean(this.value(right, place))
    const b = this.value(right, place)
    const number = (value: XValue) => toNumber(this.tree, value)
    switch (operator) {
      case '+': return number(a) + number(b)
      case '-': return number(a) - number(b)
      case '*': return number(a) * number(b)
      case 'div': return number(a) / number(b)
      case 'mod': return number(a) % number(b)
      default: return compare(this.tree, operator, a, b)
    }
  }

  private path({ from, steps }: Path, place: Place): readonly XNode[] {
    let nodes: readonly XNode[] = from === 'root' ? [this.tree.root] : from === 'context' ? [place.node] : this.nodes(from, place)
    for (let index = 0; index < steps.length; index++) {
      const [step, next] = [steps[index], steps[index + 1]]
      if (!step) break
      const merged = next && isAnywhere(step) && next.axis === 'child' && next.predicates.every(one => !isPositional(one))
      // `//p` without positions is one walk, not one for each element.
      if (merged) index++
      nodes = this.step(nodes, merged ? { ...next, axis: 'descendant' } : step)
    }
    return nodes
  }

  private step(nodes: readonly XNode[], step: Step): readonly XNode[] {
    const found: XNode[] = []
    for (const node of nodes) {
      let some: readonly XNode[] = nodesOnAxis(this.tree, node, step, this.spend)
      for (const predicate of step.predicates) some = this.passing(some, predicate)
      for (const one of some) found.push(one)
    }
    return nodes.length === 1 && !isReverse(step.axis) ? found : inOrder(found)
  }

  private filtered(nodes: readonly XNode[], predicates: readonly Expression[]): readonly XNode[] {
    let some = nodes
    for (const predicate of predicates) some = this.passing(some, predicate)
    return some
  }

  private passing(nodes: readonly XNode[], predicate: Expression): readonly XNode[] {
    return nodes.filter((node, index) => {
      const value = this.value(predicate, { tree: this.tree, node, position: index + 1, size: nodes.length })
      return typeof value === 'number' ? value === index + 1 : toBoolean(value)
    })
  }
}

function isAnywhere({ axis, test, predicates }: Step): boolean {
  return axis === 'descendant-or-self' && test.type === 'node' && predicates.length === 0
}

/** Whether a predicate asks where among its fellows a node stands. */
export function isPositional(expression: Expression): boolean {
  switch (expression.type) {
    case 'number':
    case 'negative': return true
    case 'call': return ARITHMETIC.has(expression.name) || expression.args.some(asksPosition)
    case 'binary': return '+-*divmod'.includes(expression.operator) || asksPosition(expression.left) || asksPosition(expression.right)
    default: return false
  }
}

/** Functions that yield numbers: alone in a predicate, a number is a position. */
const ARITHMETIC: ReadonlySet<string> = new Set(['last', 'position', 'count', 'string-length', 'number', 'sum', 'floor', 'ceiling', 'round'])

function asksPosition(expression: Expression): boolean {
  switch (expression.type) {
    case 'call': return expression.name === 'position' || expression.name === 'last' || expression.args.some(asksPosition)
    case 'binary': return asksPosition(expression.left) || asksPosition(expression.right)
    case 'negative': return asksPosition(expression.value)
    default: return false
  }
}

function inOrder(nodes: readonly XNode[]): readonly XNode[] {
  return [...new Set(nodes)].sort((a, b) => a.order - b.order)
}
