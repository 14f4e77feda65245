/** What a character is to a classifier: one small number per code point, the same questions in every script. */

export const SPACE = 1
export const LOWER = 2
export const UPPER = 3
/** A letter without case, in a script that puts spaces between words. */
export const CASELESS = 4
/** A letter of a script without spaces: about half a word. */
export const UNSPACED = 5
export const DIGIT = 6
/** Continues a word: combining marks, apostrophes within words are handled by the reader. */
export const MARK = 7
export const STOP = 8
export const COMMA = 9
export const COLON = 10
/** What menus, breadcrumbs and desk lines put between their parts, and bullets. */
export const SEPARATOR = 11
export const QUOTE = 12
export const OPENING = 13
export const CLOSING = 14
/** Angle brackets, ampersands, braces: what is left of markup. */
export const MARKUP = 15
export const PUNCTUATION = 16
/** Pictographs, arrows, currency and all other signs. */
export const SYMBOL = 17
/** Zero-width characters, soft hyphens, direction marks. */
export const INVISIBLE = 18

const CLASSES: readonly (readonly [test: RegExp, value: number])[] = [
  [/[\s\p{Cc}\u0085]/u, SPACE],
  [/[.!?…。！？．؟।۔።‽]/u, STOP],
  [/[,;、，；،؛]/u, COMMA],
  [/[:：]/u, COLON],
  [/[|｜•·●▪■◦‣»›→▶►–—―\/／\\*~]/u, SEPARATOR],
  [/["“”„‟«‹‘‚‛「」『』`´]/u, QUOTE],
  [/[<>&{}=#_^]/u, MARKUP],
  [/[\p{Ps}]/u, OPENING],
  [/[\p{Pe}]/u, CLOSING],
  [/[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Thai}\p{scx=Lao}\p{scx=Khmer}\p{scx=Myanmar}\p{scx=Tibetan}]/u, UNSPACED],
  [/\p{Ll}/u, LOWER],
  [/[\p{Lu}\p{Lt}]/u, UPPER],
  [/\p{L}/u, CASELESS],
  [/\p{N}/u, DIGIT],
  [/\p{M}/u, MARK],
  [/\p{Cf}/u, INVISIBLE],
  [/\p{P}/u, PUNCTUATION],
]

/** Answers by code unit, filled as asked; 0 = not asked yet. */
const known = new Uint8Array(0x10000)
const lowered = new Uint16Array(0x10000)

/** Class of the code point; a lone surrogate is a symbol. */
export function classOf(point: number): number {
  if (point > 0xffff) return classify(point)
  const before = known[point]!
  return before !== 0 ? before : (known[point] = classify(point))
}

function classify(point: number): number {
  if (point >= 0xd800 && point <= 0xdfff) return SYMBOL
  const character = String.fromCodePoint(point)
  for (const [test, value] of CLASSES) if (test.test(character)) return value
  return SYMBOL
}

/** The small letter of a code unit, for hashing words; its own value when there is none of one code unit. */
export function lowerOf(code: number): number {
  const before = lowered[code]!
  if (before !== 0) return before
  const small = String.fromCharCode(code).toLowerCase()
  return (lowered[code] = small.length === 1 ? small.charCodeAt(0) : code)
}
