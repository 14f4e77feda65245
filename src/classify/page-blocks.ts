import type { Block, Blocks, Suspicion } from '../model.js'
import type { PageBlocks } from './block-features.js'

/**
 * The blocks of a page with those that rules only suspect and those that a site rule removes, in document order and numbered
 * anew; null for texts. The model was trained on pages without site rules: what it measures of a page must not change with them.
 */
export function withSuspects({ source, items, suspects, metadata, knowledge }: Blocks): PageBlocks | null {
  if (source.type !== 'page') return null
  const { page, suspicions, suspected, stated, statedLength } = source.page
  const blocks: Block[] = []
  const accused: (Suspicion | null)[] = []
  let next = 0
  for (const item of items) {
    for (; next < suspects.length && startOf(suspects[next]!) < startOf(item); next++) add(suspects[next]!)
    add(item)
  }
  for (; next < suspects.length; next++) add(suspects[next]!)
  return { page, metadata, knowledge, blocks, suspects: accused, stated, statedLength }

  function add(block: Block): void {
    accused.push(suspicions[suspected[block.element?.order ?? 0]! - 1] ?? null)
    blocks.push({ ...block, index: blocks.length })
  }
}

function startOf(block: Block): number {
  return block.parts[0]?.from ?? 0
}
