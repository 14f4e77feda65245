/** Pure questions about a text. Lengths are UTF-16 code units. */
import { inEnglish } from './foreign-names.js'
import { gluedParts } from './glued-names.js'

/** Scripts written without spaces: a character counts as about half a word of these. */
const UNSPACED = /[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]/
const SENTENCE_ENDS = '.!?…。！？．؟।۔։።'
const AFTER_SENTENCE = /[\s"'”’»)\]」』]/
/** Code units at the end of a text that are looked at for the end of a sentence. */
const SENTENCE_REACH = 40
/** A sentence that leads to a list, a quotation or code. */
const INTRODUCES = /[:：]$/
const SENTENCE_MARK = /[.!?…。！？、，؟،।۔,;；:：]/

/** A spaced line shorter than this is a label or a heading before it is prose. */
export const SHORT_PROSE = 60
/** A line this long with any punctuation at all is prose. */
const LONG_PROSE = 140
/** The same for scripts without spaces, which say about three times as much per character. */
const UNSPACED_FACTOR = 0.4

export function isUnspaced(text: string): boolean {
  return UNSPACED.test(text)
}

/** The last visible character ends a sentence (closing quotes and brackets may follow). */
export function endsSentence(text: string): boolean {
  for (let at = text.length - 1; at >= 0 && at >= text.length - SENTENCE_REACH; at--) {
    if (isAlphanumeric(text.charCodeAt(at))) return false
    const character = text.charAt(at)
    if (SENTENCE_ENDS.includes(character)) return true
    if (!AFTER_SENTENCE.test(character)) return false
  }
  return false
}

/**
 * Reads like prose: long enough, punctuated, and mostly not links.
 * The one measure that guards use to tell what a removal costs.
 */
export function isProse(text: string, linkLength = 0): boolean {
  const length = text.length
  if (length < SHORT_PROSE * UNSPACED_FACTOR) return false
  const scale = length < LONG_PROSE && UNSPACED.test(text) ? UNSPACED_FACTOR : 1
  if (length < SHORT_PROSE * scale) return false
  if (linkLength * 2 > length) return false
  if (length >= LONG_PROSE * scale) return SENTENCE_MARK.test(text)
  return endsSentence(text) || INTRODUCES.test(text.trimEnd().slice(-1))
}

/** Sentences that end within or at the end of a text: a mark, then a space or the end. At least 1. */
export function countSentences(text: string): number {
  return Math.max(1, text.match(/[.!?…。！？؟।]+["'”’»)\]」』]*(?=\s|$)|[。！？]/gu)?.length ?? 1)
}

/** Words of spaced scripts; for unspaced ones about one word per two characters. */
export function countWords(text: string): number {
  const spaced = text.match(/[\p{L}\p{N}_'’]+/gu)?.length ?? 0
  if (!UNSPACED.test(text)) return spaced
  return Math.max(spaced, Math.round((text.match(/[\p{L}\p{N}]/gu)?.length ?? 0) / 2))
}

/** Runs of white space but single blanks, which fold to themselves: most of a text's, and each costs as much as a change. */
const UNFOLDED = / \s+|[^\S ]\s*/g

/** White space folded to blanks. */
export function foldSpaces(text: string): string {
  return text.replace(UNFOLDED, ' ')
}

const NOT_ASCII = /[^\x00-\x7f]/
/** But for single blanks, which stay. */
const BETWEEN_WORDS = / [^a-z0-9]+|[^a-z0-9 ][^a-z0-9]*/g

/** Letters and digits of an ASCII text in lower case, between single blanks; null for any other text, which takes Unicode to fold. */
export function asciiWords(text: string): string | null {
  return NOT_ASCII.test(text) ? null : text.toLowerCase().replace(BETWEEN_WORDS, ' ').trim()
}

/** White space folded and cut to `limit` code units, never in the middle of a surrogate pair. */
export function excerpt(text: string, limit = 160): string {
  const folded = foldSpaces(text.slice(0, limit * 4)).trim()
  if (folded.length <= limit) return folded
  const cut = folded.charCodeAt(limit - 1)
  return folded.slice(0, cut >= 0xd800 && cut < 0xdc00 ? limit - 1 : limit)
}

/** 53-bit hash, hex (cyrb53 by bryc, public domain): names a text in a ledger, not a defence against forgery. */
export function hashText(text: string): string {
  let h1 = 0xdeadbeef
  let h2 = 0x41c6ce57
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    h1 = Math.imul(h1 ^ code, 2654435761)
    h2 = Math.imul(h2 ^ code, 1597334677)
  }
  h1 = Math.imul(h1 ^ (h1 >>> 16), 2246822507) ^ Math.imul(h2 ^ (h2 >>> 13), 3266489909)
  h2 = Math.imul(h2 ^ (h2 >>> 16), 2246822507) ^ Math.imul(h1 ^ (h1 >>> 13), 3266489909)
  return (4294967296 * (2097151 & h2) + (h1 >>> 0)).toString(16).padStart(14, '0')
}

/** Words beyond which a name is a sentence of utility classes and no longer read for compounds. */
const COMPOUND_LIMIT = 8

/**
 * Words of a class, id or role: split at non-letters and camelCase, lower case, two letters and more; the parts of what is written
 * without a gap; two and three neighbours joined, since `most-read`, `mostRead` and `mostread` are one name; then in English what
 * sites of other languages call it.
 */
export function nameWords(name: string): string[] {
  const words = NOT_ASCII.test(name) ? splitName(name) : splitAsciiName(name)
  const count = words.length
  if (count <= COMPOUND_LIMIT) {
    for (let at = 0; at < count; at++) for (const part of gluedParts(words[at]!)) words.push(part)
    for (let at = 0; at + 1 < count; at++) {
      const pair = `${words[at]}${words[at + 1]}`
      words.push(pair)
      if (at + 2 < count) words.push(`${pair}${words[at + 2]}`)
    }
  }
  for (let at = 0, end = words.length; at < end; at++) {
    const english = inEnglish(words[at]!)
    if (english !== undefined) words.push(english)
  }
  return words
}

function splitName(name: string): string[] {
  return name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter(word => word.length > 1)
}

/** Fewer letters between the digits of a hash, or behind one, are no word: `x7ads2`, `3ad`; but `back2top` is three. */
const CHANCE = 4
const PAIR = 3
const HEX_HASH = /^(?=[0-9a-f]*[a-f][0-9a-f]*[0-9])(?=[0-9a-f]*[0-9][a-f])[0-9a-f]{6,}$/i

/** Whether the letters from `from` to `to` stand in a hash: short ones behind a digit, and any in a hexadecimal number. */
function isChance(name: string, from: number, to: number): boolean {
  const afterDigit = from > 0 && isDigit(name.charCodeAt(from - 1))
  const beforeDigit = to < name.length && isDigit(name.charCodeAt(to))
  if (afterDigit && to - from < (beforeDigit ? CHANCE : PAIR)) return true
  if (!afterDigit && !beforeDigit) return false
  let first = from
  let end = to
  while (first > 0 && isAlphanumeric(name.charCodeAt(first - 1))) first--
  while (end < name.length && isAlphanumeric(name.charCodeAt(end))) end++
  return HEX_HASH.test(name.slice(first, end))
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57
}

function isAlphanumeric(code: number): boolean {
  return isDigit(code) || isSmall(code) || isCapital(code)
}

/** The same by hand: a page has hundreds of names, nearly all of them ASCII. */
function splitAsciiName(name: string): string[] {
  const words: string[] = []
  let from = 0
  let capitals = false
  for (let at = 0; at <= name.length; at++) {
    const code = at < name.length ? name.charCodeAt(at) : 0
    if (isSmall(code)) continue
    const capital = isCapital(code)
    if (capital && !(at > from && isSmall(name.charCodeAt(at - 1)))) {
      capitals = true
      continue
    }
    if (at - from > 1 && !isChance(name, from, at)) words.push(name.slice(from, at))
    from = capital ? at : at + 1
    capitals ||= capital
  }
  return capitals ? words.map(word => word.toLowerCase()) : words
}

function isSmall(code: number): boolean {
  return code >= 97 && code <= 122
}

function isCapital(code: number): boolean {
  return code >= 65 && code <= 90
}
