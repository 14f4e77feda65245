import type { Blocks, Kind, Knowledge, PhraseForm, PhraseMatch } from '../model.js'
import { matchesOf } from '../measure/said-lines.js'
import { CUES } from './cue-words.js'
import type { LineTable } from './line-features.js'
import { shapeIndex } from './line-measures.js'
import { SHAPE } from './text-shape.js'

const ORDER: readonly PhraseForm[] = ['line', 'label', 'starts', 'ends', 'contains']
/** Kinds whose heading names what stands under it until prose resumes. */
const HEADS: readonly Kind[] = ['related', 'comments', 'newsletter', 'tags', 'share', 'language-selector', 'navigation', 'poll', 'app']
/** Words of a headline, at least. */
const HEADLINE = 4

const CUE_SHARES: readonly (readonly [group: (typeof CUES)[number], share: number, kind: Kind])[] = [
  ['network', 0.4, 'share'], ['credit', 0.25, 'caption'], ['time', 0.3, 'dateline'], ['commerce', 0.3, 'ad'], ['furniture', 0.34, 'navigation'],
  ['action', 0.5, 'tools'],
]
const SHARES = CUE_SHARES.map(([group, share, kind]) => [CUES.indexOf(group), share, kind] as const)
const [NO_LETTERS, TORN, MARKUP, LOG_WORDS] = [shapeIndex('noLetters'), shapeIndex('torn'), shapeIndex('markup'), shapeIndex('logWords')]

/**
 * What a line that the model takes was, for the ledger and for `--keep`: by its own phrase, its shape and words, the heading
 * above it, its place. `outside` when nothing tells: a line within the text that is no part of it.
 */
export function lineNamer({ items }: Blocks, know: Knowledge, { measures }: LineTable): (index: number) => Kind {
  const { stored } = measures
  const matches = matchesOf(items, know)
  const headed = headings(matches, measures.prose)
  const first = measures.prose.indexOf(1)
  const last = measures.prose.lastIndexOf(1)
  const shape = (index: number, number: number): number => measures.shape[stored[index]! * SHAPE.length + number]!

  return index => {
    const said = phraseKind(matches[index]!)
    if (said !== null) return said
    if (measures.date[index] === 2) return 'dateline'
    if (measures.title >= 0 && index !== measures.title && measures.words.saysSame(stored[index]!, stored[measures.title]!)) return 'title-repeat'
    if (shape(index, NO_LETTERS) === 1 || shape(index, TORN) > 0 || shape(index, MARKUP) > 1) return 'debris'
    for (const [group, share, kind] of SHARES) if (measures.cues[stored[index]! * CUES.length + group]! >= share) return kind
    const under = headed[index]
    if (under) return under
    const words = 2 ** shape(index, LOG_WORDS) - 1
    if (index < first) return measures.date[index] === 1 ? 'byline' : 'navigation'
    if (index > last) return words >= HEADLINE ? 'related' : 'navigation'
    return 'outside'
  }
}

function phraseKind(matches: readonly PhraseMatch[]): Kind | null {
  let best: Kind | null = null
  let rank = ORDER.length
  for (const { kind, form } of matches) {
    if (ORDER.indexOf(form) >= rank) continue
    best = kind
    rank = ORDER.indexOf(form)
  }
  return best
}

/** Per line the kind of the heading that it stands under, without a paragraph between. */
function headings(lines: readonly (readonly PhraseMatch[])[], prose: Uint8Array): readonly (Kind | null)[] {
  let at: Kind | null = null
  return lines.map((matches, index) => {
    if (prose[index] === 1) at = null
    const said = matches.find(({ form }) => form === 'line')
    if (said) at = HEADS.includes(said.kind) ? said.kind : null
    return at
  })
}
