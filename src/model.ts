/**
 * The words of the house: types only, imports nothing.
 *
 * A document travels Decoded → Page → DescribedPage → PrunedPage → Blocks → Cleaned (web pages)
 * or Decoded → Blocks → Cleaned (noisy text). See docs/architecture.md.
 */

// ── DOM ──────────────────────────────────────────────────────────────────────
// The few members that the core reads. Structural, so that documents of linkedom, jsdom and browsers fit
// and users need no DOM lib in their tsconfig. Nothing here is ever written to.

export interface DomNode {
  /** 1 element, 3 text, 4 CDATA, 8 comment, 9 document. */
  readonly nodeType: number
  readonly nodeValue: string | null
  readonly parentNode: DomNode | null
  readonly firstChild: DomNode | null
  readonly nextSibling: DomNode | null
}

export interface DomElement extends DomNode {
  readonly localName: string
  readonly textContent: string | null
  hasAttributes(): boolean
  getAttribute(name: string): string | null
  getAttributeNames(): readonly string[]
  getAttributeNode(name: string): { readonly value: string } | null
}

export interface DomDocument extends DomNode {
  readonly documentElement: DomElement | null
  /** Throws on an invalid selector. */
  querySelectorAll(selector: string): Iterable<DomElement>
}

// ── Kinds of boilerplate ─────────────────────────────────────────────────────

/** What a removed piece was. The closed list; `outside` is what content selection left out. */
export type Kind =
  | 'share' | 'language-selector' | 'related' | 'comments' | 'newsletter' | 'consent' | 'ad' | 'navigation'
  | 'legal' | 'byline' | 'dateline' | 'caption' | 'tags' | 'pagination' | 'tools' | 'paywall' | 'poll' | 'app'
  | 'debris' | 'title-repeat' | 'hidden' | 'site' | 'outside'

// ── Knowledge: the rulebook as plain, structured-cloneable data ──────────────

/**
 * How a phrase is found in a text, after folding both (case, NFKC, spaces, outer punctuation, numbers → #):
 * `line` the whole text · `label` at the start, followed by a colon, dash or bar and more text ·
 * `starts`, `ends` at a word boundary · `contains` anywhere between word boundaries.
 */
export type PhraseForm = 'line' | 'label' | 'starts' | 'ends' | 'contains'

export type PhraseTable = { readonly [K in Kind]?: { readonly [F in PhraseForm]?: readonly string[] } }

/** One `rules/phrases/<lang>.yaml`. */
export interface PhraseFile {
  /** BCP 47 primary subtag, lower case. */
  readonly lang: string
  readonly phrases: PhraseTable
}

/** A vendor's widget by signature: valid on every site. One entry of `rules/widgets/<vendor>.yaml`. */
export interface Widget {
  readonly id: string
  readonly kind: Kind
  readonly origin: Origin
  /** Compared with an element's id and class tokens, exactly, case folded. */
  readonly names: readonly string[]
  /** A class token or id that begins so, case folded. */
  readonly prefixes: readonly string[]
}

/** Where a rule comes from: a module of the code, or a file and line (1-based). */
export type Origin =
  | { readonly type: 'module'; readonly name: string }
  | { readonly type: 'file'; readonly file: string; readonly line: number }

export interface SiteSelector {
  readonly selector: string
  readonly origin: Origin
}

/** How an element's text must be: white space folded, case ignored unless `case`. Every test given must hold. */
export interface TextTest {
  /** One of these. */
  readonly equals?: readonly string[]
  readonly starts?: readonly string[]
  readonly contains?: readonly string[]
  /** Source of a regular expression with flag v. */
  readonly matches?: string
  /** In code units. */
  readonly maxChars?: number
  readonly case?: boolean
}

/** What a site rule removes: matches of the selector whose text passes, or what stands around or behind them. */
export interface SiteRemoval extends SiteSelector {
  readonly text?: TextTest
  /** Of several matches, after the test of their text. All when absent. */
  readonly pick?: 'first' | 'last'
  /** Selector of the nearest ancestor, which goes instead. */
  readonly up?: string
  /** The following siblings go too, up to this selector's match; `end`: all of them. */
  readonly until?: string
  /** Largest share of the page's text, 0 to 1; a larger match is passed over and reported. */
  readonly maxShare?: number
  /** Most text of a match, in code units; a larger match is passed over and reported. */
  readonly maxChars?: number
  readonly why?: string
}

