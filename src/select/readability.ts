import { Readability } from '@mozilla/readability'
import type { Blocks, ContentSelector } from '../model.js'
import { buildSkeleton } from './skeleton.js'

/** Share of a block's text that must be in Readability's result for the block to be content. */
const MOSTLY = 0.5

/** Mozilla's Readability over what pruning left; its choice is read back block by block. */
export const readability: ContentSelector = {
  id: 'readability',
  select(blocks) {
    if (blocks.source.type !== 'page' || blocks.items.length === 0) return null
    const { document, blockOf } = buildSkeleton(blocks, blocks.source.page.page)
    const article = new Readability<TextTree>(document as unknown as ReadableDocument, {
      serializer: node => node as unknown as TextTree,
      keepClasses: true,
      disableJSONLD: true,
    }).parse()
    if (!article?.content) return null
    const chosen = chosenBlocks(blocks, article.content, blockOf)
    if (!chosen.includes(true)) return null
    return { chosen, confidence: 0.75, why: `Readability kept ${article.length ?? 0} characters` }
  },
}

type ReadableDocument = ConstructorParameters<typeof Readability>[0]

interface TextTree {
  readonly nodeType: number
  readonly nodeValue: string | null
  readonly firstChild: TextTree | null
  readonly nextSibling: TextTree | null
  readonly parentNode: TextTree | null
}

function chosenBlocks(blocks: Blocks, content: TextTree, blockOf: ReadonlyMap<unknown, number>): boolean[] {
  const lengths = new Float64Array(blocks.items.length)
  for (let node: TextTree | null = content.firstChild; node; node = following(node, content)) {
    const index = node.nodeType === 3 ? blockOf.get(node) : undefined
    if (index !== undefined) lengths[index] = (lengths[index] ?? 0) + (node.nodeValue?.length ?? 0)
  }
  return blocks.items.map(block => (lengths[block.index] ?? 0) > block.text.length * MOSTLY)
}

function following(node: TextTree, root: TextTree): TextTree | null {
  if (node.firstChild) return node.firstChild
  for (let at: TextTree | null = node; at && at !== root; at = at.parentNode) if (at.nextSibling) return at.nextSibling
  return null
}
