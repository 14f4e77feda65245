import type { Block, Page, PageElement } from '../model.js'
import type { PageSums } from './page-sums.js'

/** Levels above a paragraph that get a share of its score. */
const SCORED_LEVELS = 5
const SHORTEST = 25

/** Where a page's text is gathered, seen in three ways. */
export interface Containers {
  /** Deepest element with this share of the page's prose: `main` most of it, `core` more than half. */
  readonly main: PageElement | null
  readonly core: PageElement | null
  /** Scored by the paragraphs near it, as Readability does (Arc90, "Readability", 2010), thinned by its link share. */
  readonly top: PageElement | null
  readonly scores: Float64Array
}

const MAIN_SHARE = 0.8
const CORE_SHARE = 0.55

export function findContainers(page: Page, blocks: readonly Block[], sums: PageSums, commas: (index: number) => number): Containers {
  const scores = scoreElements(page, blocks, commas)
  let top: PageElement | null = null
  let most = 0
  for (const element of page.elements) {
    const raw = scores[element.order]!
    if (raw === 0) continue
    const length = sums.of(sums.length, element)
    const score = raw * (1 - (length > 0 ? sums.of(sums.linked, element) / length : 0))
    scores[element.order] = score
    if (score > most) {
      most = score
      top = element
    }
  }
  return { main: deepest(page, sums, MAIN_SHARE), core: deepest(page, sums, CORE_SHARE), top, scores }
}

function scoreElements(page: Page, blocks: readonly Block[], commas: (index: number) => number): Float64Array {
  const scores = new Float64Array(page.elements.length)
  for (const block of blocks) {
    if (block.text.length < SHORTEST || block.kind === 'heading' || !block.element) continue
    const score = 1 + commas(block.index) + Math.min(3, block.text.length / 100)
    let at = block.element.parent
    for (let level = 0; at && level < SCORED_LEVELS; level++, at = at.parent) {
      scores[at.order]! += score / (level === 0 ? 1 : level === 1 ? 2 : level * 3)
    }
  }
  return scores
}

/** Goes down from the body as long as one child holds the share of the page's prose (of its text, where there is no prose). */
function deepest(page: Page, sums: PageSums, share: number): PageElement | null {
  const { body } = page
  if (!body) return null
  const table = sums.of(sums.prose, body) > 0 ? sums.prose : sums.length
  const needed = sums.of(table, body) * share
  let at = body
  for (;;) {
    let next: PageElement | null = null
    for (let order = at.order + 1; order < at.end;) {
      const child = page.elements[order]!
      if (sums.of(table, child) >= needed) {
        next = child
        break
      }
      order = child.end
    }
    if (!next || sums.of(sums.blocks, next) < 2) return at
    at = next
  }
}
