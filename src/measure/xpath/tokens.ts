import { XPathError } from './syntax.js'

export interface Token {
  readonly type: 'sign' | 'operator' | 'name' | 'text' | 'number' | 'end'
  readonly value: string
  readonly offset: number
}

const SPACE = /\s*/y
const NUMBER = /\d+(?:\.\d*)?|\.\d+/y
const NAME = /[\p{L}_][\p{L}\p{N}_.-]*(?::[\p{L}_][\p{L}\p{N}_.-]*)?/uy
/** Longest first. `///` is an old typing error that parsers let pass. */
const SIGNS = ['///', '::', '//', '..', '!=', '<=', '>=', '/', '(', ')', '[', ']', '.', '@', ',', '|', '+', '-', '=', '<', '>', '*', '$'] as const
const WORD_OPERATORS: ReadonlySet<string> = new Set(['and', 'or', 'mod', 'div'])
const SIGN_OPERATORS: ReadonlySet<string> = new Set(['/', '//', '|', '+', '-', '=', '!=', '<', '<=', '>', '>='])

/** The words of an expression; the last is of type `end`. @throws XPathError */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = []
  let offset = skipSpace(text, 0)
  while (offset < text.length) {
    const token = tokenAt(text, offset, tokens.at(-1) ?? null)
    tokens.push(token)
    const length = token.type === 'text' ? token.value.length + 2 : lengthOf(text, token)
    offset = skipSpace(text, offset + length)
  }
  tokens.push({ type: 'end', value: '', offset: text.length })
  return tokens
}

function lengthOf(text: string, { value, offset }: Token): number {
  return text.startsWith('///', offset) && value === '//' ? 3 : value.length
}

function skipSpace(text: string, offset: number): number {
  SPACE.lastIndex = offset
  return offset + (SPACE.exec(text)?.[0].length ?? 0)
}

function tokenAt(text: string, offset: number, before: Token | null): Token {
  const first = text.charAt(offset)
  if (first === '"' || first === "'") {
    const end = text.indexOf(first, offset + 1)
    if (end === -1) throw new XPathError('a quotation mark is not closed', offset)
    return { type: 'text', value: text.slice(offset + 1, end), offset }
  }
  const number = match(NUMBER, text, offset)
  if (number !== null) return { type: 'number', value: number, offset }
  const sign = SIGNS.find(one => text.startsWith(one, offset))
  if (sign !== undefined) {
    // After an operand, * multiplies; elsewhere it is any name.
    const isOperator = SIGN_OPERATORS.has(sign) || (sign === '*' && endsOperand(before))
    return { type: isOperator || sign === '///' ? 'operator' : 'sign', value: sign === '///' ? '//' : sign, offset }
  }
  const name = match(NAME, text, offset)
  if (name === null) throw new XPathError(`unexpected "${first}"`, offset)
  return { type: WORD_OPERATORS.has(name) && endsOperand(before) ? 'operator' : 'name', value: name, offset }
}

function endsOperand(token: Token | null): boolean {
  if (token === null || token.type === 'operator') return false
  return token.type !== 'sign' || [')', ']', '.', '..', '*'].includes(token.value)
}

function match(pattern: RegExp, text: string, offset: number): string | null {
  pattern.lastIndex = offset
  return pattern.exec(text)?.[0] ?? null
}
