import type { Block, BlockHit, BlockRule, Kind, Knowledge } from '../../model.js'
import { isOnlyShortcodes, mayHaveShortcodes, shortcodesIn } from '../../measure/shortcodes.js'
import { SHORT_PROSE, countWords, isProse, isUnspaced } from '../../measure/text.js'

/** "(Image: AP)", "[Source: Agency]": what brackets hold at most. */
const BRACKET = /[[(（【]/
const BRACKETS = /[[(（【]([^[\](){}（）【】]{2,90})[\])）】]/gu
const MOST_BRACKETS = 12
const SPACE = /\s/u
/** Kinds that stand in brackets inside a line, and where: a source only at the line's edges, since tables and notes have theirs. */
const IN_BRACKETS: readonly (readonly [kind: Kind, edge: boolean])[] = [['caption', false], ['share', false], ['newsletter', false], ['related', false], ['dateline', true]]
/** The end of a sentence that more follows, with the space that parts them in most scripts. */
const SENTENCE_END = /(?:[。！？]["'”’»)\]」』]*\s*|[.!?…؟।]["'”’»)\]」』]*\s+)(?=.)/gsu
const MARKS = '.!?…。！？؟।'
/** What may stand between the mark and what trails. */
const AFTER_MARK = /["'”’»)\]」』\s]/u
/** What trails a paragraph: a headline after its label, or a button's words. Code units. */
const HEADLINE = 170
const BUTTON = 40
/** Words of a headline, at least. */
const HEADLINE_WORDS = 3
const TRAILING: readonly Kind[] = ['ad', 'share', 'related', 'tools', 'newsletter', 'comments', 'pagination']
/** A label before a headline. */
const LABEL = /^[^:：]{2,40}[:：]/u
const CLOSED = /[.!?…。！？؟।,;:]["'”’»)\]」』]*$/u

/** Tags that an extractor left in, of elements that texts are made of. */
const TAG = /<\/?(?:p|br|div|span|strong|em|b|i|u|a|img|figure|figcaption|h[1-6]|ul|ol|li|blockquote|iframe|center|font)(?:\s[^<>]{0,300})?\s*\/?>/giu
const MOST_TAGS = 200
/** A text about markup, or one that is written in Markdown, means its tags. */
const ABOUT_MARKUP = /`|\]\(|\b(?:x?html5?|xml|css|markup|markdown)\b/iu
/** A line that begins with a tag, and what leads to it. */
const TAG_LINE = /^<\/?[a-z][^<>]*>/iu
const LIST_LINE = /^<(?:ul|ol|dl|li|dt)>/iu
const INTRODUCES = /[:：]\s*$/u

/**
 * Keeps: tags in a text about markup or in Markdown, brackets of the author's, a quotation that ends with such words, "Read more: why boats float." as a sentence,
 * a label that heads a list.
 */
export default {
  id: 'inline-residue',
  kind: 'debris',
  removes: 'Residue inside a paragraph: teasers, credits and sources in brackets, button words at its edges, tags that were left in',
  *find({ items, source }, know) {
    if (source.type !== 'text') return
    const hasTags = items.some(({ text }) => text.includes('<'))
    const isMarkup = hasTags && (isShown(items) || items.some(({ kind, text }) => kind === 'code' || kind === 'heading' || ABOUT_MARKUP.test(text)))
    const hasShortcodes = mayHaveShortcodes(items, know)
    for (const target of items) {
      if (hasTags && !isMarkup) yield* tags(target)
      if (hasShortcodes && !isOnlyShortcodes(target.text)) for (const span of shortcodesIn(target.text)) yield { target, span, why: 'a shortcode that nothing has rendered' }
      if (target.kind === 'code' || target.kind === 'heading') continue
      const trailing = trailingResidue(target, know)
      if (trailing) yield trailing
      if (!target.prose) continue
      if (BRACKET.test(target.text)) yield* bracketed(target, know)
      const label = leadingLabel(target, know)
      if (label) yield label
    }
  },
} satisfies BlockRule

/** "Look for this:", and below it two lines of tags: shown to the reader, who need not be told what they are. "Ingredients:" leads to a list. */
function isShown(items: readonly Block[]): boolean {
  return items.some(({ text }, index) => TAG_LINE.test(text) && TAG_LINE.test(items[index + 1]?.text ?? '') && !LIST_LINE.test(text) && INTRODUCES.test(items[index - 1]?.text ?? ''))
}

function* tags(target: Block): Iterable<BlockHit> {
  if (!target.text.includes('<')) return
  let found = 0
  for (const match of target.text.matchAll(TAG)) {
    if (++found > MOST_TAGS) return
    yield { target, span: { from: match.index, to: match.index + match[0].length }, why: 'a tag that was left in' }
  }
}

function* bracketed(target: Block, know: Knowledge): Iterable<BlockHit> {
  let looked = 0
  for (const match of target.text.matchAll(BRACKETS)) {
    if (++looked > MOST_BRACKETS) return
    const inner = match[1] ?? ''
    const end = match.index + match[0].length
    let at = match.index
    while (at > 0 && SPACE.test(target.text.charAt(at - 1))) at--
    const isEdge = at === 0 || target.text.slice(end).trim().length <= 1
    const found = IN_BRACKETS.find(([kind, edge]) => (isEdge || !edge) && isBracketResidue(kind, inner, know))
    if (found) yield { target, span: { from: at, to: end }, kind: found[0], why: `"${match[0]}" in brackets` }
  }
}

/** A label with its matter, or a whole phrase; a teaser in brackets has a headline behind its label. */
function isBracketResidue(kind: Kind, inner: string, know: Knowledge): boolean {
  if (kind === 'related') return know.says('related', inner, 'label') !== null && countWords(inner) > HEADLINE_WORDS && /[:：]/u.test(inner)
  // "(like this)" and "(email)" are words of sentences.
  if (kind === 'share' || kind === 'newsletter') return know.says(kind, inner, 'label') !== null
  return know.says(kind, inner, 'label', 'line') !== null && (kind !== 'caption' || /[:：/]|^\p{Lu}/u.test(inner))
}

/** Behind the last full sentence: "… they said. READ MORE: Why the pier was closed", "… they said. Advertisement". */
function trailingResidue(target: Block, know: Knowledge): BlockHit | null {
  const { text } = target
  if (text.length <= SHORT_PROSE && !isUnspaced(text)) return null
  const from = residueFrom(text)
  if (!endsWithin(text, from)) return null
  const tail = text.slice(from)
  let hit: BlockHit | null = null
  for (const match of tail.matchAll(SENTENCE_END)) {
    const start = match.index + match[0].length
    const rest = tail.slice(start)
    if (rest.length > BUTTON && !LABEL.test(rest)) continue
    if (!isProse(text.slice(0, from + start).trimEnd())) continue
    const span = { from: from + start, to: text.length }
    const label = know.says('related', rest, 'label')
    if (label && isHeadline(rest)) {
      hit ??= { target, span, kind: 'related', why: `a headline after "${label.phrase}"` }
      continue
    }
    if (rest.length > BUTTON || CLOSED.test(rest)) continue
    const said = TRAILING.map(kind => know.says(kind, rest, 'line')).find(found => found !== null)
    if (said) hit ??= { target, span, kind: said.kind, why: `ends with "${said.phrase}"` }
  }
  return hit
}

/** Whether any mark of a sentence's end stands behind `from` and before the last character: most texts have none there. */
function endsWithin(text: string, from: number): boolean {
  for (let at = text.length - 2; at >= from; at--) {
    const code = text.charCodeAt(at)
    if (code < 0x80 ? code === 0x2e || code === 0x21 || code === 0x3f : MARKS.includes(text.charAt(at))) return true
  }
  return false
}

/** Where what may trail begins: a headline needs a label with its colon, all else is short. */
function residueFrom(text: string): number {
  const furthest = Math.max(0, text.length - HEADLINE)
  if (/[:：]/u.test(text.slice(furthest))) return furthest
  let from = Math.max(furthest, text.length - BUTTON - 1)
  // Not within what closes a sentence, which belongs to its mark.
  while (from > furthest && AFTER_MARK.test(text.charAt(from))) from--
  return from
}

/** More than the label, and no sentence unless the label shouts. */
function isHeadline(rest: string): boolean {
  const label = LABEL.exec(rest)?.[0] ?? ''
  if (label === '' || countWords(rest.slice(label.length)) < HEADLINE_WORDS) return false
  return label === label.toUpperCase() && label !== label.toLowerCase() || !/[.。।]["'”’»)]*$/u.test(rest)
}

/** "Share this: The ferry sails again …" */
function leadingLabel(target: Block, know: Knowledge): BlockHit | null {
  const { text } = target
  const said = know.says('share', text, 'label')
  const label = said && /^[^:：|–—]{2,40}[:：|–—]\s*/u.exec(text)?.[0]
  if (!said || !label || countWords(text.slice(label.length)) < 8) return null
  return { target, span: { from: 0, to: label.length }, kind: 'share', why: `begins with "${said.phrase}"` }
}
