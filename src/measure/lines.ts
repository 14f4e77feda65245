import type { Block, BlockKind } from '../model.js'
import { codeLines } from './code-listing.js'
import { isProse, isUnspaced } from './text.js'

/** Line breaks of any habit: LF, CRLF, CR, U+2028, U+2029, U+0085, vertical tab, form feed. */
export const BREAK = /[\n\r\u2028\u2029\u0085\v\f]/
/** White space as segmentation sees it: NEL breaks lines and is none to JavaScript. */
export const BLANK = /[\s\u0085]/
const LIST_ITEM = /^\s*(?:[-*+•‣◦▪–]|\d{1,3}[.)])\s+\S/
const MARKDOWN_HEADING = /^#{1,6}\s+\S/
const FENCE = /^\s*(?:```|~~~)/
const QUOTE = /^\s*>\s?\S/
const WHITE = /\s/
const [LINE_FEED, RETURN, BACKTICK, TILDE] = [0x0a, 0x0d, 0x60, 0x7e] as const

interface Line {
  readonly from: number
  readonly to: number
  readonly number: number
}

/** Blocks of a noisy text: a paragraph per line, or, where lines are wrapped by width, a block of lines. */
export function readLines(text: string): Block[] {
  const lines = splitLines(text)
  const wrapped = isHardWrapped(text, lines)
  const code = codeLines(text, lines)
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
  const front = frontMatter(text, lines)
  if (front > 0) blocks.push(makeBlock(text, lines[0]!, lines[front - 1]!.to, 0, false, 'code'))
  for (let at = front; at < lines.length; at++) {
    const line = lines[at]!
    const first = firstVisible(text, line)
    const mark = first < line.to ? text.charCodeAt(first) : 0
    const fence = (mark === BACKTICK || mark === TILDE) && FENCE.test(text.slice(first, line.to))
    if (fenced || fence) {
      if (!fenced) close()
      open.push(line)
      if (fence && fenced) close('code')
      if (fence) fenced = !fenced
      continue
    }
    if (first === line.to) {
      close()
      gap = true
      continue
    }
    const kind = code?.[at] === 1 ? 'code' : undefined
    if (!wrapped || kind) {
      close()
      blocks.push(makeBlock(text, line, line.to, blocks.length, gap, kind))
      gap = false
      continue
    }
    const joins = open.length > 0 && !startsOwnLine(text.slice(first, line.to)) && continues(text, open.at(-1))
    if (!joins) close()
    open.push(line)
  }
  close(fenced ? 'code' : undefined)
  return blocks
}

/** Lines of YAML or TOML between two marks, at the very top of a Markdown file. */
const FRONT_MARK = /^(?:---|\+\+\+)[ \t]*$/
const FRONT_ENTRY = /^[\w"'-]+\s*[:=]/
const FRONT_LINE = /^(?:[\w"'-]+\s*[:=]|\s|- |#|[\]}[]|$)/
const MOST_FRONT = 200

/** How many lines are front matter: fields for the site's generator, which are nobody's residue. */
function frontMatter(text: string, lines: readonly Line[]): number {
  const said = (at: number): string => text.slice(lines[at]!.from, lines[at]!.to)
  if (lines.length < 3 || !FRONT_MARK.test(said(0)) || !FRONT_ENTRY.test(said(1))) return 0
  const mark = said(0).trim()
  for (let at = 2; at < Math.min(lines.length, MOST_FRONT); at++) {
    const line = said(at)
    if (line.trimEnd() === mark) return at + 1
    if (!FRONT_LINE.test(line)) return 0
  }
  return 0
}

function splitLines(text: string): Line[] {
  const lines: Line[] = []
  let from = 0
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (!isBreak(code)) continue
    lines.push({ from, to: at, number: lines.length + 1 })
    if (code === RETURN && text.charCodeAt(at + 1) === LINE_FEED) at++
    from = at + 1
  }
  lines.push({ from, to: text.length, number: lines.length + 1 })
  return lines
}

/** The same as BREAK. */
function isBreak(code: number): boolean {
  return code < 0x80 ? code >= LINE_FEED && code <= RETURN : code === 0x85 || code === 0x2028 || code === 0x2029
}

/** Where a line's content begins; its end when it is blank. */
function firstVisible(text: string, { from, to }: Line): number {
  let at = from
  while (at < to && isWhite(text, at)) at++
  return at
}

/** The same as \s. */
function isWhite(text: string, at: number): boolean {
  const code = text.charCodeAt(at)
  if (code < 0x80) return code === 0x20 || (code >= 0x09 && code <= RETURN)
  return WHITE.test(text.charAt(at))
}

function startsOwnLine(content: string): boolean {
  return LIST_ITEM.test(content) || MARKDOWN_HEADING.test(content) || QUOTE.test(content)
}

/** Widths of mail, Usenet and typescript: no full line is longer, and most reach close to it. */
const WRAP_MIN = 50
const WRAP_MAX = 100
const WRAP_REACH = 0.75
/** Of fewer lines that another follows nothing can be told. */
const FEWEST_FOLLOWED = 6

/**
 * Lines broken by width: hardly any is longer than the wrap width, and most that another line
 * follows come near it.
 */
function isHardWrapped(text: string, lines: readonly Line[]): boolean {
  let longest = 0
  for (let i = 0; i + 1 < lines.length; i++) longest = Math.max(longest, lines[i]!.to - lines[i]!.from)
  if (longest < WRAP_MIN || longest > WRAP_MAX) return false
  let followed = 0
  let near = 0
  for (let i = 0; i + 1 < lines.length; i++) {
    const length = lines[i]!.to - lines[i]!.from
    const next = lines[i + 1]!
    if (length === 0 || firstVisible(text, next) === next.to) continue
    followed++
    if (length >= longest * WRAP_REACH) near++
  }
  return followed >= FEWEST_FOLLOWED && near / followed > 0.7
}

/** The line before was full, so that its sentence goes on in the next. */
function continues(text: string, before: Line | undefined): boolean {
  return before !== undefined && before.to - before.from >= WRAP_MIN * WRAP_REACH && text.length > 0
}

function makeBlock(text: string, first: Line, to: number, index: number, gap: boolean, kind?: BlockKind): Block {
  let from = first.from
  let end = to
  if (kind !== 'code') while (from < end && isWhite(text, from)) from++
  while (end > from && isWhite(text, end - 1)) end--
  const content = text.slice(from, end)
  // Nearly all lines begin with a letter, which marks nothing.
  const marked = !isLatinLetter(content.charCodeAt(0))
  const heading = marked && content.startsWith('#') && MARKDOWN_HEADING.test(content)
  const listed = marked && !heading && LIST_ITEM.test(content)
  return {
    index, text: content, parts: [{ from, to: end }],
    kind: kind ?? (heading ? 'heading' : listed ? 'list-item' : 'paragraph'),
    level: heading ? content.indexOf(' ') : listed ? 1 : 0,
    quoted: marked && QUOTE.test(content) && !isUnspaced(content.slice(0, 1)),
    linkLength: 0, prose: isProse(content), gap, line: first.number, element: null,
  }
}

function isLatinLetter(code: number): boolean {
  return (code | 0x20) >= 0x61 && (code | 0x20) <= 0x7a
}
