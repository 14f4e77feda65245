import type { BlockRule } from '../../model.js'
import { SAFE_TAIL, proseMap } from '../../measure/blocks.js'
import { sayingOf } from '../../measure/said-lines.js'

/** Keeps: an article's sentence about comments; a thread in the middle of the page, but for its labels. */
export default {
  id: 'comment-thread',
  kind: 'comments',
  removes: 'Reader comments, comment forms and reply links',
  budget: 0.4,
  *find(blocks, know) {
    const says = sayingOf(blocks.items, know)
    let cut = false
    for (const target of blocks.items) {
      const said = says(target, 'comments')
      if (cut) yield { target, why: 'behind the heading of the comments' }
      else if (said && (!target.prose || said.form !== 'label')) {
        yield { target, why: `says "${said.phrase}"` }
        cut = said.form === 'line' && opensThread(said.phrase) && proseMap(blocks).after(target.index) <= SAFE_TAIL
      }
    }
  },
} satisfies BlockRule

/** A single label ("reply") can stand under any post; a heading of several words or a count opens the thread. */
function opensThread(phrase: string): boolean {
  return phrase.includes(' ') || phrase.includes('#') || phrase === 'comments'
}
