import { isWithin } from '../measure/elements.js'
import type { PageElement } from '../model.js'
import { alikeSections } from './alike-sections.js'
import { foldedParts } from './folded.js'
import { itemTitles } from './item-titles.js'
import { isAnchored } from '../measure/heading-names.js'
import type { Marks, PartOfPage } from './part-of-page.js'

/** Of a list or table most of which is content, an entry stays unless the model is this sure that it is none. */
const SURELY_NOT = 0.08
/** Code between chosen blocks is the author's unless the model is this sure that it is none. */
const NO_CODE = 0.1
/** A heading below this score stands in front of content without belonging to it; the lower one where it is a place that links lead to. */
const NO_HEADING = 0.15
const NO_ANCHORED = 0.05
/** A sentence between the headline and the first chosen block is the lead from here on. */
const NO_LEAD = 0.05
/** A paragraph between chosen ones is content from here on. */
const NO_GAP = 0.1
/** A quotation right before chosen text is what the text answers, and the caption below a chosen one its source. */
const NO_QUOTE = 0.1

/**
 * Lists and tables go or stay as a whole, paragraphs as they are, code and headings stay with what they stand in:
 * the structure that single decisions would tear.
 */
export function wholeParts(blocks: readonly PartOfPage[], scores: Float32Array, chosen: readonly boolean[], { suspected, residue }: Marks): boolean[] {
  const result = [...chosen]
  for (const [, members] of parts(blocks)) {
    const mostly = mostlyOf(blocks, members, chosen)
    if (mostly === null) continue
    for (const index of members) if (scores[index]! >= SURELY_NOT && (mostly === 'letters' || !blocks[index]!.prose)) result[index] = true
  }
  for (const part of alikeSections(blocks, scores, result, { suspected, residue })) result[part] = true
  for (const part of foldedParts(blocks, scores, result, { suspected, residue })) result[part] = true
  for (let index = blocks.length - 1; index >= 0; index--) {
    if (blocks[index]!.kind !== 'heading' || result[index] || scores[index]! < barOf(blocks[index]!)) continue
    if (headsChosen(blocks, result, suspected, index) || isCounted(blocks, result, index)) result[index] = true
  }
  codeWithin(blocks, scores, result, suspected)
  for (let index = blocks.length - 2; index >= 0; index--) {
    if (blocks[index]!.quoted && scores[index]! >= NO_QUOTE && (result[index + 1] || isBetween(blocks, result, index))) result[index] = true
  }
  for (let index = 1; index < blocks.length; index++) {
    if (!result[index] && result[index - 1] && scores[index]! >= NO_QUOTE && !suspected[index] && isSource(blocks, index)) result[index] = true
  }
  for (const title of itemTitles(blocks, scores, result, { suspected, residue })) result[title] = true
  const lead = leadOf(blocks, result)
  if (lead >= 0 && scores[lead]! >= NO_LEAD && !residue[lead]) result[lead] = true
  for (const gap of gapsIn(blocks, scores, result, residue)) result[gap] = true
  return result
}

/** Captions, and lines of the quotation, that may part it from the text around it. */
const QUOTE_REACH = 3

/** A quotation in a figure, which holds a picture elsewhere, stands between chosen text, past captions such as its own source. */
function isBetween(blocks: readonly PartOfPage[], chosen: readonly boolean[], index: number): boolean {
  if (nearest(blocks[index]!.element, FIGURES) === null) return false
  const reaches = (step: 1 | -1): boolean => {
    let at = index + step
    for (let steps = 0; steps < QUOTE_REACH && blocks[at] && !chosen[at] && (blocks[at]!.kind === 'caption' || blocks[at]!.quoted); steps++) at += step
    return chosen[at] === true
  }
  return reaches(1) && reaches(-1)
}

/** Who said what stands above, in a figure around a quotation. */
function isSource(blocks: readonly PartOfPage[], index: number): boolean {
  const { kind, element } = blocks[index]!
  const { quoted, element: quotation } = blocks[index - 1]!
  const figure = kind === 'caption' && quoted ? nearest(element, FIGURES) : null
  return figure !== null && quotation !== null && isWithin(quotation, figure)
}

/** Whether most of a list or table is chosen: by its letters, or a table by its cells, since names are longer than the figures behind them. */
function mostlyOf(blocks: readonly PartOfPage[], members: readonly number[], chosen: readonly boolean[]): 'letters' | 'cells' | null {
  let [taken, all, cells] = [0, 0, 0]
  for (const index of members) {
    const { text, kind } = blocks[index]!
    all += text.length
    if (chosen[index]) taken += text.length
    if (chosen[index] && kind === 'cell') cells++
  }
  return taken * 2 > all ? 'letters' : cells * 2 > members.length ? 'cells' : null
}

/** Blocks that may lie between a paragraph and its neighbour: pictures' captions, teasers, a box. */
const GAP_REACH = 8

/**
 * Prose between chosen prose of its own element: an author does not stop for one paragraph. A box between paragraphs has an element of its own.
 * Two paragraphs in a row may be missing.
 */
