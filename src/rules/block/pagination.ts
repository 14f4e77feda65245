import type { Block, BlockHit, BlockRule } from '../../model.js'
import { linesSaying } from '../../measure/said-lines.js'

/** Beyond this length a block is a paragraph that mentions it. Code units. */
const LIMIT = 80

/** Keeps: numbered lists, "next" in a sentence, a fraction or score, numbers that count nothing. */
export default {
  id: 'pagination',
  kind: 'pagination',
  removes: 'Page numbers, previous and next links, load-more buttons',
  *find({ items }, know) {
    yield* linesSaying(items, know, 'pagination', LIMIT)
    yield* counters(items)
  },
} satisfies BlockRule

/** "3 of 10", "3/10": which slide this is, on a line of its own. */
const COUNTER = /^(\d{1,3})\s?(?:of|von|de|di|sur|av|af|van|z|ze|из|από|dari|\/|／)\s?(\d{1,3})$/iu
const LONGEST = 12
const FEWEST = 3

/** The counters of slides, when they count all of them, from the first to the last. */
function* counters(items: readonly Block[]): Iterable<BlockHit> {
  let counted: Block[] = []
  let all = 0
  for (const target of items) {
    if (target.text.length > LONGEST || target.kind === 'heading' || target.kind === 'cell' || target.kind === 'code') continue
    const match = COUNTER.exec(target.text)
    if (!match) continue
    const [number, total] = [Number(match[1]), Number(match[2])]
    if (number !== counted.length + 1 || (total !== all && counted.length > 0)) {
      yield* whole(counted, all)
      counted = []
    }
    if (number !== counted.length + 1) continue
    counted.push(target)
    all = total
  }
  yield* whole(counted, all)
}

/** Nothing when some are missing, or more come than there are: 3/3 and 4/3 are days of a month. */
function* whole(counted: readonly Block[], all: number): Iterable<BlockHit> {
  if (counted.length === all && all >= FEWEST) yield* counted.map(target => ({ target, why: `counts slides, to ${all}` }))
}
