import type { Block, Range } from '../model.js'
import { isProse } from './text.js'

/** Nothing without one of these is code, but for the lines of a query and the entries of a list. */
const MARKS = /[{}()=;<>[\]"'$@#:|&\\^/]/
/** Longer lines are paragraphs, or scripts of the page in one line. */
const LONGEST = 240

/** What no prose and no label looks like. Tested on a line without the white space at its ends. */
const CODE = new RegExp([
  // Statutes have brackets and quotation marks in front of their semicolons, too, but hardly ever an equals sign, a brace or a call.
  /^(?=.*;$)(?:.*[={}]|.*\w\(\)|(?:[\w.$:<>*&[\]-]{1,60}\s){0,3}[\w.$:>-]{1,60}\((?!e?s\)).*\);$|(?:return|echo|print|import|require|use|throw|include)\s["'(]|(?:if|while|for|switch)\s?\()/,
  /^(?=.*;$)(?:SELECT|FROM|WHERE|VALUES|INSERT|UPDATE|DELETE|CREATE|ALTER|DROP|GRANT|REVOKE|TRUNCATE|COMMIT|ROLLBACK)\s/,
  /\{$/, /^\)*[\]}][\])}]+[;,]?$/, /^\)+[\]}][\])}]*[;,]?$/, /^\)+;$/, /^\{.*[:=].*\},?$/,
  // A call, a pair of a table, a declaration of a style sheet. "Email(required, will not be shown)" is a field of a form.
  /^[\w.$]{2,60}\((?![^"'=]*[a-z]\s[a-z])(?:.*["'=.,(_].*)?\)[;,:]?$/, /^(["'])[^"']{1,60}\1\s?:\s(?:["'[{]|-?\d[\d.]*,?$|(?:true|false|null|True|False|None)\b,?$|[\w.$]+(?:[([].*)?,$)/, /^[a-z-]{2,40}:\s[^;]{1,80};$/,
  // Words of languages, where what follows is no sentence.
  /^(?:async )?(?:def|func|fn|function)\s[\w.$<>]{1,60}\s?\(/, /^sub\s\w{1,60}\(/, /^class\s[A-Z_]\w{2,}(?:\(.*\))?:$/, /^from\s[\w.]+\simport\s/,
  /^(?:const|let|var|int|float|double|char|bool|string|auto|self|this|my|local|set|export)\b[^=]{1,60}=\s?\S/, /^import\s.*\sfrom\s["']/,
  /^(?:else|try|finally|except(?:\s[\w., ]+)?(?:\sas\s\w+)?):$/, /^(?:if|elif|while|for)\s(?=.*[:{]$)(?:.*[=<>[\]]|.*\w\()/, /^(?:if|elif|while)\s?\(.*\)\s?:$/, /^(?:if|while|for)\s[^.]{1,80}:\s[\w.]+\(.*\)$/, /^#(?:include|define|ifn?def|endif|pragma|!)/,
  // What a terminal shows: prompts, logs, where a program failed, what was changed.
  /^\$\s[a-z./~]/, /^>>>\s(?:(?:import|from)\s\w|.*(?:=|\w[([]|[[\]{}])|[\w.]+$)/, /^(?:In \[\d|Out\[\d|[\w.-]{1,30}@[\w.-]{1,40}:\S{1,60}[$#]\s|[A-Z]:\\.*>)/, /^at\s(?:async\s|new\s)?[\w.$<>/]+\s?\((?:.*[A-Za-z>]:\d+(?::\d+)?|[^\s()]*\.[a-z]{1,5}|<anonymous>|native|(?:Native|Unknown) \w+)\)$/, /^@@\s-\d/, /^(?:---|\+\+\+)\s[ab]\//,
  /^\[?(?:\d{4}-\d\d-\d\d[T ])?\d\d:\d\d:\d\d[\]\d.,Z]{0,8}\s+\[?(?:INFO|WARN|ERROR|DEBUG|TRACE|FATAL|NOTICE)/,
].map(({ source }) => `(?:${source})`).join('|'))
/** What stands in code, and elsewhere too. */
const MAYBE = new RegExp([
  /^(?=.*;$).*[{}()=[\]"'<>]/,
  /^[\])}]{1,3}[;,]?$/, /^[\w.$]{2,60}\(\w+\)[;,:]?$/, /^[\w.$[\]'"-]{1,60}\s?(?:[-+*/|&:]?=|<-)\s?\S/, /[\w)\]]\s?(?:=>|->|::|&&|\|\||[!=]=|\+=)\s?[\w({["'$]/, /^(?:\/\/|\/\*|\*\/|--|#|;)\s?\S/,
  /^[a-z_][\w.-]*:(?:\s\S.*)?$/, /^-\s[\w"'.$-]+(?::.*)?$/, /^\[[a-z][\w.-]*\]$/, /^\[[\d"'[].*\],?$/, /^@[A-Za-z][\w.]*(?:\(.*\))?$/, /^[-+]\s.*[;{}()=]/,
  /^<\/?[a-z][^<>]{0,200}>(?:.*<\/?[a-z][^<>]{0,200}>)?$/, /^(?:return|import|package|using|yield|print|echo|raise|throw|await)\s[\w"'$.({[]\S*;?$/, /^["'].*["'],?$/, /\\$/,
  /^(?:SELECT|FROM|WHERE|(?:LEFT |RIGHT |INNER )?JOIN|GROUP BY|ORDER BY|HAVING|LIMIT|VALUES|UNION|SET|AND|OR)\s\S/,
].map(({ source }) => `(?:${source})`).join('|'))
const UNMARKED = /^\s*(?:-|SELECT|FROM|WHERE|GROUP BY|ORDER BY)\s/
/** A pair of a settings file. */
const PAIR = /^[a-z_][\w.-]*\s?[:=]|^\[/
/** A field of the document itself, as dumps write them above or below its text. */
const FIELD = /^(?:title|author|byline|date|published|updated|tags?|categor(?:y|ies)|keywords|description|summary|source|url|link|permalink|slug|id|lang|language|image)\s?:/
/** A value that is no word of a language: recipes, hours and who says what have small letters before their colons, too. */
const TECHNICAL = /=|^\[|["'{}]|:\s(?:true|false|null|none|\d[\d.]*[a-z]{1,2}|[\w-]*[./][\w./:-]*\w)$/
/** Scripts by which a page loads others' widgets: an extractor left them in. */
const OF_PAGE = /\b(?:dataLayer|gtag|googletag|fbq|_gaq|adsbygoogle|_taboola|OBR|disqus_\w+|addthis\w*)\b|createElement\(['"](?:script|iframe)|getElementsByTagName\(['"](?:script|head)/

/** Lines in a row within a listing that do not look like code: what a program says, a comment. */
const BETWEEN = 3
/** Lines of the shortest listing, and how many of them must be nothing else. */
const [SHORTEST, SURE] = [3, 2]
const SHARE = 0.5
/** Lines of the shortest listing of settings alone, and their share. */
const [SETTINGS, SETTINGS_SHARE] = [5, 0.85]
/** Of them such that have a technical value. */
const FEWEST_TECHNICAL = 2

const [NONE, WEAK, STRONG] = [0, 1, 2] as const

/**
 * 1 for each line of a text that belongs to a listing: program code, a settings file, a session in a terminal, a log. Extractors drop fences and
 * indentation, so it is known by runs of lines that look like nothing else. Null when there is none.
 * Keeps out: labels with a colon, a document's own fields, a price, a tag that was left in, scripts of the page, a statute, a recipe, who says what.
 */
export function codeLines(text: string, lines: readonly Range[]): Uint8Array | null {
  const looks = new Uint8Array(lines.length)
  let [strong, weak] = [0, 0]
  for (let at = 0; at < lines.length; at++) {
    const { from, to } = lines[at]!
    if (to - from > LONGEST || to - from < 1) continue
    const look = lookOf(text.slice(from, to))
    looks[at] = look
    if (look === STRONG) strong++
    else if (look === WEAK) weak++
  }
  if (strong < SURE && strong + weak < SETTINGS) return null
  let found: Uint8Array | null = null
  for (let from = 0; from < lines.length; from++) {
    if (looks[from] === NONE) continue
    const run = runFrom(text, lines, looks, from)
    if (isListing(text, lines, looks, run)) (found ??= new Uint8Array(lines.length)).fill(1, run.from, run.to)
    from = run.to - 1
  }
  return found
}

function lookOf(line: string): 0 | 1 | 2 {
  if (!MARKS.test(line) && !UNMARKED.test(line)) return NONE
  const said = line.trim()
  return CODE.test(said) ? STRONG : MAYBE.test(said) ? WEAK : NONE
}

/** From one line that looks like code to the last before prose, or before too many that do not. */
function runFrom(text: string, lines: readonly Range[], looks: Uint8Array, from: number): Range {
  let to = from + 1
  for (let at = to, between = 0; at < lines.length && between <= BETWEEN; at++) {
    const line = text.slice(lines[at]!.from, lines[at]!.to).trim()
    if (looks[at] !== NONE) {
      to = at + 1
      between = 0
    } else if (line !== '') {
      if (isProse(line)) break
      between++
    }
  }
  return { from, to }
}

function isListing(text: string, lines: readonly Range[], looks: Uint8Array, { from, to }: Range): boolean {
  let [strong, code, all, pairs, fields, technical] = [0, 0, 0, 0, 0, 0]
  for (let at = from; at < to; at++) {
    const line = text.slice(lines[at]!.from, lines[at]!.to).trim()
    if (line === '') continue
    if (OF_PAGE.test(line)) return false
    all++
    if (looks[at] !== NONE) code++
    if (looks[at] === STRONG) strong++
    if (!PAIR.test(line)) continue
    pairs++
    if (FIELD.test(line)) fields++
    if (TECHNICAL.test(line)) technical++
  }
  if (strong >= SURE) return code >= SHORTEST && code >= SHARE * all
  return code >= SETTINGS && code >= SETTINGS_SHARE * all && pairs >= SETTINGS - 1 && fields * 2 < pairs && technical >= FEWEST_TECHNICAL
}

const ofBlocks = new WeakMap<readonly Block[], ReadonlySet<Block>>()
/** No line that rules take and that may be code is without one of these. */
const TELLING = /[{}[\]=;"]|:\d\d:\d\d/

/** Whether a block of a page is a line of a listing that no element tells: a paragraph or a box for each line. */
export function isListed(block: Block, items: readonly Block[]): boolean {
  if (!TELLING.test(block.text)) return false
  let listed = ofBlocks.get(items)
  if (!listed) ofBlocks.set(items, (listed = listedBlocks(items)))
  return listed.has(block)
}

function listedBlocks(items: readonly Block[]): ReadonlySet<Block> {
  const lines: Range[] = []
  let at = 0
  for (const { text } of items) {
    lines.push({ from: at, to: at + text.length })
    at += text.length + 1
  }
  const found = codeLines(items.map(({ text }) => text).join('\n'), lines)
  return new Set(found ? items.filter((_, index) => found[index] === 1) : [])
}
