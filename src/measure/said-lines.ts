import type { Basis, Block, Kind, Knowledge, PhraseForm, PhraseMatch } from '../model.js'
import { onceFor } from './once-for.js'

/** A block that says one of a kind's phrases, with the reason. */
export interface SaidLine {
  readonly target: Block
  readonly why: string
  readonly basis: Basis
}

/** All matches of each block of a snapshot, by its index: asked for once, and not by each rule. */
export const matchesOf = onceFor((items: readonly Block[], know): readonly (readonly PhraseMatch[])[] => items.map(({ text }) => know.matches(text)))

/** The blocks of a snapshot that say any phrase at all: few, and asked for by many rules. */
export const sayingBlocks = onceFor((items: readonly Block[], know): readonly Block[] => {
  const matches = matchesOf(items, know)
  return items.filter((_, index) => matches[index]!.length > 0)
})

/** `Knowledge.says` of a snapshot's blocks, for rules that look at all of them: most say nothing, and are passed over at once. */
export function sayingOf(items: readonly Block[], know: Knowledge): (block: Block, kind: Kind, ...forms: PhraseForm[]) => PhraseMatch | null {
  const matches = matchesOf(items, know)
  return ({ index, text }, kind, ...forms) => (matches[index]!.length === 0 ? null : know.says(kind, text, ...forms))
}

/**
 * Blocks of at most `limit` code units that say a phrase of this kind. A label in front of a whole sentence does not
 * count: "Print: the last days of a trade" is an author's.
 */
export function* linesSaying(items: readonly Block[], know: Knowledge, kind: Kind, limit: number): Iterable<SaidLine> {
  for (const target of sayingBlocks(items, know)) {
    if (target.text.length > limit) continue
    const said = know.says(kind, target.text)
    if (said && !(target.prose && said.form === 'label')) yield { target, why: `says "${said.phrase}"`, basis: basisOf(said) }
  }
}

/** What firms say of their own, too: try it for free, get the app, have our news in your inbox. */
const CALLS: ReadonlySet<Kind> = new Set(['paywall', 'app', 'newsletter'])

/**
 * What a rule that found this phrase goes by: several words are sure, since by the law of phrases nobody writes them who means something else; what stands
 * behind a label is the author's own. Keeps out: calls that are the matter of a page of a firm ("Sign up now", "Start a free trial").
 */
export function basisOf({ kind, form, phrase }: PhraseMatch): Basis {
  return form !== 'label' && phrase.includes(' ') && !CALLS.has(kind) ? 'words' : 'block'
}
