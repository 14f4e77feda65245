import type { Block, BlockHit, BlockRule, Blocks } from '../../model.js'
import { isTruncated } from '../../measure/blocks.js'
import { repeated, type Repeated } from '../../measure/repeats.js'
import { endsSentence } from '../../measure/text.js'

/** Keeps: what one document says, prose that is repeated within the text, labels and headings of the text itself. */
export default {
  id: 'repeated-on-site',
  kind: 'site',
  removes: 'Lines that recur on many documents of the same site (--learn-sites)',
  budget: 0.4,
  *find(blocks, know) {
    const { repeats } = know
    if (!repeats) return
    const found = blocks.items.map(block => repeated(repeats, block.text, block.linkLength, block.kind === 'list-item' || block.kind === 'cell'))
    const own = (block: Block) => block.prose && !isTruncated(block.text) && repeats.on(block.text) * 2 < Math.max(4, repeats.documents)
    const first = blocks.items.findIndex(own)
    // Where nothing is the document's own, nothing can be told from it.
    if (first < 0) return
    yield* outside(blocks, found, first, blocks.items.findLastIndex(own))
  },
} satisfies BlockRule

function* outside({ items }: Blocks, found: readonly (Repeated | null)[], first: number, last: number): Iterable<BlockHit> {
  for (const [index, target] of items.entries()) {
    const times = found[index]
    if (!times || target.kind === 'code') continue
    const within = index > first && index < last
    // Within the text an author repeats paragraphs, and headings stand alone; a short sentence is neither.
    if (within && (times.prose || target.kind !== 'paragraph' || !endsSentence(target.text))) continue
    if (!within && !isGrouped(found, index) && target.kind !== 'paragraph') continue
    // Prose goes from the edges inwards, one round after the other: what is left inside is never bared.
    if (times.prose && !isAtEdge(items, index)) continue
    yield { target, why: `on ${times.on} of ${times.of} documents of this site` }
  }
}

/** Beside another repeated line, or at an edge of the document. */
function isGrouped(found: readonly (Repeated | null)[], index: number): boolean {
  return index === 0 || index === found.length - 1 || Boolean(found[index - 1]) || Boolean(found[index + 1])
}

/** No prose beyond it. */
function isAtEdge(items: readonly Block[], index: number): boolean {
  return !items.slice(0, index).some(({ prose }) => prose) || !items.slice(index + 1).some(({ prose }) => prose)
}
