import type { Block, Page, PageElement } from '../model.js'

/** Sums a weight of blocks for any element of the page, in constant time each (prefix sums over document order). */
export function sumByElement(
  page: Page, items: readonly Block[], weight: (block: Block) => number,
): (element: PageElement) => number {
  const upTo = new Float64Array(page.elements.length + 1)
  for (const block of items) if (block.element) upTo[block.element.order + 1]! += weight(block)
  for (let order = 0; order < page.elements.length; order++) upTo[order + 1]! += upTo[order]!
  return ({ order, end }) => upTo[end]! - upTo[order]!
}
