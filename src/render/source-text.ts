import type { Blocks, Range } from '../model.js'
import { BLANK, BREAK } from '../measure/lines.js'
import { firstCharacter, lastCharacter, needsSpace } from './stretches.js'

/** Between these ASCII has no white space. */
const [SPACE, DELETE] = [0x20, 0x7f]
const LINE_BREAK = /\r\n|[\n\r\u2028\u2029\u0085\v\f]/
const LINE_BREAKS = new RegExp(LINE_BREAK, 'g')

interface Kept extends Range {
  readonly block: number
  /** A blank line stood before its block. */
  readonly gap: boolean
}

/**
 * The kept parts of a noisy text, as they stand in the source. What lies between two kept parts is copied when it
 * is only white space; where something was removed, one separator of the source stays (at most one blank line).
 * Nothing removed: the source, byte by byte.
 */
export function sourceText(blocks: Blocks): string {
  const { text } = blocks
  const kept = keptParts(blocks)
  const first = kept[0]
  const last = kept.at(-1)
  if (!first || !last) return isBlank(text, 0, text.length) ? text : ''
  const untouched = isBlank(text, 0, first.from)
  const chunks: string[] = []
  let start = untouched ? 0 : contentStart(text, first)
  for (let index = 0; index < kept.length; index++) {
    const part = kept[index]
    if (!part) break
    const next = kept[index + 1]
    if (!next) break
    if (isBlank(text, part.to, next.from)) continue
    const joint = jointOf(text, part, next)
    chunks.push(text.slice(start, Math.max(start, joint.end)), joint.separator)
    start = joint.start
  }
  chunks.push(trailing(text, start, last.to))
  return chunks.join('')
}

function keptParts(blocks: Blocks): Kept[] {
  const kept: Kept[] = []
  for (const block of blocks.items) {
    for (const { from, to } of block.parts) {
      if (!isBlank(blocks.text, from, to)) kept.push({ from, to, block: block.index, gap: block.gap })
    }
  }
  return kept
}

/** The first kept part's start when something before it was removed: its own line's indentation stays. */
function contentStart(text: string, part: Range): number {
  let at = part.from
  while (at < part.to && BLANK.test(text.charAt(at))) at++
  const indent = lineIndent(text, at)
  return startsLine(text, indent) ? indent : at
}

function trailing(text: string, start: number, to: number): string {
  if (isBlank(text, to, text.length)) return text.slice(start)
  let end = to
  while (end > start && BLANK.test(text.charAt(end - 1))) end--
  const lineEnd = skipHorizontal(text, end)
  if (BREAK.test(text.charAt(lineEnd))) end = lineEnd
  return text.slice(start, end) + finalBreak(text)
}

/** A text that ends with a line break still does when its last lines are removed. */
function finalBreak(text: string): string {
  if (text.endsWith('\r\n')) return '\r\n'
  const last = text.slice(-1)
  return BREAK.test(last) ? last : ''
}

interface Joint {
  /** Where the left part ends and the right one starts. */
  readonly end: number
  readonly start: number
  readonly separator: string
}

/** How two kept parts are joined when something was removed between them. */
function jointOf(text: string, left: Kept, right: Kept): Joint {
  let leftEnd = left.to
  while (leftEnd > left.from && BLANK.test(text.charAt(leftEnd - 1))) leftEnd--
  let rightStart = right.from
  while (rightStart < right.to && BLANK.test(text.charAt(rightStart))) rightStart++
  const before = text.slice(leftEnd, blankEnd(text, left.to))
  const after = text.slice(blankStart(text, right.from), rightStart)
  const sameBlock = left.block === right.block
  if (sameBlock && !LINE_BREAK.test(before) && !LINE_BREAK.test(after)) {
    const space = before !== '' ? before : after
    const glue = space === '' && needsSpace(lastCharacter(text, leftEnd), firstCharacter(text, rightStart)) ? ' ' : space
    return { end: leftEnd, start: rightStart, separator: glue }
  }
  return {
    // A line that ends where it ended before keeps its trailing spaces: in Markdown they mean something.
    end: LINE_BREAK.test(before) ? skipHorizontal(text, leftEnd) : leftEnd,
    start: LINE_BREAK.test(after) ? lineIndent(text, rightStart) : rightStart,
    separator: lineSeparator(text, left, right, before, after, sameBlock),
  }
}

function lineSeparator(
  text: string, left: Kept, right: Kept, before: string, after: string, sameBlock: boolean,
): string {
  const lineBreak = LINE_BREAK.exec(before)?.[0] ?? LINE_BREAK.exec(after)?.[0] ?? LINE_BREAK.exec(text)?.[0] ?? '\n'
  if (sameBlock) return lineBreak
  if (hasBlankLine(before) || hasBlankLine(after)) return lineBreak + lineBreak
  // The tail of the left block was cut away together with the blank line behind it.
  const torn = !LINE_BREAK.test(before) && (right.gap || hasBlankLine(text.slice(left.to, right.from)))
  return torn ? lineBreak + lineBreak : lineBreak
}

function hasBlankLine(white: string): boolean {
  let last = -1
  for (const match of white.matchAll(LINE_BREAKS)) {
    if (last >= 0 && isBlank(white, last, match.index)) return true
    last = match.index + match[0].length
  }
  return false
}

function isBlank(text: string, from: number, to: number): boolean {
  for (let at = from; at < to; at++) {
    const code = text.charCodeAt(at)
    if ((code > SPACE && code < DELETE) || !BLANK.test(text.charAt(at))) return false
  }
  return true
}

function blankEnd(text: string, from: number): number {
  let at = from
  while (at < text.length && BLANK.test(text.charAt(at))) at++
  return at
}

function blankStart(text: string, from: number): number {
  let at = from
  while (at > 0 && BLANK.test(text.charAt(at - 1))) at--
  return at
}

function startsLine(text: string, at: number): boolean {
  return at === 0 || BREAK.test(text.charAt(at - 1))
}

/** The start of the white space before `from` on its line. */
function lineIndent(text: string, from: number): number {
  let at = from
  while (at > 0 && isHorizontal(text.charAt(at - 1))) at--
  return at
}

function skipHorizontal(text: string, from: number): number {
  let at = from
  while (at < text.length && isHorizontal(text.charAt(at))) at++
  return at
}

function isHorizontal(character: string): boolean {
  return BLANK.test(character) && !BREAK.test(character)
}
