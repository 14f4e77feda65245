import type { ElementRule, Page, PageElement } from '../../model.js'
import { isBetweenParagraphs, isInSentence } from '../../measure/author-text.js'
import { closest, holdsArticle, holdsHeadline, linkDensity, named } from '../../measure/elements.js'
import { runsSaying } from '../../measure/said-runs.js'
import { isHeading } from '../../measure/tags.js'

const NAMES = [
  'footer', 'foot', 'colophon', 'siteheader', 'masthead', 'topbar', 'copyright', 'legal', 'disclaimer', 'sidebar', 'sidebars', 'sidecolumn',
  'rail', 'widgetarea', 'secondary', 'complementary', 'login', 'searchform', 'search', 'usercontrols', 'toolbar', 'modal', 'popup', 'overlay', 'lightbox',
]
/** A box with a field or two, or the word alone; `search` also names the results and each of their cards. */
const BOXES = new Set(['search', 'searchform', 'login', 'usercontrols', 'toolbar'])
const BOX = 400
const WORD = 40
/** A header or aside with more prose than this is part of the article. */
const FURNITURE_PROSE = 500
/** Unlinked text without prose beyond this is a list that somebody wrote, in a wrapper called "no-sidebar". */
const UNLINKED = 600
const SOME_LINKS = 0.25
const POSTS = new Set(['post', 'message', 'comment', 'reply', 'answer'])

/** Keeps: the article's own header and footer with prose, asides in the text (fact boxes, pull quotes), notes to it and to its tables. */
export default {
  id: 'page-furniture',
  kind: 'legal',
  removes: 'Headers, footers and side columns of the page, copyright and legal lines, dialogs',
  budget: 0.5,
  *find({ page }, know) {
    for (const target of page.tagged('footer')) {
      if (!holdsArticle(page, target) && isOuter(target)) yield { target, why: 'the footer of the page' }
    }
    for (const target of page.tagged('header')) {
      if (isOuter(target) && target.prose === 0 && !holdsHeadline(page, target)) yield { target, why: 'the header of the page' }
    }
    for (const target of page.tagged('aside')) {
      if (target.prose < FURNITURE_PROSE && isOuter(target) && !holdsArticle(page, target) && !isFactBox(page, target) && !isQuoteInPost(page, target)) {
        yield { target, why: 'an aside beside the article' }
      }
    }
    for (const tag of ['dialog']) for (const target of page.tagged(tag)) yield { target, why: `a ${tag}` }
    for (const { target, word, name } of named(page, NAMES, element => isFurniture(page, element))) {
      if (BOXES.has(word) && !isBox(target)) continue
      yield { target, why: `named "${name}"` }
    }
    for (const { run, said } of runsSaying(page, know, 'legal', 300)) {
      if (run.owner.runs !== 1 || (run.prose && said.form !== 'line' && said.form !== 'contains')) continue
      // Who writes about copyright quotes the formulas, within the text.
      if (!run.prose || !isBetweenParagraphs(page, run.owner)) {
        yield { target: run.owner, why: `says "${said.phrase}"` }
      }
    }
  },
} satisfies ElementRule

/** Not the header or footer of an article inside the page. */
function isOuter(element: PageElement): boolean {
  return !element.parent || closest(element.parent, 'article', 'blockquote') === null
}

/** What writing tools call notes, by ARIA role or class: footnotes, and the coloured boxes of manuals. */
const NOTES = new Set([
  'note', 'docfootnote', 'docendnote', 'docendnotes', 'doctip', 'docnotice', 'footnote', 'footnotes', 'endnote', 'endnotes',
  'admonition', 'tip', 'caution', 'danger',
])

/** In the text, or a note to it. */
function isFactBox(page: Page, aside: PageElement): boolean {
  if (linkDensity(aside) >= SOME_LINKS) return false
  return aside.words.some(word => NOTES.has(word)) || (aside.prose > 0 && isBetweenParagraphs(page, aside))
}

/** The post that a post answers, quoted in it: forums write it as an aside. */
function isQuoteInPost(page: Page, aside: PageElement): boolean {
  if (!page.children(aside).some(child => child.tag === 'blockquote')) return false
  for (let at = aside.parent; at; at = at.parent) if (at.words.some(word => POSTS.has(word))) return true
  return false
}

function isBox({ textLength, fields, headings }: PageElement): boolean {
  return headings === 0 && (textLength <= WORD || (textLength <= BOX && fields > 0))
}

function isFurniture(page: Page, element: PageElement): boolean {
  if (holdsArticle(page, element) || holdsHeadline(page, element)) return false
  if (element.tag === 'article' || element.tag === 'li' || element.tag === 'p' || isHeading(element.tag)) return false
  if (isInSentence(page, element) || isTableFoot(page, element)) return false
  if (element.prose > 0) return element.prose < FURNITURE_PROSE && linkDensity(element) > SOME_LINKS
  return element.textLength <= UNLINKED || element.fields > 0 || linkDensity(element) > SOME_LINKS
}

/** Levels between a table and what its notes stand in beside it. */
const BESIDE_TABLE = 2

/** The notes to a table, right below it: journals call them `table-wrap-foot`. Below a table that lays out the page stands the page's own foot. */
function isTableFoot(page: Page, element: PageElement): boolean {
  if (!element.words.includes('foot') || linkDensity(element) > SOME_LINKS) return false
  let before = page.previous(element)
  for (let down = 0; before && before.tag !== 'table' && down < BESIDE_TABLE; down++) before = page.children(before).at(-1) ?? null
  return before?.tag === 'table' && !holdsArticle(page, before)
}
