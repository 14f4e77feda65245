import { Readability } from '@mozilla/readability'
import JSDOMParser from '@mozilla/readability/JSDOMParser.js'
import type { Blocks, ContentSelector } from '../model.js'
import { rescueBetween } from './rescue.js'
import { BLOCK_ATTRIBUTE, writeSkeleton } from './skeleton.js'

/** Its time grows faster than the page: 100,000 paragraphs take it ten seconds. */
const MOST_BLOCKS = 20_000

/** Mozilla's Readability over what pruning left; its choice is read back block by block. */
export const readability: ContentSelector = {
  id: 'readability',
  select(blocks) {
    if (blocks.source.type !== 'page' || blocks.items.length === 0 || blocks.items.length > MOST_BLOCKS) return null
    // Readability's own light DOM: its nodes cost a fraction of linkedom's, and nobody else sees them.
    const document = new JSDOMParser().parse(writeSkeleton(blocks, blocks.source.page.page))
    const article = new Readability<ContentNode>(document as ReadableDocument, {
      serializer: (node: unknown) => node as ContentNode,
      keepClasses: true,
      disableJSONLD: true,
    }).parse()
    if (!article?.content) return null
    const read = chosenBlocks(blocks, article.content)
    if (!read.includes(true)) return null
    const chosen = rescueBetween(blocks.source.page.page, blocks, read)
    return { chosen, confidence: 0.75, why: `Readability kept ${article.length ?? 0} characters` }
  },
}

type ReadableDocument = ConstructorParameters<typeof Readability>[0]

interface ContentNode {
  readonly nodeType: number
  readonly firstChild: ContentNode | null
  readonly nextSibling: ContentNode | null
  readonly parentNode: ContentNode | null
  getAttribute?(name: string): string | null
}

function chosenBlocks(blocks: Blocks, content: ContentNode): boolean[] {
  const chosen = blocks.items.map(() => false)
  for (let node: ContentNode | null = content; node; node = following(node, content)) {
    const index = node.nodeType === 1 && node.firstChild ? node.getAttribute?.(BLOCK_ATTRIBUTE) : null
    if (index) chosen[Number(index)] = true
  }
  return chosen
}

function following(node: ContentNode, root: ContentNode): ContentNode | null {
  if (node.firstChild) return node.firstChild
  for (let at: ContentNode | null = node; at && at !== root; at = at.parentNode) if (at.nextSibling) return at.nextSibling
  return null
}
