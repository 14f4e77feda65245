import type { BlockRule } from '../../model.js'

/** Beyond this length a block is a paragraph that mentions it. Code units. */
const LIMIT = 120

/** Keeps: prose about advertising. */
export default {
  id: 'ad-slot',
  kind: 'ad',
  removes: 'Advertisement labels and slots, sponsored boxes',
  *find({ items }, know) {
    for (const target of items) {
      if (target.text.length > LIMIT) continue
      const said = know.says('ad', target.text)
      if (said && !(target.prose && said.form === 'label')) yield { target, why: `says "${said.phrase}"` }
    }
  },
} satisfies BlockRule