/** A change of the document's structure, carried out on our own parse before anything is measured. */
export type SiteEdit = SiteSelector & (
  | { readonly edit: 'unwrap' }
  | { readonly edit: 'rename'; readonly to: string }
  | { readonly edit: 'move'; readonly place: 'before' | 'after' | 'into'; readonly target: string }
  /** Copies the first of `from` that has a value, else sets `set`, else drops the attribute. */
  | { readonly edit: 'attribute'; readonly name: string; readonly from?: readonly string[]; readonly set?: string }
)

/** A literal replacement, in text nodes or in the source before it is parsed. */
export interface SiteReplacement {
  readonly find: string
  readonly with: string
  readonly in: 'text' | 'html'
  readonly origin: Origin
}

/** Where a site says a value: a constant, an element's text or attribute, or a path in JSON-LD; then string steps. */
export interface SiteValue {
  readonly origin: Origin
  readonly select?: string
  readonly attr?: string
  readonly value?: string
  /** `NewsArticle.author.name`: a type, then keys. */
  readonly jsonld?: string
  /** Every match, not the first alone. */
  readonly all?: boolean
  readonly after?: string
  readonly before?: string
  readonly stripPrefix?: readonly string[]
  readonly stripSuffix?: readonly string[]
  readonly split?: readonly string[]
  /** How a date is written: `d. MMMM yyyy`. */
  readonly format?: string
  /** Language of its month names (BCP 47). */
  readonly locale?: string
  /** IANA name or offset, for dates without one. */
  readonly timezone?: string
}

export type SiteField = 'title' | 'author' | 'date' | 'modified' | 'section' | 'image' | 'lang' | 'canonical'
export type SiteLink = 'next' | 'singlePage'

/** A phrase that takes the paragraph or line which says it, on pages and in texts. */
export interface SiteLine {
  readonly form: PhraseForm
  readonly phrase: string
  readonly origin: Origin
}

/** What a site rule changes about the generic rules. */
export interface SiteSwitches {
  /** False: no generic rule removes elements or blocks. */
  readonly remove?: boolean
  readonly filterLists?: boolean
  /** False: no generic rule removes blocks by what they say. */
  readonly textRules?: boolean
  /** Rule ids. */
  readonly off?: readonly string[]
  readonly keep?: readonly Kind[]
  /** Share of the prose that a rule may take, by rule id. */
  readonly budgets?: { readonly [rule: string]: number }
}

/** Conditions on the page, all of which must hold. */
export interface SiteConditions {
  /** Selectors that match something; that match nothing. */
  readonly present?: readonly string[]
  readonly absent?: readonly string[]
  /** Primary language subtags. */
  readonly lang?: readonly string[]
}

/** Where rule files lie, in order of precedence: named by the caller, the user's, the project's, built in. */
export type RuleLayer = 'given' | 'user' | 'project' | 'built-in'

/** What to do on the pages of one site. One `rules/sites/<host>.yaml`, with what it inherits. */
export interface SiteRule {
  readonly id: string
  /** `example.com` = itself and www.; `*.example.com` = every sub-domain at any depth; none = any host, by `when`. */
  readonly hosts: readonly string[]
  readonly origin: Origin
  /** `given` when absent. */
  readonly layer?: RuleLayer
  /** Globs over the URL's path. */
  readonly paths?: { readonly include?: readonly string[]; readonly exclude?: readonly string[] }
  readonly when?: SiteConditions
  /** ISO date on which somebody saw it work. */
  readonly verified?: string
  /** That was more than a year ago: the content must agree with the generic choice. */
  readonly stale?: boolean
  /** Tried in order; the first that passes the guards is the content. */
  readonly content: readonly SiteSelector[]
  /** Keep every match of the content selector, in document order; else several matches count as a miss. */
  readonly join: boolean
  /** Least text of a match, in code units, CJK counted double; default 140. */
  readonly minChars?: number
  /** Least share of the generic choice's text; default 0.25. */
  readonly minShare?: number
  /** What happens when no content selector passes; default `generic`. */
  readonly onMiss?: 'generic' | 'empty' | 'error'
  /** Elements that no generic rule may take. */
  readonly keep: readonly SiteSelector[]
  readonly remove: readonly SiteRemoval[]
  readonly edits?: readonly SiteEdit[]
  readonly replace?: readonly SiteReplacement[]
  readonly metadata?: { readonly [F in SiteField]?: readonly SiteValue[] }
  readonly links?: { readonly [L in SiteLink]?: readonly SiteValue[] }
  readonly generic?: SiteSwitches
  readonly lines?: readonly SiteLine[]
}

