/**
 * A pass over a page's source before the parser. What nobody reads is left out, so that no nodes are made for it;
 * attribute names become lower case, since linkedom keeps their case (28 % of real pages have an upper-case one);
 * tags nested deeper than any page are left out with their text kept, since parser and tree are slow there.
 *
 * Tags are delimited as the HTML tokenizer does it (quotes count, raw-text elements end at their own end tag only),
 * so a `<script>` inside an attribute value is not mistaken for one.
 */

import { NameLookup } from './name-lookup.js'
import { formulaIn, hasSetFormulas, scriptType } from './tex-scripts.js'
import { declarationEnd, dropTo, frameEnd, rawEnd, tagEnd, tagNameEnd } from './source-ends.js'

const SLASH = 47
const BANG = 33
const BRACKET = 91
const D = 100
const LOWER = 32

/** Left out with everything inside. */
const DROPPED = new Set(['script', 'style', 'svg', 'noembed', 'template', 'object', 'canvas'])
/** Text until their own end tag, whatever it looks like. */
const RAW = new Set(['textarea', 'title', 'xmp', 'plaintext', 'noframes', 'script'])
/** Closed by what follows: they say nothing about depth. */
const FLAT = new Set([
  'p', 'li', 'dt', 'dd', 'option', 'optgroup', 'tr', 'td', 'th', 'thead', 'tbody', 'tfoot', 'colgroup', 'rt', 'rp', 'rb',
])

/** Have no end tag in HTML either. */
const VOID = new Set([
  'area', 'base', 'br', 'col', 'embed', 'hr', 'img', 'input', 'link', 'meta', 'param', 'source', 'track', 'wbr', 'frame',
])

/** White space beside their tags is never shown. */
const BLOCKS = new Set([
  'html', 'head', 'body', 'title', 'meta', 'link', 'base', 'noscript', 'div', 'p', 'ul', 'ol', 'li', 'dl', 'dt', 'dd', 'section', 'article',
  'header', 'footer', 'nav', 'main', 'aside', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'form', 'fieldset', 'figure', 'figcaption', 'blockquote',
  'hr', 'table', 'caption', 'colgroup', 'col', 'thead', 'tbody', 'tfoot', 'tr', 'td', 'th', 'select', 'optgroup', 'option', 'details', 'summary',
])
/** Where white space is the author's. */
const VERBATIM = new Set(['pre', 'textarea', 'listing', 'xmp', 'plaintext'])

/** A cell that may hold a line of code: its indentation may stand before a word that a highlighter has coloured. */
const CODE_CELL = /^<td\s[^>]{0,500}code/i

/** What matters of a tag's name here. */
interface TagFacts {
  /** Lower case. */
  readonly tag: string
  readonly block: boolean
  readonly verbatim: boolean
  readonly dropped: boolean
  readonly raw: boolean
  readonly void: boolean
  /** Its end tag, if any, says nothing about depth. */
  readonly flat: boolean
}

const factsBy = new NameLookup((name): TagFacts => {
  const tag = name.toLowerCase()
  return {
    tag, block: BLOCKS.has(tag), verbatim: VERBATIM.has(tag), dropped: DROPPED.has(tag), raw: RAW.has(tag),
    void: VOID.has(tag), flat: FLAT.has(tag) || VOID.has(tag),
  }
})

/** Levels of nesting beyond which tags are left out: browsers stop at 512, the deepest of 2,637 real pages has 56. */
export const MAX_DEPTH = 1000
/** A tag longer than this is cut to its first attributes' worth; class lists of 120,000 tokens break linkedom. */
const LONG_TAG = 50_000
const LONG_CLASS = 2000
/** Looking for an end tag that is not there costs a pass over the rest of the page. */
const MOST_UNCLOSED = 200

