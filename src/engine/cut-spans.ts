import type { Block, Range } from '../model.js'
import { isProse } from '../measure/text.js'

/** The block without some spans of its text, which stand in their order; null when nothing is left. White space at the edges of a cut goes too; the rest is untouched. */
export function withoutSpans(block: Block, spans: readonly Range[]): Block | null {
  let left: Block = block
  for (const span of [...spans].reverse()) {
    const wide = widen(left.text, span)
    const parts = cutRange(left, wide).left
    const text = left.text.slice(0, wide.from) + left.text.slice(wide.to)
    left = { ...left, text, parts, prose: isProse(text, left.linkLength) }
  }
  return left.text.trim() === '' ? null : left
}

/** At a block's edge all white space beside the span goes; in the middle one side's, so that words stay apart. */
function widen(text: string, span: Range): Range {
  let { from, to } = span
  while (from > 0 && /\s/.test(text.charAt(from - 1))) from--
  while (to < text.length && /\s/.test(text.charAt(to))) to++
  if (from === 0 || to === text.length) return { from, to }
  return from < span.from ? { from, to: span.to } : { from: span.from, to }
}

/** A range of a block's text in terms of the source: what is taken and what is left. */
export function cutRange(block: Block, span: Range): { taken: Range[]; left: Range[] } {
  const taken: Range[] = []
  const left: Range[] = []
  let at = 0
  for (const part of block.parts) {
    const length = part.to - part.from
    const from = Math.min(Math.max(span.from - at, 0), length)
    const to = Math.min(Math.max(span.to - at, 0), length)
    if (from === to) {
      left.push(part)
    } else {
      if (from > 0) left.push({ from: part.from, to: part.from + from })
      taken.push({ from: part.from + from, to: part.from + to })
      if (to < length) left.push({ from: part.from + to, to: part.to })
    }
    at += length
  }
  return { taken, left }
}
