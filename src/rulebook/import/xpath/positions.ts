import type { Expression } from '../../../measure/xpath/syntax.js'

/** A position among fellows, as `:nth-child` and `:nth-last-child` say it. */
export interface Position {
  readonly from: 'start' | 'end'
  readonly nth: string
}

/** `[2]`, `[last()]`, `[position() > 1]`, `[last() - 1]`; null when the predicate is none of these. */
export function positionOf(expression: Expression): Position | null {
  const plain = placeOf(expression)
  if (plain !== null) return exact(plain)
  if (expression.type !== 'binary') return null
  const { operator, left, right } = expression
  const swapped = isCall(right, 'position')
  if (!swapped && !isCall(left, 'position')) return null
  const place = placeOf(swapped ? left : right)
  if (place === null) return null
  return compared(swapped ? mirrored(operator) : operator, place)
}

/** From the start, counted from 1; or from the end, where 0 is the last. */
interface Place {
  readonly from: 'start' | 'end'
  readonly count: number
}

function placeOf(expression: Expression): Place | null {
  if (expression.type === 'number') return Number.isInteger(expression.value) ? { from: 'start', count: expression.value } : null
  if (isCall(expression, 'last')) return { from: 'end', count: 0 }
  if (expression.type !== 'binary' || expression.operator !== '-' || !isCall(expression.left, 'last')) return null
  return expression.right.type === 'number' ? { from: 'end', count: expression.right.value } : null
}

function exact({ from, count }: Place): Position | null {
  if (from === 'end') return { from, nth: String(count + 1) }
  return count >= 1 ? { from, nth: String(count) } : null
}

function compared(operator: string, { from, count }: Place): Position | null {
  if (operator === '=') return exact({ from, count })
  if (from === 'end') {
    // Before the last: everything from the second on, counted from the end.
    if (operator === '<') return { from, nth: `n+${count + 2}` }
    return operator === '<=' ? { from, nth: `n+${count + 1}` } : null
  }
  switch (operator) {
    case '<': return { from, nth: `-n+${count - 1}` }
    case '<=': return { from, nth: `-n+${count}` }
    case '>': return { from, nth: `n+${count + 1}` }
    case '>=': return { from, nth: `n+${count}` }
    default: return null
  }
}

function mirrored(operator: string): string {
  return operator.startsWith('<') ? operator.replace('<', '>') : operator.replace('>', '<')
}

export function isCall(expression: Expression, name: string): boolean {
  return expression.type === 'call' && expression.name === name && expression.args.length === 0
}
