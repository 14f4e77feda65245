/**
 * One spelling for all spellings: what is compared is never what is kept.
 */

/** Beyond ASCII. */
export const FOREIGN = 1
/** What may end a label: `: | > ] - /`. */
export const SEPARATING = 2
/** What folding changes beside the case: quotes, spaces and what counts as such, digits. */
const [QUOTED, SPACED, NUMBERED] = [4, 8, 16]
const FOLDED = QUOTED | SPACED | NUMBERED

/** Signs of each ASCII character. */
const SIGNS = new Uint8Array(0x80)
for (let code = 0; code < 0x20; code++) SIGNS[code] = SPACED
SIGNS[0x7f] = SPACED
for (const character of '"`') SIGNS[character.charCodeAt(0)] = QUOTED
for (const character of '0123456789') SIGNS[character.charCodeAt(0)] = NUMBERED
for (const character of ':|>]-/') SIGNS[character.charCodeAt(0)] = SEPARATING

/** Which signs a text has at all: one look instead of many patterns. */
export function signsOf(text: string): number {
  let signs = 0
  let before = 0
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    signs |= code < 0x80 ? SIGNS[code]! : FOREIGN
    if (code === SPACE && before === SPACE) signs |= SPACED
    before = code
  }
  return signs
}

const SPACE = 0x20

/** Soft hyphens, zero-width and direction marks, variation selectors: shown nowhere, typed anywhere. */
const INVISIBLE = /[\p{Cf}\ufe00-\ufe0f]/gu
/** Arabic tatweel stretches a word without changing it. */
const TATWEEL = /\u0640/g
/** Capital I has two small letters in Turkish; toLowerCase() picks the wrong one, so both become i. */
const TURKISH_I = /\u0131\u0307*|i\u0307+/g
/** Letters whose capital is written with other ones, as in Unicode's case folding: STRASSE, ΣΟΦΟΣ. */
const SHARP_S = /\u00df/g
const FINAL_SIGMA = /\u03c2/g
const QUOTES = /["`\u00b4\u02b9\u02bb\u02bc\u2018-\u201f\u2032-\u2034\u00ab\u00bb\u2039\u203a]/g
const ASCII_QUOTES = /["`]/g
const SPACES = /[\s\p{Cc}]+/gu
const ASCII_SPACES = /[\x00-\x20\x7f]+/g
/** A leading # ("#12") is part of the number. Spaces are thousands separators only before three digits. */
const NUMBER = /#{0,3}\p{Nd}+(?:[.,:'\u066b\u066c]\p{Nd}+| \p{Nd}{3}(?!\p{Nd}))*/gu
const ASCII_NUMBER = /#{0,3}[0-9]+(?:[.,:'][0-9]+| [0-9]{3}(?![0-9]))*/g
const OUTER = /[\p{P}\p{S}\p{Z}\p{Me}]/u
const HASH = 0x23

/**
 * Folds a text for comparison: NFKC, lower case, typographic quotes → ', white space collapsed, numbers of any
 * script → #, punctuation and symbols stripped from both ends (a single # stays, since it stands for a number).
 * `fold(fold(x)) === fold(x)`; linear in the length of the text.
 */
export function fold(text: string): string {
  return foldWith(text, signsOf(text))
}

/** The same, where the signs of the text are known. */
export function foldWith(text: string, signs: number): string {
  if ((signs & FOREIGN) === 0) return foldAscii(text, signs)
  return PLAIN.test(text) ? foldAscii(text.replace(TYPOGRAPHIC, "'"), signs) : foldUnicode(text)
}

/** ASCII, letters of Western Europe but ß, dashes and quotation marks: of all the steps only the small letters and the quotes concern them. */
const PLAIN = /^[\x00-\x7f\u00c0-\u00d6\u00d8-\u00de\u00e0-\u00f6\u00f8-\u00ff\u2013\u2014\u2018-\u201f]*$/
const TYPOGRAPHIC = /[\u2018-\u201f]/g

function foldAscii(text: string, signs: number): string {
  // Most labels have nothing to fold. Stripped first, so that what is compared is no slice of another string, which V8 reads more slowly.
  if ((signs & FOLDED) === 0) return strip(text).toLowerCase()
  let folded = text.toLowerCase()
  if ((signs & QUOTED) !== 0) folded = folded.replace(ASCII_QUOTES, "'")
  if ((signs & SPACED) !== 0) folded = folded.replace(ASCII_SPACES, ' ')
  if ((signs & NUMBERED) !== 0) folded = folded.replace(ASCII_NUMBER, '#')
  return strip(folded)
}

function foldUnicode(text: string): string {
  // The acute accent must go first: NFKC makes a space and a combining mark of it.
  const lower = text.replace(INVISIBLE, '').replaceAll('\u00b4', "'").normalize('NFKC').toLowerCase()
  // Normalised again, because marks may stand next to other letters now.
  const letters = lower.replace(TATWEEL, '').replace(TURKISH_I, 'i').replace(SHARP_S, 'ss').replace(FINAL_SIGMA, 'σ').normalize('NFKC')
  return strip(letters.replace(QUOTES, "'").replace(SPACES, ' ').replace(NUMBER, '#'))
}

/** By hand from both ends: a regex that is anchored at the end only would be quadratic. */
function strip(text: string): string {
  let from = 0
  let to = text.length
  while (from < to) {
    const length = outerAfter(text, from, to)
    if (length === 0) break
    from += length
  }
  while (from < to) {
    const length = outerBefore(text, from, to)
    if (length === 0) break
    to -= length
  }
  return from === 0 && to === text.length ? text : text.slice(from, to)
}

/** Length of the outer character at `from`; 0 when it stays. */
function outerAfter(text: string, from: number, to: number): number {
  const code = text.charCodeAt(from)
  if (code === HASH) {
    // Two and more are a Markdown heading or a rule of hashes, one is a number.
    let end = from + 1
    while (end < to && text.charCodeAt(end) === HASH) end++
    return end - from > 1 ? end - from : 0
  }
  if (code < 0x80) return isAsciiWord(code) ? 0 : 1
  const point = text.codePointAt(from) ?? code
  return OUTER.test(String.fromCodePoint(point)) ? (point > 0xffff ? 2 : 1) : 0
}

function outerBefore(text: string, from: number, to: number): number {
  const code = text.charCodeAt(to - 1)
  if (code === HASH) {
    let start = to - 1
    while (start > from && text.charCodeAt(start - 1) === HASH) start--
    return to - start > 1 ? to - start : 0
  }
  if (code < 0x80) return isAsciiWord(code) ? 0 : 1
  const low = code >= 0xdc00 && code <= 0xdfff && to - from > 1
  const point = low ? (text.codePointAt(to - 2) ?? code) : code
  return OUTER.test(String.fromCodePoint(point)) ? (point > 0xffff ? 2 : 1) : 0
}

function isAsciiWord(code: number): boolean {
  return (code >= 0x61 && code <= 0x7a) || (code >= 0x30 && code <= 0x39) || (code >= 0x41 && code <= 0x5a)
}
