import { type Axis, type BinaryOperator, type Expression, type NodeTest, type Step, XPathError } from './syntax.js'
import { type Token, tokenize } from './tokens.js'

/** In code units, and levels of brackets: expressions are written by people. */
const LONGEST = 4000
const DEEPEST = 40

const AXES: ReadonlySet<string> = new Set<Axis>([
  'child', 'descendant', 'parent', 'ancestor', 'following-sibling', 'preceding-sibling', 'following', 'preceding', 'attribute',
  'self', 'descendant-or-self', 'ancestor-or-self',
])
const NODE_TYPES: ReadonlySet<string> = new Set(['node', 'text', 'comment'])

/** Functions with the least and the largest number of arguments. */
export const FUNCTIONS: ReadonlyMap<string, readonly [least: number, most: number]> = new Map([
  ['last', [0, 0]], ['position', [0, 0]], ['count', [1, 1]], ['id', [1, 1]], ['local-name', [0, 1]], ['name', [0, 1]],
  ['namespace-uri', [0, 1]], ['string', [0, 1]], ['concat', [2, Infinity]], ['starts-with', [2, 2]], ['contains', [2, 2]],
  ['substring-before', [2, 2]], ['substring-after', [2, 2]], ['substring', [2, 3]], ['string-length', [0, 1]],
  ['normalize-space', [0, 1]], ['translate', [3, 3]], ['boolean', [1, 1]], ['not', [1, 1]], ['true', [0, 0]], ['false', [0, 0]],
  ['lang', [1, 1]], ['number', [0, 1]], ['sum', [1, 1]], ['floor', [1, 1]], ['ceiling', [1, 1]], ['round', [1, 1]],
])

/** Operators by how strongly they bind, weakest first. */
const LEVELS: readonly (readonly BinaryOperator[])[] = [
  ['or'], ['and'], ['=', '!='], ['<', '<=', '>', '>='], ['+', '-'], ['*', 'div', 'mod'],
]

