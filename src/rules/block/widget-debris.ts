import type { Block, BlockHit, BlockRule, Blocks, Knowledge, PhraseMatch } from '../../model.js'
import { inHead, inTail, proseMap } from '../../measure/blocks.js'
import { sayingOf } from '../../measure/said-lines.js'
import { isOnlyShortcodes, mayHaveShortcodes } from '../../measure/shortcodes.js'

const LIMIT = 200
/** Comment openers that an encoder has spoilt, several in a row: "<!– <!–". */
const COMMENT_DEBRIS = /(?:\s*(?:<!(?:--|–|—)|(?:--|–|—)>))+\s*/gu
/** A label said several times without a gap: "Animated ArrowAnimated Arrow". */
const REPEATED = /^(.{3,60}?)(?:\s*\1){1,20}$/u
/** What removed links leave behind: "For the latest from us, and ." */
const LINK_GAP = /(?:,\s*|\s)(?:and|or|und|oder|et|ou|y|o|e|en|i|и|или)\s+[.!]$/iu
const LONE_STOP = /\s[.!]/u
/** A bare word or domain with a full stop, as source marks leave it: "mirror." */
const BARE_DOMAIN = /^(?:www\.)?[a-z][a-z0-9-]{2,24}(?:\.[a-z]{2,6}){0,2}\.?$/u

/** Keeps: a sentence of one word with a capital or between paragraphs, a broken sentence of the author's, code and the name of its file, words in brackets. */
export default {
  id: 'widget-debris',
  kind: 'debris',
  removes: 'Leftovers of widgets: icon names, loading texts, notes about JavaScript, shortcodes, data for scripts',
  *find(blocks, know) {
    const says = sayingOf(blocks.items, know)
    const hasShortcodes = mayHaveShortcodes(blocks.items, know)
    for (const target of blocks.items) {
      if (hasShortcodes && isOnlyShortcodes(target.text)) {
        yield { target, why: 'shortcodes that nothing has rendered', basis: 'certain' }
        continue
      }
      const debris = debrisIn(target, blocks, know, says(target, 'debris'))
      if (debris) yield { target, why: debris }
      else if (target.kind !== 'code' && target.text.includes('<!')) yield* commentDebris(target)
    }
  },
} satisfies BlockRule

function debrisIn(block: Block, blocks: Blocks, know: Knowledge, debris: PhraseMatch | null): string | null {
  const { text } = block
  if (text.length > LIMIT) return null
  const said = debris ?? repeatedLabel(text, know)
  if (said && !(block.prose && said.form === 'label')) return `says "${said.phrase}"`
  if (text.length <= 140 && LONE_STOP.test(text.slice(-2)) && LINK_GAP.test(text)) return 'a sentence that removed links left broken'
  return isBareDomain(block, blocks) ? 'a bare word of a domain' : null
}

function repeatedLabel(text: string, know: Knowledge) {
  const unit = endsAsItBegins(text) ? REPEATED.exec(text)?.[1] : undefined
  return unit ? know.says('debris', unit, 'line') : null
}

/** What is said twice ends with what it begins with; cheaper than asking the pattern. */
function endsAsItBegins(text: string): boolean {
  const beginning = text.slice(0, 3)
  for (let at = text.indexOf(beginning, 3); at > 0; at = text.indexOf(beginning, at + 1)) if (text.startsWith(text.slice(at))) return true
  return false
}

/**
 * A lone lower-case word with a full stop, not the end of a wrapped line, not an entry of a list and not the file above its code. Without a domain's
 * ending only at the edges: between paragraphs ("nothing.") it is an author's.
 */
function isBareDomain(block: Block, blocks: Blocks): boolean {
  const { items } = blocks
  if (block.kind !== 'paragraph' || !block.text.includes('.') || !BARE_DOMAIN.test(block.text)) return false
  const isBetween = proseMap(blocks).first >= 0 && !inHead(blocks, block) && !inTail(blocks, block)
  if (isBetween && !block.text.slice(0, -1).includes('.')) return false
  if (items[block.index + 1]?.kind === 'code') return false
  return items[block.index - 1]?.prose !== false || block.text === items[block.index - 1]?.text
}

function* commentDebris(target: Block): Iterable<BlockHit> {
  for (const match of target.text.matchAll(COMMENT_DEBRIS)) {
    if (!match[0].includes('<!')) continue
    yield { target, span: { from: match.index, to: match.index + match[0].length }, why: 'leftover of an HTML comment' }
  }
}
