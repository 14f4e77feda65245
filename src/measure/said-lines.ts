import type { Block, Kind, Knowledge } from '../model.js'
import { onceFor } from './once-for.js'

/** A block that says one of a kind's phrases, with the reason. */
export interface SaidLine {
  readonly target: Block
  readonly why: string
}

/** The blocks of a snapshot that say any phrase at all: few, and asked for by many rules. */
export const sayingBlocks = onceFor((items: readonly Block[], know): readonly Block[] => items.filter(({ text }) => know.matches(text).length > 0))

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
