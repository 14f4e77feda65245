import type { PhraseForm } from '../model.js'
import type { FoldedCodes } from './fold-codes.js'

const GATES = 1 << 12
const PRIME = 0x01000193
/** Code units at the beginning or end of a phrase that are looked at. */
const LONGEST = 12

/** Rules out that any phrase of one language is in a text: nearly all texts that say none are told by hashes alone. */
export class PhraseFilter {
  private readonly lines: HashSet
  private readonly longestLine: number
  /** Labels by the letters that they begin with: none of them is a separator. */
  private readonly labels: HashSet
  private readonly starts: Stretches
  private readonly ends: Stretches
  private readonly contains: Stretches

  /** @param phrases folded, by form */
  constructor(phrases: Readonly<Record<PhraseForm, readonly string[]>>) {
    this.longestLine = phrases.line.reduce((longest, { length }) => Math.max(longest, length), 0)
    this.lines = new HashSet(phrases.line.length)
    this.labels = new HashSet(phrases.label.length)
    for (const phrase of phrases.line) this.lines.add(hashOf(codesOf(phrase), 0, phrase.length))
    for (const phrase of phrases.label) this.labels.add(hashOfLetters(codesOf(phrase), 0, phrase.length))
    this.starts = new Stretches(phrases.starts, false)
    this.ends = new Stretches(phrases.ends, true)
    this.contains = new Stretches(phrases.contains, false)
  }

  /** False when no phrase can match. */
  mayMatch({ codes, from, to, separates }: FoldedCodes): boolean {
    if (from === to) return false
    if (to - from <= this.longestLine && this.lines.has(hashOf(codes, from, to))) return true
    if (separates && this.labels.has(hashOfLetters(codes, from, to))) return true
    return this.starts.mayStandAt(codes, from, to) || this.ends.mayStandAt(codes, to - this.ends.length, to) || this.mayContain(codes, from, to)
  }

  private mayContain(codes: Uint16Array, from: number, to: number): boolean {
    const { contains } = this
    if (contains.length === 0) return false
    const end = to - contains.length
    let inWord = false
    for (let at = from; at <= end; at++) {
      const isLetter = isSmall(codes[at]!)
      if (!(inWord && isLetter) && contains.mayStandAt(codes, at, to)) return true
      inWord = isLetter
    }
    return false
  }
}

/** What some phrases begin or end with, as far as the shortest of them goes. */
class Stretches {
  /** Code units; 0 without phrases. */
  readonly length: number
  /** By the first code units: most places of a text end here. */
  private readonly gate = new Uint8Array(GATES)
  private readonly hashes: HashSet

  constructor(phrases: readonly string[], fromEnd: boolean) {
    this.length = phrases.length === 0 ? 0 : phrases.reduce((least, { length }) => Math.min(least, length), LONGEST)
    this.hashes = new HashSet(phrases.length)
    for (const phrase of phrases) {
      const codes = codesOf(phrase)
      const at = fromEnd ? phrase.length - this.length : 0
      this.gate[gateOf(codes, at, at + this.length)] = 1
      this.hashes.add(hashOf(codes, at, at + this.length))
    }
  }

  mayStandAt(codes: Uint16Array, at: number, to: number): boolean {
    const end = at + this.length
    if (end === at || at < 0 || end > to || this.gate[gateOf(codes, at, end)] === 0) return false
    return this.hashes.has(hashOf(codes, at, end))
  }
}

/** 32-bit hashes, in open addressing. */
class HashSet {
  private readonly keys: Int32Array
  private readonly taken: Uint8Array
  private readonly mask: number

  /** @param most hashes that will be added */
  constructor(most: number) {
    const size = 2 ** Math.ceil(Math.log2(4 * most + 4))
    this.keys = new Int32Array(size)
    this.taken = new Uint8Array(size)
    this.mask = size - 1
  }

  add(hash: number): void {
    const at = this.placeOf(hash)
    this.keys[at] = hash
    this.taken[at] = 1
  }

  has(hash: number): boolean {
    return this.taken[this.placeOf(hash)] === 1
  }

  /** Where the hash stands or would stand. */
  private placeOf(hash: number): number {
    let at = (hash ^ (hash >>> 15)) & this.mask
    while (this.taken[at] === 1 && this.keys[at] !== hash) at = (at + 1) & this.mask
    return at
  }
}

/** Of three code units, without waiting for one to be mixed with the next. */
function gateOf(codes: Uint16Array, at: number, end: number): number {
  const second = at + 1 < end ? codes[at + 1]! : 0
  const third = at + 2 < end ? codes[at + 2]! : 0
  return (codes[at]! * 0x9e3b + second * 0x1f7 + third * 0x6b) & (GATES - 1)
}

function codesOf(phrase: string): Uint16Array {
  return Uint16Array.from({ length: phrase.length }, (_, index) => phrase.charCodeAt(index))
}

function hashOf(codes: Uint16Array, from: number, to: number): number {
  let hash = 0
  for (let at = from; at < to; at++) hash = Math.imul(hash ^ codes[at]!, PRIME)
  return hash
}

/** Of the letters of a to z that stand first. */
function hashOfLetters(codes: Uint16Array, from: number, to: number): number {
  let end = from
  while (end < to && isSmall(codes[end]!)) end++
  return hashOf(codes, from, end)
}

function isSmall(code: number): boolean {
  return code >= 0x61 && code <= 0x7a
}
