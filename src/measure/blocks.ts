import type { Block, Blocks } from '../model.js'
import { isDateOnly } from './dates.js'
import { asciiWords, endsSentence } from './text.js'

const CLOSING = /["'”’»)\]]/

/** Cut off in the middle: what blurbs of teasers are and paragraphs seldom. Closing quotes and brackets may follow the dots. */
export function isTruncated(text: string): boolean {
  let end = text.length
  while (end > 0 && CLOSING.test(text.charAt(end - 1))) end--
  return text.charAt(end - 1) === '…' || text.endsWith('...', end)
}

/** A real paragraph: prose that is not a cut-off blurb. */
export function isParagraph(block: Block): boolean {
  return block.prose && !isTruncated(block.text)
}

/** Where the prose of a document begins, ends and lies. */
export interface ProseMap {
  /** Index of the first and last real paragraph; -1 when there is none. */
  readonly first: number
  readonly last: number
  /** Share (0 to 1) of the document's prose in the blocks behind `index`. */
  after(index: number): number
  /** Prose of the document in code units. */
  readonly total: number
  /** 1 for each real paragraph. */
  readonly real: Uint8Array
  /** Before the first real paragraph; behind the last one. Nothing is either in a document without any. */
  inHead(block: Block): boolean
  inTail(block: Block): boolean
}

const maps = new WeakMap<readonly Block[], ProseMap>()

/** Made once per snapshot, asked by many rules. */
export function proseMap({ items }: Blocks): ProseMap {
  const known = maps.get(items)
  if (known) return known
  const behind = new Float64Array(items.length + 1)
  const paragraphs = new Uint8Array(items.length)
  let first = -1
  let last = -1
  for (let index = items.length - 1; index >= 0; index--) {
    const block = items[index]
    const real = block !== undefined && isParagraph(block)
    behind[index] = (behind[index + 1] ?? 0) + (real ? block.text.length : 0)
    if (!real) continue
    paragraphs[index] = 1
    first = index
    if (last < 0) last = index
  }
  const total = behind[0] ?? 0
  const map: ProseMap = {
    first, last, total, real: paragraphs,
    after: index => (total > 0 ? (behind[index + 1] ?? 0) / total : 0),
    inHead: ({ index }) => first >= 0 && index < first,
    inTail: ({ index }) => last >= 0 && index > last,
  }
  maps.set(items, map)
  return map
}

/** For one block; who goes through all of them asks the map. */
export function inHead(blocks: Blocks, block: Block): boolean {
  return proseMap(blocks).inHead(block)
}

export function inTail(blocks: Blocks, block: Block): boolean {
  return proseMap(blocks).inTail(block)
}

/** So many dates alone, each above a line of its own, are entries and not the time of publication. */
const ENTRIES = 3

const diaries = new WeakMap<readonly Block[], boolean>()

/** A diary or timeline of short entries stands above the first paragraph. */
export function opensWithEntries(blocks: Blocks): boolean {
  const { items } = blocks
  let is = diaries.get(items)
  if (is === undefined) diaries.set(items, (is = countEntries(blocks) >= ENTRIES))
  return is
}

function countEntries(blocks: Blocks): number {
  const { first } = proseMap(blocks)
  let entries = 0
  let isDate = false
  for (let index = 0; index < first; index++) {
    const wasDate = isDate
    isDate = isDateOnly(blocks.items[index]!.text)
    if (wasDate && !isDate) entries++
  }
  return entries
}

/** A line as titles, labels and entries are: short, no sentence. */
export function isLabel(block: Block, limit = 80): boolean {
  return !block.prose && block.text.length <= limit && !endsSentence(block.text)
}

/** Share of a block's text inside links; 0 for noisy texts. */
export function linkShare({ text, linkLength }: Block): number {
  return text.length > 0 ? Math.min(1, linkLength / text.length) : 0
}

/** A cut at a heading that announces boilerplate is safe while at most this share of the prose follows it. */
export const SAFE_TAIL = 0.25

/** Words of a text, folded for comparing lines with each other. */
export function sameText(text: string): string {
  return asciiWords(text) ?? text.normalize('NFKC').toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ').trim()
}
