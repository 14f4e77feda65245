import type { ElementRule, Page, PageElement } from '../../model.js'
import { closest, holdsArticle, holdsHeadline, named, proseAbove, shortRuns } from '../../measure/elements.js'

const NAMES = [
  'comments', 'comment', 'commentlist', 'commentform', 'respond', 'disqus', 'disquscomments', 'commentarea', 'discussion',
  'livefyre', 'coral', 'viafoura', 'spotim', 'openweb', 'hyvor', 'kommentare', 'comentarios', 'commentaires',
]
/** Page kinds whose posts are the content: their markup says so. */
const THREAD_PAGE = /DiscussionForumPosting|QAPage/

/** Keeps: forum and question pages, whose posts are the page; a code comment; an article about comments. */
export default {
  id: 'comment-thread',
  kind: 'comments',
  removes: 'Reader comments, comment forms and reply links',
  budget: 0.8,
  *find({ page }, know) {
    if (isThreadPage(page)) return
    for (const { target, word } of named(page, NAMES, element => isThread(page, element))) {
      yield { target, why: `named "${word}"` }
    }
    for (const run of shortRuns(page, 160)) {
      const said = know.says('comments', page.textOf(run), 'line', 'starts', 'contains')
      if (!said) continue
      const form = closest(run.owner, 'form')
      const target = form && !holdsArticle(page, form) ? form : run.owner
      if (target.prose === 0 || form) yield { target, why: `says "${said.phrase}"` }
    }
  },
} satisfies ElementRule

function isThreadPage(page: Page): boolean {
  return page.jsonLd.some(json => THREAD_PAGE.test(json)) ||
    page.elements.some(element => THREAD_PAGE.test(page.attr(element, 'itemtype') ?? ''))
}

/** A thread stands behind the article: prose before it, and no headline inside. */
function isThread(page: Page, element: PageElement): boolean {
  if (element.tag === 'a') return element.textLength < 60 && !element.parent?.prose
  if (element.tag === 'body' || element.tag === 'html' || element.tag === 'main') return false
  if (holdsHeadline(page, element)) return false
  if (element.prose === 0) return element.textLength < 2000
  return proseAbove(page, element) >= Math.min(400, element.prose)
}
