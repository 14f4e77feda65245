import { closest, isWithin } from '../measure/elements.js'
import type { PageElement } from '../model.js'
import type { Marks, PartOfPage } from './part-of-page.js'

/** What is folded away below this score is none of the content, and so is what goes with it below the other. */
const NO_FOLDED = 0.15
const NO_PART = 0.08

/**
 * Text in a `<details>` right behind chosen prose, in the same box: authors fold away what not everybody needs. Keeps out a menu, a table of
 * contents or a form that unfolds, which have no prose.
 */
export function foldedParts(blocks: readonly PartOfPage[], scores: Float32Array, chosen: readonly boolean[], { suspected, residue }: Marks): number[] {
  const wanted = new Set<number>()
  const isOwn = (index: number, least: number): boolean => !suspected[index] && !residue[index] && scores[index]! >= least
  for (let from = 1; from < blocks.length; from++) {
    const details = chosen[from] ? null : detailsAround(blocks[from]!.element)
    if (!details?.parent) continue
    let to = from
    while (to < blocks.length && isIn(blocks[to]!, details)) to++
    const members = Array.from({ length: to - from }, (_, at) => from + at)
    const tells = members.some(index => blocks[index]!.prose && blocks[index]!.linkLength * 2 <= blocks[index]!.text.length && isOwn(index, NO_FOLDED))
    if (tells && isBehindText(blocks, chosen, wanted, from, details.parent)) {
      for (const index of members) if (!chosen[index] && isOwn(index, NO_PART)) wanted.add(index)
    }
    from = to - 1
  }
  return [...wanted]
}

/** Blocks above a folded text among which the text that it belongs to is looked for. */
const REACH = 12

function isBehindText(blocks: readonly PartOfPage[], chosen: readonly boolean[], wanted: ReadonlySet<number>, from: number, box: PageElement): boolean {
  for (let at = from - 1; at >= Math.max(0, from - REACH); at--) {
    if (blocks[at]!.prose && isIn(blocks[at]!, box)) return chosen[at] === true || wanted.has(at)
  }
  return false
}

function detailsAround(element: PageElement | null): PageElement | null {
  return element && closest(element, 'details')
}

function isIn({ element }: PartOfPage, outer: PageElement): boolean {
  return element !== null && isWithin(element, outer)
}
