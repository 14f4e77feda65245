import type { Block, Page, PageElement } from '../model.js'

/** What the blocks inside any element add up to, each in constant time (prefix sums over document order). Lengths in code units. */
export class PageSums {
  readonly blocks: Float64Array
  readonly length: Float64Array
  readonly linked: Float64Array
  readonly prose: Float64Array
  readonly headings: Float64Array

  constructor(page: Page, blocks: readonly Block[]) {
    const size = page.elements.length + 1
    const tables = [0, 1, 2, 3, 4].map(() => new Float64Array(size))
    const [count, length, linked, prose, headings] = tables as [Float64Array, Float64Array, Float64Array, Float64Array, Float64Array]
    for (const block of blocks) {
      if (!block.element) continue
      const at = block.element.order + 1
      count[at]!++
      length[at]! += block.text.length
      linked[at]! += block.linkLength
      if (block.prose) prose[at]! += block.text.length
      if (block.kind === 'heading') headings[at]!++
    }
    for (const table of tables) for (let at = 1; at < size; at++) table[at]! += table[at - 1]!
    this.blocks = count
    this.length = length
    this.linked = linked
    this.prose = prose
    this.headings = headings
  }

  of(table: Float64Array, { order, end }: PageElement): number {
    return table[end]! - table[order]!
  }
}