/** One element-hiding rule of an ad-block list (EasyList syntax). */
export interface FilterRule {
  readonly selector: string
  /** 1-based, in the list's file. */
  readonly line: number
  /** Holds on these hosts and their sub-domains only; everywhere when empty. `example.*` = under any public suffix. */
  readonly hosts: readonly string[]
  /** Not on these hosts and their sub-domains. */
  readonly except: readonly string[]
  /** `hide` it; `show` takes rules with the same selector back. */
  readonly action: 'hide' | 'show'
}

/** One ad-block list as far as it is understood. */
export interface FilterList {
  readonly file: string
  readonly rules: readonly FilterRule[]
  /** Hosts on which generic rules (`generic`), or all rules (`all`), are switched off by the list itself. */
  readonly excused: readonly { readonly host: string; readonly from: 'generic' | 'all' }[]
  readonly counts: FilterCounts
}

/** Lines of an ad-block list by what became of them. */
export interface FilterCounts {
  /** Hiding rules for every site, for named sites, and exceptions (`#@#`): understood. */
  readonly generic: number
  readonly specific: number
  readonly exceptions: number
  /** Hiding rules that need a live page or a condition, or whose selector is not understood: passed over. */
  readonly notUnderstood: number
  /** Scripts, styles and the like, which hide nothing here. */
  readonly scripts: number
  /** Rules about requests; those that switch hiding off on a site are heeded. */
  readonly network: number
}

/** Everything the core knows, as one value. Plain data: survives structuredClone and JSON. */
export interface Rulebook {
  readonly phrases: readonly PhraseFile[]
  readonly widgets: readonly Widget[]
  /** Which of them applies to a page: `rulebook/host.ts`. */
  readonly sites: readonly SiteRule[]
  /** Ad-block lists that the user brought. */
  readonly filterLists?: readonly FilterList[]
  /** Trained models as JSON texts, read when first used (src/classify/models.ts). Without one, what it decides is left to the rules. */
  readonly models?: Models
}

/** `blocks` chooses the content of pages, `lines` judges the lines of texts. */
export interface Models {
  readonly blocks?: string
  readonly lines?: string
}

export interface PhraseMatch {
  readonly kind: Kind
  readonly form: PhraseForm
  /** The phrase as folded. */
  readonly phrase: string
  readonly lang: string
}

/** The rulebook made ready for one document's language. What rules may ask. */
export interface Knowledge {
  readonly lang: string
  /** All matches of the text; empty for texts longer than 400 characters. Cached per document. */
  matches(text: string): readonly PhraseMatch[]
  /** The first match of this kind (in one of the forms, when given), else null. */
  says(kind: Kind, text: string, ...forms: PhraseForm[]): PhraseMatch | null
  /** Widgets by exact name and by prefix, for one class token or id in lower case. */
  widget(token: string): Widget | null
  readonly site: SiteRule | null
  /** How often lines recur on the document's site; absent when nothing is known of it. */
  readonly repeats?: Repeats
}

/** What statistics say about lines of one site. */
export interface Repeats {
  /** Documents of the site that were counted. */
  readonly documents: number
  /** On how many of them a line stands, never overstated. Case, punctuation and the value of numbers do not count. */
  on(text: string): number
}

/** Which lines recur on which sites: plain data, made by `createStatisticsCollector`. */
export interface SiteStatistics {
  readonly version: 1
  /** By host, without www.; documents without an address have the host ''. */
  readonly hosts: {
    readonly [host: string]: {
      readonly documents: number
      /** Fingerprints of lines, and on how many documents each stands. */
      readonly prints: readonly number[]
      readonly counts: readonly number[]
    }
  }
}

// ── Input ────────────────────────────────────────────────────────────────────

/** What is known about a document beside its bytes. */
export interface Source {
  /** Absolute http(s) URL the document was saved from. */
  readonly url: string | null
  /** HTTP Content-Type header, if known. */
  readonly contentType: string | null
  /** Language that the caller knows (BCP 47); beats what the page says. */
  readonly lang: string | null
}

/** What a caller knows of a document: a `Source` in which everything may be left out. */
export interface KnownSource {
  /** A URL fits, and so does what has an `href` else. */
  readonly url?: string | { readonly href: string } | null | undefined
  readonly contentType?: string | null | undefined
  readonly lang?: string | null | undefined
}

