import type { ElementRule, Page, PageElement } from '../../model.js'
import { isInSentence } from '../../measure/author-text.js'
import { closest, named } from '../../measure/elements.js'
import { isHeading } from '../../measure/tags.js'
import { countWords } from '../../measure/text.js'

const NAMES = ['caption', 'captions', 'figcaption', 'imagecaption', 'photocaption', 'mediacaption', 'credit', 'credits', 'photocredit', 'imagecredit', 'attribution']
/** Longer texts under a picture are told stories, not captions. */
const CAPTION = 600

/** Keeps: the caption of a table or of a code listing, film credits in prose, a figure made of text, the picture in a box called caption, the captions that are all a gallery tells. */
export default {
  id: 'caption',
  kind: 'caption',
  removes: 'Image captions and photo credits',
  *find({ page }) {
    const isStory = isToldByCaptions(page)
    for (const target of page.tagged('figcaption')) {
      if (isStory && tells(page, target)) continue
      const figure = target.parent ? closest(target.parent, 'figure') : null
      if (figure && isMadeOfText(page, figure, target)) continue
      if (target.textLength <= CAPTION) yield { target, why: 'a figcaption' }
    }
    for (const { target, word, name } of named(page, NAMES, element => element.textLength <= CAPTION && element.tag !== 'caption')) {
      if (word === 'attribution' && target.words.includes(OF_POST)) continue
      if (target.headings > 0 || isHeading(target.tag) || closest(target, 'video', 'blockquote') || isInTable(target)) continue
      const figure = closest(target, 'figure')
      if (figure && isStory && tells(page, target)) continue
      if (figure && isMadeOfText(page, figure, target)) continue
      if (isInSentence(page, target) || besidesText(page, target)) continue
      if (STYLE.has(word) && !figure && !isUnderPicture(target)) continue
      if (target.prose > 0 && CREDIT.test(word) && !besidesPicture(page, target)) continue
      for (const part of CREDIT.test(word) ? [target] : besidesImages(page, target)) yield { target: part, why: `named "${name}"` }
    }
  },
} satisfies ElementRule

/** Share of a page's prose in captions, and how many, from which on they are what it tells. Cards of a menu have links. */
const STORY = 0.5
const PICTURES = 3

function isToldByCaptions(page: Page): boolean {
  const telling = page.tagged('figcaption').filter(caption =>
    caption.textLength <= CAPTION && caption.links === 0 && !closest(caption, 'nav', 'header', 'footer', 'aside') && tells(page, caption))
  if (telling.length < PICTURES) return false
  // Sentences too short to count as prose count as what they are beside the page's.
  const told = telling.reduce((sum, { textLength }) => sum + textLength, 0)
  const short = telling.reduce((sum, { textLength, prose }) => sum + textLength - prose, 0)
  return told > STORY * ((page.body?.prose ?? 0) + short)
}

/** A sentence, as short as it may be; "The pier" and "Nell Brook / Orrin Post" are none. */
const SENTENCE = /[.!?…。！？؟।]["'”’»)\]」』]*(?=\s|$)|[。！？]/u
const SENTENCE_WORDS = 6

function tells(page: Page, caption: PageElement): boolean {
  if (caption.prose > 0) return true
  const text = page.textOf(caption)
  return SENTENCE.test(text) && countWords(text) >= SENTENCE_WORDS
}

/** The texts of a box with pictures, as `wp-caption` has them; the box where text and picture stand in one line. */
function besidesImages(page: Page, box: PageElement): readonly PageElement[] {
  const texts: PageElement[] = []
  const pending = [box]
  for (let at = pending.pop(); at; at = pending.pop()) {
    if (at.images === 0) {
      texts.push(at)
      continue
    }
    const children = page.children(at).filter(child => child.runs > 0)
    if (children.reduce((sum, child) => sum + child.runs, 0) !== at.runs) return [box]
    pending.push(...children)
  }
  return texts
}

/** Words that also mean loans, thanks and sources: with prose they need a picture beside them. */
const CREDIT = /^credits?$|attribution/
/** Who posted when, on a forum: no picture. */
const OF_POST = 'messageattribution'
/** Also the name of a small text size (MUI, Vuetify, Material): such an element needs a picture. */
const STYLE = new Set(['caption', 'captions'])
const TEXTUAL = new Set(['pre', 'table', 'blockquote'])

/** A listing, a table, a list, a poem: without its caption nobody knows what it shows. */
function isMadeOfText(page: Page, figure: PageElement, caption: PageElement): boolean {
  if (page.elements.slice(figure.order, figure.end).some(inside => TEXTUAL.has(inside.tag))) return true
  return figure.images === 0 && figure.textLength > caption.textLength * 2
}

/** In a table of data; one that frames a picture, as Blogger's `tr-caption-container`, holds nothing else. */
function isInTable(target: PageElement): boolean {
  const table = closest(target, 'table')
  return table !== null && !(table.images > 0 && table.textLength === target.textLength)
}

/** Above or below a table or listing, or the source below a quotation. */
function besidesText(page: Page, caption: PageElement): boolean {
  return [page.previous(caption), page.next(caption)].some((beside, at) =>
    beside !== null && (at === 0 || beside.tag !== 'blockquote') && TEXTUAL.has(beside.tag))
}

/** A picture in the box around it, which holds little else. */
function isUnderPicture(caption: PageElement): boolean {
  for (let at: PageElement | null = caption, levels = 0; at && levels < 4; at = at.parent, levels++) {
    if (at.textLength > caption.textLength * 2 + 100) return false
    if (at.images > 0) return true
  }
  return false
}

/** Not beside one in a box called caption: that has words of its own, or had. */
function besidesPicture(page: Page, caption: PageElement): boolean {
  if (caption.images > 0 || closest(caption, 'figure')) return true
  return [page.previous(caption), page.next(caption)].some(beside =>
    beside !== null && beside.textLength === 0 && !beside.words.includes('caption') && (beside.tag === 'img' || beside.images > 0))
}
