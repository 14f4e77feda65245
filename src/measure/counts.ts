import type { Block, Kind, Knowledge } from '../model.js'

/** "12", "1.204", "3k": a count as it stands beside a button. */
const COUNT = /^\d[\d.,]{0,8}[kKmM]?$/
const LABEL = 30

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39
}

function isCount(block: Block | undefined): block is Block {
  return block !== undefined && block.kind === 'paragraph' && isDigit(block.text.charCodeAt(0)) && COUNT.test(block.text)
}

/**
 * A count on a line of its own and the label that it belongs to, by what they say together ("Comments" and "12", "12 Comments") or by
 * what the label says alone ("Share"). A table that became lines has a label and a number again and again: nothing is counted there.
 */
export function* countedLabels(items: readonly Block[], know: Knowledge, kind: Kind): Iterable<{ readonly count: Block; readonly label: Block }> {
  for (const count of items) {
    if (!isCount(count)) continue
    for (const step of [-1, 1]) {
      const label = items[count.index + step]
      if (!label || !belongs(label, count, know, kind) || isCount(items[count.index - step])) continue
      const next = items[count.index - step]
      if (next && !next.prose && isCount(items[count.index - 2 * step]) && !belongs(next, count, know, kind)) continue
      if (isCount(items[label.index + step]) && !belongs(label, items[label.index + step]!, know, kind)) continue
      yield { count, label }
      break
    }
  }
}

function belongs({ text, kind: form, prose }: Block, count: Block, know: Knowledge, kind: Kind): boolean {
  if (prose || form === 'code' || form === 'cell' || text.length > LABEL || /\d/.test(text) || !/\p{L}/u.test(text)) return false
  return [`${count.text} ${text}`, `${text} ${count.text}`, text].some(said => know.says(kind, said, 'line') !== null)
}
