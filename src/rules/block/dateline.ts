import type { Block, BlockHit, BlockRule, Blocks, Knowledge, PhraseMatch } from '../../model.js'
import { opensWithEntries, proseMap } from '../../measure/blocks.js'
import { isDateOnly } from '../../measure/dates.js'
import { sayingOf } from '../../measure/said-lines.js'
import { endsSentence } from '../../measure/text.js'

const LINE = 120
/** "[Source: Agency]", "(Agency)" in brackets at the edge of a line. */
const BRACKETED = /[[(（【]([^\])）】]{2,60})[\])）】]/u

/** Keeps: dated entries of a diary or timeline, in the text or at its beginning, a sentence that begins with a date or tells of one. */
export default {
  id: 'dateline',
  kind: 'dateline',
  removes: 'Dates of publication, "Source: agency" lines',
  *find(blocks, know) {
    const says = sayingOf(blocks.items, know)
    const isDiary = opensWithEntries(blocks)
    const map = proseMap(blocks)
    for (const target of blocks.items) {
      if (target.prose || target.text.length > LINE || target.kind === 'heading' || target.kind === 'list-item') continue
      if (datesSection(blocks, target)) continue
      const edge = map.inTail(target) || (!isDiary && map.inHead(target))
      if (edge) yield* judge(target, know, says(target, 'dateline'))
    }
  },
} satisfies BlockRule

/** "These rules take effect on 1 March 2026." Words but for the month. */
const SENTENCE_WORDS = 5
const LETTERS = /\p{L}+/gu

function isSentence(text: string): boolean {
  return endsSentence(text) && (text.match(LETTERS)?.length ?? 0) > SENTENCE_WORDS
}

/** Right under a heading, and more follows: the date of an entry in a changelog or diary. */
function datesSection({ items }: Blocks, { index }: Block): boolean {
  const before = items[index - 1]
  const after = items[index + 1]
  return before?.kind === 'heading' && before.level > 1 && after !== undefined && after.kind !== 'heading'
}

function* judge(target: Block, know: Knowledge, said: PhraseMatch | null): Iterable<BlockHit> {
  const inner = BRACKETED.exec(target.text)?.[1]
  const rest = inner === undefined ? target.text : target.text.replace(BRACKETED, ' ')
  if (inner && know.says('dateline', inner, 'label') && (isDateOnly(rest) || rest.trim() === '')) {
    yield { target, why: `a date and "${inner}"`, basis: 'words' }
  } else if (said) yield { target, why: `says "${said.phrase}"` }
  else if (isDateOnly(target.text) && !isSentence(target.text)) yield { target, why: 'a date alone' }
}
