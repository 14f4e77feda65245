import type { DescribedPage, ElementHit, ElementRule, Knowledge, Page, PageElement } from '../../model.js'
import { isBetweenParagraphs, isInSentence } from '../../measure/author-text.js'
import { closest, elementOfRun, holdsArticle, holdsHeadline, named, proseAbove, wrapperOf } from '../../measure/elements.js'
import { isOutlineSection, runBelow } from '../../measure/heading-names.js'
import { runsSaying } from '../../measure/said-runs.js'
import { hasDate } from '../../measure/dates.js'
import { endsSentence } from '../../measure/text.js'

const NAMES = [
  'author', 'authors', 'authorbox', 'authorbio', 'byline', 'bylines', 'bio', 'writer', 'contributor', 'contributors',
  'postmeta', 'entrymeta', 'articlemeta', 'meta', 'postinfo', 'dateline', 'publishdate', 'pubdate', 'timestamp', 'published',
  'postprofile', 'messageattribution', 'userprofile', 'userinfo', 'usercard', 'poster', 'postauthor', 'signature',
]
/** A biography is a paragraph or two. */
const BIO = 900
/** "By Ana Ruiz, 4 March 2026, 3 min read". */
const BYLINE = 200

/** Keeps: a sentence about an author in the text, an interview's speaker labels, whose words a quotation has, the signature of a function. */
export default {
  id: 'author-box',
  kind: 'byline',
  removes: 'Bylines, dates under the headline, author boxes',
  *find(described, know) {
    const { page } = described
    for (const { target, name } of named(page, NAMES, element => isAuthorBox(page, element))) {
      yield { target, why: `named "${name}"` }
    }
    for (const date of page.named('postdate')) {
      if (date.parent && isMetaGroup(page, date.parent)) yield { target: date.parent, why: 'date and author or topics of a post, in one group' }
    }
    for (const target of page.tagged('address')) {
      if (target.textLength <= BYLINE && !holdsArticle(page, target) && !isBetweenParagraphs(page, target) && !isPlace(page, know, target)) {
        yield { target, why: 'an address element' }
      }
    }
    for (const target of mailHeads(page)) yield { target, why: 'the head of a letter: from whom, to whom, when' }
    yield* announcedBios(described, know)
  },
} satisfies ElementRule

function isAuthorBox(page: Page, element: PageElement): boolean {
  if (holdsArticle(page, element) || element.tag === 'article') return false
  if (element.tag === 'h1' || holdsHeadline(page, element)) return false
  if (isInSentence(page, element) || element.words.some(word => QUOTED.has(word))) return false
  if (element.parent && element.tag === 'a' && element.parent.prose > 0) return false
  if (element.words.includes('signature') && isOfCode(page, element)) return false
  if (element.words.some(word => BOX.has(word))) return element.textLength <= BIO && !(element.prose > 0 && isInText(page, element))
  if (element.textLength > BYLINE || (element.prose > 0 && !isMetaLine(page, element))) return false
  if (isMeta(element) && element.words.some(word => THING.has(word)) && !element.words.some(word => WRITTEN.has(word))) return false
  return !isMeta(element) || proseAbove(page, element) === 0 || namesTime(page, element)
}

