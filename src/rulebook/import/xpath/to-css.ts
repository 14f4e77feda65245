import type { Expression, NodeTest, Path, Step } from '../../../measure/xpath/syntax.js'
import { suffixOf, textOf } from './conditions.js'
import { isPlainName } from './css-text.js'
import { positionOf } from './positions.js'
import type { Target, TextCondition } from './target.js'

/** What an expression selects, one target for each part of a union; null when CSS and the keys beside it cannot say it. */
export function targetsOf(expression: Expression): Target[] | null {
  if (expression.type === 'union') {
    const parts = expression.parts.map(targetsOf)
    return parts.includes(null) ? null : parts.flatMap(part => part ?? [])
  }
  if (expression.type === 'filter') return pickedOf(expression)
  if (expression.type !== 'path') return null
  if (expression.from === 'root') {
    const target = new Chain(null).follow(expression.steps)
    return target && [target]
  }
  // `(//a | //b)/c`: no word for it, unless there is one path in the brackets.
  if (expression.from === 'context' || expression.from.type !== 'path' || expression.from.from !== 'root') return null
  return targetsOf({ type: 'path', from: 'root', steps: [...expression.from.steps, ...expression.steps] })
}

/** `(//p)[1]`, `(//p)[last()]`. */
function pickedOf({ base, predicates }: Extract<Expression, { readonly type: 'filter' }>): Target[] | null {
  const [predicate, ...others] = predicates
  const position = predicate && others.length === 0 ? positionOf(predicate) : null
  const targets = position?.nth === '1' ? targetsOf(base) : null
  const [target] = targets ?? []
  if (!position || !target || targets?.length !== 1 || target.up !== null || target.pick !== null) return null
  return [{ ...target, pick: position.from === 'start' ? 'first' : 'last' }]
}

interface Compound {
  /** '' for any. */
  readonly tag: string
  readonly suffix: string
}

/** A selector that grows step by step. */
class Chain {
  /** All before the current compound, with its combinator. */
  private prefix = ''
  private current: Compound | null = null
  private text: TextCondition | null = null
  private up: string | null = null

  /** `scope`: what a path inside a predicate is about; null for the document. */
  constructor(private readonly scope: '' | null) {}

  follow(steps: readonly Step[]): Target | null {
    let anywhere = false
    for (const [index, step] of steps.entries()) {
      if (this.up !== null) return null
      if (isAnywhere(step)) {
        anywhere = true
        continue
      }
      const isLast = index === steps.length - 1
      if (isLast && !anywhere && this.current && step.predicates.length === 0) {
        if (step.axis === 'attribute' && step.test.type === 'name' && isPlainName(step.test.name)) {
          const { name } = step.test
          return this.target(`[${name}]`, { attribute: name })
        }
        if (step.axis === 'child' && step.test.type === 'text') return this.target('', 'text')
      }
      if (!this.step(step, anywhere, isLast)) return null
      anywhere = false
    }
    return anywhere || !this.current ? null : this.target('', null)
  }

  private target(more: string, of: Target['of']): Target {
    return { css: written(this.prefix, this.current, more), text: this.text, up: this.up, pick: null, of }
  }

  private step(step: Step, anywhere: boolean, isLast: boolean): boolean {
    if (this.text !== null && step.axis !== 'parent' && step.axis !== 'ancestor') return false
    switch (step.axis) {
      case 'child': return this.below(step, anywhere ? ' ' : ' > ', isLast)
      case 'descendant': return this.below(step, ' ', isLast)
      case 'self': return !anywhere && this.same(step, isLast)
      case 'following-sibling': return !anywhere && this.behind(step, isLast)
      case 'parent':
      case 'ancestor': return !anywhere && this.above(step, isLast)
      case 'preceding-sibling': return !anywhere && this.before(step, isLast)
      default: return false
    }
  }

  private below(step: Step, combinator: ' ' | ' > ', isLast: boolean): boolean {
    const compound = compoundOf(step.test)
    if (!compound) return false
    if (this.current) this.prefix = written(this.prefix, this.current, '') + combinator
    // The document's only element child is html.
    else if (this.scope === null && combinator === ' > ' && compound.tag !== 'html') return false
    else if (this.scope !== null && combinator === ' > ') this.prefix = '> '
    const counted = step.axis === 'child'
    return this.narrow(compound, step.predicates, counted, isLast)
  }

  private same(step: Step, isLast: boolean): boolean {
    if (step.test.type === 'node' && step.predicates.length === 0) return true
    const compound = compoundOf(step.test)
    if (!this.current || !compound) return false
    if (compound.tag !== '' && this.current.tag !== '' && compound.tag !== this.current.tag) return false
    return this.narrow({ tag: compound.tag || this.current.tag, suffix: this.current.suffix }, step.predicates, false, isLast)
  }

  private behind(step: Step, isLast: boolean): boolean {
    const compound = compoundOf(step.test)
    if (!this.current || !compound) return false
    const [isNext, predicates] = nearestOf(step)
    if (isNext && step.test.type !== 'any') return false
    this.prefix = written(this.prefix, this.current, '') + (isNext ? ' + ' : ' ~ ')
    return this.narrow(compound, predicates, false, isLast)
  }

  private before(step: Step, isLast: boolean): boolean {
    const compound = compoundOf(step.test)
    if (!this.current || !compound) return false
    const [isNext, predicates] = nearestOf(step)
    if (isNext && step.test.type !== 'any') return false
    const seen = `:has(${isNext ? '+' : '~'} ${this.inner()})`
    this.prefix = ''
    return this.narrow({ ...compound, suffix: compound.suffix + seen }, predicates, false, isLast)
  }

