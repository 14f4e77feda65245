/** XPath 1.0 expressions as trees. */

export type Axis =
  | 'child' | 'descendant' | 'parent' | 'ancestor' | 'following-sibling' | 'preceding-sibling' | 'following' | 'preceding'
  | 'attribute' | 'self' | 'descendant-or-self' | 'ancestor-or-self'

export type NodeTest =
  /** Lower case: names of HTML have no case. */
  | { readonly type: 'name'; readonly name: string }
  | { readonly type: 'any' }
  | { readonly type: 'node' | 'text' | 'comment' }

export interface Step {
  readonly axis: Axis
  readonly test: NodeTest
  readonly predicates: readonly Expression[]
}

export type BinaryOperator = 'or' | 'and' | '=' | '!=' | '<' | '<=' | '>' | '>=' | '+' | '-' | '*' | 'div' | 'mod'

export interface Path {
  readonly type: 'path'
  /** Where it starts: the document, the context node, or what another expression selects. */
  readonly from: 'root' | 'context' | Expression
  readonly steps: readonly Step[]
}

export type Expression =
  | Path
  | { readonly type: 'filter'; readonly base: Expression; readonly predicates: readonly Expression[] }
  | { readonly type: 'union'; readonly parts: readonly Expression[] }
  | { readonly type: 'binary'; readonly operator: BinaryOperator; readonly left: Expression; readonly right: Expression }
  | { readonly type: 'negative'; readonly value: Expression }
  | { readonly type: 'text'; readonly value: string }
  | { readonly type: 'number'; readonly value: number }
  | { readonly type: 'call'; readonly name: string; readonly args: readonly Expression[] }

/** An expression that is not XPath 1.0. `offset`: code units from its start. */
export class XPathError extends Error {
  override readonly name = 'XPathError'

  constructor(message: string, readonly offset: number) {
    super(message)
  }
}
