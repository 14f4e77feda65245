import type { Block, Blocks, Page, PageElement } from '../model.js'
import { sumByElement } from '../measure/block-sums.js'
import { linkShare } from '../measure/blocks.js'
import { isWithin } from '../measure/elements.js'

/** Share of the chosen text that the container of the content holds. */
const MOST = 0.9
/** Beyond this share of links a block is navigation that was rightly left out. */
const LINKED = 0.4

/**
 * Blocks that a container choice dropped from the middle of its own container: Readability throws out lists and
 * boxes by the look of their markup, recipes' steps among them. What stands between chosen blocks, inside the
 * content's container, and is not mostly links, comes back.
 */
export function rescueBetween(page: Page, { items }: Blocks, chosen: readonly boolean[]): boolean[] {
  const first = chosen.indexOf(true)
  const last = chosen.lastIndexOf(true)
  const root = contentRoot(page, items, chosen)
  if (!root || first < 0) return [...chosen]
  return items.map((block, index) => {
    if (chosen[index]) return true
    if (index < first || index > last) return false
    // Captions that are still here are wanted, and their pictures may stand beside the container.
    return block.kind === 'caption' || (isPartOf(block, root) && linkShare(block) < LINKED)
  })
}

/** The smallest element that holds most of the chosen text. */
function contentRoot(page: Page, items: readonly Block[], chosen: readonly boolean[]): PageElement | null {
  const held = sumByElement(page, items, block => (chosen[block.index] ? block.text.length : 0))
  let root: PageElement | null = null
  for (const element of page.elements) {
    if (!root || element.order < root.end) {
      if (!root || held(element) >= held(page.elements[0]!) * MOST) root = element
    } else break
  }
  return root
}

function isPartOf({ element }: Block, root: PageElement): boolean {
  return element !== null && isWithin(element, root)
}
