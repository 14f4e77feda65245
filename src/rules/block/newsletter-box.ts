import type { BlockRule } from '../../model.js'

/** Beyond this length a block is a paragraph that mentions it. Code units. */
const LIMIT = 260

/** Keeps: an article's sentence about newsletters. */
export default {
  id: 'newsletter-box',
  kind: 'newsletter',
  removes: 'Newsletter and e-mail sign-up boxes',
  *find({ items }, know) {
    for (const target of items) {
      if (target.text.length > LIMIT) continue
      const said = know.says('newsletter', target.text)
      if (said && !(target.prose && said.form === 'label')) yield { target, why: `says "${said.phrase}"` }
    }
  },
} satisfies BlockRule
