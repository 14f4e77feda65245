/** Where the pieces of HTML's source end, as its tokenizer has it: tags, comments, and elements that are left out whole. */

const LT = 60
const GT = 62
const SLASH = 47
const QUOTE = 34
const APOSTROPHE = 39
const EQUALS = 61

/** Those of the dropped whose content is markup: they may nest. */
const NESTING = new Set(['svg', 'template', 'object', 'canvas'])
const COMMENT_END = /--!?>/g

/** Where to go on behind a dropped element; its start tag's end when nothing is to be dropped. */
export function dropTo(source: string, tag: string, from: number, tagClosed: number): number {
  if (tag === 'script' && /application\/ld\+json/i.test(source.slice(from, tagClosed))) return tagClosed
  // A declarative shadow root is shown.
  if (tag === 'template' && /\sshadowroot/i.test(source.slice(from, tagClosed))) return tagClosed
  if (source.charCodeAt(tagClosed - 2) === SLASH && NESTING.has(tag)) return tagClosed
  return NESTING.has(tag) ? nestedEnd(source, tag, tagClosed) : endTagEnd(source, tag, tagClosed)
}

/** Frames say little to browsers without frames; an end tag further away is another's. Code units. */
const FRAME = 2000
const FRAME_MARK = /<(\/?)(?:iframe|noscript)(?=[\s/>])/gi

/** Past the frame's end tag; past its start tag alone when it is never closed, as tag managers write it into <noscript>. */
export function frameEnd(source: string, from: number): number {
  FRAME_MARK.lastIndex = 0
  const match = FRAME_MARK.exec(source.slice(from, from + FRAME))
  return match?.[0].toLowerCase() === '</iframe' ? tagEnd(source, from + FRAME_MARK.lastIndex) : from
}

/** Past the matching end tag; past the start tag alone when it is never closed (so that no article is lost). */
export function nestedEnd(source: string, tag: string, from: number): number {
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

const BEHIND_NAME = /[\s/>]/

/** Position of the `</tag` that ends a raw-text element, or the end of the source. Scripts are long, and hardly a mark in them ends anything. */
export function rawEnd(source: string, tag: string, from: number): number {
  for (let at = source.indexOf('</', from); at >= 0; at = source.indexOf('</', at + 2)) {
    const end = at + 2 + tag.length
    if (source.slice(at + 2, end).toLowerCase() === tag && BEHIND_NAME.test(source.charAt(end))) return at
  }
  return source.length
}

export function declarationEnd(source: string, at: number): number {
  if (source.startsWith('--', at + 2)) {
    // `<!-->` and `<!--->` are whole comments.
    if (source.charCodeAt(at + 4) === GT) return at + 5
    if (source.startsWith('->', at + 4)) return at + 6
    COMMENT_END.lastIndex = at + 4
    return COMMENT_END.exec(source) ? COMMENT_END.lastIndex : source.length
  }
  const end = source.indexOf('>', at)
  return end < 0 ? source.length : end + 1
}

export function tagNameEnd(source: string, from: number): number {
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
export function tagEnd(source: string, from: number, noted?: { upper: boolean }): number {
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
    } else if (code > 32) {
      afterEquals = false
      if (noted && code >= 65 && code <= 90) noted.upper = true
    }
  }
  return source.length
}