/** A document as callers have it: `await response.text()`, `await response.arrayBuffer()`, a Buffer, any view of bytes. */
export type DocumentInput = string | ArrayBuffer | ArrayBufferView

export interface Decoded {
  readonly source: Source
  readonly text: string
  /** Canonical WHATWG name, lower case (`utf-8`, `windows-1252`, …). */
  readonly encoding: string
  readonly encodingFrom: 'string' | 'bom' | 'header' | 'meta' | 'detected' | 'default'
  readonly trail: Trail
}

// ── Pages ────────────────────────────────────────────────────────────────────

/** One element of a page with its measurements, made while the page is parsed. Lengths are UTF-16 code units. */
export interface PageElement {
  /** Made with `Page.document` when first asked for; `Page.attr` needs neither. */
  readonly node: DomElement
  /** Lower case local name. */
  readonly tag: string
  /** As written; null without one. */
  readonly id: string | null
  /** Position in document order = index into `Page.elements`. */
  readonly order: number
  /** `order` behind the last descendant: `a` holds `b` when a.order <= b.order && b.order < a.end. */
  readonly end: number
  readonly depth: number
  readonly parent: PageElement | null
  /** Range of its text in `Page.text`. */
  readonly from: number
  readonly to: number
  /** Length of text without white space at boundaries; of it, text inside links. */
  readonly textLength: number
  readonly linkLength: number
  /** Length of text in runs that read like prose (see measure/text.ts, isProse). */
  readonly prose: number
  /** Numbers of descendants. */
  readonly links: number
  readonly images: number
  /** input, select, textarea, button. */
  readonly fields: number
  readonly headings: number
  /** Text runs (lines between block boundaries) inside. */
  readonly runs: number
  /** Index of the first run that begins in it, into `Page.runs`. */
  readonly firstRun: number
  /** Class tokens and id, lower case. */
  readonly tokens: readonly string[]
  /** Words of class, id, role, data-testid/-component: split at non-letters and camelCase, lower case, unique. */
  readonly words: readonly string[]
  /** Not shown: hidden attribute, aria-hidden, inline display:none … (own flag, not inherited). */
  readonly hidden: boolean
}

/** One piece of text: a text node's part of `Page.text`. */
export interface Piece {
  readonly from: number
  readonly to: number
  readonly owner: PageElement
  /** Inside a link. */
  readonly linked: boolean
}

/** A line of text as a reader sees it: what stands between two block boundaries. */
export interface Run {
  readonly index: number
  /** The nearest block-level element around it. */
  readonly owner: PageElement
  readonly from: number
  readonly to: number
  readonly linkLength: number
  readonly prose: boolean
  /** Range in `Page.pieces`. */
  readonly firstPiece: number
  readonly endPiece: number
}

export interface Page {
  readonly source: Source
  /** The page in linkedom, made when first asked for: as dear as everything else together. */
  readonly document: DomDocument
  /** What relative URLs are resolved against: <base>, else the source URL, else the canonical one; null if unknown. */
  readonly base: string | null
  readonly elements: readonly PageElement[]
  readonly body: PageElement | null
  /** The whole visible text, runs separated by one line feed each. */
  readonly text: string
  readonly pieces: readonly Piece[]
  readonly runs: readonly Run[]
  /** Contents of application/ld+json scripts, in order. */
  readonly jsonLd: readonly string[]
  /** Text of the first title element as it stands, null without one. */
  readonly title: string | null
  readonly lang: string
  readonly langFrom: 'caller' | 'page' | 'detected' | 'unknown'
  readonly trail: Trail
  /** The site rule that applies. */
  readonly site: SiteRule | null

  /** Elements with this tag, in document order. */
  tagged(tag: string): readonly PageElement[]
  /** Elements one of whose `words` is this, in document order. */
  named(word: string): readonly PageElement[]
  /** Elements one of whose `tokens` is this (lower case). */
  tokened(token: string): readonly PageElement[]
  /** Elements with this attribute (lower case), in document order. */
  attributed(name: string): readonly PageElement[]
  /** All class tokens and ids of the page, lower case. */
  tokens(): Iterable<string>
  textOf(of: { readonly from: number; readonly to: number }): string
  attr(element: PageElement, name: string): string | null
  children(element: PageElement): readonly PageElement[]
  next(element: PageElement): PageElement | null
  previous(element: PageElement): PageElement | null
  runsOf(element: PageElement): readonly Run[]
}

