import { normalizeEncoding, TextDecoder } from '@exodus/bytes/encoding.js'
import { analyse } from 'chardet'

export interface Guess {
  /** WHATWG name, lower case. */
  readonly encoding: string
  /** 0 to 100, as the detector puts it; 0 for the fallback. */
  readonly confidence: number
}

/** Bytes of text that the detector sees. Its statistics are stable long before. */
const SAMPLE = 65_536
/** Longest piece taken from one place, so that one long line does not fill the sample. */
const PIECE = 4096
/** ASCII letters kept before the first foreign byte of a piece: a word or two for the statistics. */
const LEAD_IN = 120
/** Below this the statistics say nothing. */
const NO_IDEA = 8
/** Share of replaced or control characters from which an encoding is ruled out. */
const BROKEN = 0.02
/**
 * What an encoding of the page's language gets on top: short samples are decided by it. More for languages in a
 * script of their own; nothing for English, which templates claim for pages in any language.
 */
const LANGUAGE_BONUS = 25
const SCRIPT_BONUS = 60

/** Legacy encodings by language, from the table of defaults in the HTML Standard's sniffing algorithm. */
const LEGACY: Readonly<Record<string, string>> = {
  ar: 'windows-1256', az: 'windows-1254', ba: 'windows-1251', be: 'windows-1251', bg: 'windows-1251',
  cs: 'windows-1250', el: 'windows-1253', et: 'windows-1257', fa: 'windows-1256', he: 'windows-1255',
  hr: 'windows-1250', hu: 'windows-1250', ja: 'shift_jis', kk: 'windows-1251', ko: 'euc-kr', ku: 'windows-1254',
  ky: 'windows-1251', lt: 'windows-1257', lv: 'windows-1257', mk: 'windows-1251', pl: 'windows-1250',
  ru: 'windows-1251', sk: 'windows-1250', sl: 'windows-1250', sr: 'windows-1251', tg: 'windows-1251',
  th: 'windows-874', tr: 'windows-1254', tt: 'windows-1251', uk: 'windows-1251', vi: 'windows-1258', zh: 'gbk',
}

const ISO_2022_JP = /\x1b(?:\$[@B]|\([BIJ])/
const HTML_LANG = /<html\b[^>]{0,400}?\blang\s{0,9}=\s{0,9}["']?([A-Za-z]{2,3})/i

/** Whether the text, read as ASCII, has the shift sequences of ISO-2022-JP. */
export function looksLikeIso2022Jp(ascii: string): boolean {
  return ascii.includes('\x1b$') && ISO_2022_JP.test(ascii)
}

/**
 * The likeliest legacy encoding of bytes that are not UTF-8, from statistics over a sample of the text around
 * non-ASCII bytes. Falls back to the legacy encoding of the language, else windows-1252, as browsers do.
 * @param lang BCP 47 tag known from outside, or null
 */
export function guessEncoding(bytes: Uint8Array, lang: string | null): Guess {
  const sample = foreignText(bytes)
  const language = primary(lang) ?? htmlLanguage(bytes)
  const fallback = (language && Object.hasOwn(LEGACY, language) ? LEGACY[language] : undefined) ?? 'windows-1252'
  const guesses = [...candidates(sample, language, fallback)].sort((a, b) => b.confidence - a.confidence)
  const best = guesses.find(guess => guess.confidence >= NO_IDEA && readsWell(sample, guess.encoding))
  if (best) return best
  return { encoding: readsWell(sample, fallback) ? fallback : 'windows-1252', confidence: 0 }
}

function* candidates(sample: Uint8Array, language: string | null, legacy: string): Iterable<Guess> {
  for (const match of analyse(sample)) {
    const name = normalizeEncoding(match.name)
    if (name === null || name === 'replacement' || name.startsWith('utf-')) continue
    const fits = language !== null && language !== 'en' && (match.lang === language || name === legacy)
    yield { encoding: name, confidence: match.confidence + (fits ? bonus(language) : 0) }
  }
}

function bonus(language: string): number {
  return Object.hasOwn(LEGACY, language) ? SCRIPT_BONUS : LANGUAGE_BONUS
}

function primary(lang: string | null): string | null {
  return lang?.toLowerCase().split('-')[0] ?? null
}

function htmlLanguage(bytes: Uint8Array): string | null {
  const head = new TextDecoder('windows-1252').decode(bytes.subarray(0, 2048))
  return HTML_LANG.exec(head)?.[1]?.toLowerCase() ?? null
}

function readsWell(sample: Uint8Array, encoding: string): boolean {
  const text = new TextDecoder(encoding).decode(sample)
  let broken = 0
  let foreign = 0
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code >= 0x80) foreign++
    if (code === 0xfffd || (code >= 0x80 && code < 0xa0)) broken++
  }
  return broken <= Math.max(foreign * BROKEN, foreign > 20 ? 1 : 0)
}

/**
 * Pieces of text with non-ASCII bytes, without the markup between them: tags are English and would outvote
 * the text. `<`, `>` and line feed are safe borders: no ASCII-compatible encoding uses them as trail bytes.
 */
function foreignText(bytes: Uint8Array): Uint8Array {
  const sample = new Uint8Array(Math.min(SAMPLE, bytes.length * 2 + 1))
  let filled = 0
  let at = 0
  while (at < bytes.length && filled < sample.length) {
    const foreign = nextForeign(bytes, at)
    if (foreign === -1) break
    const from = pieceStart(bytes, foreign, at)
    const to = pieceEnd(bytes, foreign)
    const piece = bytes.subarray(from, Math.min(to, from + sample.length - filled - 1))
    sample.set(piece, filled)
    filled += piece.length
    if (filled < sample.length) sample[filled++] = 0x0a
    at = to
  }
  return sample.subarray(0, filled)
}

function nextForeign(bytes: Uint8Array, from: number): number {
  for (let i = from; i < bytes.length; i++) if ((bytes[i] as number) >= 0x80) return i
  return -1
}

function isBorder(byte: number | undefined): boolean {
  return byte === 0x3c || byte === 0x3e || byte === 0x0a || byte === 0x0d
}

function pieceStart(bytes: Uint8Array, foreign: number, limit: number): number {
  const stop = Math.max(limit, foreign - LEAD_IN)
  let from = foreign
  while (from > stop && !isBorder(bytes[from - 1])) from--
  return from
}

function pieceEnd(bytes: Uint8Array, foreign: number): number {
  const stop = Math.min(bytes.length, foreign + PIECE)
  let to = foreign
  while (to < stop && !isBorder(bytes[to])) to++
  return to
}
