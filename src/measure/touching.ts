/** How an inline element that begins or ends marks the place where two pieces of text touch. */
export type Edge = 0 | 1 | 2
/** None; an element of style, which may begin and end inside a word; one that a page's layout is made of. */
export const [NO_EDGE, STYLED, LAID_OUT] = [0, 1, 2] as const

/** What CSS sets apart: a label and its count, a price and the one before, the parts of a line of a card. */
const LAYOUT = new Set(['span', 'a', 'cite', 'label', 'time', 'data', 'button', 'output', 'meter', 'progress'])
const STYLES = new Set(['b', 'strong', 'i', 'em', 'small', 'font', 'mark', 'u'])

export function edgeOf(tag: string): Edge {
  return LAYOUT.has(tag) || tag.includes('-') ? LAID_OUT : STYLES.has(tag) ? STYLED : NO_EDGE
}

const CAPITAL = /^\p{Lu}/u
const NUMBER = /^\p{Nd}/u
const CAPITALISED = /^\p{Lu}\p{L}/u
const SMALL_END = /[\p{L}\p{Nd}]\p{Ll}$/u
const NUMBER_END = /\p{Nd}$/u
/** What was said, or a label: "Ann wrote:". Initials and versions have fewer letters before their marks. */
const MARK_END = /\p{Ll}{2}[.:!?…]$/u
/** The last word where it is a part of a name or an address that goes on: "java.util.", "https://en.", "www." */
const UNFINISHED = /(?:[.@]|:\/\/|\bwww).*\.$/u
const LONGEST_WORD = 60

/**
 * Whether two pieces of text that touch where inline elements end and begin are two words: CSS keeps them apart, "Cables" and "12",
 * "2024" and "Drama", "Ann wrote:" and "What knot is it?". A word that changes its style half-way goes on in small letters ("<b>W</b>ord"), so case and numbers tell.
 * @param ends of the element that ends between them @param begins of the one that begins
 */
export function areTwoWords(left: string, right: string, ends: Edge, begins: Edge): boolean {
  // At a single edge a style may begin: "<i>rec</i>A" is one word.
  const both = ends !== NO_EDGE && begins !== NO_EDGE
  if (!both && ends !== LAID_OUT && begins !== LAID_OUT) return false
  const tail = left.slice(-2)
  if (SMALL_END.test(tail)) return CAPITAL.test(right) || NUMBER.test(right)
  if (MARK_END.test(left.slice(-3))) return CAPITALISED.test(right) && !UNFINISHED.test(lastWord(left))
  if (!NUMBER_END.test(tail)) return false
  // A counter shows each digit in an element of its own.
  return CAPITALISED.test(right) || (both && right.length > 1 && NUMBER.test(right))
}

function lastWord(text: string): string {
  const end = text.slice(-LONGEST_WORD)
  return end.slice(end.lastIndexOf(' ') + 1)
}
