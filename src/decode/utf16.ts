import { TextDecoder } from '@exodus/bytes/encoding.js'

/** Bytes looked at; even. */
const SAMPLE = 8192
/** UTF-16 of any script has spaces, digits, line ends: this share of units with a zero half at least. */
const SOME_ZEROS = 0.02
/** Zero bytes on the wrong side, as a share of those on the right one. */
const FEW_WRONG = 0.2
/** Share of the sample's characters that must be letters, marks, digits, punctuation, spaces. */
const PLAUSIBLE = 0.97

const READABLE = /[\p{L}\p{M}\p{N}\p{P}\p{S}\p{Zs}\t\n\r]/gu

/** UTF-16 without a byte order mark, by the side on which zero bytes stand. */
export function unmarkedUtf16(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const size = Math.min(bytes.length, SAMPLE) & ~1
  if (size < 8) return null
  let even = 0
  let odd = 0
  for (let i = 0; i < size; i += 2) {
    if (bytes[i] === 0) even++
    if (bytes[i + 1] === 0) odd++
  }
  if (Math.max(even, odd) < (size / 2) * SOME_ZEROS) return null
  if (Math.min(even, odd) > Math.max(even, odd) * FEW_WRONG) return null
  const encoding = odd > even ? 'utf-16le' : 'utf-16be'
  const text = new TextDecoder(encoding).decode(bytes.subarray(0, size))
  return isReadable(text) ? encoding : null
}

function isReadable(text: string): boolean {
  let readable = 0
  for (const letter of text.matchAll(READABLE)) readable += letter[0].length
  return readable >= text.length * PLAUSIBLE
}
