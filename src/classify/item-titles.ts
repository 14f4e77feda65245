import { childAround, isWithin, looksLike } from '../measure/elements.js'
import type { PageElement } from '../model.js'
import type { Marks, PartOfPage } from './part-of-page.js'

/** A title of one of several items below this score is none. */
const NO_TITLE = 0.25
/** Letters of a title. */
const TITLE = 150
/** Blocks of an item behind its title, within which the next item begins. */
const ITEM = 12

/**
 * Titles of items that stand in a row, as accordions have them: the first line of its item, right above chosen text of it, beside another item
 * of the same name. Builders make them links that lead nowhere, or boxes.
 */
export function itemTitles(blocks: readonly PartOfPage[], scores: Float32Array, chosen: readonly boolean[], { suspected, residue }: Marks): number[] {
  const titles: number[] = []
  for (let index = 1; index < blocks.length - 1; index++) {
    const { kind, text, element } = blocks[index]!
    if (chosen[index] || suspected[index] || residue[index] || kind !== 'paragraph' || text.length > TITLE || scores[index]! < NO_TITLE) continue
    const next = blocks[index + 1]!
    if (!chosen[index + 1] || !next.prose || !element || !next.element) continue
    const item = itemOf(element, next.element)
    if (item && hasTwin(blocks, index, item)) titles.push(index)
  }
  return titles
}

/** The innermost element around both, when the title is its first line and one of its children. */
function itemOf(title: PageElement, text: PageElement): PageElement | null {
  let part = title
  while (part.parent && !isWithin(text, part.parent)) part = part.parent
  const item = part.parent
  return item && part.runs === 1 && item.firstRun === part.firstRun && item.tokens.length > 0 ? item : null
}

/** An element of the same name and tag beside the item, with a block near this one. */
function hasTwin(blocks: readonly PartOfPage[], index: number, item: PageElement): boolean {
  for (let at = Math.max(0, index - ITEM); at <= index + ITEM; at++) {
    const element = blocks[at]?.element
    const around = element && item.parent ? childAround(element, item.parent) : null
    if (around && around !== item && looksLike(around, item)) return true
  }
  return false
}
