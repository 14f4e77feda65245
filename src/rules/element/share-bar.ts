import type { ElementRule } from '../../model.js'
import { isBare, named, shortRuns, wrapperOf } from '../../measure/elements.js'

const NAMES = [
  'share', 'sharing', 'shares', 'sharebar', 'sharelinks', 'sharebuttons', 'sharer', 'socialshare', 'social', 'socials',
  'socialmedia', 'clicktotweet', 'tweetthis', 'follow', 'followus', 'addtoany', 'sharethis', 'shareaholic', 'sharedaddy', 'ssba', 'heateor', 'teilen',
  'partage', 'compartir', 'condividi',
]
/** A share bar says a handful of labels. */
const LABELS = 220

/** Keeps: prose about shares ("Share prices fell"), embedded posts, a section that only has the word in its name. */
export default {
  id: 'share-bar',
  kind: 'share',
  removes: 'Share bars, share counts and follow prompts',
  *find({ page }, know) {
    for (const { target, word } of named(page, NAMES, element => isBare(element, LABELS) && element.headings <= 1)) {
      if (target.tag === 'a' && target.parent?.prose) continue
      yield { target, why: `named "${word}", ${target.textLength} characters of labels` }
    }
    for (const run of shortRuns(page, 60)) {
      const said = know.says('share', page.textOf(run), 'line', 'label')
      if (!said || run.owner.prose > 0 || run.owner.textLength > LABELS) continue
      const target = wrapperOf(run.owner)
      if (isBare(target, LABELS)) yield { target, why: `says "${said.phrase}"` }
    }
  },
} satisfies ElementRule
