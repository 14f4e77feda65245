import type {
  BlockJudge, BlockRule, Blocks, Decoded, DescribedPage, DocumentInput, DomDocument, ElementRule, Format, Kind, Knowledge, KnownSource,
  Page, Policies, PrunedPage, SiteRule, Source, StageName,
} from './model.js'
import { bodyOf, refuseNoDocument, shown, sourceOf } from './misuse.js'
import type { Rendered, RichRenderer } from './render/rendered.js'
import { changesDocument, editDocument, editSource } from './site/edits.js'
import { withSiteMetadata } from './site/metadata.js'
import { keptKinds, tunedJudge, tunedRules } from './site/switches.js'
import { languageOfText, primaryLanguage } from './measure/language.js'
import { decode } from './stages/decode.js'
import { describe } from './stages/describe.js'
import { adopt, parse } from './stages/parse.js'
import { prune } from './stages/prune.js'
import { refine } from './stages/refine.js'
import { render } from './stages/render.js'
import { segmentPage, segmentText } from './stages/segment.js'
import { type Choosers, select } from './stages/select.js'

/** Everything that a run of the pipeline is bound to. */
export interface Setup {
  readonly elementRules: readonly ElementRule[]
  readonly blockRules: readonly BlockRule[]
  /** Judges texts line by line; null when it is switched off. */
  readonly judge: BlockJudge | null
  readonly choosers: Choosers
  readonly keep: ReadonlySet<Kind>
  readonly formats: readonly Format[]
  readonly policies: Policies
  readonly rich: RichRenderer | null
  readonly extra: ExtraStages
  know(lang: string, site: SiteRule | null): Knowledge
  siteOfPage(page: Page): SiteRule | null
  siteOfText(decoded: Decoded, lang: string): SiteRule | null
}

/** A user's own stages: each runs right behind the built-in one of its name. */
export interface ExtraStages {
  readonly describe?: ((page: DescribedPage) => DescribedPage) | undefined
  readonly prune?: ((page: PrunedPage) => PrunedPage) | undefined
  readonly segment?: ((blocks: Blocks) => Blocks) | undefined
  readonly select?: ((blocks: Blocks) => Blocks) | undefined
  readonly refine?: ((blocks: Blocks) => Blocks) | undefined
}

/** The stages as functions of one argument, in the order of their names' first use below. */
export interface Stages {
  decode(input: DocumentInput, source: KnownSource, kind: 'page' | 'text'): Decoded
  parse(decoded: Decoded): Page
  adopt(document: DomDocument, source: KnownSource): Page
  describe(page: Page): DescribedPage
  prune(page: DescribedPage): PrunedPage
  segmentPage(page: PrunedPage): Blocks
  segmentText(decoded: Decoded): Blocks
  select(blocks: Blocks): Blocks
  refine(blocks: Blocks): Blocks
  render(blocks: Blocks): Rendered
}

const unchanged = <T>(value: T): T => value

/** A stage of the caller's may have no types. `key`: what the next stage would stumble over without. */
function checked<T extends object>(name: keyof ExtraStages, own: ((value: T) => T) | undefined, key: keyof T): (value: T) => T {
  if (!own) return unchanged
  return value => {
    const answer: unknown = own(value)
    if (typeof answer === 'object' && answer !== null && key in answer) return answer as T
    throw new TypeError(`Expected the own stage "${name}" to return what it was given, or a changed copy; got ${shown(answer)}`)
  }
}

export function bindStages(setup: Setup): Stages {
  const { elementRules, blockRules, choosers, keep, extra } = setup
  const after = {
    describe: checked('describe', extra.describe, 'metadata'), prune: checked('prune', extra.prune, 'removed'),
    segment: checked('segment', extra.segment, 'items'), select: checked('select', extra.select, 'items'),
    refine: checked('refine', extra.refine, 'items'),
  }
  return {
    decode: (input, source, kind) => {
      if (kind !== 'page' && kind !== 'text') throw new TypeError(`Expected the kind to be "page" or "text"; got ${shown(kind)}`)
      return decode(bodyOf(input), sourceOf(source), kind)
    },
    parse: decoded => withSite(parse(decoded), () => decoded, setup),
    adopt: (document, known) => {
      refuseNoDocument(document)
      const source = sourceOf(known)
      return withSite(adopt(document, source), () => copyOf(document, source), setup)
    },
    describe: page => after.describe(withSiteMetadata(describe(page))),
    prune: page => {
      const { lang, site } = page.page
      return after.prune(prune(page, tunedRules(elementRules, site, 'elements'), setup.know(lang, site), keptKinds(keep, site)))
    },
    segmentPage: page => after.segment(segmentPage(page)),
    segmentText: decoded => {
      const lang = textLanguage(decoded)
      return after.segment(segmentText(decoded, setup.know(lang, setup.siteOfText(decoded, lang))))
    },
    select: blocks => after.select(select(blocks, choosers)),
    refine: blocks => {
      const { site } = blocks.knowledge
      return after.refine(refine(blocks, tunedRules(blockRules, site, 'blocks'), keptKinds(keep, site), tunedJudge(setup.judge, site)))
    },
    render: blocks => render(blocks, setup),
  }
}

/**
 * The page with the site rule that applies to it. A rule that changes the document is carried out on a second parse, so only
 * pages of such a site pay for it, and which rule applies is always judged on the page as it came.
 */
function withSite(page: Page, sourceOf: () => Decoded | null, setup: Setup): Page {
  const site = setup.siteOfPage(page)
  if (site === null) return page
  const decoded = changesDocument(site) ? sourceOf() : null
  const changed = decoded ? parse(editSource(decoded, site), document => editDocument(document, site)) : page
  return Object.create(changed, { site: { value: site, enumerable: true } }) as Page
}

/** The caller's document as a source of our own, since nothing may be changed in it; null where it cannot be written out. */
function copyOf({ documentElement }: DomDocument, source: Source): Decoded | null {
  const html: unknown = documentElement && 'outerHTML' in documentElement ? documentElement.outerHTML : null
  if (typeof html !== 'string') return null
  return { source, text: html, encoding: 'utf-8', encodingFrom: 'string', trail: { removals: [], problems: [] } }
}

/** What the caller says, else what the letters say. */
function textLanguage({ source, text }: Decoded): string {
  return primaryLanguage(source.lang) || languageOfText(text)
}

/** The life of a web page. `timed` runs a stage and may take its time. */
export function cleanPage(page: Page, stages: Stages, timed: Timed): { blocks: Blocks; rendered: Rendered } {
  const described = timed('describe', () => stages.describe(page))
  const pruned = timed('prune', () => stages.prune(described))
  const segmented = timed('segment', () => stages.segmentPage(pruned))
  const selected = timed('select', () => stages.select(segmented))
  const blocks = timed('refine', () => stages.refine(selected))
  const rendered = timed('render', () => stages.render(blocks))
  return { blocks, rendered }
}

/** The life of a noisy text. */
export function cleanText(decoded: Decoded, stages: Stages, timed: Timed): { blocks: Blocks; rendered: Rendered } {
  const segmented = timed('segment', () => stages.segmentText(decoded))
  const blocks = timed('refine', () => stages.refine(segmented))
  const rendered = timed('render', () => stages.render(blocks))
  return { blocks, rendered }
}

export type Timed = <T>(stage: StageName, run: () => T) => T
