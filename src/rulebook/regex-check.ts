import { RegExpParser, RegExpSyntaxError } from '@eslint-community/regexpp'
import type { AST } from '@eslint-community/regexpp'
import { LONGEST_TESTED } from '../site/text-test.js'
import type { Fault } from './fault.js'

const LONGEST_PATTERN = 300
/** As in JavaScript: the slashes would be looked for in the text. */
const SLASHES = /^\/(.+)\/[a-z]*$/s
/** Ways in which a pattern may be tried on such a text before it counts as dangerous: about a tenth of a second. */
const MOST_STEPS = 1e8

/**
 * What is wrong with a regular expression (flag v); null when it is valid and cannot backtrack badly. The check is strict:
 * it bounds the number of ways in which quantifiers and alternatives can share out a text, and does not look whether
 * they overlap. So some harmless patterns are refused, and no harmful one passes.
 */
export function regexFault(source: string): Fault | null {
  if (source === '') return { message: 'empty pattern', expected: 'a regular expression' }
  if (source.length > LONGEST_PATTERN) return { message: 'pattern too long', expected: `at most ${LONGEST_PATTERN} characters` }
  const inside = SLASHES.exec(source)?.[1]
  if (inside !== undefined) return { message: 'a pattern stands without slashes and flags', suggestion: inside }
  let pattern: AST.Pattern
  try {
    pattern = new RegExpParser({ ecmaVersion: 2024 }).parsePattern(source, 0, source.length, { unicodeSets: true })
  } catch (error) {
    if (!(error instanceof RegExpSyntaxError)) throw error
    const message = error.message.replace(/^Invalid regular expression: (?:\/.*\/v?: )?/s, '')
    return { message: `invalid pattern: ${message.charAt(0).toLowerCase()}${message.slice(1)}`, expected: 'a regular expression (flag v)', offset: error.index }
  }
  const unanchored = pattern.alternatives.every(startsAtEdge) ? 1 : LONGEST_TESTED
  try {
    const steps = anyOf(pattern.alternatives) * unanchored
    return steps > MOST_STEPS ? dangerous(widest(pattern)) : null
  } catch (error) {
    if (error instanceof Unsafe) return dangerous(error.node, error.message)
    throw error
  }
}

class Unsafe extends Error {
  constructor(message: string, readonly node: AST.Node) {
    super(message)
  }
}

function dangerous(node: AST.Node, what = 'too many repetitions in one pattern'): Fault {
  return {
    message: `dangerous pattern: ${what}`, offset: node.start,
    expected: 'bounded repetitions such as .{1,40}, [ab]+ instead of (a|b)+, ^ at the start',
  }
}

function startsAtEdge({ elements: [first] }: AST.Alternative): boolean {
  return first?.type === 'Assertion' && first.kind === 'start'
}

/** Ways of matching one of several alternatives. */
function anyOf(alternatives: readonly AST.Alternative[]): number {
  return alternatives.reduce((sum, { elements }) => sum + elements.reduce((product, element) => product * waysOf(element), 1), 0)
}

function waysOf(element: AST.Element): number {
  switch (element.type) {
    case 'Quantifier': return waysOfRepetition(element)
    case 'Group':
    case 'CapturingGroup': return anyOf(element.alternatives)
    case 'Assertion': return element.kind === 'lookahead' || element.kind === 'lookbehind' ? anyOf(element.alternatives) : 1
    case 'Backreference': throw new Unsafe('a reference to a group', element)
    default: return 1
  }
}

function waysOfRepetition(quantifier: AST.Quantifier): number {
  const most = Math.min(quantifier.max, LONGEST_TESTED)
  const inside = waysOf(quantifier.element)
  if (inside > 1) {
    const ways = inside ** most
    if (ways > MOST_STEPS) throw new Unsafe('a repetition or choice within a repetition', quantifier)
    return ways * (most + 1)
  }
  return quantifier.min === quantifier.max ? 1 : most - quantifier.min + 1
}

/** The quantifier to point at: the last without a bound, else the pattern itself. */
function widest(pattern: AST.Pattern): AST.Node {
  const open = pattern.alternatives.flatMap(({ elements }) => elements.filter(element => element.type === 'Quantifier' && element.max > 100))
  return open.at(-1) ?? pattern
}
