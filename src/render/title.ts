import type { Blocks, Policies } from '../model.js'

/** The title to put first in the body, or null: not wanted, not known, or there already. */
export function leadingTitle(blocks: Blocks, policies: Policies): string | null {
  if (!policies.title) return null
  const title = blocks.metadata.title?.value.trim() ?? ''
  if (title === '') return null
  const first = blocks.items[0]
  return first && folded(first.text) === folded(title) ? null : title
}

function folded(text: string): string {
  return text.normalize('NFKC').replace(/\s+/g, ' ').trim().toLowerCase()
}
