import { isBare } from './elements.js'
import { countWords, endsSentence } from './text.js'
import type { Page, PageElement } from '../model.js'

/** Addresses at which networks, messengers and mail programs take a page that is to be shared. */
const SHARES = new RegExp([
  'facebook\\.com/(?:sharer|share\\.php|dialog/(?:share|feed|send))', 'fb-messenger://share', '(?:twitter|//x)\\.com/(?:intent/(?:tweet|post)|share|home\\?status=)',
  'linkedin\\.com/(?:shareArticle|sharing/|cws/share)', 'pinterest\\.[a-z.]{2,6}/pin/create', 'wa\\.me/\\?', '(?:whatsapp://|whatsapp\\.com/)send/?\\?text',
  '(?:t|telegram)\\.me/share', 'tg://msg', 'vk\\.com/share', 'connect\\.ok\\.ru/(?:offer|dk)', 'reddit\\.com/(?:r/[^/]{1,40}/)?submit\\?', 'tumblr\\.com/(?:share|widgets/share)',
  'service\\.weibo\\.com/share', 'line\\.me/(?:R/msg|R/share|lineit)', 'lineit\\.line\\.me', 'b\\.hatena\\.ne\\.jp/add', 'getpocket\\.com/(?:save|edit)', 'bsky\\.app/intent',
  'threads\\.(?:net|com)/intent', 'xing\\.com/(?:spi/shares|social_plugins/share|app/user\\?op=share)', 'buffer(?:app)?\\.com/add', 'share\\.flipboard\\.com', 'share\\.naver\\.com',
  'story\\.kakao\\.com/share', 'band\\.us/plugin/share', 'viber://forward', '^mailto:\\?',
].map(part => `(?:${part})`).join('|'), 'i')

/** What such a link says, at most: "Share on Facebook (opens in a new window)". A sentence to be tweeted is longer. */
const LABEL = 60

/** Links that share the page, whatever their language and names. Keeps: one within prose, a sentence that can be tweeted, the address itself, an author's account. */
export function shareLinks(page: Page): readonly PageElement[] {
  return page.tagged('a').filter(link => {
    if (link.textLength > LABEL || link.prose > 0 || (link.parent?.prose ?? 0) > 0) return false
    const href = page.attr(link, 'href')
    // All of them say what is shared; few other links of a page ask anything.
    return href !== null && href.includes('?') && SHARES.test(href) && !isShared(page.textOf(link), href) && !beginsSentence(page, link)
  })
}

/** Words of a label that may also stand in the address. */
const WORDS = 2

/** What the link says is what it shares, a sentence to be tweeted, or the address itself. */
function isShared(text: string, href: string): boolean {
  if (countWords(text) <= WORDS && !text.includes('/')) return false
  return plainAddress(href).includes(text)
}

function plainAddress(href: string): string {
  try {
    return decodeURIComponent(href.replaceAll('+', ' '))
  } catch {
    return href
  }
}

const GOES_ON = /^\s?\p{Ll}/u

/** "[Send this letter] to your council.": the sentence goes on behind the link. */
function beginsSentence(page: Page, link: PageElement): boolean {
  const run = page.runs[link.firstRun]
  if (!run || link.from < run.from || link.to > run.to) return false
  const behind = page.text.slice(link.to, run.to)
  return GOES_ON.test(behind) && endsSentence(behind)
}

/** A bar says a handful of labels. Code units. */
const BAR = 220
const TABULAR = new Set(['table', 'tbody', 'thead', 'tr', 'td', 'th'])
/** Levels between a link and the bar that it stands in. */
const LEVELS = 3
/** What a bar says beside its links, which are more than one: "Share this story:". An entry has one beside what it says. */
const CALL = 40
/** A sentence beside the link that shares it is the author's. */
const SAID = /[.!?…。！？؟।]/u

/** The bar of labels in which a link shares the page, most of whose links do; the link alone where it stands among others. */
export function barAround(page: Page, link: PageElement, links: readonly PageElement[]): PageElement {
  let bar = link
  for (let at = link.parent, up = 0; at && up < LEVELS && isBare(at, BAR) && at.headings === 0 && !TABULAR.has(at.tag); at = at.parent, up++) {
    const { order, end } = at
    const sharing = countBefore(links, end) - countBefore(links, order)
    const beside = at.textLength - at.linkLength
    if (sharing * 2 < at.links || beside > CALL || (beside > 0 && sharing === 1) || SAID.test(page.textOf(at))) break
    bar = at
  }
  return bar
}

/** Of elements in the page's order, those that begin before another. */
function countBefore(elements: readonly PageElement[], order: number): number {
  let [low, high] = [0, elements.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (elements[middle]!.order < order) low = middle + 1
    else high = middle
  }
  return low
}
