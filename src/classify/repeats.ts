import type { PageElement } from '../model.js'
import type { PartOfPage } from './part-of-page.js'

/** Shorter texts come again for good reasons: answers, refrains, labels of recipes. Words. */
const LONG = 25
const LETTERS = 100
const BETWEEN_WORDS = /\s+/g

/** Whether a text has so many words. */
function hasWords(text: string, least: number): boolean {
  BETWEEN_WORDS.lastIndex = 0
  let words = 1
  while (words < least && BETWEEN_WORDS.test(text)) words++
  return words >= least
}

/**
 * Of a paragraph that stands on the page several times, the first is the author's; copies elsewhere are teasers and widgets.
 * Copies beside each other, in one element, or under another heading (a note to each option) are the author's too.
 */
export function withoutRepeats(blocks: readonly PartOfPage[], chosen: readonly boolean[]): boolean[] {
  const seen = new Map<string, { readonly parent: PageElement | null; readonly heading: string }>()
  let heading = ''
  return chosen.map((is, index) => {
    const { kind, text, element } = blocks[index]!
    if (kind === 'heading' && is) heading = text
    if (!is || kind === 'code' || kind === 'cell' || text.length < LETTERS || !hasWords(text, LONG)) return is
    const parent = element?.parent ?? null
    const first = seen.get(text)
    if (first) return first.parent === parent || first.heading !== heading
    seen.set(text, { parent, heading })
    return true
  })
}

/**
 * Of a paragraph that stands on the page several times and was not chosen anywhere, the copy right beside chosen prose, in the same element,
 * is the author's: a share box or a teaser further up has only quoted it.
 */
export function withQuotedElsewhere(blocks: readonly PartOfPage[], chosen: readonly boolean[]): boolean[] {
  const places = new Map<string, number>()
  for (const { text } of blocks) if (text.length >= LETTERS) places.set(text, (places.get(text) ?? 0) + 1)
  const taken = new Set<string>()
  for (const [index, { text }] of blocks.entries()) if (chosen[index]) taken.add(text)
  return chosen.map((is, index) => {
    const { text, prose, element, linkLength } = blocks[index]!
    if (is || !prose || (places.get(text) ?? 0) < 2 || taken.has(text) || linkLength * 2 > text.length) return is
    if (![index - 1, index + 1].some(at => chosen[at] === true && blocks[at]!.prose && blocks[at]!.element?.parent === element?.parent)) return is
    taken.add(text)
    return true
  })
}

/** Fewer words are a label. */
const REFRAIN = 3

/**
 * A refrain: what was chosen comes again beside it, in the same element, between chosen blocks. Copies for other screens and teasers stand
 * in elements of their own.
 * @param isSuspect whether a rule points at a block
 */
export function withRefrains(blocks: readonly PartOfPage[], chosen: readonly boolean[], isSuspect: (index: number) => boolean): readonly boolean[] {
  const last = chosen.lastIndexOf(true)
  const sung = new Map<string, PageElement | null>()
  const result: boolean[] = []
  for (const [index, { kind, text, element, linkLength }] of blocks.entries()) {
    const is = chosen[index] === true
    result.push(is)
    if (kind !== 'paragraph' || linkLength > 0 || !hasWords(text, REFRAIN)) continue
    const before = sung.get(text)
    if (is && before === undefined) sung.set(text, element)
    // Right behind its like it needs nothing after it, nor does a long one right behind chosen text.
    const follows = index < last || (result[index - 1] === true && (blocks[index - 1]?.text === text || text.length >= LETTERS))
    if (!is && follows && before && isBeside(before, element) && !isSuspect(index)) result[index] = true
  }
  return result
}

function isBeside(one: PageElement, other: PageElement | null): boolean {
  return other === one || (other?.parent !== undefined && other.parent !== null && other.parent === one.parent)
}
