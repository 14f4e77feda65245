import type { ElementRule, Page, PageElement } from '../../model.js'
import { isInSentence } from '../../measure/author-text.js'
import { elementOfRun, isBare, named, wrapperOf } from '../../measure/elements.js'
import { runsSaying } from '../../measure/said-runs.js'
import { barAround, shareLinks } from '../../measure/share-links.js'
import { isHeading } from '../../measure/tags.js'

const NAMES = [
  'share', 'sharing', 'shares', 'sharebar', 'sharelinks', 'sharebuttons', 'sharer', 'socialshare', 'social', 'socials',
  'socialmedia', 'clicktotweet', 'tweetthis', 'follow', 'followus', 'addtoany', 'sharethis', 'shareaholic', 'sharedaddy', 'ssba', 'heateor',
]
/** A share bar says a handful of labels. */
const LABELS = 220
/** What does nothing when clicked is a count or a caption of a bar. */
const COUNT = 24
const BARS = new Set(['bar', 'button', 'buttons', 'icons', 'links', 'widget', 'tools', 'count', 'counts', 'networks', 'media'])
/** A reply, an appointment: nobody is to be followed. */
const FOLLOW_UP = 'followup'
/** "share-price", "vote-share": figures are the author's. */
const TABULAR = new Set(['table', 'tbody', 'thead', 'tr', 'td', 'th'])

/** Keeps: prose about shares ("Share prices fell"), embedded posts, a section that only has the word in its name. */
export default {
  id: 'share-bar',
  kind: 'share',
  removes: 'Share bars, share counts and follow prompts',
  *find({ page }, know) {
    const bars = new Set<PageElement>()
    for (const { target, word, name } of named(page, NAMES, element => isBar(page, element))) {
      if (word === 'follow' && target.words.includes(FOLLOW_UP)) continue
      bars.add(target)
      yield { target, why: `named "${name}", ${target.textLength} characters of labels` }
    }
    for (const { run, said } of runsSaying(page, know, 'share', 60, 'line', 'label')) {
      const own = elementOfRun(page, run, LABELS)
      if (!own || own.prose > 0) continue
      const target = wrapperOf(own)
      if (isBare(target, LABELS)) yield { target, why: `says "${said.phrase}"` }
    }
    const links = shareLinks(page).filter(link => !isIn(bars, link))
    for (const target of new Set(links.map(link => barAround(page, link, links)))) {
      if (!isInSentence(page, target)) yield { target, why: 'leads to where pages are shared' }
    }
  },
} satisfies ElementRule

/** Levels between a bar and its links. */
const DEEP = 12

function isIn(bars: ReadonlySet<PageElement>, link: PageElement): boolean {
  for (let at: PageElement | null = link, up = 0; at && up < DEEP; at = at.parent, up++) if (bars.has(at)) return true
  return false
}

function isBar(page: Page, element: PageElement): boolean {
  if (!isBare(element, LABELS) || element.headings > 1) return false
  // A heading has its id from its words: "Social history".
  if (isHeading(element.tag) || TABULAR.has(element.tag)) return false
  if (isInSentence(page, element)) return false
  if (element.links > 0 || element.fields > 0 || element.images > 0) return true
  if (element.tag === 'a' || element.tag === 'button') return true
  return element.textLength <= COUNT || element.words.some(word => BARS.has(word))
}
