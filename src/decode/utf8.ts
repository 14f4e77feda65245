/** How far bytes follow UTF-8. Maximal subparts are counted as the Encoding Standard replaces them. */
export interface Utf8Shape {
  /** Well-formed sequences of two and more bytes. */
  readonly sequences: number
  /** Of them, those in a row of many without an error between: too many for chance. */
  readonly sure: number
  /** Places that a decoder would replace with U+FFFD. */
  readonly errors: number
}

/** In legacy Chinese and Japanese every third sequence is well-formed by chance, but not so many in a row. */
const IN_A_ROW = 12

/** Reads all bytes, or up to the given number of errors. Linear. */
export function utf8Shape(bytes: Uint8Array, maxErrors = Infinity): Utf8Shape {
  let sequences = 0
  let errors = 0
  let sure = 0
  let row = 0
  let i = 0
  while (i < bytes.length) {
    const lead = bytes[i] as number
    if (lead < 0x80) {
      i++
      continue
    }
    const wanted = sequenceLength(lead)
    const got = wanted === 0 ? 1 : wellFormedPart(bytes, i, lead, wanted)
    if (got === wanted) {
      sequences++
      row++
    } else {
      if (row >= IN_A_ROW) sure += row
      row = 0
      if (++errors >= maxErrors) break
    }
    i += got
  }
  if (row >= IN_A_ROW) sure += row
  return { sequences, sure, errors }
}

/** 2 to 4, or 0 for bytes that begin nothing. */
function sequenceLength(lead: number): number {
  if (lead < 0xc2) return 0
  if (lead < 0xe0) return 2
  if (lead < 0xf0) return 3
  return lead < 0xf5 ? 4 : 0
}

/** Bytes of the sequence that are as they should be, at least the lead. */
function wellFormedPart(bytes: Uint8Array, at: number, lead: number, wanted: number): number {
  for (let k = 1; k < wanted; k++) {
    const next = bytes[at + k]
    if (next === undefined) return k
    const low = k > 1 ? 0x80 : lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80
    const high = k > 1 ? 0xbf : lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf
    if (next < low || next > high) return k
  }
  return wanted
}

/** U+FFFD that the author of the bytes wrote: the sequence EF BF BD. */
export function writtenReplacements(bytes: Uint8Array): number {
  let count = 0
  for (let at = bytes.indexOf(0xef); at !== -1; at = bytes.indexOf(0xef, at + 1)) {
    if (bytes[at + 1] === 0xbf && bytes[at + 2] === 0xbd) count++
  }
  return count
}
