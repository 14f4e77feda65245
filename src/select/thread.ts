import type { Block, ContentSelector, Page, PageElement } from '../model.js'
import { sumByElement } from '../measure/block-sums.js'
import { isWithin } from '../measure/elements.js'

/** Class words of one post of a thread. */
const POST_WORDS = ['post', 'message', 'reply', 'answer', 'comment', 'topic', 'thread', 'question', 'body']
/** From here on, siblings of one name are a thread. */
const POSTS = 2
/** Share of the page's prose that a thread holds. */
const SHARE = 0.6
const THREAD_PAGE = /DiscussionForumPosting|QAPage|"Question"/

/** The posts of a forum or question page, all of them: a single container would be one post or everything. */
export const thread: ContentSelector = {
  id: 'thread',
  select({ source, items }) {
    if (source.type !== 'page') return null
    const { page } = source.page
    const total = items.reduce((sum, block) => sum + proseLength(block), 0)
    if (total === 0) return null
    const posts = largestThread(page, items)
    if (!posts || posts.prose < total * SHARE || !(isThreadPage(page) || posts.named)) return null
    const chosen = items.map(block => posts.elements.some(post => holds(post, block)))
    return { chosen, confidence: 0.6, why: `${posts.elements.length} posts of one thread` }
  },
}

interface Posts {
  readonly elements: readonly PageElement[]
  readonly prose: number
  readonly named: boolean
}

/** The group of siblings of one class, two of them with prose, that holds the most prose. */
function largestThread(page: Page, items: readonly Block[]): Posts | null {
  const prose = sumByElement(page, items, proseLength)
  const groups = new Map<string, PageElement[]>()
  for (const word of POST_WORDS) {
    for (const element of page.named(word)) {
      const key = `${element.parent?.order ?? -1}/${element.tag}/${commonToken(element, word)}`
      const group = groups.get(key)
      if (!group) groups.set(key, [element])
      else if (!group.includes(element)) group.push(element)
    }
  }
  let best: Posts | null = null
  for (const elements of groups.values()) {
    const telling = elements.filter(element => prose(element) > 0)
    const sum = telling.reduce((length, element) => length + prose(element), 0)
    if (telling.length >= POSTS && sum > (best?.prose ?? 0)) best = { elements, prose: sum, named: telling.length > POSTS }
  }
  return best
}

function commonToken(element: PageElement, word: string): string {
  return element.tokens.find(token => token.includes(word) && !/\d/.test(token)) ?? word
}

function proseLength({ prose, text }: Block): number {
  return prose ? text.length : 0
}

function holds(post: PageElement, { element }: Block): boolean {
  return element !== null && isWithin(element, post)
}

function isThreadPage(page: Page): boolean {
  return page.jsonLd.some(json => THREAD_PAGE.test(json)) ||
    page.tagged('div').concat(page.tagged('article')).some(element => THREAD_PAGE.test(page.attr(element, 'itemtype') ?? ''))
}