/** One metadata value and where it was read. */
export interface Found {
  readonly value: string
  /** `json-ld`, `og`, `meta`, `dublin-core`, `microdata`, `page` (visible), `title`, `link`, `url`, `text` … */
  readonly source: string
}

export interface Metadata {
  readonly title: Found | null
  readonly byline: Found | null
  /** ISO 8601 date or date-time, as exact as the source. */
  readonly published: Found | null
  readonly modified: Found | null
  readonly siteName: Found | null
  /** Part of the site, as a site rule finds it. */
  readonly section: Found | null
  readonly description: Found | null
  /** Absolute URLs. */
  readonly canonicalUrl: Found | null
  readonly image: Found | null
  readonly language: Found | null
  /** Strings by which the page names its title: headline, og:title, <title> with and without site name, h1. */
  readonly titles: readonly string[]
}

/** The text that a page states of itself in JSON-LD, for scripts and search engines. */
export interface StatedText {
  readonly text: string
  /** `articleBody`, `text`, or a product's `description`. */
  readonly property: string
}

/** How many words a page says that its article has. */
export interface StatedLength {
  readonly least: number
  readonly most: number
  /** `wordCount` of JSON-LD, or `reading time`. */
  readonly property: string
}

export interface DescribedPage {
  readonly page: Page
  readonly metadata: Metadata
  readonly stated: StatedText | null
  readonly statedLength: StatedLength | null
}

/** What a rule removed although such things can be content on some pages: content selection may take it back. */
export interface Suspicion {
  readonly target: PageElement
  readonly kind: Kind
  /** Its entry in the trail; null for what shows no text, and inside of what a site rule removes. */
  readonly removal: Removal | null
}

/** What goes from inside a suspected element even when that is taken back: its entry belongs into the ledger then. */
export interface FirmRemoval {
  /** Index into `PrunedPage.suspicions`. */
  readonly suspicion: number
  readonly removal: Removal
}

export interface PrunedPage extends DescribedPage {
  /** 1 at the order of each removed element and of all its descendants. */
  readonly removed: Uint8Array
  readonly suspicions: readonly Suspicion[]
  /** At the order of each element that is removed on suspicion alone: 1 + the index into `suspicions`; else 0. */
  readonly suspected: Uint16Array
  /** 1 at the order of each element that only a site rule removes: content selection sees it, and it goes whatever it says. */
  readonly ordered: Uint8Array
  readonly firm: readonly FirmRemoval[]
  /** 1 at the order of each element inside one that a site rule keeps, or of a kind that the caller keeps. */
  readonly kept: Uint8Array
  /** Text of the removed reader comments, one string per paragraph. */
  readonly comments: readonly string[]
  readonly knowledge: Knowledge
  readonly trail: Trail
}

// ── Blocks ───────────────────────────────────────────────────────────────────

export type BlockKind = 'heading' | 'paragraph' | 'list-item' | 'code' | 'cell' | 'caption'

export interface Range {
  readonly from: number
  readonly to: number
}

/** One paragraph-like unit of a page or of a noisy text. */
export interface Block {
  readonly index: number
  readonly kind: BlockKind
  /** As read. Line feeds only where the author broke the line (br, pre, wrapped text). */
  readonly text: string
  /** Where the text stands: ranges of `Page.text`, or of the decoded text. Joined they are `text`. */
  readonly parts: readonly Range[]
  /** Heading 1–6; nesting depth of a list item, from 1; else 0. */
  readonly level: number
  /** Inside a quotation. */
  readonly quoted: boolean
  readonly linkLength: number
  /** Reads like prose (isProse). */
  readonly prose: boolean
  /** A blank line stood before it (texts); always true for pages. */
  readonly gap: boolean
  /** First source line, 1-based (texts); 0 for pages. */
  readonly line: number
  /** The block-level element (pages); null for texts. */
  readonly element: PageElement | null
  /** Probability (0 to 1) that it is content; absent where no model was asked. */
  readonly score?: number
  /** The features that moved the score most, in words; where it was asked for (explain). */
  readonly reasons?: string
}

export type BlockSource =
  | { readonly type: 'page'; readonly page: PrunedPage }
  | { readonly type: 'text'; readonly decoded: Decoded }