/** Selectors of rule files are CSS unless they begin so, which no CSS selector does. */
export function isXPath(selector: string): boolean {
  return /^\s*[/(]/.test(selector)
}

/** Reads one XPath 1.0 expression. Names become lower case; `///` counts as `//`. @throws XPathError */
export function parseXPath(text: string): Expression {
  if (text.length > LONGEST) throw new XPathError(`longer than ${LONGEST} characters`, 0)
  return new Parser(tokenize(text)).whole()
}

const ANYWHERE: Step = { axis: 'descendant-or-self', test: { type: 'node' }, predicates: [] }

class Parser {
  private at = 0
  private depth = 0

  constructor(private readonly tokens: readonly Token[]) {}

  whole(): Expression {
    const expression = this.expression()
    if (this.token.type !== 'end') throw this.unexpected()
    return expression
  }

  private get token(): Token {
    const token = this.tokens[Math.min(this.at, this.tokens.length - 1)]
    if (!token) throw new XPathError('empty expression', 0)
    return token
  }

  private unexpected(): XPathError {
    const { type, value, offset } = this.token
    return new XPathError(type === 'end' ? 'it ends too early' : `unexpected "${value}"`, offset)
  }

  /** Whether the next token is this; then it is passed. */
  private take(value: string): boolean {
    if (!this.is(value)) return false
    this.at++
    return true
  }

  private is(value: string, ahead = 0): boolean {
    const token = this.tokens[this.at + ahead]
    return token !== undefined && token.value === value && (token.type === 'sign' || token.type === 'operator')
  }

  private expect(value: string): void {
    if (!this.take(value)) throw this.unexpected()
  }

  private expression(): Expression {
    if (++this.depth > DEEPEST) throw new XPathError('nested too deeply', this.token.offset)
    const expression = this.binary(0)
    this.depth--
    return expression
  }

  private binary(level: number): Expression {
    const operators = LEVELS[level]
    if (!operators) return this.negative()
    let left = this.binary(level + 1)
    for (;;) {
      const { type, value } = this.token
      const operator = type === 'operator' ? operators.find(one => one === value) : undefined
      if (operator === undefined) return left
      this.at++
      left = { type: 'binary', operator, left, right: this.binary(level + 1) }
    }
  }

  private negative(): Expression {
    let signs = 0
    while (this.take('-')) signs++
    const value = this.union()
    return signs === 0 ? value : signs % 2 === 1 ? { type: 'negative', value } : { type: 'negative', value: { type: 'negative', value } }
  }

  private union(): Expression {
    const first = this.path()
    const parts = [first]
    while (this.take('|')) parts.push(this.path())
    return parts.length === 1 ? first : { type: 'union', parts }
  }

  private path(): Expression {
    if (this.is('/') || this.is('//')) {
      const anywhere = this.is('//')
      this.at++
      if (!anywhere && !this.startsStep()) return { type: 'path', from: 'root', steps: [] }
      return { type: 'path', from: 'root', steps: this.steps(anywhere ? [ANYWHERE] : []) }
    }
    if (!this.startsPrimary()) return { type: 'path', from: 'context', steps: this.steps([]) }
    const primary = this.primary()
    const predicates = this.predicates()
    const base: Expression = predicates.length > 0 ? { type: 'filter', base: primary, predicates } : primary
    if (this.take('//')) return { type: 'path', from: base, steps: this.steps([ANYWHERE]) }
    return this.take('/') ? { type: 'path', from: base, steps: this.steps([]) } : base
  }

  private startsPrimary(): boolean {
    const { type, value } = this.token
    if (type === 'text' || type === 'number' || this.is('(')) return true
    return type === 'name' && this.is('(', 1) && !NODE_TYPES.has(value)
  }

  private startsStep(): boolean {
    return this.token.type === 'name' || ['.', '..', '@', '*'].some(sign => this.is(sign))
  }

  private primary(): Expression {
    const { type, value, offset } = this.token
    this.at++
    if (type === 'text') return { type: 'text', value }
    if (type === 'number') return { type: 'number', value: Number(value) }
    if (value === '(') {
      const inner = this.expression()
      this.expect(')')
      return inner
    }
    this.expect('(')
    const args: Expression[] = []
    if (!this.is(')')) do args.push(this.expression()); while (this.take(','))
    this.expect(')')
    const arity = FUNCTIONS.get(value)
    if (!arity) throw new XPathError(`unknown function ${value}()`, offset)
    if (args.length < arity[0] || args.length > arity[1]) throw new XPathError(`wrong number of arguments of ${value}()`, offset)
    return { type: 'call', name: value, args }
  }

  private steps(steps: Step[]): Step[] {
    steps.push(this.step())
    for (;;) {
      if (this.take('//')) steps.push(ANYWHERE)
      else if (!this.take('/')) return steps
      steps.push(this.step())
    }
  }

  private step(): Step {
    if (this.take('..')) return { axis: 'parent', test: { type: 'node' }, predicates: this.predicates() }
    if (this.take('.')) return { axis: 'self', test: { type: 'node' }, predicates: this.predicates() }
    let axis: Axis = 'child'
    if (this.take('@')) {
      axis = 'attribute'
    } else if (this.is('::', 1)) {
      axis = this.axis()
      this.at += 2
    }
    return { axis, test: this.nodeTest(), predicates: this.predicates() }
  }

  private axis(): Axis {
    const { value, offset } = this.token
    if (!AXES.has(value)) throw new XPathError(`unknown axis "${value}"`, offset)
    return value as Axis
  }

  private nodeTest(): NodeTest {
    if (this.take('*')) return { type: 'any' }
    const { type, value } = this.token
    if (type !== 'name') throw this.unexpected()
    this.at++
    if (NODE_TYPES.has(value) && this.take('(')) {
      this.expect(')')
      return { type: value as 'node' | 'text' | 'comment' }
    }
    return { type: 'name', name: value.toLowerCase() }
  }

  private predicates(): Expression[] {
    const predicates: Expression[] = []
    while (this.take('[')) {
      predicates.push(this.expression())
      this.expect(']')
    }
    return predicates
  }
}
