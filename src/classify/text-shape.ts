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

const AT = Object.fromEntries(SHAPE.map((name, index) => [name, index])) as Record<ShapeName, number>

/** Takes the words of a text as hashes: what a classifier may know of them is whether they come again. */
export interface WordSink {
  /** `letters`: length in code units; `capital`: begins with a capital letter. */
  word(hash: number, letters: number, capital: boolean): void
}

const WORD_LENGTH = 40
const FNV = 0x811c9dc5
const PRIME = 0x01000193
const NEWLINE = 0x0a
const FULL_STOP = 0x2e
const ELLIPSIS = 0x2026
const COPYRIGHT = 0xa9

/**
 * Fills `out[at …]` with the shape of `text`, in one pass and without allocating. One function because every character
 * of every text goes through it.
 * Lengths and counts are of code units; a character of a script without spaces counts as half a word.
 */
export function measureShape(text: string, out: Float32Array, at = 0, sink: WordSink | null = null): void {
  let words = 0, letters = 0, longest = 0, firstWord = 0, lastWord = 0, short = 0, cased = 0, capital = 0, caps = 0
  let digits = 0, marks = 0, symbols = 0, unspaced = 0, numbers = 0, separators = 0, commas = 0, inner = 0
  let questions = 0, exclamations = 0, quotes = 0, brackets = 0, markup = 0, glued = 0, torn = 0, breaks = 0, visible = 0
  let year = 0, dateNumber = 0, time = 0, address = 0, copyright = 0
  let word = 0, wordCased = 0, wordCaps = 0, wordCapital = false, hash = FNV
  let number = 0, value = 0, joints = 0
  let first = 0, last = 0, before = SPACE, lastCode = 0, codeBefore = 0, stopsInRow = 0

  const endWord = (): void => {
    if (word === 0) return
    words++
    if (firstWord === 0) firstWord = word
    lastWord = word
    if (word > longest) longest = word
    if (word <= 3) short++
    if (wordCased > 0) {
      cased++
      if (wordCapital) capital++
      if (wordCased > 1 && wordCaps === wordCased) caps++
    }
    if (sink !== null) sink.word(hash >>> 0, word, wordCapital)
    word = 0
    hash = FNV
  }
  const endNumber = (): void => {
    if (number === 4 && value >= 1900 && value < 2100) year = 1
    if (number > 0) numbers++
    number = 0
    value = 0
  }

  const length = text.length
  for (let index = 0; index < length; index++) {
    let code = text.charCodeAt(index)
    if (code >= 0xd800 && code <= 0xdbff && index + 1 < length) code = text.codePointAt(index++)!
    const kind = classOf(code)
    if (kind === INVISIBLE) continue
    if (kind === SPACE) {
      if (code === NEWLINE) breaks++
      if (before === SPACE) continue
      if (word > 0) endWord()
      if (number > 0) endNumber()
      joints = 0
      before = SPACE
      continue
    }
    visible++
    if (first === 0) first = kind
    if (kind === LOWER || kind === UPPER || kind === CASELESS || kind === MARK) {
      if (number > 0) endNumber()
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
    } else {
      if (word > 0 && !isApostrophe(code, kind, text, index)) endWord()
      if (kind === DIGIT) {
        digits++
        number++
        value = value * 10 + (code - 0x30)
      } else {
        if (number > 0) {
          if (joins(code) && isDigitAt(text, index + 1)) joints++
          else joints = 0
          if (joints === 2 && code !== 0x3a) dateNumber = 1
          if (code === 0x3a && number <= 2 && isDigitAt(text, index + 1)) time = 1
          endNumber()
        }
        switch (kind) {
          case UNSPACED:
            unspaced++
            letters++
            words += 0.5
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
    }
    stopsInRow = kind === STOP ? (code === ELLIPSIS ? 3 : stopsInRow + 1) : kind === QUOTE || kind === CLOSING ? stopsInRow : 0
    before = kind
    codeBefore = code
    last = kind
    lastCode = code
  }
  endWord()
  endNumber()
  if (text.includes('www.')) address = 1

  const all = Math.max(visible, 1)
  const perWord = Math.max(words, 1)
  out[at + AT.logLength] = Math.log2(1 + visible)
  out[at + AT.logWords] = Math.log2(1 + words)
  out[at + AT.wordLength] = words > 0 ? Math.min(WORD_LENGTH, letters / words) : NaN
  out[at + AT.longestWord] = Math.min(WORD_LENGTH, longest)
  out[at + AT.firstWord] = Math.min(WORD_LENGTH, firstWord)
  out[at + AT.lastWord] = Math.min(WORD_LENGTH, lastWord)
  out[at + AT.shortWords] = words > 0 && unspaced === 0 ? short / words : NaN
  out[at + AT.capitalWords] = cased > 0 ? capital / cased : NaN
  out[at + AT.capsWords] = cased > 0 ? caps / cased : NaN
  out[at + AT.digits] = digits / all
  out[at + AT.punctuation] = marks / all
  out[at + AT.symbols] = symbols
  out[at + AT.unspaced] = unspaced / all
  out[at + AT.numbers] = numbers
  out[at + AT.separators] = separators
  out[at + AT.separatorsPerWord] = separators / perWord
  out[at + AT.commas] = commas / perWord
  out[at + AT.sentences] = inner
  out[at + AT.questions] = questions
  out[at + AT.exclamations] = exclamations
  out[at + AT.quotes] = quotes
  out[at + AT.brackets] = brackets
  out[at + AT.markup] = markup
  out[at + AT.glued] = glued
  out[at + AT.torn] = torn
  out[at + AT.endsStop] = stopsInRow > 0 && stopsInRow < 3 ? 1 : 0
  out[at + AT.endsEllipsis] = stopsInRow >= 3 ? 1 : 0
  out[at + AT.endsColon] = last === COLON ? 1 : 0
  out[at + AT.endsWord] = last === LOWER || last === UPPER || last === CASELESS || last === UNSPACED || last === MARK ? 1 : 0
  out[at + AT.endsClosed] = last === CLOSING || last === QUOTE || lastCode === 0x27 || lastCode === 0x2019 ? 1 : 0
  out[at + AT.endsNumber] = last === DIGIT ? 1 : 0
  out[at + AT.startsSmall] = first === LOWER ? 1 : 0
  out[at + AT.startsNumber] = first === DIGIT ? 1 : 0
  out[at + AT.startsQuote] = first === QUOTE ? 1 : 0
  out[at + AT.startsMark] = first === SEPARATOR || first === PUNCTUATION || first === SYMBOL || first === MARKUP ? 1 : 0
  out[at + AT.bracketed] = first === OPENING && last === CLOSING ? 1 : 0
  out[at + AT.address] = address
  out[at + AT.year] = year
  out[at + AT.dateNumber] = dateNumber
  out[at + AT.time] = time
  out[at + AT.copyright] = copyright
  out[at + AT.noLetters] = letters === 0 ? 1 : 0
  out[at + AT.breaks] = breaks
}

/** An apostrophe or a hyphen between letters does not end the word. */
function isApostrophe(code: number, kind: number, text: string, index: number): boolean {
  if (code !== 0x27 && code !== 0x2019 && code !== 0x2d && kind !== MARK) return false
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
  return hash >>> 0
}

/** Something follows a full stop at once: `...`, `.5`, `.com`. */
function isPartOf(text: string, index: number): boolean {
  return index < text.length && classOf(text.charCodeAt(index)) !== SPACE
}

function pairHash(one: number, other: number): number {
  return (Math.imul(Math.imul(FNV ^ one, PRIME) ^ other, PRIME)) >>> 0
}
