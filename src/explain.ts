import type { Blocks, Range, Removal } from './model.js'

/** One line of the document as it was: kept, or removed and by what. */
export interface ExplainLine {
  readonly text: string
  readonly kept: boolean
  /** Null for kept lines and for white space that nothing claimed. */
  readonly removal: Removal | null
  /** Of kept lines, where the block model was asked: the probability that it is content, and what moved it most. */
  readonly score: number | null
  readonly reasons: string | null
}

type Judged = Pick<ExplainLine, 'score' | 'reasons'>

const UNJUDGED: Judged = { score: null, reasons: null }

/** The whole document in its order, cut where keeping and removing change. Linear in lines and removals. */
export function explainLines(blocks: Blocks): ExplainLine[] {
  const kept = blocks.items.flatMap(({ parts, score, reasons }) => parts.map(part => ({ ...part, score: score ?? null, reasons: reasons ?? null })))
  const removals = [...blocks.trail.removals].sort((a, b) => a.from - b.from || b.to - a.to)
  const lines: ExplainLine[] = []
  const emit = (from: number, to: number, isKept: boolean, removal: Removal | null, { score, reasons }: Judged = UNJUDGED) => {
    const text = blocks.text.slice(from, to).trim()
    if (text !== '') lines.push({ text, kept: isKept, removal, score, reasons })
  }
  let at = 0
  for (const part of [...kept, { from: blocks.text.length, to: blocks.text.length, ...UNJUDGED }]) {
    for (const gap of gaps({ from: at, to: part.from }, removals)) emit(gap.from, gap.to, false, gap.removal)
    emit(part.from, part.to, true, null, part)
    at = part.to
  }
  return lines
}

/** A removed stretch split by the removals that took it. */
function gaps(range: Range, removals: readonly Removal[]): (Range & { removal: Removal | null })[] {
  const inside = removals.filter(removal => removal.from < range.to && removal.to > range.from)
  const found: (Range & { removal: Removal | null })[] = []
  let at = range.from
  for (const removal of inside) {
    const from = Math.max(removal.from, at)
    if (from >= Math.min(removal.to, range.to)) continue
    if (from > at) found.push({ from: at, to: from, removal: null })
    at = Math.min(removal.to, range.to)
    found.push({ from, to: at, removal })
  }
  if (at < range.to) found.push({ from: at, to: range.to, removal: null })
  return found
}
