import { parse } from '../../src/stages/parse.js'
import { segmentPage, segmentText } from '../../src/stages/segment.js'
import type { Block, Blocks, Decoded, Knowledge, Metadata, Policies } from '../../src/model.js'

export const POLICIES: Policies = {
  title: false, captions: true, links: true, images: true, tables: true, comments: false,
}

const NO_METADATA: Metadata = {
  title: null, byline: null, published: null, modified: null, siteName: null, section: null, description: null, canonicalUrl: null,
  image: null, language: null, titles: [],
}

const KNOWS_NOTHING: Knowledge = {
  lang: 'en', matches: () => [], says: () => null, widget: () => null, site: null,
}

export function titled(title: string): Metadata {
  return { ...NO_METADATA, title: { value: title, source: 'og' } }
}

function decoded(text: string, url: string | null, lang = 'en'): Decoded {
  return {
    source: { url, contentType: null, lang }, text, encoding: 'utf-8', encodingFrom: 'string',
    trail: { removals: [], problems: [] },
  }
}

interface Given {
  readonly url?: string | null
  readonly lang?: string
  readonly metadata?: Metadata
  /** Which blocks were kept; all by default. */
  readonly keep?: (block: Block) => boolean
  /** Elements with this class are marked as pruned. */
  readonly pruned?: string
}

/** The kept blocks of a page, made by the real parser and segmentation. */
export function pageBlocks(html: string, given: Given = {}): Blocks {
  const page = parse(decoded(html, given.url === undefined ? 'https://news.test/a/story' : given.url, given.lang))
  const removed = new Uint8Array(page.elements.length)
  for (const { order, end } of given.pruned ? page.tokened(given.pruned) : []) removed.fill(1, order, end)
  const blocks = segmentPage({
    page, stated: null, statedLength: null, removed, suspicions: [], suspected: new Uint16Array(page.elements.length), ordered: new Uint8Array(page.elements.length), firm: [], kept: new Uint8Array(page.elements.length), comments: [], metadata: given.metadata ?? NO_METADATA, knowledge: KNOWS_NOTHING, trail: page.trail,
  })
  return { ...blocks, items: blocks.items.filter(given.keep ?? (() => true)) }
}

/** The kept blocks of a noisy text. */
export function textBlocks(text: string, given: Given = {}): Blocks {
  const blocks = segmentText(decoded(text, null), KNOWS_NOTHING)
  return { ...blocks, metadata: given.metadata ?? NO_METADATA, items: blocks.items.filter(given.keep ?? (() => true)) }
}

/** The block without a span of its text, as the engine cuts it. */
export function withoutSpan(blocks: Blocks, index: number, span: string): Blocks {
  return {
    ...blocks,
    items: blocks.items.map((block, at) => {
      const start = block.text.indexOf(span)
      const part = block.parts[0]
      if (at !== index || start < 0 || !part || block.parts.length > 1) return block
      const parts = [{ from: part.from, to: part.from + start }, { from: part.from + start + span.length, to: part.to }]
        .filter(({ from, to }) => from < to)
      return { ...block, parts, text: parts.map(({ from, to }) => blocks.text.slice(from, to)).join('') }
    }),
  }
}
