import type { Block, Range } from '../model.js'

/** A piece of kept text and what goes between it and the piece before it in the same block. */
export interface Stretch extends Range {
  readonly before: '' | ' ' | '\n'
}

const WHITE = /\s/
/** Scripts written without spaces between words. */
const SPACELESS = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]/u
/** Nothing is glued when one side is a mark that stands close to its neighbour. */
const WORD = /[\p{L}\p{N}]/u
const ENDS_CLOSED = /[\p{L}\p{N}\p{Pe}\p{Pf}.,;:!?…%"]/u

/**
 * The kept ranges of a block of a page, cleaned at the cuts: white space at the edge of a removed span goes, and
 * one separator stays where a span was cut from the middle, so that no two words are glued. Code keeps its white
 * space but for blank lines around it.
 */
export function stretchesOf(text: string, block: Block): Stretch[] {
  const parts = mergeAdjacent(block.parts)
  return block.kind === 'code' ? verbatimStretches(text, parts) : trimmedStretches(text, parts)
}

/** The text of a block as it is shown: its stretches with their separators. */
export function blockText(text: string, block: Block): string {
  let joined = ''
  for (const stretch of stretchesOf(text, block)) joined += stretch.before + text.slice(stretch.from, stretch.to)
  return joined
}

/** What must stand between two pieces of text that touch now and did not before. */
export function needsSpace(left: string, right: string): boolean {
  if (!ENDS_CLOSED.test(left) || !WORD.test(right)) return false
  return !SPACELESS.test(left) && !SPACELESS.test(right)
}

function mergeAdjacent(parts: readonly Range[]): Range[] {
  const merged: { from: number; to: number }[] = []
  for (const part of parts) {
    const last = merged.at(-1)
    if (part.from >= part.to) continue
    if (last && last.to === part.from) last.to = part.to
    else merged.push({ from: part.from, to: part.to })
  }
  return merged
}

function trimmedStretches(text: string, parts: readonly Range[]): Stretch[] {
  const stretches: Stretch[] = []
  let white = ''
  for (const part of parts) {
    let { from, to } = part
    while (from < to && WHITE.test(text.charAt(from))) from++
    while (to > from && WHITE.test(text.charAt(to - 1))) to--
    white += text.slice(part.from, from)
    if (from === to) continue
    stretches.push({ from, to, before: separator(text, stretches.at(-1), white, from) })
    white = text.slice(to, part.to)
  }
  return stretches
}

function separator(text: string, last: Stretch | undefined, white: string, from: number): Stretch['before'] {
  if (!last) return ''
  if (white.includes('\n')) return '\n'
  if (white !== '') return ' '
  return needsSpace(lastCharacter(text, last.to), firstCharacter(text, from)) ? ' ' : ''
}

export function firstCharacter(text: string, at: number): string {
  return String.fromCodePoint(text.codePointAt(at) ?? 32)
}

export function lastCharacter(text: string, end: number): string {
  const unit = text.charCodeAt(end - 1)
  const low = unit >= 0xdc00 && unit <= 0xdfff
  return firstCharacter(text, low && end > 1 ? end - 2 : end - 1)
}

function verbatimStretches(text: string, parts: readonly Range[]): Stretch[] {
  const stretches = parts.map(({ from, to }): { from: number; to: number; before: '' } => ({ from, to, before: '' }))
  const first = stretches[0]
  const last = stretches.at(-1)
  if (!first || !last) return []
  first.from = behindBlankLines(text, first.from, first.to)
  while (last.to > last.from && WHITE.test(text.charAt(last.to - 1))) last.to--
  return stretches.filter(({ from, to }) => from < to)
}

/** Where the first line that is not blank begins; its indentation stays. */
function behindBlankLines(text: string, from: number, to: number): number {
  let lineStart = from
  for (let at = from; at < to && WHITE.test(text.charAt(at)); at++) {
    if (text.charAt(at) === '\n') lineStart = at + 1
  }
  return lineStart
}
