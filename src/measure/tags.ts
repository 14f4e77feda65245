import { ownCopy } from './own-copy.js'
import { endedBy, FOREIGN, HTML_IN_FOREIGN, VOID_ELEMENTS } from './implied-ends.js'
import { type Edge, edgeOf } from './touching.js'

/** What the indexer knows of HTML tags (HTML standard, section 15.3: flow content display). */

/** Laid out within a line. Everything else begins a new line; custom elements are inline, as in browsers, and what Word writes (`st1:date`). */
export const INLINE = new Set([
  'a', 'abbr', 'acronym', 'b', 'bdi', 'bdo', 'big', 'cite', 'code', 'data', 'del', 'dfn', 'em', 'font', 'i', 'img',
  'ins', 'kbd', 'label', 'mark', 'nobr', 'picture', 'q', 'rb', 'rp', 'rt', 'ruby', 's', 'samp', 'slot', 'small',
  'source', 'span', 'strike', 'strong', 'sub', 'sup', 'time', 'tt', 'u', 'var', 'wbr', 'input', 'math', 'mi', 'mn', 'mo', 'ms', 'mtext', 'mrow', 'msup', 'msub', 'msubsup',
  'mfrac', 'msqrt', 'mroot', 'munder', 'mover', 'munderover', 'mstyle', 'mspace', 'mpadded', 'mphantom', 'menclose', 'semantics',
  'annotation', 'annotation-xml', 'mtable', 'mtr', 'mlabeledtr', 'mtd', 'mmultiscripts', 'mprescripts', 'merror', 'none',
])

export function isInline(tag: string): boolean {
  return INLINE.has(tag) || tag.includes('-') || tag.includes(':')
}

/** Neither they nor what is in them is ever text of the page; not indexed. */
export const SKIPPED = new Set(['script', 'style', 'template', 'svg', 'iframe', 'object', 'canvas'])

/** Indexed, but their text is not visible text of the page. */
export const MUTED = new Set([
  'head', 'title', 'noscript', 'select', 'textarea', 'datalist', 'audio', 'video', 'noframes', 'annotation', 'annotation-xml',
])

const BOXES = new Set(['button', 'meter', 'progress', 'output', 'select', 'textarea', 'noscript', 'audio', 'video'])

export const FIELDS = new Set(['input', 'select', 'textarea', 'button'])

const HEADING = /^h[1-6]$/

export function isHeading(tag: string): boolean {
  return tag.length === 2 && HEADING.test(tag)
}

export interface TagTraits {
  /** Lower case. */
  readonly tag: string
  readonly inline: boolean
  /** A control or a medium: within a line where it stands in one, else apart. */
  readonly box: boolean
  readonly skipped: boolean
  readonly muted: boolean
  readonly verbatim: boolean
  readonly literal: boolean
  /** What its beginning and end are to the text on both sides. */
  readonly edge: Edge
  readonly field: boolean
  readonly heading: boolean
  readonly void: boolean
  /** Open elements that its start tag ends, see implied-ends. */
  readonly ends: ReadonlySet<string> | null
  /** Begins foreign content (true), HTML within it (false), or neither. */
  readonly foreign: boolean | null
  /** May be a part of a formula that is set beside or below the one before it. */
  readonly formula: boolean
}

const VERBATIM = new Set(['pre', 'listing', 'xmp'])
/** Where elements mark what is written together with what is before it. */
const LITERAL = new Set(['code', 'kbd', 'samp', 'var', 'tt', 'math', 'ruby', 'sup', 'sub'])
const FORMULA = /^m(?:[ions]|td|row|text|sup|sub|subsup|sqrt|root|frac|under|over|underover|style|padded|table|fenced)$/
const known = new Map<string, TagTraits>()
/** Made-up tag names of one hostile page must not stay for ever. */
const MOST_KNOWN = 2000

/** All that parser and indexer ask of a tag name, in one look-up. */
export function traitsOf(name: string): TagTraits {
  const before = known.get(name)
  if (before) return before
  const tag = ownCopy(name.toLowerCase())
  const traits: TagTraits = {
    tag, inline: isInline(tag), box: BOXES.has(tag), skipped: SKIPPED.has(tag), muted: MUTED.has(tag), verbatim: VERBATIM.has(tag),
    literal: VERBATIM.has(tag) || LITERAL.has(tag), edge: edgeOf(tag),
    field: FIELDS.has(tag), heading: isHeading(tag), void: VOID_ELEMENTS.has(tag), ends: endedBy(tag),
    foreign: FOREIGN.has(tag) ? true : HTML_IN_FOREIGN.has(tag) ? false : null,
    formula: FORMULA.test(tag),
  }
  if (known.size >= MOST_KNOWN) known.clear()
  known.set(ownCopy(name), traits)
  return traits
}
