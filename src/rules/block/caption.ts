import type { Block, BlockHit, BlockRule, Knowledge, PhraseMatch } from '../../model.js'
import { sameText } from '../../measure/blocks.js'
import { sayingOf } from '../../measure/said-lines.js'
import { countWords, endsSentence } from '../../measure/text.js'

/** A caption is a sentence or two. */
const CAPTION = 260
/** A credit in brackets at the end of a line: "(Image: AP)". */
const CREDIT = /\s*[[(（【]([^[\](){}（）【】]{2,80})[\])）】]\s*[.。]?\s*$/u

/** "Photo: a boat in a tree, sent by a reader." tells; a credit names. Words. */
const SENTENCE = 6
const CLOSED = /[\])）】]/

/** Keeps: brackets in prose that credit nobody, a paragraph with a credit at its end (only the credit goes). */
export default {
  id: 'caption',
  kind: 'caption',
  removes: 'Image captions and photo credits',
  *find({ items }, know) {
    const says = sayingOf(items, know)
    for (const target of items) {
      const credited = creditAt(target, know)
      if (credited !== null) {
        yield* captionOrCredit(target, credited)
        const before = items[target.index - 1]
        if (before && isSameCaption(before, target, credited)) yield { target: before, why: 'the caption without its credit', basis: 'certain' }
        continue
      }
      const said = captionIn(target, says)
      if (said && target.kind !== 'heading' && !(said.form === 'label' && countWords(target.text) > SENTENCE && endsSentence(target.text))) yield { target, why: `says "${said.phrase}"` }
    }
  },
} satisfies BlockRule

/** What is as long as a paragraph is a caption only with a credit for its end: "A boat in a tree, as the river left it. Jo Doe / Getty Images". */
function captionIn(target: Block, says: ReturnType<typeof sayingOf>): PhraseMatch | null {
  if (target.text.length > CAPTION) return null
  if (!target.prose) return says(target, 'caption')
  return endsSentence(target.text) ? null : says(target, 'caption', 'ends')
}

function creditAt(block: Block, know: Knowledge): number | null {
  if (!CLOSED.test(block.text.slice(-4))) return null
  const credit = CREDIT.exec(block.text.length > 600 ? block.text.slice(-200) : block.text)
  if (!credit?.[1]) return null
  const offset = block.text.length > 600 ? block.text.length - 200 : 0
  return know.says('caption', credit[1], 'label', 'line', 'ends') ? offset + credit.index : null
}

function* captionOrCredit(target: Block, at: number): Iterable<BlockHit> {
  const why = `a credit "${target.text.slice(at).trim()}"`
  if (at <= CAPTION && isOneSentence(target.text.slice(0, at))) yield { target, why: `a line with ${why}` }
  else yield { target, span: { from: at, to: target.text.length }, why }
}

/** No sentence ends before the last. */
function isOneSentence(text: string): boolean {
  return !/[.!?。！？]["'”’»]?\s+\p{Lu}/u.test(text.trim().slice(0, -1))
}

function isSameCaption(before: Block, credited: Block, at: number): boolean {
  return before.text.length <= CAPTION && sameText(before.text) === sameText(credited.text.slice(0, at))
}
