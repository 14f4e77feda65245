import type { Block, Page, PageElement } from '../model.js'

/** What a note is called in the text: "1", "[12]", "(a)", "*". */
const MARK = /^[[(]?\s*(?:\d{1,3}|[a-z]|[*†‡§]{1,3})\s*[\])]?$/i
const LONGEST_MARK = 6
/** Code units and elements of a note: a paragraph or two. */
const NOTE = 1500
const NOTE_ELEMENTS = 300
/** More marks are no footnotes; more links to one place are a menu. */
const MOST_MARKS = 3000
const MOST_BACK = 30
/** Elements around a mark that may have the id to which the note leads back. */
const AROUND = 3
/** From here on a note is a list of links. */
const MOSTLY_LINKS = 0.5

/**
 * Footnotes belong to the text that refers to them: what a mark in chosen text leads to, and what leads back to the mark, stays.
 * @param blocks the page's blocks, numbered as `chosen` counts
 */
export function withNotes(page: Page, blocks: readonly Block[], chosen: readonly boolean[]): readonly boolean[] {
  const marks = page.tagged('a').filter(({ from, to }) => to > from && to - from <= LONGEST_MARK)
    .filter(link => targetOf(page, link) !== null && MARK.test(page.textOf(link).trim())).slice(0, MOST_MARKS)
  if (marks.length === 0) return chosen
  const kept = new Set(blocks.filter(({ index }) => chosen[index]).map(({ element }) => element))
  const find = noteFinder(page)
  const notes = new Set(marks.filter(mark => isHeld(page, mark, kept)).map(find).filter(note => note !== null))
  if (notes.size === 0) return chosen
  const isNote = new Uint8Array(page.elements.length)
  for (const { order, end } of notes) isNote.fill(1, order, end)
  return chosen.map((is, index) => is || isNote[blocks[index]?.element?.order ?? -1] === 1)
}

function targetOf(page: Page, link: PageElement): string | null {
  const href = page.attr(link, 'href') ?? ''
  return href.length > 1 && href.startsWith('#') ? href.slice(1) : null
}

/** A line beyond a label: the mark of a sentence, not of a table's figure. */
const LINE = 30

/** Whether chosen text holds the mark. */
function isHeld(page: Page, mark: PageElement, kept: ReadonlySet<PageElement | null>): boolean {
  const run = page.runs[mark.firstRun]
  return run !== undefined && run.to - run.from > LINE && kept.has(run.owner)
}

/** Finds what a mark leads to: below it, no longer than a note, and leading back to it. */
function noteFinder(page: Page): (mark: PageElement) => PageElement | null {
  const byId = new Map(page.attributed('id').map(element => [element.id ?? '', element]))
  const leadingTo = new Map<string, PageElement[]>()
  for (const link of page.tagged('a')) {
    const target = targetOf(page, link)
    if (target === null) continue
    const known = leadingTo.get(target)
    if (!known) leadingTo.set(target, [link])
    else if (known.length < MOST_BACK) known.push(link)
  }
  return mark => {
    const note = byId.get(targetOf(page, mark) ?? '')
    if (!note || note.order < mark.end || note.end - note.order > NOTE_ELEMENTS) return null
    if (note.textLength > NOTE || note.linkLength > note.textLength * MOSTLY_LINKS) return null
    for (let at: PageElement | null = mark, up = 0; at && up < AROUND; up++, at = at.parent) {
      if (at.id && leadingTo.get(at.id)?.some(({ order }) => note.order < order && order < note.end)) return note
    }
    return null
  }
}
