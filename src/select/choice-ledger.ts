import type { Block, Blocks, Removal, Selection } from '../model.js'
import { pathOf } from '../engine/mark-elements.js'
import { sumByElement } from '../measure/block-sums.js'
import { excerpt, hashText } from '../measure/text.js'

/** Why a block that was not chosen was left out: gives what says it in words when somebody asks. */
export type Reason = (block: Block) => () => string

/**
 * One ledger entry per outermost element without a chosen block.
 * @param blocks all that was chosen from, numbered as `chosen` counts
 */
export function outside(source: Blocks, blocks: readonly Block[], chosen: readonly boolean[], strategy: string, why: Reason): Removal[] {
  if (source.source.type !== 'page') return []
  const { page } = source.source.page
  const chosenIn = sumByElement(page, blocks, block => (chosen[block.index] ? 1 : 0))
  const removals: Removal[] = []
  // The element that went last. What stands loose around it has an element of a smaller order, and an entry of its own.
  let told = { order: 0, end: 0 }
  for (const block of blocks) {
    let at = block.element
    if (!at || chosen[block.index] || (at.order >= told.order && at.order < told.end)) continue
    const mixed = chosenIn(at) > 0
    if (!mixed) {
      while (at.parent && at.parent.tag !== 'body' && chosenIn(at.parent) === 0) at = at.parent
      told = at
    }
    const range = mixed ? rangeOf(block) : { from: at.from, to: at.to }
    const text = mixed ? block.text : source.text.slice(range.from, range.to)
    const reason = why(block)
    removals.push({
      stage: 'select', rule: strategy, kind: 'outside', origin: { type: 'module', name: strategy },
      // Asked for of one removal in hundreds; copies and JSON hold the words.
      get why() { return reason() },
      where: pathOf(at), line: 0, ...range, length: text.length, excerpt: excerpt(text), hash: hashText(text),
    })
  }
  return removals
}

/** What a choice among all blocks of a page makes of the rules' suspicions. */
export interface Reconsidered {
  /** The trail's removals without those of suspicions from which something was taken back. */
  readonly removals: readonly Removal[]
  /** Blocks of those suspicions that stay removed, each with the entry of its rule. */
  readonly upheld: readonly Removal[]
}

/**
 * Something of a suspected element was chosen: its entry leaves the ledger, and what was not chosen of it gets one of its own,
 * in the name of the same rule.
 */
export function reconsider({ source, trail }: Blocks, blocks: readonly Block[], chosen: readonly boolean[], suspect: readonly boolean[]): Reconsidered {
  if (source.type !== 'page') return { removals: trail.removals, upheld: [] }
  const { suspicions, suspected, ordered, firm } = source.page
  const suspicionOf = ({ element }: Block): number => (element ? suspected[element.order]! - 1 : -1)
  const reopened = new Set<number>()
  for (const block of blocks) if (suspect[block.index] && chosen[block.index]) reopened.add(suspicionOf(block))
  if (reopened.size === 0) return { removals: trail.removals, upheld: [] }
  const dropped = new Set([...reopened].map(index => suspicions[index]?.removal))
  const upheld: Removal[] = firm.filter(({ suspicion }) => reopened.has(suspicion)).map(({ removal }) => removal)
  for (const block of blocks) {
    if (block.element && ordered[block.element.order] === 1) continue
    const removal = suspect[block.index] && !chosen[block.index] ? suspicions[suspicionOf(block)]?.removal : null
    if (!removal || !dropped.has(removal)) continue
    upheld.push({ ...removal, ...rangeOf(block), length: block.text.length, excerpt: excerpt(block.text), hash: hashText(block.text) })
  }
  return { removals: trail.removals.filter(removal => !dropped.has(removal)), upheld }
}

function rangeOf(block: Block): { from: number; to: number } {
  return { from: block.parts[0]?.from ?? 0, to: block.parts.at(-1)?.to ?? 0 }
}

export function chosenBecause({ why }: Pick<Selection, 'why'>): Reason {
  return () => () => `outside: ${why}`
}
