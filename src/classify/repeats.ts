import type { PartOfPage } from './whole-parts.js'

/** Shorter texts come again for good reasons: answers, refrains, labels of recipes. Words. */
const LONG = 25
const LETTERS = 100

/**
 * Of a paragraph that stands on the page several times, the first is the author's; copies elsewhere are teasers and widgets.
 * Copies beside each other, in one element, are the author's too.
 */
export function withoutRepeats(blocks: readonly PartOfPage[], chosen: readonly boolean[]): boolean[] {
  const seen = new Map<string, unknown>()
  return chosen.map((is, index) => {
    const { kind, text, element } = blocks[index]!
    if (!is || kind === 'code' || kind === 'cell' || text.length < LETTERS || text.split(/\s+/, LONG).length < LONG) return is
    const parent = element?.parent ?? null
    if (seen.has(text)) return seen.get(text) === parent
    seen.set(text, parent)
    return true
  })
}
