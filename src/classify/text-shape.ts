import {
  CASELESS, CLOSING, COLON, COMMA, DIGIT, INVISIBLE, LOWER, MARK, MARKUP, OPENING, PUNCTUATION, QUOTE, SEPARATOR, SPACE, STOP, SYMBOL,
  UNSPACED, UPPER, classOf, lowerOf,
} from './characters.js'

/**
 * What the shape of a text says, whatever its language: names of the numbers that `measureShape` fills, in order.
 * Shares are 0 to 1; NaN where the question makes no sense (capitals in a script without case, words in no words).
 */
export const SHAPE = [
  'logLength', 'logWords', 'wordLength', 'longestWord', 'firstWord', 'lastWord', 'shortWords',
  'capitalWords', 'capsWords', 'digits', 'punctuation', 'symbols', 'unspaced', 'numbers', 'separators', 'separatorsPerWord',
  'commas', 'sentences', 'questions', 'exclamations', 'quotes', 'brackets', 'markup', 'glued', 'torn',
  'endsStop', 'endsEllipsis', 'endsColon', 'endsWord', 'endsClosed', 'endsNumber',
  'startsSmall', 'startsNumber', 'startsQuote', 'startsMark', 'bracketed', 'address', 'year', 'dateNumber', 'time', 'copyright', 'noLetters',
  'breaks',
] as const

export type ShapeName = (typeof SHAPE)[number]

/** Takes the words of a text as hashes: what a classifier may know of them is whether they come again. */
export interface WordSink {
  /** `hash`: 32 bits, signed. `letters`: length in code units; `capital`: begins with a capital letter. */
  word(hash: number, letters: number, capital: boolean): void
}

const WORD_LENGTH = 40
const FNV = 0x811c9dc5
const PRIME = 0x01000193
const NEWLINE = 0x0a
const BLANK = 0x20
const FULL_STOP = 0x2e
const ELLIPSIS = 0x2026
const COPYRIGHT = 0xa9

/**
 * Fills `out[at …]` with the shape of `text`, in one pass and without allocating. One function without closures, because every
 * character of every text goes through it.
 * Lengths and counts are of code units; a character of a script without spaces counts as half a word.
 */
