import type { Block, BlockHit, BlockRule, Blocks, PageElement } from '../../model.js'
import { inHead, opensWithEntries, proseMap, sameText } from '../../measure/blocks.js'
import { hasDate, isDateOnly } from '../../measure/dates.js'
import { looksLike } from '../../measure/elements.js'
import { countWords } from '../../measure/text.js'

/** A reply's subject repeats the thread's. */
const REPLY = /^\s*(?:re|aw|sv|rv|rif|resp?)\s*:\s*/iu
/** Titles are lines, not paragraphs. */
const TITLE = 250
/** Copies of longer texts are standfirsts and paragraphs doubled by a template. Words. */
const LONG_COPY = 25
/** Lines at the top among which a title is looked for. */
const TOP = 4
/** A section label above the title: "World". */
const SECTION = 24

/** Keeps: a subheading that resembles the title, a refrain, a standfirst above the date, an entry of a diary above the next date, a repeated line of a poem or recipe. */
export default {
  id: 'repeated-title',
  kind: 'title-repeat',
  removes: 'Copies of the title and of standfirsts',
  *find(blocks) {
    const titles = new Set(blocks.metadata.titles.map(sameText).filter(title => title !== ''))
    yield* titleCopies(blocks, titles)
    yield* labelsAboveTitle(blocks, titles)
    yield* longCopies(blocks)
    yield* standfirstCopies(blocks)
    if (blocks.source.type === 'text') yield* titleOfText(blocks)
  },
} satisfies BlockRule

/** What the page names as its title, above the text or as its first heading. */
function* titleCopies(blocks: Blocks, titles: ReadonlySet<string>): Iterable<BlockHit> {
  if (titles.size === 0) return
  for (const target of blocks.items) {
    if (target.text.length > TITLE || !(inHead(blocks, target) || target.kind === 'heading')) continue
    if (!titles.has(sameText(target.text.replace(REPLY, '')))) continue
    yield { target, why: 'repeats the title' }
  }
}

/** Paragraphs of one element that look alike and read alike were written so: the copies of templates look different or stand elsewhere. */
function* longCopies({ items }: Blocks): Iterable<BlockHit> {
  const seen = new Map<string, Block>()
  for (const target of items) {
    if (target.text.length < LONG_COPY * 4 || target.kind === 'code') continue
    const above = seen.get(target.text)
    if (!above) seen.set(target.text, target)
    else if (countWords(target.text) >= LONG_COPY && !isTwin(target.element, above.element)) yield { target, why: 'the same paragraph stands above' }
  }
}

function isTwin(one: PageElement | null, other: PageElement | null): boolean {
  return one !== null && other !== null && one.parent === other.parent && looksLike(one, other)
}

/** A section's name right above the headline, which itself may have gone already: the page still has it. */
function* labelsAboveTitle(blocks: Blocks, titles: ReadonlySet<string>): Iterable<BlockHit> {
  if (blocks.source.type !== 'page' || titles.size === 0) return
  const { page } = blocks.source.page
  for (const target of blocks.items.slice(0, Math.max(0, proseMap(blocks).first))) {
    const from = target.parts[0]?.from
    if (!isSection(target) || from === undefined || !target.element) continue
    const run = page.runsOf(target.element).find(inside => inside.to > from)
    const next = run && page.runs[run.index + 1]
    if (next && titles.has(sameText(page.textOf(next)))) yield { target, why: 'a label above the title', kind: 'navigation' }
  }
}

/** Least words of a standfirst for its copy to be looked for. */
const STANDFIRST = 7

/** A line above the text that stands again, word for word but for the punctuation at its end, inside a paragraph. */
function* standfirstCopies(blocks: Blocks): Iterable<BlockHit> {
  const { first } = proseMap(blocks)
  const told = blocks.items.filter(({ prose }) => prose)
  for (const target of blocks.items.slice(0, Math.max(0, first + 1))) {
    if (target.text.length > TITLE || target.kind === 'code' || target.kind === 'cell') continue
    if (target.text.length < 2 * STANDFIRST - 1 || countWords(target.text) < STANDFIRST) continue
    const sentence = target.text.replace(/[.!?…。\s]+$/u, '')
    const copy = told.find(({ index, text }) => index > target.index && text.length > target.text.length && text.includes(sentence))
    if (copy) yield { target, why: 'stands again in the text' }
  }
}

/** A noisy text names no title: one is known by its copies, or by the byline under it. */
function* titleOfText(blocks: Blocks): Iterable<BlockHit> {
  const { first } = proseMap(blocks)
  const top = blocks.items.slice(0, Math.min(TOP, first + 1)).filter(isTitleLike)
  if (top.length === 0) return
  const isDiary = opensWithEntries(blocks)
  const lines = blocks.items.slice(0, Math.max(first, 12) + 1).filter(({ text }) => text.length <= TITLE)
  const said = lines.map(({ text }) => sameText(text))
  for (const title of top) {
    const own = sameText(title.text)
    const copies = lines.filter((block, at) => block.index > title.index && said[at] === own)
    const bylined = !isDiary && !isStandfirst(title) && isBylined(blocks.items[title.index + 1])
    if (copies.length === 0 && !bylined) continue
    const why = copies.length > 0 ? `a title that stands ${copies.length + 1} times` : 'a title above a byline'
    for (const target of [title, ...copies]) yield { target, why }
    const label = blocks.items[title.index - 1]
    if (label && title.index === 1 && isSection(label)) yield { target: label, why: 'a section label above the title', kind: 'navigation' }
    return
  }
}

function isTitleLike({ text, kind }: Block): boolean {
  return kind !== 'list-item' && kind !== 'code' && text.length >= 20 && text.length <= TITLE && text.includes(' ')
}

/** Words of a sentence from which on it is no headline: those have eight to fifteen, and seldom a full stop. */
const LONGER = 18

function isStandfirst({ text, prose }: Block): boolean {
  return prose && countWords(text) >= LONGER
}

function isBylined(next: Block | undefined): boolean {
  return next !== undefined && next.text.length <= 140 && !next.prose && hasDate(next.text) &&
    (isDateOnly(next.text) || /\s[/|·•–—-]\s/u.test(next.text))
}

function isSection({ text, kind }: Block): boolean {
  return kind !== 'list-item' && text.length <= SECTION && /^[\p{L} &]+$/u.test(text)
}
