import type { Block, BlockHit, BlockRule, Blocks, Knowledge, PhraseMatch } from '../../model.js'
import { SAFE_TAIL, inTail, isParagraph, isTruncated, linkShare, proseMap, sameText } from '../../measure/blocks.js'
import { sayingBlocks } from '../../measure/said-lines.js'
import { endsSentence } from '../../measure/text.js'

/** A "Read more: …" line is a headline, not a paragraph. */
const LINE = 220
/** Link share from which a block is an entry of a list of teasers. */
const LINKED = 0.75

/** "READ MORE: Why the pier was closed": writers do not shout what to read. */
const SHOUTED = /^[^\p{Ll}:：]*\p{Lu}{2}[^\p{Ll}:：]*[:：]\s?\S.*\p{Ll}/u

/** Keeps: "See also" followed by sentences, a reading list of the author's, prose that resumes after the teasers. */
export default {
  id: 'related-teasers',
  kind: 'related',
  removes: 'Related and recommended stories, most-read lists, "read more" lines',
  budget: 0.4,
  *find(blocks, know) {
    const isText = blocks.source.type === 'text'
    for (const target of sayingBlocks(blocks.items, know)) {
      yield* readMoreLine(target, know)
      const said = know.says('related', target.text, 'line') ?? (isText ? wholeStart(target.text, know) : null)
      if (said && !target.prose && target.kind !== 'list-item') yield* announced(blocks, target, said.phrase)
    }
    yield* linkedTail(blocks)
  },
} satisfies BlockRule

/** In a text, a line that is nothing but what teasers begin with ("Lees ook") stands above them. */
function wholeStart(text: string, know: Knowledge): PhraseMatch | null {
  const said = know.says('related', text, 'starts')
  return said && sameText(said.phrase) === sameText(text) ? said : null
}

function* readMoreLine(target: Block, know: Knowledge): Iterable<BlockHit> {
  const said = know.says('related', target.text, 'label', 'starts')
  if (!said || target.text.length > LINE) return
  const sentence = endsSentence(target.text) && !/[?!…]\S*$/u.test(target.text) && linkShare(target) < 0.5
  if (!sentence) yield { target, why: `a headline after "${said.phrase}"`, basis: SHOUTED.test(target.text) ? 'words' : 'block' }
}

/** The announcing line, and what follows until prose resumes; to the end when little prose is left. */
function* announced(blocks: Blocks, heading: Block, phrase: string): Iterable<BlockHit> {
  const why = `"${phrase}"`
  const toEnd = proseMap(blocks).after(heading.index) <= SAFE_TAIL
  const entries: Block[] = []
  for (const block of blocks.items.slice(heading.index + 1)) {
    if (!toEnd && (isParagraph(block) || block.kind === 'heading' && block.level <= heading.level)) break
    if (block.kind === 'code' || block.kind === 'cell' || isToldLine(block)) break
    entries.push(block)
  }
  if (entries.length === 0 && !inTail(blocks, heading)) {
    yield { target: heading, why: `${why}, with nothing of its own` }
    return
  }
  yield { target: heading, why: `${why} announces teasers` }
  for (const target of entries) yield { target, why: `under ${why}`, basis: 'place' }
}

/** A short sentence of a page that links nothing: no teaser. */
function isToldLine({ element, kind, text, linkLength }: Block): boolean {
  return element !== null && kind === 'paragraph' && linkLength === 0 && endsSentence(text) && !isTruncated(text)
}

/** Behind the last paragraph: blocks that are links and nothing else. Where the block model has chosen, it has weighed that already. */
function* linkedTail(blocks: Blocks): Iterable<BlockHit> {
  if (blocks.source.type !== 'page' || blocks.selection.strategy === 'block-model') return
  const tail = blocks.items.slice(proseMap(blocks).last + 1)
  if (proseMap(blocks).last < 0 || tail.some(block => block.kind === 'code' || block.kind === 'cell')) return
  const linked = tail.filter(block => linkShare(block) >= LINKED)
  if (linked.length < 3 || linked.length < tail.length * 0.6) return
  for (const target of tail) {
    if (linkShare(target) >= LINKED || target.kind === 'heading') yield { target, why: 'a list of links behind the last paragraph' }
  }
}