export function measureShape(text: string, out: Float32Array, at = 0, sink: WordSink | null = null): void {
  let halves = 0, letters = 0, longest = 0, firstWord = 0, lastWord = 0, short = 0, cased = 0, capital = 0, caps = 0
  let digits = 0, marks = 0, symbols = 0, unspaced = 0, numbers = 0, separators = 0, commas = 0, inner = 0
  let questions = 0, exclamations = 0, quotes = 0, brackets = 0, markup = 0, glued = 0, torn = 0, breaks = 0, visible = 0
  let year = 0, dateNumber = 0, time = 0, address = 0, copyright = 0
  let word = 0, wordCased = 0, wordCaps = 0, wordCapital = false, hash = FNV
  let number = 0, value = 0, joints = 0
  let first = 0, last = 0, before = SPACE, lastCode = 0, codeBefore = 0, stopsInRow = 0

  const length = text.length
  // The last word and number end before a space that is not there.
  for (let index = 0; index <= length; index++) {
    let code = index < length ? text.charCodeAt(index) : BLANK
    if (code >= 0xd800 && code <= 0xdbff && index + 1 < length) code = text.codePointAt(index++)!
    let kind = classOf(code)
    if (kind === INVISIBLE) continue
    const isLetter = kind === LOWER || kind === UPPER || kind === CASELESS || kind === MARK
    if (word > 0 && !isLetter && !isApostrophe(code, text, index)) {
      halves += 2
      if (firstWord === 0) firstWord = word
      lastWord = word
      if (word > longest) longest = word
      if (word <= 3) short++
      if (wordCased > 0) {
        cased++
        if (wordCapital) capital++
        if (wordCased > 1 && wordCaps === wordCased) caps++
      }
      if (sink !== null) sink.word(hash, word, wordCapital)
      word = 0
      hash = FNV
    }
    if (number > 0 && kind !== DIGIT) {
      if (!isLetter && kind !== SPACE) {
        if (joins(code) && isDigitAt(text, index + 1)) joints++
        else joints = 0
        if (joints === 2 && code !== 0x3a) dateNumber = 1
        if (code === 0x3a && number <= 2 && isDigitAt(text, index + 1)) time = 1
      }
      if (number === 4 && value >= 1900 && value < 2100) year = 1
      numbers++
      number = 0
      value = 0
    }
    if (kind === SPACE) {
      if (code === NEWLINE) breaks++
      joints = 0
      before = SPACE
      continue
    }
    visible++
    if (first === 0) first = kind
    if (isLetter) {
      if (word === 0) {
        wordCapital = kind === UPPER
        wordCased = 0
        wordCaps = 0
        if (before === DIGIT) glued++
      } else if (kind === UPPER && before === LOWER) glued++
      word++
      letters++
      if (kind === LOWER) wordCased++
      else if (kind === UPPER) {
        wordCased++
        wordCaps++
      }
      hash = Math.imul(hash ^ (code <= 0xffff ? lowerOf(code) : code), PRIME)
      // Small letters behind a letter only make the word longer: most characters of most texts.
      const from = index
      for (let next = 0; index + 1 < length && classOf(next = text.charCodeAt(index + 1)) === LOWER; index++) {
        code = next
        hash = Math.imul(hash ^ lowerOf(code), PRIME)
      }
      if (index > from) {
        const more = index - from
        word += more
        letters += more
        wordCased += more
        visible += more
        kind = LOWER
      }
    } else if (kind === DIGIT) {
      digits++
      number++
      value = value * 10 + (code - 0x30)
    } else {
      switch (kind) {
        case UNSPACED:
          unspaced++
          letters++
          halves++
          if (sink !== null && before === UNSPACED) sink.word(pairHash(codeBefore, code), 4, false)
          break
        case STOP:
          marks++
          if (code === 0x3f || code === 0xff1f || code === 0x61f) questions++
          else if (code === 0x21 || code === 0xff01) exclamations++
          if (code === FULL_STOP && before === SPACE && visible > 1 && !isPartOf(text, index + 1)) torn++
          if (before !== STOP && endsInner(text, index)) inner++
          break
        case COMMA:
          marks++
          commas++
          if (code === 0x2c && before === SPACE && visible > 1) torn++
          break
        case SEPARATOR: marks++; separators++; break
        case QUOTE: marks++; quotes++; break
        case OPENING:
        case CLOSING: marks++; brackets++; break
        case MARKUP: marks++; markup++; break
        case SYMBOL:
          symbols++
          if (code === COPYRIGHT) copyright = 1
          break
        default:
          marks++
          if (code === 0x40) address = 1
          else if (code === 0x3a && text.startsWith('://', index)) address = 1
      }
      if (kind === COLON && text.startsWith('//', index + 1)) address = 1
    }
    stopsInRow = kind === STOP ? (code === ELLIPSIS ? 3 : stopsInRow + 1) : kind === QUOTE || kind === CLOSING ? stopsInRow : 0
    before = kind
    codeBefore = code
    last = kind
    lastCode = code
  }
  if (text.includes('www.')) address = 1

  const words = halves / 2
  const all = Math.max(visible, 1)
  const perWord = Math.max(words, 1)
  // In the order of SHAPE.
  let to = at
  out[to++] = Math.log2(1 + visible)
  out[to++] = Math.log2(1 + words)
  out[to++] = words > 0 ? Math.min(WORD_LENGTH, letters / words) : NaN
  out[to++] = Math.min(WORD_LENGTH, longest)
  out[to++] = Math.min(WORD_LENGTH, firstWord)
  out[to++] = Math.min(WORD_LENGTH, lastWord)
  out[to++] = words > 0 && unspaced === 0 ? short / words : NaN
  out[to++] = cased > 0 ? capital / cased : NaN
  out[to++] = cased > 0 ? caps / cased : NaN
  out[to++] = digits / all
  out[to++] = marks / all
  out[to++] = symbols
  out[to++] = unspaced / all
  out[to++] = numbers
  out[to++] = separators
  out[to++] = separators / perWord
  out[to++] = commas / perWord
  out[to++] = inner
  out[to++] = questions
  out[to++] = exclamations
  out[to++] = quotes
  out[to++] = brackets
  out[to++] = markup
  out[to++] = glued
  out[to++] = torn
  out[to++] = stopsInRow > 0 && stopsInRow < 3 ? 1 : 0
  out[to++] = stopsInRow >= 3 ? 1 : 0
  out[to++] = last === COLON ? 1 : 0
  out[to++] = last === LOWER || last === UPPER || last === CASELESS || last === UNSPACED || last === MARK ? 1 : 0
  out[to++] = last === CLOSING || last === QUOTE || lastCode === 0x27 || lastCode === 0x2019 ? 1 : 0
  out[to++] = last === DIGIT ? 1 : 0
  out[to++] = first === LOWER ? 1 : 0
  out[to++] = first === DIGIT ? 1 : 0
  out[to++] = first === QUOTE ? 1 : 0
  out[to++] = first === SEPARATOR || first === PUNCTUATION || first === SYMBOL || first === MARKUP ? 1 : 0
  out[to++] = first === OPENING && last === CLOSING ? 1 : 0
  out[to++] = address
  out[to++] = year
  out[to++] = dateNumber
  out[to++] = time
  out[to++] = copyright
  out[to++] = letters === 0 ? 1 : 0
  out[to++] = breaks
}

/** An apostrophe or a hyphen between letters does not end the word. */
function isApostrophe(code: number, text: string, index: number): boolean {
  if (code !== 0x27 && code !== 0x2019 && code !== 0x2d) return false
  const next = index + 1 < text.length ? classOf(text.charCodeAt(index + 1)) : SPACE
  return next === LOWER || next === UPPER || next === CASELESS
}

/** `/`, `.`, `-` and `:` between the numbers of a date or a time. */
function joins(code: number): boolean {
  return code === 0x2f || code === FULL_STOP || code === 0x2d || code === 0x3a
}

function isDigitAt(text: string, index: number): boolean {
  return index < text.length && classOf(text.charCodeAt(index)) === DIGIT
}

/** A sentence mark with something behind it: white space, or at once in scripts without spaces. */
function endsInner(text: string, index: number): boolean {
  if (index + 2 >= text.length) return false
  const next = classOf(text.charCodeAt(index + 1))
  return next === SPACE || next === UNSPACED || next === QUOTE || next === CLOSING
}

/** The hash that a sink gets for this word. */
export function hashWord(word: string): number {
  let hash = FNV
  for (let index = 0; index < word.length; index++) hash = Math.imul(hash ^ lowerOf(word.charCodeAt(index)), PRIME)
  return hash | 0
}

/** Something follows a full stop at once: `...`, `.5`, `.com`. */
function isPartOf(text: string, index: number): boolean {
  return index < text.length && classOf(text.charCodeAt(index)) !== SPACE
}

function pairHash(one: number, other: number): number {
  return Math.imul(Math.imul(FNV ^ one, PRIME) ^ other, PRIME)
}
