/**
 * Tells the tokens of a page's source, the very ones that htmlparser2's Tokenizer tells (which linkedom's parser reads), in a
 * third of its time: it looks for the next mark that matters and skips what is between. What a saved page seldom has is left to
 * the Tokenizer, from its `<` on.
 */

import { Tokenizer, type TokenizerCallbacks } from 'htmlparser2'

const SPACE = 32
const TAB = 9
const NEWLINE = 10
const FORM_FEED = 12
const RETURN = 13
const BANG = 33
const QUOTE = 34
const APOSTROPHE = 39
const DASH = 45
const SLASH = 47
const EQUALS = 61
const GT = 62
const QUESTION = 63
const BRACKET = 91

/** Tokens with text of their own up to their end tag, whatever stands in it; the Tokenizer takes two control characters for marks. */
const ENDS: ReadonlyMap<string, RegExp> = new Map(
  ['script', 'style', 'title', 'textarea', 'xmp'].map(name => [name, new RegExp(`[<\\x1c][/\\x0f]${name}(?=[> \\t\\n\\f\\r])`, 'gi')]),
)
/** By first letter the lengths of their names, a bit for each, so that most others are not even cut out. */
const LENGTHS = new Uint32Array(128)
for (const name of ENDS.keys()) LENGTHS[name.charCodeAt(0)]! |= 1 << name.length

/** Where the scanner could not go on. */
const NOT_HERE = -1

/** Tells all tokens of `html`. Linear in its length. */
export function tellTokens(html: string, sink: TokenizerCallbacks): void {
  const end = new Scanner(html, sink).run()
  if (end === html.length) {
    sink.onend()
    return
  }
  const tokenizer = new Tokenizer({ decodeEntities: false }, end === 0 ? sink : shifted(sink, end))
  tokenizer.write(html.slice(end))
  tokenizer.end()
}

class Scanner {
  constructor(private readonly html: string, private readonly sink: TokenizerCallbacks) {}

  /** Returns the length of the source, or the place of the `<` that the Tokenizer has to go on from. */
  run(): number {
    const { html, sink } = this
    let from = 0
    for (let at = html.indexOf('<'); at >= 0;) {
      if (at > from) sink.ontext(from, at)
      const code = html.charCodeAt(at + 1)
      const next = isLetter(code) ? this.startTag(at) : code === SLASH ? this.endTag(at) : code === BANG || code === QUESTION ? this.declaration(at) : at
      if (next === NOT_HERE) return at
      from = next
      // A `<` that begins nothing is text, and so is what follows it.
      at = html.indexOf('<', next === at ? at + 1 : next)
    }
    if (from < html.length) sink.ontext(from, html.length)
    return html.length
  }

  /** Behind the tag, or behind the end tag of an element with text of its own. */
  private startTag(at: number): number {
    const { html, sink } = this
    const nameTo = this.sectionEnd(at + 1)
    sink.onopentagname(at + 1, nameTo)
    for (let index = nameTo; ;) {
      index = this.behindSpace(index)
      const code = html.charCodeAt(index)
      if (code === GT) return this.rawText(at + 1, nameTo, index)
      if (code === SLASH) {
        index = this.behindSpace(index + 1)
        if (html.charCodeAt(index) !== GT) continue
        sink.onselfclosingtag(index)
        return index + 1
      }
      if (index >= html.length) return NOT_HERE
      index = this.attribute(index)
      if (index === NOT_HERE) return NOT_HERE
    }
  }

  /** Behind the attribute that begins here. */
  private attribute(from: number): number {
    const { html, sink } = this
    let index = from + 1
    // The first character belongs to the name, whatever it is.
    while (index < html.length && html.charCodeAt(index) !== EQUALS && !endsSection(html.charCodeAt(index))) index++
    sink.onattribname(from, index)
    const equals = this.behindSpace(index)
    if (html.charCodeAt(equals) !== EQUALS) return equals
    index = this.behindSpace(equals + 1)
    const quote = html.charCodeAt(index)
    if (quote === QUOTE || quote === APOSTROPHE) {
      const close = html.indexOf(quote === QUOTE ? '"' : "'", index + 1)
      if (close < 0) return NOT_HERE
      sink.onattribdata(index + 1, close)
      return close + 1
    }
    const start = index
    while (index < html.length && html.charCodeAt(index) !== GT && !isSpace(html.charCodeAt(index))) index++
    sink.onattribdata(start, index)
    return index
  }

