import type { BlockRule } from '../../model.js'

/** Beyond this length a block is a paragraph that mentions it. Code units. */
const LIMIT = 80

/** Keeps: numbered lists, "next" in a sentence. */
export default {
  id: 'pagination',
  kind: 'pagination',
  removes: 'Page numbers, previous and next links, load-more buttons',
  *find({ items }, know) {
    for (const target of items) {
      if (target.text.length > LIMIT) continue
      const said = know.says('pagination', target.text)
      if (said && !(target.prose && said.form === 'label')) yield { target, why: `says "${said.phrase}"` }
    }
  },
} satisfies BlockRule
