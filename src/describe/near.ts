import type { Page, PageElement, Run } from '../model.js'
import type { Headline } from './headline.js'
import { oneLine } from './plain-text.js'
import { distance, shortText, standsAside } from './place.js'
import { sameTitle } from './titles.js'

/** Letters between the headline and what belongs to it; a standfirst may stand between. */
const NEAR = 700
/** Runs looked at before and behind the headline. */
const RUNS_BEFORE = 4
const RUNS_BEHIND = 14
/** Longest line that is a byline or dateline, and not a sentence. */
export const LONGEST_LINE = 140
/** Shorter lines are no sentences, even with a full stop. */
const SHORT = 30
const LONGEST_TITLE = 400
export const MOST_ELEMENTS = 200

/** Where the headline's surroundings end: the orders of the nearest other headings. */
export interface Near {
  readonly headline: Headline
  readonly after: number
  readonly before: number
}

export function surroundings(page: Page, headline: Headline): Near {
  let after = -1
  let before = page.elements.length
  for (const tag of ['h1', 'h2', 'h3', 'h4']) {
    for (const heading of page.tagged(tag)) {
      if (heading.order >= before || !isOther(page, heading, headline)) continue
      if (heading.order < headline.element.order) after = Math.max(after, heading.order)
      else before = heading.order
    }
  }
  return { headline, after, before }
}

/** Of these elements the ones by the headline, teasers and comments left out; at most MOST_ELEMENTS. */
export function elementsNear(elements: readonly PageElement[], near: Near): readonly PageElement[] {
  const found: PageElement[] = []
  for (const element of elements) {
    if (found.length >= MOST_ELEMENTS) break
    if (isNear(element, near) && !standsAside(element, near.headline.element)) found.push(element)
  }
  return found
}

/** Short lines by the headline that are no sentences, in document order. */
export function linesNear(page: Page, near: Near): readonly string[] {
  return shortRunsNear(page, near).map(({ text }) => text)
}

export interface ShortRun {
  readonly run: Run
  /** In one line. */
  readonly text: string
}

/** The same lines with their places. */
export function shortRunsNear(page: Page, near: Near): readonly ShortRun[] {
  const { element } = near.headline
  const first = element.firstRun
  const behind = first + Math.max(element.runs, 1)
  const lines: ShortRun[] = []
  for (let index = Math.max(0, first - RUNS_BEFORE); index < behind + RUNS_BEHIND; index++) {
    const run = page.runs[index]
    if (!run || (index >= first && index < behind)) continue
    if (run.owner.order >= near.before) break
    const line = isLine(run, near.headline) ? oneLine(page.textOf(run)) : ''
    if (line !== '' && !isSentence(line)) lines.push({ run, text: line })
  }
  return lines
}

/** Close to the headline in letters, and with no other heading between. */
function isNear(element: PageElement, near: Near): boolean {
  const isBetween = element.order > near.after && element.order < near.before
  return isBetween && distance(near.headline.element, element) <= NEAR
}

/** The title once more, as forums put it above each post, is no other heading; nor is a name set as one. */
function isOther(page: Page, heading: PageElement, headline: Headline): boolean {
  if (heading.words.includes('author') || heading.words.includes('byline')) return false
  if (heading === headline.element || isStandfirst(headline, heading)) return false
  return !sameTitle(shortText(page, heading, LONGEST_TITLE), headline.text)
}

/** A heading right below the headline that leads nowhere. */
function isStandfirst(headline: Headline, heading: PageElement): boolean {
  return heading.linkLength === 0 && heading.from >= headline.element.to && heading.from <= headline.element.to + 2
}

function isLine(run: Run, headline: Headline): boolean {
  const isShort = run.to - run.from <= LONGEST_LINE && !run.prose
  return isShort && distance(headline.element, run) <= NEAR && !standsAside(run.owner, headline.element)
}

/** "It opens on 5 May 2024." tells of something else. */
function isSentence(line: string): boolean {
  return line.length > SHORT && /[.!?…]$/.test(line)
}
