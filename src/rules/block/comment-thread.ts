import type { Block, BlockRule, Blocks } from '../../model.js'
import { SAFE_TAIL, proseMap } from '../../measure/blocks.js'
import { countedLabels } from '../../measure/counts.js'
import { basisOf, sayingOf } from '../../measure/said-lines.js'

/** Keeps: an article's sentence about comments, a numbered chapter on them; a thread in the middle of the page, but for its labels. */
export default {
  id: 'comment-thread',
  kind: 'comments',
  removes: 'Reader comments, comment forms and reply links',
  budget: 0.4,
  *find(blocks, know) {
    const says = sayingOf(blocks.items, know)
    let opener: Block | null = null
    const map = proseMap(blocks)
    for (const { count, label } of countedLabels(blocks.items, know, 'comments')) {
      if (!map.inHead(count) && !map.inTail(count)) continue
      for (const target of [count, label]) yield { target, why: `a count beside "${label.text}"` }
    }
    for (const target of blocks.items) {
      const said = says(target, 'comments')
      if (opener && isNextSection(opener, target) && !said) opener = null
      if (opener) yield { target, why: 'behind the heading of the comments' }
      else if (said && (!target.prose || said.form !== 'label') && !isNumberedSection(blocks, target)) {
        yield { target, why: `says "${said.phrase}"`, basis: basisOf(said) }
        if (said.form === 'line' && opensThread(said.phrase) && proseMap(blocks).after(target.index) <= SAFE_TAIL) opener = target
      }
    }
  },
} satisfies BlockRule

/** A single label ("reply") can stand under any post; a heading of several words or a count opens the thread. */
function opensThread(phrase: string): boolean {
  return phrase.includes(' ') || phrase.includes('#') || phrase === 'comments'
}

/** A heading of the same rank on a page: what stands below it is no part of the thread. */
function isNextSection(opener: Block, block: Block): boolean {
  return opener.kind === 'heading' && block.kind === 'heading' && opener.level > 0 && block.level > 0 && block.level <= opener.level
}

const NUMBER = /^(\d+(?:\.\d+)*)[.)]?\s/
const LONGEST_HEADING = 100

/** "3.2 Comments", and "7 Comments" behind "6 Results": no count. */
function isNumberedSection({ items }: Blocks, target: Block): boolean {
  const number = NUMBER.exec(target.text)?.[1]
  if (number === undefined) return false
  if (number.includes('.')) return true
  const beside = [Number(number) - 1, Number(number) + 1].map(String)
  return items.some(({ kind, text }) => kind === target.kind && kind !== 'list-item' && text.length <= LONGEST_HEADING && beside.includes(NUMBER.exec(text)?.[1] ?? ''))
}
