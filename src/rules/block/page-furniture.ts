import type { BlockRule } from '../../model.js'
import { proseMap } from '../../measure/blocks.js'
import { sayingOf } from '../../measure/said-lines.js'

/** Legal lines are a sentence or two. */
const LIMIT = 400

/** In every language: "© 2025 The Post". */
const COPYRIGHT = /^(?:©|\(c\)|copyright\s+(?:©|\(c\)|\d{4}))\s*.{0,100}$/isu

/** The same with sentences behind it, which tell what nobody may do. */
const BEGINS = /^(?:©|\(c\)|copyright\s+(?:©|\(c\)|\d{4}))\s/iu

/** Keeps: prose about copyright or privacy inside the text. */
export default {
  id: 'page-furniture',
  kind: 'legal',
  removes: 'Headers, footers and side columns of the page, copyright and legal lines, dialogs',
  *find(blocks, know) {
    const map = proseMap(blocks)
    const says = sayingOf(blocks.items, know)
    for (const target of blocks.items) {
      if (target.text.length > LIMIT) continue
      if (!target.prose && COPYRIGHT.test(target.text) && (map.inHead(target) || map.inTail(target))) {
        yield { target, why: 'a copyright line' }
        continue
      }
      const said = says(target, 'legal')
      if (!said || (target.prose && said.form === 'label')) continue
      const notice = target.prose && BEGINS.test(target.text) ? says(target, 'legal', 'contains', 'ends') : null
      if (notice) {
        yield { target, why: `a copyright line that says "${notice.phrase}"` }
        continue
      }
      const edge = target.index <= map.first || target.index >= map.last
      if (edge || !target.prose || said.form === 'line') yield { target, why: `says "${said.phrase}"` }
    }
  },
} satisfies BlockRule
