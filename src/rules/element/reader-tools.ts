import type { ElementRule, Page, PageElement } from '../../model.js'
import { fillsHeading, isInSentence, isNamedBySentence, isTableEntry } from '../../measure/author-text.js'
import { elementOfRun, isBare, named, wrapperOf } from '../../measure/elements.js'
import { runsSaying } from '../../measure/said-runs.js'

const NAMES = [
  'print', 'printer', 'readingtime', 'readtime', 'bookmark', 'bookmarks', 'tools', 'articletools', 'actions', 'fontsize', 'textsize', 'listen',
  'audioplayer', 'videoplayer', 'player', 'tts', 'copylink', 'permalink', 'views', 'viewcount', 'edit', 'editsection', 'jumptorecipe',
]
/** Also names of line-ups, views and editions, as lists may be named "tools": what is a tool can be pressed, or counts. */
const AMBIGUOUS = new Set(['player', 'views', 'edit', 'print'])
/** Block editors name every text after its size (`has-large-font-size`): what changes the size has a button for each. */
const SIZES = new Set(['fontsize', 'textsize'])
const LISTS = new Set(['ul', 'ol', 'li', 'dl', 'dt', 'dd'])
const LABELS = 120

/** Keeps: a list of tools in an article, print editions in prose, headings that are links or buttons. */
export default {
  id: 'reader-tools',
  kind: 'tools',
  removes: 'Print, save and listen buttons, reading time, text size, view counts',
  *find({ page }, know) {
    for (const { target, word, name } of named(page, NAMES, element => isBare(element, LABELS) && element.headings === 0)) {
      if (fillsHeading(target) || isInSentence(page, target) || isTableEntry(target)) continue
      if (target.tag === 'a' && target.parent?.prose) continue
      if (SIZES.has(word) && target.links + target.fields < 2) continue
      if ((AMBIGUOUS.has(word) || LISTS.has(target.tag)) && !canPress(target) && !/\d/.test(page.textOf(target))) continue
      yield { target, why: `named "${name}"` }
    }
    for (const { run, said } of runsSaying(page, know, 'tools', 60, 'line', 'label')) {
      const own = elementOfRun(page, run, LABELS)
      if (!own || isEntry(own, page.textOf(run))) continue
      const target = wrapperOf(own)
      if (isBare(target, LABELS)) yield { target, why: `says "${said.phrase}"` }
    }
    for (const target of page.tagged('button')) {
      if (target.textLength <= LABELS && target.prose === 0 && !fillsHeading(target) && !opensAnswer(page, target) && !opensPart(page, target) && !isNamedBySentence(page, target)) yield { target, why: 'a button' }
    }
  },
} satisfies ElementRule

/** A question of an accordion: what it opens is text beside it. */
function opensAnswer(page: Page, button: PageElement): boolean {
  const next = page.next(button)
  if (/[?？]\s*$/.test(page.textOf(button))) return true
  return next !== null && next.textLength > button.textLength && next.linkLength * 2 <= next.textLength &&
    (page.attr(button, 'aria-controls') !== null || page.attr(button, 'aria-expanded') !== null)
}

/** The tab of one of several parts of a text, which the page names: its label is the heading of what it opens. */
function opensPart(page: Page, button: PageElement): boolean {
  if (!button.words.includes('tab')) return false
  const list = button.parent
  const beside = list && page.next(list)
  return beside !== null && list !== null && list.words.includes('tablist') && beside.prose > 0 && beside.linkLength * 2 <= beside.textLength
}

function canPress({ tag, links, fields }: PageElement): boolean {
  return links + fields > 0 || tag === 'a' || tag === 'button'
}

/** "Print" between "Radio" and "Television": a word of a list or table that neither can be pressed nor counts. */
function isEntry(owner: PageElement, text: string): boolean {
  return (LISTS.has(owner.tag) || owner.tag === 'td' || owner.tag === 'th') && !canPress(owner) && !/\d/.test(text)
}
