/**
 * What the matcher must know about writing: which characters make words, which scripts do without spaces,
 * and which languages a script suggests.
 */

/** Not part of a word · part of a word · part of a word in a script that puts no spaces between words. */
export const OTHER = 1
export const WORD = 2
export const SPACELESS = 3

const WORD_CHARACTER = /[\p{L}\p{N}\p{M}#]/u
const SPACELESS_CHARACTER =
  /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Thai}\p{scx=Lao}\p{scx=Khmer}\p{scx=Myanmar}\p{scx=Tibetan}]/u

/** Answers by code unit, filled as asked; 0 = not asked yet. */
const known = new Uint8Array(0x10000)

/** Class of the character at (or around) the code unit `index`. A # counts as a number, since fold() makes it one. */
export function classAt(text: string, index: number): number {
  const code = text.charCodeAt(index)
  if (code >= 0xd800 && code <= 0xdfff) return classOf(pointAround(text, index))
  const before = known[code]
  if (before) return before
  return (known[code] = classOf(code))
}

/** Whether a word may begin or end between `index - 1` and `index`. */
export function isBoundary(text: string, index: number): boolean {
  if (index <= 0 || index >= text.length) return true
  const left = classAt(text, index - 1)
  const right = classAt(text, index)
  return left !== WORD || right !== WORD
}

function classOf(point: number): number {
  const character = String.fromCodePoint(point)
  if (!WORD_CHARACTER.test(character)) return OTHER
  return SPACELESS_CHARACTER.test(character) ? SPACELESS : WORD
}

function pointAround(text: string, index: number): number {
  const low = text.charCodeAt(index) >= 0xdc00
  return text.codePointAt(low && index > 0 ? index - 1 : index) ?? 0
}

/** First and last code point of the letters that tell a script, and the languages written in it. */
const SCRIPTS: readonly (readonly [from: number, to: number, langs: readonly string[]])[] = [
  [0x0370, 0x03ff, ['el']],
  [0x0400, 0x052f, ['ru', 'uk', 'bg', 'sr', 'mk', 'be', 'kk']],
  [0x0590, 0x05ff, ['he', 'yi']],
  [0x0600, 0x077f, ['ar', 'fa', 'ur']],
  [0x0900, 0x097f, ['hi', 'mr', 'ne']],
  [0x0980, 0x09ff, ['bn']],
  [0x0b80, 0x0bff, ['ta']],
  [0x0e00, 0x0e7f, ['th']],
  [0x3040, 0x30ff, ['ja']],
  [0x3400, 0x9fff, ['zh', 'ja']],
  [0xac00, 0xd7af, ['ko']],
]
const HAN_FROM = 0x3400
const NO_LANGS: readonly string[] = []
const BEYOND_LATIN = /[\u0370-\uffff]/

/** Languages suggested by the first letter that is not Latin; Japanese when kana stand among Han characters. */
export function langsOfScript(text: string): readonly string[] {
  let guess = NO_LANGS
  if (!BEYOND_LATIN.test(text)) return guess
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    // Latin letters, and the dashes and quotes that stand between them.
    if (code < 0x370 || (code >= 0x2000 && code < 0x3040)) continue
    for (const [from, to, langs] of SCRIPTS) {
      if (code < from || code > to) continue
      if (from !== HAN_FROM) return langs
      guess = langs
      break
    }
  }
  return guess
}
