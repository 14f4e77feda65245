import { decodeEntities } from '../describe/plain-text.js'

const BREAKS = /\r\n|[\r\u2028\u2029\u0085\v\f]/g
/** Shown nowhere: zero-width spaces, soft hyphens, direction marks. The joiners stay: Persian, Hindi and emoji need them. */
const INVISIBLE = /[\u200b\u200e\u200f\u00ad\u2060\u202a-\u202e\u2066-\u2069\ufeff]/g
const SPACES = /[\t\u00a0\u1680\u2000-\u200a\u202f\u205f]/g
/** From the first of the spaces on: looked for from each of them, a long row that ends nowhere would take the square of its length. */
const LINE_END = /(?<! ) +$/gm
const BLANK_LINES = /\n{3,}/g

/**
 * What `--normalize` makes of a delivered text: line feeds as line breaks, at most one blank line, plain spaces and none at the
 * end of a line, no invisible characters, entities read, Unicode composed (NFC). Words stay as they are; doing it twice is doing it once.
 */
export function normalizeText(text: string): string {
  return decodeEntities(text.replace(BREAKS, '\n'))
    .replace(BREAKS, '\n').replace(INVISIBLE, '').replace(SPACES, ' ').normalize('NFC').replace(LINE_END, '').replace(BLANK_LINES, '\n\n').trim()
}
