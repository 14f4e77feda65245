import type { Block, BlockKind } from '../model.js'
import { isProse, isUnspaced } from './text.js'

/** Line breaks of any habit: LF, CRLF, CR, U+2028, U+2029, U+0085, vertical tab, form feed. */
export const BREAK = /[\n\r\u2028\u2029\u0085\v\f]/
const BREAKS = new RegExp(BREAK, 'g')
const LIST_ITEM = /^\s*(?:[-*+•‣◦▪–]|\d{1,3}[.)])\s+\S/
const MARKDOWN_HEADING = /^#{1,6}\s+\S/
const FENCE = /^\s*(?:```|~~~)/
const QUOTE = /^\s*>\s?\S/

interface Line {
  readonly from: number
  readonly to: number
  readonly number: number
}

/** Blocks of a noisy text: a paragraph per line, or, where lines are wrapped by width, a block of lines. */
export function readLines(text: string): Block[] {
  const lines = splitLines(text)
  const wrapped = isHardWrapped(text, lines)
  const blocks: Block[] = []
  let gap = false
  let fenced = false
  let open: Line[] = []
  const close = (kind?: BlockKind) => {
    if (open.length === 0) return
    const first = open[0]
    const last = open.at(-1)
    if (first && last) blocks.push(makeBlock(text, first, last.to, blocks.length, gap, kind))
    gap = false
    open = []
  }
  for (const line of lines) {
    const content = text.slice(line.from, line.to)
    const fence = FENCE.test(content)
    if (fenced || fence) {
      if (!fenced) close()
      open.push(line)
      if (fence && fenced) close('code')
      if (fence) fenced = !fenced
      continue
    }
    if (content.trim() === '') {
      close()
      gap = true
      continue
    }
    if (!wrapped) {
      close()
      blocks.push(makeBlock(text, line, line.to, blocks.length, gap))
      gap = false
      continue
    }
    const joins = open.length > 0 && !startsOwnLine(content) && continues(text, open.at(-1))
    if (!joins) close()
    open.push(line)
  }
  close(fenced ? 'code' : undefined)
  return blocks
}

function splitLines(text: string): Line[] {
  const lines: Line[] = []
  let from = 0
  BREAKS.lastIndex = 0
  while (BREAKS.test(text)) {
    const end = BREAKS.lastIndex
    lines.push({ from, to: end - 1, number: lines.length + 1 })
    if (text.charAt(end - 1) === '\r' && text.charAt(end) === '\n') BREAKS.lastIndex++
    from = BREAKS.lastIndex
  }
  lines.push({ from, to: text.length, number: lines.length + 1 })
  return lines
}

function startsOwnLine(content: string): boolean {
  return LIST_ITEM.test(content) || MARKDOWN_HEADING.test(content) || QUOTE.test(content)
}

/** Widths of mail, Usenet and typescript: no full line is longer, and most reach close to it. */
const WRAP_MIN = 50
const WRAP_MAX = 100
const WRAP_REACH = 0.75

/**
 * Lines broken by width: hardly any is longer than the wrap width, and most that another line
 * follows come near it.
 */
function isHardWrapped(text: string, lines: readonly Line[]): boolean {
  let followed = 0
  let near = 0
  let longest = 0
  const lengths: number[] = []
  for (let i = 0; i + 1 < lines.length; i++) {
    const line = lines[i]
    const next = lines[i + 1]
    if (!line || !next) continue
    const length = line.to - line.from
    longest = Math.max(longest, length)
    if (length > 0 && text.slice(next.from, next.to).trim() !== '') lengths.push(length)
  }
  if (lengths.length < 6 || longest < WRAP_MIN || longest > WRAP_MAX) return false
  for (const length of lengths) {
    followed++
    if (length >= longest * WRAP_REACH) near++
  }
  return near / followed > 0.7
}

/** The line before was full, so that its sentence goes on in the next. */
function continues(text: string, before: Line | undefined): boolean {
  return before !== undefined && before.to - before.from >= WRAP_MIN * WRAP_REACH && text.length > 0
}

function makeBlock(text: string, first: Line, to: number, index: number, gap: boolean, kind?: BlockKind): Block {
  let from = first.from
  let end = to
  if (kind !== 'code') while (from < end && /\s/.test(text.charAt(from))) from++
  while (end > from && /\s/.test(text.charAt(end - 1))) end--
  const content = text.slice(from, end)
  const heading = content.startsWith('#') && MARKDOWN_HEADING.test(content)
  const listed = !heading && LIST_ITEM.test(content)
  return {
    index, text: content, parts: [{ from, to: end }],
    kind: kind ?? (heading ? 'heading' : listed ? 'list-item' : 'paragraph'),
    level: heading ? content.indexOf(' ') : listed ? 1 : 0,
    quoted: QUOTE.test(content) && !isUnspaced(content.slice(0, 1)),
    linkLength: 0, prose: isProse(content), gap, line: first.number, element: null,
  }
}
