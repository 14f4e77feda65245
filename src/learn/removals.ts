import type { Candidate, Taking } from './candidates.js'
import type { Box } from './observation.js'
import type { Amount } from './page-sums.js'
import { isContentTag } from './selectors.js'

/** Share of stable text in all matches together, and in the worst. */
const STABLE = 0.85
const STABLE_WORST = 0.6
/** Share of a page's own content that a removal may cost: over all pages, and on the worst. */
const OWN_CONTENT = 0.01
const OWN_CONTENT_WORST = 0.03
/** Largest share of a page's text. */
const LARGEST = 0.6
const MOST_MATCHES = 20

/** Of a box of links: the share of its own text that is links, that rules take for boilerplate, that is prose. */
const BOX_LINKED = 0.5
const BOX_PRUNED = 0.8
const BOX_PROSE = 0.1
/** A page with less content of its own may be a list, and then its links are what it is for. Code units. */
const TOLD = 400
const MOST_BOXES = 4
/** Two pages may have a box of links in common by chance. */
const BOX_PAGES = 3
/** Fewer pages may have a text within the article in common by chance: the same author, the same price, the same state. */
const INNER_PAGES = 5

/**
 * `same-text`: the same lines on most pages. `same-box`: other lines in the same box, links that rules take for boilerplate
 * on every page.
 */
export type Ground = 'same-text' | 'same-box'

/** What the candidate's matches have in common, or null when it may hold something of the author's. */
export function judge({ selector, takings }: Candidate): Ground | null {
  const sum = total(takings)
  if (isContentTag(selector) || sum.length === 0 || takings.some(takesTooMuch)) return null
  if (sum.ownContent > takings.reduce((own, { of }) => own + of.ownContent, 0) * OWN_CONTENT) return null
  if (takings.some(({ authored, vague }) => authored || vague)) return null
  if (takings.length < INNER_PAGES && takings.some(({ inner }) => inner)) return null
  if (hasSameText(sum, takings)) return 'same-text'
  return takings.length >= BOX_PAGES && takings.every(isLinkBox) ? 'same-box' : null
}

/** The page's headline, most of the page, matches all over it, or what the page tells. */
function takesTooMuch({ headline, length, of, boxes, ownContent }: Taking): boolean {
  if (boxes.some(box => box.length > of.length * LARGEST_SEEN)) return true
  return headline > 0 || length > of.length * LARGEST || boxes.length > MOST_MATCHES || ownContent > of.ownContent * OWN_CONTENT_WORST
}

function hasSameText(sum: Amount, takings: readonly Taking[]): boolean {
  return sum.stable >= sum.length * STABLE && takings.every(({ steady }) => steady >= STABLE_WORST)
}

function isLinkBox({ length, own, ownLinked, ownPruned, ownProse, boxes, of }: Taking): boolean {
  if (own === 0) return true
  return boxes.length <= MOST_BOXES && boxes.every(isUnfilled) && ownLinked >= own * BOX_LINKED && ownPruned >= own * BOX_PRUNED &&
    ownProse <= length * BOX_PROSE && of.ownContent >= TOLD
}

/** Nothing to fill in or to choose from, but for the one field by which a menu is searched. */
function isUnfilled({ tag, names, fields, first, end }: Box): boolean {
  return fields === 0 || ((tag === 'nav' || names.includes('[role=navigation]')) && fields * 4 <= end - first)
}

/** What a selector takes on all pages together. */
export function total(takings: readonly Taking[]): Amount {
  const sum = {
    length: 0, linked: 0, stable: 0, content: 0, contentProse: 0, own: 0, ownContent: 0, ownProse: 0, ownTold: 0, ownLinked: 0, ownPruned: 0, headline: 0,
  }
  for (const taking of takings) for (const measure of Object.keys(sum) as (keyof Amount)[]) sum[measure] += taking[measure]
  return sum
}

/** Beyond this share of a page's text a match is passed over when the rule is applied, whatever was seen. */
const LARGEST_MATCH = 0.4
/** A match that is nearly as large on a page that was seen will be passed over on the next: its parts are the better choice. */
const LARGEST_SEEN = 0.35

/** The same text has the same length everywhere, but for a name or two, and a box of links some more of them. */
const LONGER = 1.5
const LONGER_BY = 100

/**
 * Characters beyond which a match is not what was seen: the box for answers has held one line as long as nobody answered. A share
 * of the page does not tell, for pages differ in length.
 */
export function longestMatch(takings: readonly Taking[]): number {
  const seen = Math.max(...takings.flatMap(({ boxes }) => boxes.map(({ length }) => length)))
  return Math.ceil((seen * LONGER + LONGER_BY) / 10) * 10
}

/**
 * Share of a page's text beyond which a match is not what was seen here. Where a selector has several matches on a
 * page, its name is that of a building block, and a larger one may hold anything: half as much again as the largest seen.
 */
export function largestMatch(takings: readonly Taking[]): number {
  if (takings.every(({ boxes }) => boxes.length === 1)) return LARGEST_MATCH
  const seen = Math.max(...takings.flatMap(({ boxes, of }) => boxes.map(box => box.length / of.length)))
  return Math.min(LARGEST_MATCH, Math.ceil((seen * 1.5 + 0.03) * 100) / 100)
}