  /** Tells the end of a start tag and, when its element has text of its own, that text and its end tag. */
  private rawText(nameFrom: number, nameTo: number, tagEnd: number): number {
    const { html, sink } = this
    const length = nameTo - nameFrom
    const mayHave = length < 32 && (LENGTHS[html.charCodeAt(nameFrom) | 32]! & (1 << length)) !== 0
    const ends = mayHave ? ENDS.get(html.slice(nameFrom, nameTo).toLowerCase()) : undefined
    if (!ends) {
      sink.onopentagend(tagEnd)
      return tagEnd + 1
    }
    ends.lastIndex = tagEnd + 1
    const match = ends.exec(html)
    const close = match ? html.indexOf('>', ends.lastIndex) : html.length
    if (close < 0) return NOT_HERE
    sink.onopentagend(tagEnd)
    const textEnd = match ? match.index : html.length
    if (textEnd > tagEnd + 1) sink.ontext(tagEnd + 1, textEnd)
    if (!match) return html.length
    sink.onclosetag(textEnd + 2, ends.lastIndex)
    return close + 1
  }

  private endTag(at: number): number {
    const { html, sink } = this
    const from = this.behindSpace(at + 2)
    const code = html.charCodeAt(from)
    // `</>` is text; `</1>` is nothing.
    if (code === GT) return at
    if (!isLetter(code)) return behind(html.indexOf('>', from + 1))
    let to = from + 1
    while (to < html.length && html.charCodeAt(to) !== GT && !isSpace(html.charCodeAt(to))) to++
    const close = html.indexOf('>', to)
    if (close < 0) return NOT_HERE
    sink.onclosetag(from, to)
    return close + 1
  }

  /** `<!doctype>` and `<?xml?>`; comments and CDATA are not told here. */
  private declaration(at: number): number {
    const { html } = this
    const code = html.charCodeAt(at + 2)
    if (html.charCodeAt(at + 1) === QUESTION) return behind(html.indexOf('>', at + 2))
    return code === DASH || code === BRACKET ? NOT_HERE : behind(html.indexOf('>', at + 3))
  }

  private behindSpace(from: number): number {
    let at = from
    while (isSpace(this.html.charCodeAt(at))) at++
    return at
  }

  private sectionEnd(from: number): number {
    let at = from
    while (at < this.html.length && !endsSection(this.html.charCodeAt(at))) at++
    return at
  }
}

function behind(close: number): number {
  return close < 0 ? NOT_HERE : close + 1
}

function isLetter(code: number): boolean {
  const lower = code | 32
  return lower >= 97 && lower <= 122
}

function isSpace(code: number): boolean {
  return code === SPACE || code === NEWLINE || code === TAB || code === RETURN || code === FORM_FEED
}

function endsSection(code: number): boolean {
  return code === GT || code === SLASH || isSpace(code)
}

/** Takes tokens of a source's rest, whose places are counted from where it begins. */
function shifted(sink: TokenizerCallbacks, by: number): TokenizerCallbacks {
  return {
    // Behind an end tag that never ends the Tokenizer says -1: the last character.
    ontext: (from, to) => sink.ontext(from < 0 ? from : from + by, to + by),
    onopentagname: (from, to) => sink.onopentagname(from + by, to + by),
    onattribname: (from, to) => sink.onattribname(from + by, to + by),
    onattribdata: (from, to) => sink.onattribdata(from + by, to + by),
    onattribend: (quote, to) => sink.onattribend(quote, to + by),
    onattribentity: code => sink.onattribentity(code),
    onopentagend: to => sink.onopentagend(to + by),
    onselfclosingtag: to => sink.onselfclosingtag(to + by),
    onclosetag: (from, to) => sink.onclosetag(from + by, to + by),
    oncomment: (from, to, end) => sink.oncomment(from + by, to + by, end),
    oncdata: (from, to, end) => sink.oncdata(from + by, to + by, end),
    ondeclaration: (from, to) => sink.ondeclaration(from + by, to + by),
    onprocessinginstruction: (from, to) => sink.onprocessinginstruction(from + by, to + by),
    ontextentity: (code, to) => sink.ontextentity(code, to + by),
    onend: () => sink.onend(),
  }
}
