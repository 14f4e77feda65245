import type { Block, Kind, Knowledge } from '../model.js'

/** A block that says one of a kind's phrases, with the reason. */
export interface SaidLine {
  readonly target: Block
  readonly why: string
}

interface Saying {
  readonly know: Knowledge
  readonly blocks: readonly Block[]
}

const snapshots = new WeakMap<readonly Block[], Saying>()

/** The blocks that say any phrase at all: few, and asked for by many rules. Made once per snapshot. */
export function sayingBlocks(items: readonly Block[], know: Knowledge): readonly Block[] {
  const before = snapshots.get(items)
  if (before?.know === know) return before.blocks
  const blocks = items.filter(({ text }) => know.matches(text).length > 0)
  snapshots.set(items, { know, blocks })
  return blocks
}

/**
 * Blocks of at most `limit` code units that say a phrase of this kind. A label in front of a whole sentence does not
 * count: "Print: the last days of a trade" is an author's.
 */
export function* linesSaying(items: readonly Block[], know: Knowledge, kind: Kind, limit: number): Iterable<SaidLine> {
  for (const target of sayingBlocks(items, know)) {
    if (target.text.length > limit) continue
    const said = know.says(kind, target.text)
    if (said && !(target.prose && said.form === 'label')) yield { target, why: `says "${said.phrase}"` }
  }
}
