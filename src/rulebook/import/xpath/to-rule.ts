import { type Expression, XPathError } from '../../../measure/xpath/syntax.js'
import { parseXPath } from '../../../measure/xpath/parse.js'
import { nodesFault } from '../../xpath-check.js'
import type { Target, TextCondition } from './target.js'
import { targetsOf } from './to-css.js'

export interface TextTest {
  readonly equals?: readonly string[]
  readonly starts?: readonly string[]
  readonly contains?: readonly string[]
  readonly case?: true
}

/** An entry of `remove`. */
export type Removal = string | {
  readonly select: string
  readonly text?: TextTest
  readonly pick?: 'first' | 'last'
  readonly up?: string
}

/** A way of finding a value, as in `metadata` and `links`. */
export interface ValueSteps {
  select?: string
  value?: string
  attr?: string
  all?: true
  after?: string
  before?: string
}

/** Elements without an attribute, as `attributes` and `unwrap` take them; or the attribute itself. */
export interface Selected {
  readonly select: string
  readonly attribute: string | null
}

/** What an XPath is in the terms of rule files, or why it can't be said. */
export type Read<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly reason: string }

/** `strip:` — what goes, one entry for each part of a union. */
export function removalsOf(xpath: string): Read<readonly (Removal | Selected)[]> {
  return reading<readonly (Removal | Selected)[]>(xpath, expression => {
    const targets = targetsOf(expression)
    if (!targets) {
      const whole = wholeOf(xpath, expression)
      return whole.ok ? done([whole.value]) : whole
    }
    if (targets.some(({ of }) => of === 'text')) return fault('it points at text, not at elements')
    return done(targets.map(removalOf))
  })
}

/** `body:` and everything else that wants elements and no more. */
export function selectorOf(xpath: string): Read<string> {
  return reading<string>(xpath, expression => {
    const targets = targetsOf(expression)
    if (!targets) return wholeOf(xpath, expression)
    if (targets.some(({ of }) => of !== null)) return fault('it points at text or attributes, not at elements')
    const isPlain = targets.every(({ text, up, pick }) => text === null && up === null && pick === null)
    return done(isPlain ? targets.map(({ css }) => css).join(', ') : xpathOf(xpath))
  })
}

/** `title:`, `author:`, `date:`, `next_page_link:` … `all`: every match, not the first alone. */
export function valueOf(xpath: string, all: boolean): Read<ValueSteps> {
  return reading<ValueSteps>(xpath, expression => {
    const steps = stepsOf(expression) ?? xpathSteps(xpath.trim(), expression)
    if (steps === null) return fault('it computes a text in a way that a rule cannot say')
    return done({ ...steps, ...(all && steps.select !== undefined ? { all: true as const } : {}) })
  })
}

/** The elements by XPath; what is read of them is said by `attr`. */
function xpathSteps(xpath: string, expression: Expression): ValueSteps | null {
  const last = expression.type === 'path' ? expression.steps.at(-1) : undefined
  if (expression.type === 'path' && last?.axis === 'attribute') {
    const [written = '', before = ''] = /^([^]*[^/\s])\s*\/{1,2}\s*@[\w-]+$/.exec(xpath) ?? []
    if (written === '' || last.test.type !== 'name') return null
    const inside = /\/\/\s*@[\w-]+$/.test(xpath) ? `/descendant-or-self::*[@${last.test.name}]` : `[@${last.test.name}]`
    return { select: xpathOf(before + inside), attr: last.test.name }
  }
  if (last?.test.type === 'text') {
    const before = /^([^]*[^/\s])\s*\/\s*text\(\)$/.exec(xpath)?.[1]
    return before === undefined ? null : { select: xpathOf(before) }
  }
  return nodesFault(xpath, expression) === null ? { select: xpathOf(xpath) } : null
}

/** The XPath itself, where CSS cannot say it. */
function wholeOf(xpath: string, expression: Expression): Read<string> {
  if (selectsText(expression)) return fault('it points at text, not at elements')
  return nodesFault(xpath, expression) === null ? done(xpathOf(xpath)) : fault('it computes something and points at nothing')
}

