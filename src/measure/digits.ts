/** Arabic, Persian, Devanagari, Bengali and Thai digits. */
const DIGITS = /[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\u09e6-\u09ef\u0e50-\u0e59]/g
const ANY_DIGIT = /[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\u09e6-\u09ef\u0e50-\u0e59]/
/** Where those of Devanagari and Bengali begin within sixteen code points; the others at a round number. */
const INDIC = 6

/** The text with the digits of five scripts as 0 to 9, each in its place. */
export function asciiDigits(text: string): string {
  return ANY_DIGIT.test(text) ? text.replace(DIGITS, asciiDigit) : text
}

function asciiDigit(digit: string): string {
  const code = digit.charCodeAt(0)
  return String((code & 0xf) - (code >= 0x966 && code <= 0x9ef ? INDIC : 0))
}
