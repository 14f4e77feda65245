import type { BlockRule } from '../../model.js'

/** Beyond this length a block is a paragraph that mentions it. Code units. */
const LIMIT = 100

/** Keeps: prose about printing and listening. */
export default {
  id: 'reader-tools',
  kind: 'tools',
  removes: 'Print, save and listen buttons, reading time, text size, view counts',
  *find({ items }, know) {
    for (const target of items) {
      if (target.text.length > LIMIT) continue
      const said = know.says('tools', target.text)
      if (said && !(target.prose && said.form === 'label')) yield { target, why: `says "${said.phrase}"` }
    }
  },
} satisfies BlockRule