/** What every stage after segment handles. */
export interface Blocks {
  readonly source: BlockSource
  /** The text that `Block.parts` point into. */
  readonly text: string
  readonly items: readonly Block[]
  /** Blocks removed on suspicion alone or by a site rule, in document order; their `index` is -1. Empty for texts and after select. */
  readonly suspects: readonly Block[]
  /** Prose of the document before anything was removed, in code units. */
  readonly inputProse: number
  readonly metadata: Metadata
  readonly knowledge: Knowledge
  /** How the content was chosen (pages), 'all' for texts and before select. */
  readonly selection: Selection
  readonly trail: Trail
}

/** What a page is made for. */
export type PageKind = 'article' | 'documentation' | 'service' | 'forum' | 'listing' | 'collection' | 'product'

export interface PageGuess {
  readonly kind: PageKind
  /** 0 to 1. */
  readonly confidence: number
}

export interface Selection {
  /** `all`, `site`, `readability`, `fallback`, or a custom selector's id. */
  readonly strategy: string
  /** 0 to 1. */
  readonly confidence: number
  readonly why: string
  /** What kind of page it is, and the word F1 to expect of the choice (0 to 1); where the block model was asked. */
  readonly page?: PageGuess
  readonly expected?: number
}

/** A way of choosing the article's blocks. */
export interface ContentSelector {
  readonly id: string
  /** Answers for each block (by index) whether it is content, or null when it finds nothing. Must not mutate. */
  select(blocks: Blocks): { readonly chosen: readonly boolean[]; readonly confidence: number; readonly why: string } | null
}

// ── Rules ────────────────────────────────────────────────────────────────────

export interface RuleBase {
  /** A noun phrase for what goes; = file name = fixture folder. */
  readonly id: string
  readonly kind: Kind
  /** One phrase for `rules list`: what it removes. */
  readonly removes: string
  /**
   * Largest share (0 to 1) of the document's prose that the rule may take; default 0.3.
   * More than that is refused, largest hit first, and reported as `removal-refused`.
   */
  readonly budget?: number
  /**
   * Its selectors were written for other pages and tried on none like this: hits that hold the headline, the main part
   * or more than 30 % of the text are refused.
   */
  readonly untried?: true
}

export interface ElementHit {
  readonly target: PageElement
  /** Starts in lower case, cites evidence, no full stop. */
  readonly why: string
  /** When the hit is of another kind than the rule's, or rests on a file of the rulebook. */
  readonly kind?: Kind
  readonly origin?: Origin
}

/** Judges elements of a web page before blocks are made. `find` changes nothing. */
export interface ElementRule extends RuleBase {
  find(page: DescribedPage, know: Knowledge): Iterable<ElementHit>
}

export interface BlockHit {
  readonly target: Block
  /** Range within `target.text` to cut; the whole block when absent. */
  readonly span?: Range
  readonly why: string
  /** When the hit is of another kind than the rule's. */
  readonly kind?: Kind
  /**
   * What the rule goes by (default: by the kind, the words or the block). Of what is certain, since it is no language or is known by
   * comparing it with the line beside it, the judge of lines has nothing to say.
   */
  readonly basis?: Basis | 'certain'
}

/**
 * What a rule goes by, the weakest first: where the block stands, below a heading say; the block itself; its own words. The weaker it is, the surer
 * must the judge of lines be that the block may go.
 */
export type Basis = 'place' | 'block' | 'words'

/** Judges blocks of pages and of noisy texts. `find` changes nothing. */
export interface BlockRule extends RuleBase {
  find(blocks: Blocks, know: Knowledge): Iterable<BlockHit>
}

/**
 * Weighs what all block rules found in a snapshot with everything else that is known of each block. Asked after the
 * rules of a round; its hits pass the same guards and budgets as theirs.
 */
export interface BlockJudge extends RuleBase {
  /** `pointed`: 1 for each block that a rule would take whole. Null when it does not judge such documents. */
  weigh(blocks: Blocks, know: Knowledge, pointed: Uint8Array): Judgement | null
}

/** A judge's hit; its reason is put into words when somebody asks. */
export interface JudgedHit extends Omit<BlockHit, 'why'> {
  readonly why: () => string
}

export interface Judgement {
  readonly hits: Iterable<JudgedHit>
  /** Why a block must stay although a rule points at it on this basis, or null. What it spares on a stronger one, it spares on a weaker one too. */
  readonly spares: (index: number, basis: Basis) => string | null
}

// ── Trail: ledger and problems ───────────────────────────────────────────────

