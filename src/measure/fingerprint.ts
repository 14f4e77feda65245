import { hashText } from './text.js'

/** Digits of any script: what counts, dates and numbers a line differs in from page to page. */
const DIGITS = /\p{Nd}+/gu
/** Everything that no word is made of. Marks stay: they are vowels in many scripts. */
const BETWEEN_WORDS = /[^\p{L}\p{M}#]+/gu

/**
 * What makes two lines of different pages the same unit: their words in any script, all of them, with numbers as `#`;
 * case, punctuation, symbols and white space do not count. Empty for a line without letters and digits.
 */
export function unitWords(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(DIGITS, '#').replace(BETWEEN_WORDS, ' ').trim()
}

/** A 53-bit number for `unitWords`; 0 for a line without letters and digits. */
export function fingerprint(text: string): number {
  const words = unitWords(text)
  return words === '' ? 0 : Number.parseInt(hashText(words), 16)
}
