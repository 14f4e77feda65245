import type { Page, PageElement } from '../model.js'
import { isHeading, isInline } from './tags.js'
import { endsSentence } from './text.js'

/** Levels that are looked at upwards: pages may nest a hundred thousand elements deep. */
const NEAR = 12

function near(element: PageElement, test: (tag: string) => boolean): PageElement | null {
  let at: PageElement | null = element
  for (let level = 0; at && level < NEAR; level++, at = at.parent) if (test(at.tag)) return at
  return null
}

/** All that its heading says, or the heading itself: taking it would leave the section without a name. */
export function fillsHeading(element: PageElement): boolean {
  const heading = near(element, isHeading)
  return heading?.textLength === element.textLength
}

/** What holds sentences. A line of labels in a box (author, views, reading time) can be as long, and end with a full stop. */
const SENTENCES = new Set(['p', 'li', 'dd', 'td', 'blockquote', 'figcaption'])

/** A word or link within a sentence: whatever its name says, the sentence needs it. */
export function isInSentence(page: Page, element: PageElement): boolean {
  if (!isInline(element.tag)) return false
  const run = page.runs[element.firstRun]
  if (!run?.prose || element.from < run.from || element.to > run.to) return false
  const length = element.to - element.from
  return length * 2 < run.to - run.from || (SENTENCES.has(run.owner.tag) && length < run.to - run.from)
}

/** Somebody says it: quotation marks around the whole line, or a dash before an exclamation or a question. */
export function isDialogue(text: string): boolean {
  const line = text.trim()
  return /^["'“”„«»‘「『].{1,200}["'“”«»’」』]$/su.test(line) || /^[—―]\s?[\p{L}¡¿].{0,200}[!?]$/su.test(line)
}

const LETTER = /\p{L}/u

/** "Press [OK] to go on.": a control with words on both sides in one line that is a sentence. */
export function isNamedBySentence(page: Page, control: PageElement): boolean {
  const run = page.runs[control.firstRun]
  if (!run || control.from < run.from || control.to > run.to) return false
  const before = page.text.slice(run.from, control.from)
  const behind = page.text.slice(control.to, run.to)
  return LETTER.test(before) && LETTER.test(behind) && (run.prose || endsSentence(behind))
}

/** Between two paragraphs of the same text: part of what is told there. */
export function isBetweenParagraphs(page: Page, element: PageElement): boolean {
  return isParagraph(page.previous(element)) && isParagraph(page.next(element))
}

function isParagraph(element: PageElement | null): boolean {
  return element !== null && element.tag === 'p' && element.prose > 0
}

/** In a table and nothing to click or fill in: a figure or a word of the author's, whatever its column is named. */
export function isTableEntry(element: PageElement): boolean {
  return element.links + element.fields === 0 && element.tag !== 'a' && near(element, tag => tag === 'td' || tag === 'th') !== null
}