/** Whether the expression can select something at all on a page: relative paths start at the document, where only html is. */
function reading<T>(xpath: string, read: (expression: Expression) => Read<T>): Read<T> {
  try {
    const expression = parseXPath(xpath)
    const dead = deadReason(expression)
    return dead === null ? read(expression) : fault(dead)
  } catch (error) {
    if (!(error instanceof XPathError)) throw error
    return fault(`not XPath: ${error.message}`)
  }
}

function deadReason(expression: Expression): string | null {
  if (expression.type === 'union') return expression.parts.every(part => deadReason(part) !== null) ? deadReason(expression.parts[0] ?? expression) : null
  if (expression.type !== 'path' || expression.from !== 'context') return expression.type === 'binary' ? 'it computes something and points at nothing' : null
  const [first] = expression.steps
  const starts = first?.axis === 'child' && first.test.type === 'name' && first.test.name !== 'html'
  return starts ? 'it matches nothing: there is no // before it' : null
}

/** A path whose last step is text(). */
function selectsText(expression: Expression): boolean {
  if (expression.type === 'union') return expression.parts.some(selectsText)
  return expression.type === 'path' && ['text', 'comment'].includes(expression.steps.at(-1)?.test.type ?? '')
}

function removalOf({ css, text, up, pick, of }: Target): Removal | Selected {
  if (of !== null && of !== 'text') return { select: css, attribute: of.attribute }
  if (text === null && up === null && pick === null) return css
  return { select: css, ...(text ? { text: textTestOf(text) } : {}), ...(pick ? { pick } : {}), ...(up ? { up } : {}) }
}

function textTestOf({ test, texts }: TextCondition): TextTest {
  return { [test]: texts.map(text => text.replace(/\s+/g, ' ')), case: true }
}

function stepsOf(expression: Expression): ValueSteps | null {
  if (expression.type === 'text') return expression.value.trim() === '' ? null : { value: expression.value }
  if (expression.type === 'call') return calledSteps(expression)
  const targets = targetsOf(expression)
  const [first] = targets ?? []
  if (!targets || !first) return null
  // The first match is taken anyway.
  if (targets.some(({ text, up, pick }) => text !== null || up !== null || pick === 'last')) return null
  const attribute = attributeOf(first)
  if (targets.some(target => attributeOf(target) !== attribute)) return null
  return { select: targets.map(({ css }) => css).join(', '), ...(attribute === null ? {} : { attr: attribute }) }
}

function calledSteps({ name, args }: Extract<Expression, { readonly type: 'call' }>): ValueSteps | null {
  const [first, second] = args
  if (!first) return null
  if (name === 'string' || name === 'normalize-space') return stepsOf(first)
  if (name === 'concat') {
    if (args.every(arg => arg.type === 'text')) return { value: args.map(arg => (arg.type === 'text' ? arg.value : '')).join('') }
    const others = args.filter(arg => arg.type !== 'text' || arg.value.trim() !== '')
    return others.length === 1 && others[0] ? stepsOf(others[0]) : null
  }
  if (second?.type !== 'text' || second.value === '') return null
  const inner = stepsOf(first)
  if (inner === null || inner.value !== undefined) return null
  if (name === 'substring-after') return inner.after === undefined && inner.before === undefined ? { ...inner, after: second.value } : null
  return name === 'substring-before' && inner.before === undefined ? { ...inner, before: second.value } : null
}

function attributeOf({ of }: Target): string | null {
  return of !== null && of !== 'text' ? of.attribute : null
}

/** A selector that begins with / or ( is XPath. */
function xpathOf(xpath: string): string {
  const text = xpath.trim()
  return /^[/(]/.test(text) ? text : `(${text})`
}

function done<T>(value: T): Read<T> {
  return { ok: true, value }
}

function fault(reason: string): { readonly ok: false; readonly reason: string } {
  return { ok: false, reason }
}