/** What generators of manuals call the signature of a function or type, or a part of it. */
const CODE = new Set(['member', 'type', 'method', 'function', 'constructor', 'field', 'property', 'parameter', 'symbol', 'keyword', 'modifiers', 'code'])
const CALL = /\w\(/
/** Elements of a signature that are looked at. */
const PARTS = 40

function isOfCode(page: Page, element: PageElement): boolean {
  if (element.textLength > BIO) return false
  if (CALL.test(page.textOf(element))) return true
  return page.elements.slice(element.order, Math.min(element.end, element.order + PARTS))
    .some(({ words }) => words.includes('signature') && words.some(word => CODE.has(word)))
}

/** `testimonial-author`, `quote__author`: who said what stands above. */
const QUOTED = new Set(['quote', 'pullquote', 'blockquote', 'testimonial', 'testimonials'])

/** What stands before and behind an address that an author tells of. */
const TELLING = new Set(['p', 'address', 'ul', 'ol', 'dl', 'table', 'blockquote', 'h2', 'h3', 'h4', 'h5', 'h6'])

/** Where something is, told in the midst of the text: lines or numbers, nothing of an author's name, mail or time. */
function isPlace(page: Page, know: Knowledge, address: PageElement): boolean {
  const { parent } = address
  const [before, behind] = [page.previous(address), page.next(address)]
  if (!parent || !before || !behind || !TELLING.has(before.tag) || !TELLING.has(behind.tag)) return false
  const text = page.textOf(address)
  if (!/[\n\p{Nd}]/u.test(text) || namesTime(page, address) || know.says('byline', text) !== null) return false
  const inside = page.elements.slice(address.order, address.end)
  if (inside.some(element => page.attr(element, 'rel') === 'author' || page.attr(element, 'href')?.startsWith('mailto:'))) return false
  const runs = page.runsOf(parent)
  const at = address.firstRun - parent.firstRun
  return runs.slice(0, at).some(run => run.prose) && runs.slice(at + address.runs).some(run => run.prose)
}

const META = new Set(['meta', 'postmeta', 'entrymeta', 'articlemeta', 'postinfo'])

/** `event-meta`, `job__meta`: when and where something is, what it costs. */
const THING = new Set(['event', 'events', 'job', 'vacancy', 'recipe', 'movie', 'film', 'book', 'game', 'course', 'venue', 'hotel', 'tour'])
const WRITTEN = new Set(['post', 'entry', 'article', 'author', 'byline', 'date'])

function isMeta({ words }: PageElement): boolean {
  return words.some(word => META.has(word)) && !words.includes('author') && !words.includes('byline')
}

/** What else block editors place beside the date of a post, with labels ("Posted", "in", "by") that have no name. */
const BESIDE_DATE = ['postauthor', 'postauthorname', 'postterms']

function isMetaGroup(page: Page, group: PageElement): boolean {
  if (group.textLength > BYLINE || group.prose > 0 || group.headings > 0 || holdsArticle(page, group)) return false
  return page.elements.slice(group.order + 1, group.end).some(inside => inside.words.some(word => BESIDE_DATE.includes(word)))
}

/** "Posted on 4 March In News Views:" is as long as a sentence and ends like one that leads to something. */
function isMetaLine(page: Page, element: PageElement): boolean {
  return isMeta(element) && element.runs === 1 && namesTime(page, element) && !endsSentence(page.textOf(element).trim())
}

/** Behind the first paragraph a "meta" line is one of a post when it tells a date; a recipe's tells minutes. */
function namesTime(page: Page, element: PageElement): boolean {
  return hasDate(page.textOf(element)) || page.elements.slice(element.order, element.end).some(inside => inside.tag === 'time')
}

const BOX = new Set(['signature', 'author', 'authors', 'authorbox', 'authorbio', 'bio', 'contributor', 'contributors'])

/** Prose on both sides within its parent: part of the text. */
function isInText(page: Page, element: PageElement): boolean {
  const before = page.previous(element)
  const after = page.next(element)
  return before !== null && after !== null && before.prose > 0 && after.prose > 0 && before.tag === element.tag
}

const MAIL_FIELD = /^(?:from|to|cc|date|sent|subject|reply-to|in-reply-to|references|message-id|list-id)\s*:/i
/** A colon after a word or two makes a list of facts; three fields of these names are a letter's. */
const MAIL_FIELDS = 3

/** Lists of nothing but the fields of a letter's head, as archives of mailing lists show them, in English everywhere. */
function* mailHeads(page: Page): Iterable<PageElement> {
  const lists = new Set<PageElement>()
  for (const run of page.runs) {
    if (run.to - run.from <= BIO && /^from\s*:/i.test(page.textOf(run))) {
      const list = closest(run.owner, 'ul', 'ol', 'dl', 'div')
      if (list) lists.add(list)
    }
  }
  for (const list of lists) {
    if (list.textLength <= BIO && list.runs >= MAIL_FIELDS && page.runsOf(list).every(run => MAIL_FIELD.test(page.textOf(run)))) yield list
  }
}

function* announcedBios({ page }: DescribedPage, know: Knowledge): Iterable<ElementHit> {
  for (const { run, said } of runsSaying(page, know, 'byline', 80, 'line')) {
    // "Author" in a list of facts about a book.
    if (closest(run.owner, 'dt', 'dd', 'td', 'th')) continue
    const own = elementOfRun(page, run)
    if (!own) continue
    const label = wrapperOf(own)
    const box = label.parent
    // "Author" in a manual of settings.
    if (box && isOutlineSection(page, box)) continue
    const below = runBelow(page, label)
    if (box && box.firstRun === label.firstRun && below && below.index < box.firstRun + box.runs && box.textLength <= BIO && !holdsArticle(page, box) && box.tag !== 'body') {
      yield { target: box, why: `a box that begins "${said.phrase}"` }
    } else if (label.prose === 0) yield { target: label, why: `says "${said.phrase}"` }
  }
}
