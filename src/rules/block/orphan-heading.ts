import type { BlockRule } from '../../model.js'

/** Keeps: a heading with anything under it; a document of headings alone. */
export default {
  id: 'orphan-heading',
  kind: 'debris',
  removes: 'Headings at the end that have lost what they announced',
  *find({ items, source }) {
    if (source.type !== 'page' || items.every(block => block.kind === 'heading')) return
    for (let index = items.length - 1; index >= 0; index--) {
      const target = items[index]
      if (target?.kind !== 'heading') return
      yield { target, why: 'a heading with nothing under it' }
    }
  },
} satisfies BlockRule
