import type { ElementHit, ElementRule, Knowledge, Page, PageElement } from '../../model.js'
import { closest, holdsArticle, holdsHeadline, named, proseAbove } from '../../measure/elements.js'
import { runsSaying } from '../../measure/said-runs.js'
import { isHeading } from '../../measure/tags.js'

const NAMES = [
  'comments', 'comment', 'commentlist', 'commentform', 'respond', 'disqus', 'disquscomments', 'commentarea', 'discussion',
  'livefyre', 'coral', 'viafoura', 'spotim', 'openweb', 'hyvor',
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
    let first = true
    for (const hit of threads(page, know)) {
      // Every element is looked at for it: only where something is to be removed.
      if (first && isThreadPage(page)) return
      first = false
      yield hit
    }
  },
} satisfies ElementRule

function* threads(page: Page, know: Knowledge): Iterable<ElementHit> {
  for (const { target, name } of named(page, NAMES, element => isThread(page, element, know))) {
    yield { target, why: `named "${name}"` }
  }
  for (const { run, said } of runsSaying(page, know, 'comments', 160, 'line', 'starts', 'contains')) {
    const form = closest(run.owner, 'form')
    const target = form && !holdsArticle(page, form) ? form : run.owner
    if (target.prose === 0 || form) yield { target, why: `says "${said.phrase}"` }
  }
}

function isThreadPage(page: Page): boolean {
  return page.jsonLd.some(json => THREAD_PAGE.test(json)) ||
    page.elements.some(element => THREAD_PAGE.test(page.attr(element, 'itemtype') ?? ''))
}

/** A thread stands behind the article: prose before it, no headline inside, and more than a name to tell it by. */
function isThread(page: Page, element: PageElement, know: Knowledge): boolean {
  if (element.tag === 'a') return element.textLength < 60 && !element.parent?.prose
  if (element.tag === 'body' || element.tag === 'html' || element.tag === 'main') return false
  if (element.tag === 'table' || holdsHeadline(page, element)) return false
  if (element.prose === 0) return element.textLength < 2000 && !isSectionHeading(element)
  return proseAbove(page, element) >= Math.min(400, element.prose) && showsThread(page, element, know)
}

/** A heading has its id from its words: "Discussion" in a paper. */
function isSectionHeading(element: PageElement): boolean {
  return isHeading(element.tag) && element.words.includes('discussion')
}

const COMMENTS =
  /^(?:(?:wp|post|article|reader|user)-)?comments?(?:-?(?:list|area|section|thread|box|container|wrapper|form|body|content|text|item))?$/
const COMMENT_NUMBER = /^comment[-_]?\d+$/
const THREADS = /^(?:respond$|kommentare$|comentarios$|commentaires$|disqus|livefyre|coral|viafoura|spotim|openweb|hyvor)/
const PARTS = new Set([
  'comment', 'comments', 'commenter', 'commentlist', 'commentform', 'reply', 'replies', 'respond', 'avatar', 'gravatar',
])

function isThreadName(token: string): boolean {
  return COMMENTS.test(token) || COMMENT_NUMBER.test(token) || THREADS.test(token)
}

/** "comments-on-the-law" and "discussion" may be an author's: a thread has a form, posts, or says what it is. */
function showsThread(page: Page, element: PageElement, know: Knowledge): boolean {
  if (element.fields > 0 || element.tokens.some(isThreadName)) return true
  for (let order = element.order + 1; order < element.end; order++) {
    if (page.elements[order]?.words.some(word => PARTS.has(word))) return true
  }
  return page.runsOf(element).some(run => !run.prose && know.says('comments', page.textOf(run), 'line', 'starts', 'contains') !== null)
}