export type StageName = 'decode' | 'parse' | 'describe' | 'prune' | 'segment' | 'select' | 'refine' | 'render'

export interface Removal {
  readonly stage: StageName
  readonly rule: string
  readonly kind: Kind
  readonly origin: Origin
  readonly why: string
  /** Path of the source element (`body>div.main>p:3`) or `line 12`. */
  readonly where: string
  /** Source line (texts), 1-based; 0 for pages. */
  readonly line: number
  /** Range of `Page.text` (pages) or of the decoded text. */
  readonly from: number
  readonly to: number
  /** Code units of text removed. */
  readonly length: number
  /** First 160 characters, white space folded. */
  readonly excerpt: string
  /** 53-bit hash of the removed text, hex. */
  readonly hash: string
}

/** The closed list of what can go wrong with one document. Sentences are made in report/ alone. */
export type ProblemCode =
  | 'removal-refused' | 'rule-failed' | 'stage-failed' | 'selector-failed' | 'content-selector-missed' | 'content-required'
  | 'encoding-guessed' | 'undecodable-bytes' | 'not-text' | 'too-deep' | 'too-large' | 'bad-json-ld' | 'bad-url'
  | 'trailing-bytes'

export interface Problem {
  readonly code: ProblemCode
  readonly stage: StageName
  /** Rule id or selector concerned; empty if none. */
  readonly rule: string
  readonly detail: string
}

/** What happened so far. Stages return a longer one, never change one. */
export interface Trail {
  readonly removals: readonly Removal[]
  readonly problems: readonly Problem[]
}

// ── Output ───────────────────────────────────────────────────────────────────

/**
 * `clean` fine · `partial` text was delivered, but something is doubtful: see problems and signals ·
 * `empty` no text in the input · `not-an-article` text, but no article was found: nothing delivered ·
 * `not-text` binary · `failed` the document could not be processed.
 */
export type Verdict = 'clean' | 'partial' | 'empty' | 'not-an-article' | 'not-text' | 'failed'

export interface Signals {
  /** Code units of text, without what separates blocks: in the input, in the output. */
  readonly inputLength: number
  readonly outputLength: number
  /** Of the output, within links. */
  readonly linkShare: number
  /** Blocks of the output that read like prose. */
  readonly proseBlocks: number
  /** Share of the input's prose that is in the output. */
  readonly proseKept: number
  /** Removals that a guard refused. */
  readonly refused: number
}

export type Format = 'text' | 'markdown' | 'html'

/** Which way to err where no rule is certain: keep more of what may be the article's, or remove more of what may not. */
export type Favor = 'recall' | 'balance' | 'precision'

export interface Policies {
  /** Put the title first in the body. Default false. */
  readonly title: boolean
  /** Keep image captions and credits. Default false. */
  readonly captions: boolean
  /** Keep link targets in Markdown and HTML (the link's words always stay). Default true. */
  readonly links: boolean
  /** Keep images in Markdown and HTML. Default true. */
  readonly images: boolean
  readonly tables: boolean
  /** Plain spaces and line breaks, entities read, invisible characters out, NFC, in the text. Default false: kept text is not rewritten. */
  readonly normalize?: boolean
  /** Hand out the reader comments in `Cleaned.comments`. They are never in the body. Default false. */
  readonly comments: boolean
}

export interface Cleaned {
  readonly verdict: Verdict
  /** 0 to 1: how much the result can be trusted. */
  readonly confidence: number
  readonly signals: Signals
  readonly metadata: Metadata
  /** Always made. Paragraphs separated by blank lines (pages); the kept source text (texts). */
  readonly text: string
  /** Null when the format was not asked for. */
  readonly markdown: string | null
  readonly html: string | null
  /** Reader comments, one string each; empty unless the policy asks for them. */
  readonly comments: readonly string[]
  readonly selection: Selection
  /** Null for texts, and where no model judged the page. */
  readonly page: PageGuess | null
  /** Id of the site rule that was applied. */
  readonly siteRule: string | null
  /** Absolute URLs that the site rule finds; nothing is fetched. */
  readonly links: { readonly [L in SiteLink]: string | null }
  readonly lang: string
  readonly encoding: string
  readonly removals: readonly Removal[]
  readonly problems: readonly Problem[]
  /** Milliseconds per stage; empty when the cleaner was given no clock. */
  readonly timings: { readonly [S in StageName]?: number }
}
