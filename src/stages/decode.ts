import { legacyHookDecode } from '@exodus/bytes/encoding.js'
import { binaryFormat } from '../decode/binary.js'
import { type Declared, declaredEncoding } from '../decode/declared.js'
import { guessEncoding, looksLikeIso2022Jp } from '../decode/detect.js'
import { unmarkedUtf16 } from '../decode/utf16.js'
import { type Utf8Shape, utf8Shape, writtenReplacements } from '../decode/utf8.js'
import type { Decoded, Problem, ProblemCode, Source } from '../model.js'

/** V8's longest string, in code units; a document that could exceed it is refused. */
const LONGEST_STRING = 0x1fffffe8

/** Declared UTF-8 is doubted from this many errors. */
const MANY_ERRORS = 3
/** Errors per sure UTF-8 sequence in legacy text; with fewer it is UTF-8 with foreign pieces. */
const FOREIGN = 3

/** Well-formed UTF-8 sequences, without a single error, that refute a declared legacy encoding. */
const REFUTES_SINGLE_BYTE = 3
/** Two-byte encodings produce well-formed UTF-8 by chance now and then, but not this often. */
const REFUTES_MULTI_BYTE = 10
const MULTI_BYTE = new Set(['big5', 'euc-jp', 'euc-kr', 'gb18030', 'gbk', 'iso-2022-jp', 'shift_jis'])

interface Reading {
  readonly text: string
  readonly encoding: string
  readonly from: Decoded['encodingFrom']
  readonly problems: readonly Problem[]
}

/**
 * Turns the bytes of a document into text. Never throws.
 *
 * Encoding: byte order mark, else HTTP header, else `<meta>` (pages), else detection, else UTF-8. A declaration
 * that the bytes refute is overruled and reported as `encoding-guessed`. Bytes that are no text give an empty text
 * and `not-text`; replaced bytes give `undecodable-bytes` with their number; more than about 536 million bytes
 * give `too-large`. Strings pass, less a leading byte order mark.
 */
export function decode(input: Uint8Array | string, source: Source, kind: 'page' | 'text'): Decoded {
  const reading = typeof input === 'string' ? readString(input) : readBytes(input, source, kind)
  const { text, encoding, from, problems } = reading
  return { source, text, encoding, encodingFrom: from, trail: { removals: [], problems } }
}

function readString(input: string): Reading {
  return { text: input.startsWith('\uFEFF') ? input.slice(1) : input, encoding: 'utf-8', from: 'string', problems: [] }
}

function readBytes(bytes: Uint8Array, source: Source, kind: 'page' | 'text'): Reading {
  if (bytes.length >= LONGEST_STRING) return nothing(problem('too-large', `${bytes.length} bytes`))
  const declared = declaredEncoding(bytes, source.contentType, kind === 'page')
  const wide = declared?.from === 'bom' ? null : unmarkedUtf16(bytes)
  if (wide) return read(bytes, wide, wide === declared?.encoding ? declared.from : 'detected', null)
  const marked = declared?.from === 'bom' && declared.encoding !== 'utf-8'
  const binary = marked ? null : binaryFormat(bytes)
  if (binary) return nothing(problem('not-text', binary))
  if (declared?.from === 'bom') return read(bytes, declared.encoding ?? 'utf-8', 'bom', null)
  if (declared === null || declared.encoding === null) return readUndeclared(bytes, source, declared)
  if (declared.encoding === 'utf-8') return readDeclaredUtf8(bytes, source, declared)
  return readDeclaredLegacy(bytes, declared.encoding, declared)
}

function readDeclaredUtf8(bytes: Uint8Array, source: Source, declared: Declared): Reading {
  const reading = read(bytes, 'utf-8', declared.from, null)
  if (reading.problems.length === 0) return reading
  const shape = utf8Shape(bytes)
  if (shape.errors < MANY_ERRORS || isUtf8WithErrors(shape)) return reading
  return readGuess(bytes, source, declared)
}

function isUtf8WithErrors({ sequences, sure, errors }: Utf8Shape): boolean {
  return errors <= sequences || errors <= sure * FOREIGN
}

function readDeclaredLegacy(bytes: Uint8Array, encoding: string, declared: Declared): Reading {
  const shape = utf8Shape(bytes, 1)
  if (shape.errors === 0 && shape.sequences >= refutation(encoding)) return overruled(bytes, 'utf-8', declared)
  return read(bytes, encoding, declared.from, null)
}

/** UTF-16 has been recognised by its zero bytes before: without any, well-formed UTF-8 and ASCII are UTF-8. */
function refutation(encoding: string): number {
  if (encoding.startsWith('utf-16')) return 0
  return MULTI_BYTE.has(encoding) ? REFUTES_MULTI_BYTE : REFUTES_SINGLE_BYTE
}

function readUndeclared(bytes: Uint8Array, source: Source, unreadable: Declared | null): Reading {
  const reading = read(bytes, 'utf-8', 'default', null)
  const isAscii = reading.text.length === bytes.length
  if (reading.problems.length === 0) {
    if (isAscii && looksLikeIso2022Jp(reading.text)) return overruledOrFound(bytes, 'iso-2022-jp', unreadable)
    return isAscii ? reading : { ...reading, from: 'detected' }
  }
  if (isUtf8WithErrors(utf8Shape(bytes))) return { ...reading, from: 'detected' }
  return readGuess(bytes, source, unreadable)
}

function overruledOrFound(bytes: Uint8Array, encoding: string, declared: Declared | null): Reading {
  return declared ? overruled(bytes, encoding, declared) : read(bytes, encoding, 'detected', null)
}

function overruled(bytes: Uint8Array, encoding: string, declared: Declared): Reading {
  return read(bytes, encoding, 'detected', problem('encoding-guessed', `${encoding}, not ${declared.label} as declared`))
}

/** By statistics, which is a guess even where nothing was declared. */
function readGuess(bytes: Uint8Array, source: Source, declared: Declared | null): Reading {
  const { encoding, confidence } = guessEncoding(bytes, source.lang)
  if (declared) return overruled(bytes, encoding, declared)
  const guessed = problem('encoding-guessed', `${encoding}, nothing declared, confidence ${Math.min(confidence, 100)} of 100`)
  return read(bytes, encoding, 'detected', guessed)
}

function read(bytes: Uint8Array, encoding: string, from: Decoded['encodingFrom'], guessed: Problem | null): Reading {
  const text = legacyHookDecode(bytes, encoding)
  const lost = countReplacements(text) - (encoding === 'utf-8' && text.includes('\uFFFD') ? writtenReplacements(bytes) : 0)
  const problems = guessed ? [guessed] : []
  if (lost > 0) problems.push(problem('undecodable-bytes', String(lost)))
  return { text, encoding, from, problems }
}

function countReplacements(text: string): number {
  let count = 0
  for (let at = text.indexOf('\uFFFD'); at !== -1; at = text.indexOf('\uFFFD', at + 1)) count++
  return count
}

function nothing(why: Problem): Reading {
  return { text: '', encoding: 'utf-8', from: 'default', problems: [why] }
}

function problem(code: ProblemCode, detail: string): Problem {
  return { code, stage: 'decode', rule: '', detail }
}
