import { childAround, looksLike } from '../measure/elements.js'
import type { PageElement } from '../model.js'
import type { Marks, PartOfPage } from './part-of-page.js'

/** Prose of such a section below this score is none of the content. */
const NO_SECTION = 0.15
/** Share of the chosen prose that one element must hold for others to be like it. */
const MOST = 0.5
/** Elements around it whose like are looked for. */
const LEVELS = 3

/**
 * Prose in the sections that look like the one most of the choice stands in: content systems part a long text into boxes of one class,
 * side by side, and what stands in the last of them is the author's too.
 */
export function alikeSections(blocks: readonly PartOfPage[], scores: Float32Array, chosen: readonly boolean[], { suspected, residue }: Marks): number[] {
  const main = mainSection(blocks, chosen)
  const wanted: number[] = []
  if (!main) return wanted
  const sections = around(main)
  for (let index = 0; index < blocks.length; index++) {
    const { prose, linkLength, text, element } = blocks[index]!
    if (chosen[index] || !prose || suspected[index] || residue[index] || linkLength * 2 > text.length || scores[index]! < NO_SECTION || !element) continue
    if (sections.some(section => isInLike(element, section))) wanted.push(index)
  }
  return wanted
}

/** The innermost element with most of the chosen prose. */
function mainSection(blocks: readonly PartOfPage[], chosen: readonly boolean[]): PageElement | null {
  const held = new Map<PageElement, number>()
  let all = 0
  for (const { index, prose, text, element } of blocks) {
    if (!chosen[index] || !prose) continue
    all += text.length
    for (let at = element; at; at = at.parent) held.set(at, (held.get(at) ?? 0) + text.length)
  }
  let main: PageElement | null = null
  for (const [element, length] of held) if (length > MOST * all && (!main || element.depth > main.depth)) main = element
  return main
}

/** It and the elements around it that have a class. */
function around(main: PageElement): PageElement[] {
  const found: PageElement[] = []
  let at: PageElement | null = main
  for (let level = 0; at?.parent && level < LEVELS; level++, at = at.parent) if (at.tokens.length > 0) found.push(at)
  return found
}

/** Whether it stands in an element beside this section, of the same tag and classes. */
function isInLike(element: PageElement, section: PageElement): boolean {
  const part = section.parent && childAround(element, section.parent)
  return part !== null && part !== section && looksLike(part, section)
}
