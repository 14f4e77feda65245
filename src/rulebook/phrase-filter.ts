import type { PhraseForm } from '../model.js'
import type { FoldedCodes } from './fold-codes.js'

const BITS = 15
const SIZE = 1 << BITS
const PRIME = 0x01000193
/** Code units at the beginning or end of a phrase that are looked at. */
const LONGEST = 8

/** Rules out that any phrase of one language is in a text: nearly all texts that say none are told by hashes alone. */
export class PhraseFilter {
  private readonly lines = new Uint8Array(SIZE)
  private readonly longestLine: number
  /** Labels by the letters that they begin with: none of them is a separator. */
  private readonly labels = new Uint8Array(SIZE)
  private readonly starts: Stretches
  private readonly ends: Stretches
  private readonly contains: Stretches

  /** @param phrases folded, by form */
  constructor(phrases: Readonly<Record<PhraseForm, readonly string[]>>) {
    this.longestLine = phrases.line.reduce((longest, { length }) => Math.max(longest, length), 0)
    for (const phrase of phrases.line) this.lines[slot(hashOf(codesOf(phrase), 0, phrase.length))] = 1
    for (const phrase of phrases.label) this.labels[slot(hashOfLetters(codesOf(phrase), 0, phrase.length))] = 1
    this.starts = new Stretches(phrases.starts, false)
    this.ends = new Stretches(phrases.ends, true)
    this.contains = new Stretches(phrases.contains, false)
  }

  /** False when no phrase can match. */
  mayMatch({ codes, from, to, separates }: FoldedCodes): boolean {
    if (from === to) return false
    if (to - from <= this.longestLine && this.lines[slot(hashOf(codes, from, to))] === 1) return true
    if (separates && this.labels[slot(hashOfLetters(codes, from, to))] === 1) return true
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
  private readonly slots = new Uint8Array(SIZE)

  constructor(phrases: readonly string[], fromEnd: boolean) {
    this.length = phrases.length === 0 ? 0 : phrases.reduce((least, { length }) => Math.min(least, length), LONGEST)
    for (const phrase of phrases) {
      const at = fromEnd ? phrase.length - this.length : 0
      this.slots[slot(hashOf(codesOf(phrase), at, at + this.length))] = 1
    }
  }

  mayStandAt(codes: Uint16Array, at: number, to: number): boolean {
    const { length } = this
    return length > 0 && at >= 0 && at + length <= to && this.slots[slot(hashOf(codes, at, at + length))] === 1
  }
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

function slot(hash: number): number {
  return (hash ^ (hash >>> BITS)) & (SIZE - 1)
}

function isSmall(code: number): boolean {
  return code >= 0x61 && code <= 0x7a
}
