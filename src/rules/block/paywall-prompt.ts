import type { BlockRule } from '../../model.js'

/** Beyond this length a block is a paragraph that mentions it. Code units. */
const LIMIT = 260

/** Keeps: prose about subscriptions. */
export default {
  id: 'paywall-prompt',
  kind: 'paywall',
  removes: 'Paywall, subscription and donation prompts',
  *find({ items }, know) {
    for (const target of items) {
      if (target.text.length > LIMIT) continue
      const said = know.says('paywall', target.text)
      if (said && !(target.prose && said.form === 'label')) yield { target, why: `says "${said.phrase}"` }
    }
  },
} satisfies BlockRule