function gapsIn(blocks: readonly PartOfPage[], scores: Float32Array, chosen: readonly boolean[], residue: readonly boolean[]): number[] {
  const isGap = (index: number): boolean => {
    const { prose, linkLength, text } = blocks[index]!
    return prose && linkLength * 2 <= text.length && !residue[index] && scores[index]! >= NO_GAP
  }
  /** Paragraphs that are missing between this one and a chosen one of its element. */
  const missingTo = (index: number, step: 1 | -1): number => {
    const { element } = blocks[index]!
    let missing = 0
    for (let at = index + step; Math.abs(at - index) <= GAP_REACH && blocks[at]; at += step) {
      const { prose, kind, element: other } = blocks[at]!
      if (prose && chosen[at]) return element && other && isWithin(other, element.parent ?? element) ? missing : Infinity
      if (prose && kind === 'paragraph' && !isGap(at)) return Infinity
      if (prose && kind === 'paragraph') missing++
    }
    return Infinity
  }
  return blocks.flatMap((_, index) => (!chosen[index] && isGap(index) && missingTo(index, -1) + missingTo(index, 1) <= 1 ? [index] : []))
}

/** Code stays when the text before it and behind it does; what is suspected there, as the numbers of its lines, is passed over. */
function codeWithin(blocks: readonly PartOfPage[], scores: Float32Array, result: boolean[], suspected: readonly boolean[]): void {
  let pending: number[] = []
  let afterChosen = false
  for (let index = 0; index < blocks.length; index++) {
    if (suspected[index] && !result[index]) continue
    if (blocks[index]!.kind === 'code' && !result[index] && scores[index]! >= NO_CODE) {
      pending.push(index)
      continue
    }
    if (result[index] && afterChosen) for (const code of pending) result[code] = true
    afterChosen = result[index]!
    pending = []
  }
}

/** Blocks between the lead and the text: byline, date, section. */
const LEAD_REACH = 5
const LABEL = 120

/** The unlinked sentence right below a heading that only labels part from the first chosen paragraph; -1 when there is none. */
function leadOf(blocks: readonly PartOfPage[], chosen: readonly boolean[]): number {
  const first = chosen.findIndex((is, index) => is && blocks[index]!.prose)
  for (let at = first - 1; at > 0 && at >= first - LEAD_REACH && !chosen[at]; at--) {
    const { prose, linkLength, text, kind } = blocks[at]!
    if (prose) return linkLength === 0 && blocks[at - 1]!.kind === 'heading' ? at : -1
    if (text.length > LABEL || kind === 'heading') return -1
  }
  return -1
}

/** Entries of each list, cells of each table, by the nearest element that makes them one. */
function parts(blocks: readonly PartOfPage[]): Map<PageElement, number[]> {
  const members = new Map<PageElement, number[]>()
  for (const { kind, element, index } of blocks) {
    const whole = kind === 'list-item' ? nearest(element, LISTS) : kind === 'cell' ? nearest(element, TABLES) : null
    if (!whole) continue
    const known = members.get(whole)
    if (known) known.push(index)
    else members.set(whole, [index])
  }
  return members
}

const LISTS: ReadonlySet<string> = new Set(['ul', 'ol', 'dl'])
const TABLES: ReadonlySet<string> = new Set(['table'])
const FIGURES: ReadonlySet<string> = new Set(['figure'])

function nearest(element: PageElement | null, tags: ReadonlySet<string>): PageElement | null {
  for (let at = element; at; at = at.parent) if (tags.has(at.tag)) return at
  return null
}

function barOf({ element, text }: PartOfPage): number {
  return element !== null && isAnchored(element, text) ? NO_ANCHORED : NO_HEADING
}

/** Lines of a button between sections. */
const EDIT_LINES = 3

/** The next block is chosen, and the block before the heading too: the heading stands inside the content, past an "edit" that a rule suspects. */
function headsChosen(blocks: readonly PartOfPage[], chosen: readonly boolean[], suspected: readonly boolean[], index: number): boolean {
  let before = index - 1
  let next = index + 1
  for (let steps = 0; steps < EDIT_LINES && suspected[before] && !chosen[before]; steps++) before--
  for (let steps = 0; steps < EDIT_LINES && suspected[next] && !chosen[next]; steps++) next++
  return chosen[next] === true && chosen[before] === true && blocks[next]!.kind !== 'heading'
}

const NUMBERED = /^\D?(\d{1,3})\b/
/** Blocks of one entry of a numbered list of headings. */
const ENTRY = 80

/** The next heading of its level is chosen and has the next number: the first of "1. … 2. … 3. …", which pictures and prices part from its text. */
function isCounted(blocks: readonly PartOfPage[], chosen: readonly boolean[], index: number): boolean {
  const { text, level } = blocks[index]!
  const number = NUMBERED.exec(text)?.[1]
  if (number === undefined) return false
  for (let at = index + 1; at <= index + ENTRY && blocks[at]; at++) {
    const next = blocks[at]!
    if (next.kind === 'heading' && next.level === level) return chosen[at] === true && Number(NUMBERED.exec(next.text)?.[1]) === Number(number) + 1
  }
  return false
}