const UPPER_NAME = /[\s"'/][^\s"'<>/=]*[A-Z]/
const ATTRIBUTE = /([^\s"'<>/=]+)(\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'>]+))?/g
const CLASS = /(\sclass\s*=\s*)(?:"([^"]*)"|'([^']*)')/i

export interface Prescanned {
  readonly html: string
  /** The source has an `<html>` tag of its own. */
  readonly hasRoot: boolean
  /** Start tags left out because they were nested too deeply. */
  readonly tooDeep: number
}

/** Linear in the length of the source. JSON-LD scripts stay. */
export function prescan(source: string): Prescanned {
  return new Prescan(source).run()
}

class Prescan {
  private readonly kept: string[] = []
  /** Where the CDATA section ends that an HTML parser takes for a comment up to its first `>`. */
  private cdataEnd = -1
  /** In XHTML `/>` ends any element, and CDATA is text. */
  private readonly xml: boolean
  private keptTo = 0
  private hasRoot = false
  private depth = 0
  private tooDeep = 0
  /** Start tags left out whose end tags are still to come. */
  private unmatched = 0
  /** Where the last tag or comment ended, and whether that tag was a block's. */
  private behind = 0
  /** Where the last tag began. */
  private began = 0
  private besideBlock = true
  private verbatim = 0
  /** The last tag has a capital letter outside its quoted values. */
  upper = false
  /** Whether formulas have been set beside their sources; null until somebody asks. */
  private setFormulas: boolean | null = null
  /** Droppable elements kept because they are never closed, or are data. */
  private unclosed = 0

  constructor(private readonly source: string) {
    const start = source.slice(0, 1000)
    this.xml = /^\s*<\?xml\s|<html[^>]{0,300}\sxmlns\s*=/i.test(start)
  }

  run(): Prescanned {
    const { source } = this
    for (let at = source.indexOf('<'); at >= 0; at = source.indexOf('<', at)) at = this.step(at)
    const { hasRoot, tooDeep, kept } = this
    if (this.keptTo === 0) return { html: source, hasRoot, tooDeep }
    this.leaveOutCdataEnd(source.length)
    kept.push(source.slice(this.keptTo))
    return { html: kept.join(''), hasRoot, tooDeep }
  }

  /** What begins with the `<` at this place; returns where to look for the next one. */
  private step(at: number): number {
    const { source } = this
    this.leaveOutCdataEnd(at)
    const code = source.charCodeAt(at + 1)
    if (code === BANG && this.xml && source.startsWith('[CDATA[', at + 2)) return this.cdata(at)
    if (code === BANG) {
      const end = declarationEnd(source, at)
      // `<![` begins a comment too, which the parser would read up to `]]>` or the end of the page.
      if (source.startsWith('--', at + 2) || source.charCodeAt(at + 2) === BRACKET) {
        this.leaveOutBlank(at, false)
        this.leaveOut(at, end)
        this.behind = end
        if (source.startsWith('[CDATA[', at + 2) && this.cdataEnd < end) this.cdataEnd = endOfCdata(source, end)
      }
      return end
    }
    const closing = code === SLASH
    const nameFrom = closing ? at + 2 : at + 1
    const nameTo = tagNameEnd(source, nameFrom)
    if (nameTo === nameFrom) return at + 1
    const end = this.tagEnd(nameTo)
    const facts = factsBy.at(source, nameFrom, nameTo)
    this.leaveOutBlank(at, facts.block)
    if (closing) this.endTag(facts, at, end)
    const next = closing ? end : this.startTag(facts, at, nameTo, end)
    this.began = at
    this.behind = end > next ? end : next
    return next
  }

  /** White space between the last tag and this one, when one of them is a block's: half of all text nodes. */
  private leaveOutBlank(at: number, block: boolean): void {
    const wasBlock = this.besideBlock
    this.besideBlock = block
    if (at === this.behind || (!block && !wasBlock) || this.verbatim > 0) return
    for (let index = this.behind; index < at; index++) if (this.source.charCodeAt(index) > 32) return
    if (!block && this.isBehindCodeCell()) return
    this.leaveOut(this.behind, at)
  }

  private isBehindCodeCell(): boolean {
    const { source, began, behind } = this
    return (source.charCodeAt(began + 2) | LOWER) === D && CODE_CELL.test(source.slice(began, behind))
  }

  private startTag(facts: TagFacts, at: number, nameTo: number, end: number): number {
    const { source } = this
    const { tag } = facts
    if (tag === 'html') this.hasRoot = true
    if (facts.verbatim) this.verbatim++
    if (this.xml && source.charCodeAt(end - 2) === SLASH && !facts.void) {
      this.emptyElement(facts, at, end)
      return end
    }
    if (tag === 'iframe') {
      const next = frameEnd(source, end)
      this.leaveOut(at, next)
      return next
    }
    if (facts.dropped) {
      const next = this.unclosed < MOST_UNCLOSED ? dropTo(source, tag, at, end) : end
      if (next === end) this.unclosed++
      else {
        const formula = tag === 'script' ? this.formula(at, end, next) : null
        this.leaveOut(at, next)
        if (formula !== null) this.kept.push(formula)
        return next
      }
    }
    if (!facts.flat && source.charCodeAt(end - 2) !== SLASH) {
      if (this.depth >= MAX_DEPTH) {
        this.tooDeep++
        this.unmatched++
        this.leaveOut(at, end)
        // A space, so that the words on both sides stay apart.
        this.kept.push(' ')
        return end
      }
      this.depth++
    }
    this.tidyAttributes(nameTo, end)
    return facts.raw ? rawEnd(source, tag, end) : end
  }

  /** What a script holds for readers, as HTML: a formula that nobody has set yet. */
  private formula(at: number, end: number, next: number): string | null {
    const { source } = this
    const to = source.lastIndexOf('</', next - 1)
    const formula = to < end ? null : formulaIn(scriptType(source.slice(at, end)), source.slice(end, to))
    if (formula === null || (this.setFormulas ??= hasSetFormulas(source))) return null
    return formula.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
  }

  /** `<a name="x"/>` of XHTML, written so that an HTML parser closes it; nothing at all of what is left out anyway. */
  private emptyElement({ tag, dropped }: TagFacts, at: number, end: number): void {
    this.leaveOut(at, end)
    if (!dropped) this.kept.push(`${this.source.slice(at, end - 2)}></${tag}>`)
  }

  /** CDATA of XHTML is text, which an HTML parser would take for a comment. */
  private cdata(at: number): number {
    const close = this.source.indexOf(']]>', at + 9)
    const to = close < 0 ? this.source.length : close
    const end = close < 0 ? to : to + 3
    this.leaveOut(at, end)
    this.kept.push(this.source.slice(at + 9, to).replaceAll('&', '&amp;').replaceAll('<', '&lt;'))
    return end
  }

  private endTag({ verbatim, flat }: TagFacts, at: number, end: number): void {
    if (verbatim && this.verbatim > 0) this.verbatim--
    if (flat) return
    if (this.unmatched > 0) {
      this.unmatched--
      this.leaveOut(at, end)
    } else if (this.depth > 0) this.depth--
  }

  private tidyAttributes(from: number, end: number): void {
    const long = end - from > LONG_TAG
    if (!long && !this.upper) return
    const attributes = this.source.slice(from, end)
    const upper = UPPER_NAME.test(attributes)
    if (!long && !upper) return
    this.leaveOut(from, end)
    const lower = upper ? lowerNames(attributes) : attributes
    this.kept.push(long ? lower.replace(CLASS, shortClass) : lower)
  }

  /** Past the `>` that ends a tag; notes whether a capital stands outside the quoted values. */
  private tagEnd(from: number): number {
    this.upper = false
    return tagEnd(this.source, from, this)
  }

  /** The `]]>` of a feed's entry is text to an HTML parser, and to nobody else. */
  private leaveOutCdataEnd(before: number): void {
    const { cdataEnd } = this
    if (cdataEnd < 0 || cdataEnd >= before) return
    // In the value of an attribute it is what it is.
    if (cdataEnd >= this.behind && cdataEnd >= this.keptTo) this.leaveOut(cdataEnd, cdataEnd + CDATA_END.length)
    this.cdataEnd = -1
  }

  private leaveOut(from: number, to: number): void {
    if (from > this.keptTo) this.kept.push(this.source.slice(this.keptTo, from))
    this.keptTo = to
  }
}

const CDATA_END = ']]>'

/** Beyond the source when there is none, so that nobody looks for it again; -1 when the section has ended at `from`. */
function endOfCdata(source: string, from: number): number {
  if (source.endsWith(CDATA_END, from)) return -1
  const end = source.indexOf(CDATA_END, from)
  return end < 0 ? source.length : end
}

function shortClass(_: string, name: string, double: string | undefined, single: string | undefined): string {
  return `${name}"${(double ?? single ?? '').slice(0, LONG_CLASS)}"`
}

function lowerNames(attributes: string): string {
  return attributes.replace(ATTRIBUTE, (_, name: string, value: string | undefined) => name.toLowerCase() + (value ?? ''))
}
