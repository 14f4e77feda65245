import type { BlockRule } from '../../model.js'
import { isLabel, proseMap } from '../../measure/blocks.js'
import { sayingOf } from '../../measure/said-lines.js'
import { endsSentence } from '../../measure/text.js'

/** "Tags: a, b, c" is a line of words without a verb. */
const LIMIT = 200
const HASHTAGS = /^#[\p{L}\p{N}_]+(?:[\s,]+#[\p{L}\p{N}_]+)+$/u

/** Keeps: a subheading "Topics" with text under it, a hashtag in a sentence. */
export default {
  id: 'tag-list',
  kind: 'tags',
  removes: 'Tag and category lists',
  *find(blocks, know) {
    const map = proseMap(blocks)
    const says = sayingOf(blocks.items, know)
    for (const target of blocks.items) {
      if (target.prose || target.text.length > LIMIT || endsSentence(target.text)) continue
      const said = says(target, 'tags', 'label', 'line', 'starts')
      const edge = map.inTail(target) || map.inHead(target)
      if (said && (said.form !== 'line' || edge)) yield { target, why: `says "${said.phrase}"` }
      else if (edge && isLabel(target, LIMIT) && HASHTAGS.test(target.text)) yield { target, why: 'a line of hashtags' }
    }
  },
} satisfies BlockRule
