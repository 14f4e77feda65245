import type { Block, Blocks, Kind, Knowledge, PageKind } from '../model.js'
import { isDialogue } from '../measure/author-text.js'
import { isParagraph, linkShare, proseMap } from '../measure/blocks.js'
import { isListed } from '../measure/code-listing.js'
import { closest } from '../measure/elements.js'
import { isInLayoutTable } from '../measure/layout-tables.js'
import { speeches } from '../measure/speeches.js'
import { countSentences, endsSentence } from '../measure/text.js'
import { isTopical } from '../measure/topics.js'
import { writtenForms } from '../measure/written-forms.js'
import { KEPT, LONG_PARAGRAPH } from './guards.js'
import { UNSURE } from './unsure.js'

/** Pages whose content looks like what rules take for teasers, dates and tags; the block model has judged it. */
const LISTED: ReadonlySet<PageKind> = new Set(['listing', 'collection', 'product', 'service'])

function isLayout({ element }: Block, { source }: Blocks): boolean {
  return element !== null && source.type === 'page' && isInLayoutTable(source.page.page, element)
}

/** A hit as guards see it. `span` is null for whole blocks. */
export interface Accused {
  readonly kind: Kind
  readonly target: Block
  readonly span: object | null
}

/** What is the page's though it stands among entries of the author's. */
const AMONG_FORMS: ReadonlySet<Kind> = new Set(['ad', 'caption', 'legal', 'related', 'share', 'newsletter', 'consent'])

/** Why a hit may not be carried out, or null. */
export type BlockGuard = (hit: Accused) => string | null

/** Judges the hits of one round; `accused`: 1 for each block that any rule points at. */
export function blockGuard(blocks: Blocks, accused: Uint8Array): BlockGuard {
  const lists = listShares(blocks, accused)
  const isContent = contentOfList(blocks)
  return hit => {
    const { kind, target, span } = hit
    if (target.kind === 'code' || (blocks.source.type === 'page' && isListed(target, blocks.items))) return 'inside code'
    if (target.quoted) return 'inside a quotation'
    if (isKept(target, blocks)) return KEPT
    if (span !== null) return null
    if (isContent(hit)) return 'chosen on a page of lists and cards'
    if (kind === 'title-repeat') return null
    if (target.kind === 'cell' && !isLayout(target, blocks)) return 'a cell of a table'
    if (isDialogue(target.text)) return 'a line of dialogue'
    if (blocks.source.type === 'text' && speeches(blocks.items, blocks.knowledge)[target.index] === 1) return 'a speech of a play'
    if (blocks.source.type === 'text' && !AMONG_FORMS.has(kind) && writtenForms(blocks.items, blocks.knowledge)[target.index] === 1) return 'in a form of the author\'s'
    if (blocks.source.type === 'text' && isTopical(target, kind, blocks.items, blocks.knowledge)) return 'what the text is about'
    if ((lists.get(target.index) ?? 1) < MOST) return 'an entry of a list that stays'
    if (headsContent(target, blocks, accused)) return 'heads a paragraph'
    if (isTold(target, blocks, accused)) return 'a paragraph within the text'
    return null
  }
}

/** Hits that mean nothing on a page of this kind: they are refused, and accuse nobody. */
export function contentOfList({ selection }: Blocks): (hit: Accused) => boolean {
  const isOnList = LISTED.has(selection.page?.kind ?? 'article')
  return ({ kind, target, span }) => isOnList && span === null && target.score !== undefined && UNSURE.has(kind)
}

/** A list goes when rules point at this share of its entries. */
const MOST = 0.66

function isKept({ element }: Block, { source }: Blocks): boolean {
  return element !== null && source.type === 'page' && source.page.kept[element.order] === 1
}

/** For each entry of a list, the share of the list's entries that rules point at. Rules take a list or leave it. */
function listShares({ items }: Blocks, accused: Uint8Array): ReadonlyMap<number, number> {
  const shares = new Map<number, number>()
  for (let from = 0; from < items.length;) {
    const list = listOf(items[from])
    let to = from + 1
    if (list !== null) while (to < items.length && listOf(items[to]) === list) to++
    if (list !== null && to - from > 1) {
      let hit = 0
      for (let index = from; index < to; index++) if (accused[index] === 1) hit++
      for (let index = from; index < to; index++) shares.set(index, hit / (to - from))
    }
    from = to
  }
  return shares
}

/** What makes entries one list: their list element, or in a text that they follow each other. */
function listOf(block: Block | undefined): unknown {
  if (block?.kind !== 'list-item') return null
  return block.element ? closest(block.element, 'ul', 'ol', 'dl') : 'text'
}

/** A heading over something of its own that stays; boilerplate's sentences under its heading do not count. */
function headsContent({ kind, index }: Block, { items, knowledge }: Blocks, accused: Uint8Array): boolean {
  const next = items[index + 1]
  if (kind !== 'heading' || !next || accused[next.index] === 1 || linkShare(next) > 0.25) return false
  if (isParagraph(next)) return next.text.length >= LONG_PARAGRAPH || isUnmarked(next, knowledge)
  return endsSentence(next.text) && isUnmarked(next, knowledge)
}

function isUnmarked({ text }: Block, knowledge: Knowledge): boolean {
  return knowledge.matches(text).length === 0
}

/**
 * Between paragraphs that stay, a block of several sentences is told, whatever phrase is in it; so is a sentence that
 * is all that a heading of the author's heads.
 */
function isTold({ index, text, prose, linkLength }: Block, blocks: Blocks, accused: Uint8Array): boolean {
  if (!prose || linkLength * 4 > text.length) return false
  const { first, last } = proseMap(blocks)
  const stays = (at: number) => blocks.items[at]?.kind === 'heading' && accused[at] === 0
  if (stays(index - 1) && (stays(index + 1) || index === last)) return index >= first
  return index > first && index < last && countSentences(text) > Math.max(1, blocks.knowledge.matches(text).length)
}
