/**
 * What `fold` makes of a text, as numbers in one buffer: most texts are only compared with phrases to be passed over, and need no string of
 * their own.
 */
export interface FoldedCodes {
  /** Code units; those of the folded text stand from `from` to before `to`. Of the text that was folded last. */
  readonly codes: Uint16Array
  readonly from: number
  readonly to: number
  /** Whether anything in the text may part a label from what follows. */
  readonly separates: boolean
}

/** Longer texts are not folded here. Code units. */
export const LONGEST = 400

const [SPACE, QUOTE, HASH, ZERO, NINE, HYPHEN, SLASH] = [0x20, 0x27, 0x23, 0x30, 0x39, 0x2d, 0x2f] as const
/** What each code unit up to U+00FF folds to; 0 where folding takes more than a look. */
const FOLDED = new Uint16Array(0x100)
for (let code = 0; code < 0x80; code++) FOLDED[code] = code <= SPACE || code === 0x7f ? SPACE : String.fromCharCode(code).toLowerCase().charCodeAt(0)
for (const character of '"`') FOLDED[character.charCodeAt(0)] = QUOTE
for (let code = 0xc0; code < 0x100; code++) FOLDED[code] = code === 0xd7 || code === 0xdf || code === 0xf7 ? 0 : code < 0xdf ? code + 0x20 : code

const codes = new Uint16Array(LONGEST)
const folded = { codes, from: 0, to: 0, separates: false }

/** Null for a text that is too long, or in other characters than ASCII, letters of Western Europe, dashes and quotation marks. */
export function foldCodes(text: string): FoldedCodes | null {
  const { length } = text
  if (length > LONGEST) return null
  let to = 0
  let before = 0
  let separates = false
  let numbers = false
  for (let index = 0; index < length; index++) {
    const code = text.charCodeAt(index)
    let small: number
    if (code < 0x100) {
      small = FOLDED[code]!
      if (small === 0) return null
      if (small >= ZERO && small <= NINE) numbers = true
      else if (code === HYPHEN || code === SLASH) separates ||= before === SPACE || text.charCodeAt(index + 1) === SPACE
      else if (code === 0x3a || code === 0x7c || code === 0x3e || code === 0x5d) separates = true
      else if (small === SPACE && to > 0 && codes[to - 1] === SPACE) continue
    } else if (code >= 0x2018 && code <= 0x201f) small = QUOTE
    else if (code === 0x2013 || code === 0x2014) {
      small = code
      separates = true
    } else return null
    before = code
    codes[to++] = small
  }
  if (numbers) to = foldNumbers(to)
  folded.to = to
  strip()
  folded.separates = separates
  return folded
}

function isDigit(at: number, to: number): boolean {
  return at < to && codes[at]! >= ZERO && codes[at]! <= NINE
}

/** Numbers become #, with up to three # before them and the groups of digits behind; returns the length. */
function foldNumbers(to: number): number {
  let write = 0
  let least = 0
  for (let read = 0; read < to;) {
    if (!isDigit(read, to)) {
      codes[write++] = codes[read++]!
      continue
    }
    for (let hashes = 0; hashes < 3 && write > least && codes[write - 1] === HASH; hashes++) write--
    for (let more = true; more;) {
      while (isDigit(read, to)) read++
      const mark = read < to ? codes[read]! : 0
      if ((mark === 0x2e || mark === 0x2c || mark === 0x3a || mark === QUOTE) && isDigit(read + 1, to)) read++
      else if (mark === SPACE && isDigit(read + 1, to) && isDigit(read + 2, to) && isDigit(read + 3, to) && !isDigit(read + 4, to)) read++
      else more = false
    }
    codes[write++] = HASH
    least = write
  }
  return write
}

/** Leaves out what stands around the first and the last word; a single # is a number. */
function strip(): void {
  let from = 0
  let { to } = folded
  while (from < to && !isWord(codes[from]!)) {
    let end = from + 1
    if (codes[from] === HASH) {
      while (end < to && codes[end] === HASH) end++
      if (end - from === 1) break
    }
    from = end
  }
  while (from < to && !isWord(codes[to - 1]!)) {
    let start = to - 1
    if (codes[start] === HASH) {
      while (start > from && codes[start - 1] === HASH) start--
      if (to - start === 1) break
    }
    to = start
  }
  folded.from = from
  folded.to = to
}

function isWord(code: number): boolean {
  return (code >= 0x61 && code <= 0x7a) || (code >= 0xe0 && code < 0x100) || (code >= ZERO && code <= NINE)
}