  private above(step: Step, isLast: boolean): boolean {
    const compound = compoundOf(step.test)
    if (!this.current || !compound) return false
    const [isNearest, predicates] = nearestOf(step)
    const isParent = step.axis === 'parent'
    if (this.text !== null || (isNearest && !isParent)) {
      // Nothing but the nearest ancestor, and nothing behind it.
      if (!isLast || (!isParent && !isNearest)) return false
      const suffix = allSuffixes(predicates)
      if (suffix === null || (isParent && suffix + compound.tag !== '' && !this.isChildOf(compound, suffix))) return false
      this.up = written('', { ...compound, suffix }, '')
      return true
    }
    const seen = `:has(${isParent ? '> ' : ''}${this.inner()})`
    this.prefix = ''
    return this.narrow({ ...compound, suffix: compound.suffix + seen }, predicates, false, isLast)
  }

  /** `div/…/parent::div`: then the nearest such ancestor is the parent. */
  private isChildOf(compound: Compound, suffix: string): boolean {
    if (!this.current) return false
    const parent = written('', { ...compound, suffix }, '')
    this.prefix = this.prefix.endsWith(' > ') ? `${this.prefix.slice(0, -3)}${this.prefix === '' ? '' : ' > '}` : this.prefix
    if (this.prefix === '') this.prefix = `${parent} > `
    return this.prefix.endsWith(`${parent} > `)
  }

  /** The chain as it is put into `:has()`: with its own ancestors, wherever they are. */
  private inner(): string {
    const css = written(this.prefix, this.current, '')
    return this.prefix === '' ? css : `:is(${css})`
  }

  private narrow(start: Compound, predicates: readonly Expression[], counted: boolean, isLast: boolean): boolean {
    const { tag } = start
    let { suffix } = start
    for (const predicate of predicates) {
      const position = positionOf(predicate)
      if (position) {
        if (!counted || this.text !== null) return false
        suffix += nthOf(tag, suffix, position.from === 'end' ? 'last-' : '', position.nth)
        continue
      }
      const more = suffixOf(predicate, existence)
      if (more !== null) {
        suffix += more
        continue
      }
      const text = textOf(predicate, tag)
      if (!text || this.text !== null || !this.mayTest(isLast)) return false
      this.text = text
    }
    this.current = { tag, suffix }
    return true
  }

  /** Texts are tested on what is selected, or on what its ancestor is found by. */
  private mayTest(isLast: boolean): boolean {
    return this.scope === null && (isLast || this.up === null)
  }
}

function nearestOf({ predicates }: Step): [boolean, readonly Expression[]] {
  const [first, ...others] = predicates
  return first?.type === 'number' && first.value === 1 ? [true, others] : [false, predicates]
}

function allSuffixes(predicates: readonly Expression[]): string | null {
  const suffixes = predicates.map(predicate => suffixOf(predicate, existence))
  return suffixes.includes(null) ? null : suffixes.join('')
}

/** Among the element's fellows of the same sort, as far as it has been said: tag, then what predicates before it say. */
function nthOf(tag: string, suffix: string, last: 'last-' | '', nth: string): string {
  if (suffix !== '') return `:nth-${last}child(${nth} of ${tag}${suffix})`
  return tag === '' ? `:nth-${last}child(${nth})` : `:nth-${last}of-type(${nth})`
}

function compoundOf(test: NodeTest): Compound | null {
  if (test.type === 'any' || test.type === 'node') return { tag: '', suffix: '' }
  return test.type === 'name' && isPlainName(test.name) ? { tag: test.name, suffix: '' } : null
}

function isAnywhere({ axis, test, predicates }: Step): boolean {
  return axis === 'descendant-or-self' && test.type === 'node' && predicates.length === 0
}

function written(prefix: string, compound: Compound | null, more: string): string {
  const { tag = '', suffix = '' } = compound ?? {}
  return prefix + (tag + suffix + more || '*')
}

/** A path inside a predicate. */
function existence(path: Path): string | null {
  if (path.from !== 'context') return null
  const [first, ...others] = path.steps
  if (!first) return null
  const compound = compoundOf(first.test)
  const suffix = compound && allSuffixes(first.predicates)
  switch (first.axis) {
    case 'self': {
      if (first.test.type === 'node' && first.predicates.length === 0 && others.length > 0) return inside(others)
      return others.length === 0 && compound && suffix !== null ? `:is(${written('', { ...compound, suffix: suffix ?? '' }, '')})` : null
    }
    case 'child':
    case 'descendant':
    case 'descendant-or-self': return inside(path.steps)
    case 'parent':
    case 'ancestor':
    case 'following-sibling':
    case 'preceding-sibling': {
      if (others.length > 0 || !compound || suffix === null) return null
      return beside(first.axis, written('', { ...compound, suffix }, ''))
    }
    default: return null
  }
}

function inside(steps: readonly Step[]): string | null {
  if (steps.some(({ axis }) => !['child', 'descendant', 'descendant-or-self', 'attribute'].includes(axis))) return null
  const target = new Chain('').follow(steps)
  return target && target.text === null && target.up === null && target.of !== 'text' ? `:has(${target.css})` : null
}

function beside(axis: 'parent' | 'ancestor' | 'following-sibling' | 'preceding-sibling', css: string): string {
  switch (axis) {
    case 'parent': return `:is(${css} > *)`
    case 'ancestor': return `:is(${css} *)`
    case 'following-sibling': return `:has(~ ${css})`
    case 'preceding-sibling': return `:is(${css} ~ *)`
  }
}
