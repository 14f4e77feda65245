/** Rules of callers may have no types: what they yield is looked at before it is used. Every error is a TypeError, and fails the rule alone. */
import type { BlockHit, Blocks, ElementHit, PageElement, Range } from '../model.js'
import { shown } from '../misuse.js'

/** What is no element has no text either, and would be passed over. */
export function checkElementHit(hit: Partial<ElementHit> | null | undefined): void {
  const target: Partial<PageElement> | null | undefined = hit?.target
  if (typeof target?.textLength !== 'number') {
    throw new TypeError(`Expected find to yield { target, why } with an element of page.elements as its target; got ${shown(target)}`)
  }
  checkReason(hit?.why)
}

/** A copy of a block would be found nowhere, and a span that turns back would write text twice. */
export function checkBlockHit({ items }: Blocks, hit: Partial<BlockHit> | null | undefined): void {
  const { target, span, why } = hit ?? {}
  if (target === undefined || items[target.index] !== target) {
    throw new TypeError(`Expected find to yield { target, why } with a block of blocks.items as its target; got ${shown(target)}`)
  }
  checkReason(why)
  if (span && !isWithin(span, target.text.length)) {
    throw new TypeError(`Expected the span to be a range of the block's text, from 0 to ${target.text.length}; got ${String(span.from)} to ${String(span.to)}`)
  }
}

function checkReason(why: unknown): void {
  if (typeof why !== 'string') throw new TypeError(`Expected find to yield { target, why } with a text as its why; got ${shown(why)}`)
}

function isWithin({ from, to }: Range, length: number): boolean {
  return Number.isInteger(from) && Number.isInteger(to) && from >= 0 && from < to && to <= length
}
