import type { Block, Blocks, Policies } from '../model.js'

/** The blocks that the policies let into the body. Without tables, their cells and titles go. */
export function admitted(blocks: Blocks, policies: Policies): Blocks {
  if (policies.tables || blocks.source.type === 'text') return blocks
  return { ...blocks, items: blocks.items.filter(block => !isTabular(block)) }
}

function isTabular(block: Block): boolean {
  return block.kind === 'cell' || block.element?.tag === 'caption'
}
