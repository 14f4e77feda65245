import type { Page, PageElement } from '../model.js'

/** Addresses at which networks, messengers and mail programs take a page that is to be shared. */
const SHARES = new RegExp([
  'facebook\\.com/(?:sharer|share\\.php|dialog/(?:share|feed|send))', 'fb-messenger://share', '(?:twitter|//x)\\.com/(?:intent/(?:tweet|post)|share|home\\?status=)',
  'linkedin\\.com/(?:shareArticle|sharing/|cws/share)', 'pinterest\\.[a-z.]{2,6}/pin/create', 'wa\\.me/\\?', '(?:whatsapp://|whatsapp\\.com/)send/?\\?text',
  '(?:t|telegram)\\.me/share', 'tg://msg', 'vk\\.com/share', 'connect\\.ok\\.ru/(?:offer|dk)', 'reddit\\.com/(?:r/[^/]{1,40}/)?submit\\?', 'tumblr\\.com/(?:share|widgets/share)',
  'service\\.weibo\\.com/share', 'line\\.me/(?:R/msg|R/share|lineit)', 'lineit\\.line\\.me', 'b\\.hatena\\.ne\\.jp/(?:add|entry/)', 'getpocket\\.com/(?:save|edit)', 'bsky\\.app/intent',
  'threads\\.(?:net|com)/intent', 'xing\\.com/(?:spi/shares|social_plugins/share|app/user\\?op=share)', 'buffer(?:app)?\\.com/add', 'share\\.flipboard\\.com', 'share\\.naver\\.com',
  'story\\.kakao\\.com/share', 'band\\.us/plugin/share', 'viber://forward', '^mailto:\\?',
].map(part => `(?:${part})`).join('|'), 'i')

/** What such a link says, at most: "Share on Facebook (opens in a new window)". A sentence to be tweeted is longer. */
const LABEL = 60

/** Links that share the page, whatever their language and names. Keeps: one within prose, a sentence that can be tweeted, an author's account. */
export function shareLinks(page: Page): readonly PageElement[] {
  return page.tagged('a').filter(link =>
    link.textLength <= LABEL && link.prose === 0 && (link.parent?.prose ?? 0) === 0 && SHARES.test(page.attr(link, 'href') ?? ''))
}
