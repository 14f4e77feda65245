import type { Block, BlockRule, Blocks } from '../../model.js'
import { inHead, inTail, isLabel, linkShare, proseMap } from '../../measure/blocks.js'
import { sayingOf } from '../../measure/said-lines.js'

/** "home." is the last word of a story; a menu writes no full stops ("Search…" is a field). */
const FULL_STOP = /[^.][.!。]$/u

/** Three words are a page's; "contact us" is a firm's own as well. */
const PARTICULAR = / .* /u

/** Keeps: a subheading that happens to be a menu word, inside the text; a sentence of one word. */
export default {
  id: 'site-navigation',
  kind: 'navigation',
  removes: 'Navigation, breadcrumbs, skip links, tables of contents, back-to-top links',
  *find(blocks, know) {
    const { first } = proseMap(blocks)
    const says = sayingOf(blocks.items, know)
    for (const target of blocks.items) {
      if (target.prose) continue
      const said = says(target, 'navigation', 'line')
      if (said && (said.phrase.includes(' ') || isAtEdge(blocks, target))) {
        yield { target, why: `says "${said.phrase}"`, basis: PARTICULAR.test(said.phrase) ? 'words' : 'block' }
      } else if (target.index < first && target.kind === 'list-item' && linkShare(target) > 0.9 && isLabel(target, 60)) {
        yield { target, why: 'a linked entry above the text' }
      }
    }
  },
} satisfies BlockRule

function isAtEdge(blocks: Blocks, target: Block): boolean {
  return (inHead(blocks, target) || inTail(blocks, target)) && !FULL_STOP.test(target.text)
}
