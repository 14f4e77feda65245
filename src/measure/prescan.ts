/**
 * A pass over a page's source before the parser: what nobody reads is left out, so that no nodes are made for it,
 * and attribute names become lower case, since linkedom keeps their case (28 % of real pages have an upper-case one).
 *
 * Tags are delimited as the HTML tokenizer does it (quotes count, raw-text elements end at their own end tag only),
 * so a `<script>` inside an attribute value is not mistaken for one.
 */

const LT = 60
const GT = 62
const SLASH = 47
const BANG = 33
const QUOTE = 34
const APOSTROPHE = 39
const EQUALS = 61

/** Left out with everything inside. */
const DROPPED = new Set(['script', 'style', 'svg', 'iframe', 'noembed', 'template', 'object', 'canvas'])
/** Text until their own end tag, whatever it looks like. */
const RAW = new Set(['textarea', 'title', 'xmp', 'plaintext', 'noframes'])
/** Those of the dropped whose content is markup: they may nest. */
const NESTING = new Set(['svg', 'template', 'object', 'canvas'])

const COMMENT_END = /--!?>/g
const UPPER_NAME = /[\s"'/][^\s"'<>/=]*[A-Z]/
const ATTRIBUTE = /([^\s"'<>/=]+)(\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'>]+))?/g

export interface Prescanned {
  readonly html: string
  /** The source has an `<html>` tag of its own. */
  readonly hasRoot: boolean
}

/** Linear in the length of the source. JSON-LD scripts stay. */
export function prescan(source: string): Prescanned {
  const kept: string[] = []
  let keptTo = 0
  let hasRoot = false
  const leaveOut = (from: number, to: number) => {
    if (from > keptTo) kept.push(source.slice(keptTo, from))
    keptTo = to
  }
  for (let at = source.indexOf('<'); at >= 0 && at < source.length;) {
    const code = source.charCodeAt(at + 1)
    if (code === BANG) {
      const end = declarationEnd(source, at)
      if (source.startsWith('--', at + 2)) leaveOut(at, end)
      at = source.indexOf('<', end)
      continue
    }
    const closing = code === SLASH
    const nameFrom = closing ? at + 2 : at + 1
    const nameTo = tagNameEnd(source, nameFrom)
    if (nameTo === nameFrom) {
      at = source.indexOf('<', at + 1)
      continue
    }
    const end = tagEnd(source, nameTo)
    if (closing) {
      at = source.indexOf('<', end)
      continue
    }
    const tag = source.slice(nameFrom, nameTo).toLowerCase()
    if (tag === 'html') hasRoot = true
    const next = DROPPED.has(tag) ? dropTo(source, tag, at, end) : end
    if (next !== end) {
      leaveOut(at, next)
    } else {
      const attributes = source.slice(nameTo, end)
      if (attributes.length > 1 && UPPER_NAME.test(attributes)) {
        leaveOut(nameTo, end)
        kept.push(lowerNames(attributes))
      }
    }
    const raw = next === end && (RAW.has(tag) || tag === 'script')
    at = source.indexOf('<', raw ? rawEnd(source, tag, next) : next)
  }
  if (keptTo === 0) return { html: source, hasRoot }
  kept.push(source.slice(keptTo))
  return { html: kept.join(''), hasRoot }
}

function lowerNames(attributes: string): string {
  return attributes.replace(ATTRIBUTE, (_, name: string, value: string | undefined) => name.toLowerCase() + (value ?? ''))
}

/** Where to go on behind a dropped element; its own end tag's end when nothing is to be dropped. */
function dropTo(source: string, tag: string, from: number, tagClosed: number): number {
  if (tag === 'script' && /application\/ld\+json/i.test(source.slice(from, tagClosed))) return tagClosed
  // A declarative shadow root is shown.
  if (tag === 'template' && /\sshadowroot/i.test(source.slice(from, tagClosed))) return tagClosed
  if (source.charCodeAt(tagClosed - 2) === SLASH && NESTING.has(tag)) return tagClosed
  return NESTING.has(tag) ? nestedEnd(source, tag, tagClosed) : endTagEnd(source, tag, tagClosed)
}

/** Past the matching end tag; past the start tag alone when it is never closed (so that no article is lost). */
function nestedEnd(source: string, tag: string, from: number): number {
  const tags = new RegExp(`<(/?)${tag}(?=[\\s/>])`, 'gi')
  tags.lastIndex = from
  let depth = 1
  for (let match = tags.exec(source); match; match = tags.exec(source)) {
    const end = tagEnd(source, match.index + match[0].length)
    if (match[1] === '/') depth--
    else if (source.charCodeAt(end - 2) !== SLASH) depth++
    if (depth === 0) return end
    tags.lastIndex = end
  }
  return from
}

/** Past the end tag of a raw-text element, or the end of the source. */
function endTagEnd(source: string, tag: string, from: number): number {
  const end = rawEnd(source, tag, from)
  return end === source.length ? end : tagEnd(source, end + 2 + tag.length)
}

/** Position of the `</tag` that ends a raw-text element, or the end of the source. */
function rawEnd(source: string, tag: string, from: number): number {
  const close = new RegExp(`</${tag}(?=[\\s/>])`, 'gi')
  close.lastIndex = from
  return close.exec(source)?.index ?? source.length
}

function declarationEnd(source: string, at: number): number {
  if (source.startsWith('--', at + 2)) {
    // `<!-->` and `<!--->` are whole comments.
    if (source.charCodeAt(at + 4) === GT) return at + 5
    if (source.startsWith('->', at + 4)) return at + 6
    COMMENT_END.lastIndex = at + 4
    const end = COMMENT_END.exec(source)
    return end ? COMMENT_END.lastIndex : source.length
  }
  const end = source.indexOf('>', at)
  return end < 0 ? source.length : end + 1
}

function tagNameEnd(source: string, from: number): number {
  const first = source.charCodeAt(from) | 32
  if (!(first >= 97 && first <= 122)) return from
  let at = from + 1
  for (; at < source.length; at++) {
    const code = source.charCodeAt(at)
    if (code <= 32 || code === SLASH || code === GT || code === LT) break
  }
  return at
}

/** Past the `>` that ends a tag; quotes open only after an equals sign, as in the standard. */
function tagEnd(source: string, from: number): number {
  let afterEquals = false
  for (let at = from; at < source.length; at++) {
    const code = source.charCodeAt(at)
    if (code === GT) return at + 1
    if (code === EQUALS) afterEquals = true
    else if (afterEquals && (code === QUOTE || code === APOSTROPHE)) {
      const close = source.indexOf(code === QUOTE ? '"' : "'", at + 1)
      if (close < 0) return source.length
      at = close
      afterEquals = false
    } else if (code > 32) afterEquals = false
  }
  return source.length
}
