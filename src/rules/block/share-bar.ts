import type { BlockRule } from '../../model.js'

/** Keeps: sentences that begin with the word ("Share prices fell"), headings with more to say. */
export default {
  id: 'share-bar',
  kind: 'share',
  removes: 'Share bars, share counts and follow prompts',
  *find({ items }, know) {
    for (const target of items) {
      const said = know.says('share', target.text)
      if (!said || (target.prose && said.form !== 'line' && target.text.length > 160)) continue
      yield { target, why: `says "${said.phrase}"` }
    }
  },
} satisfies BlockRule
