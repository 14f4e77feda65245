import type {
  BlockJudge, BlockRule, Blocks, Decoded, DescribedPage, DomDocument, ElementRule, Format, Kind, Knowledge,
  Page, Policies, PrunedPage, Source, StageName,
} from './model.js'
import type { Rendered, RichRenderer } from './render/rendered.js'
import { detectLanguage, primaryLanguage } from './measure/language.js'
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
  know(lang: string, host: string | null): Knowledge
}

/** A user's own stages: each runs right behind the built-in one of its name. */
export interface ExtraStages {
  readonly describe?: (page: DescribedPage) => DescribedPage
  readonly prune?: (page: PrunedPage) => PrunedPage
  readonly segment?: (blocks: Blocks) => Blocks
  readonly select?: (blocks: Blocks) => Blocks
  readonly refine?: (blocks: Blocks) => Blocks
}

/** The stages as functions of one argument, in the order of their names' first use below. */
export interface Stages {
  decode(input: Uint8Array | string, source: Source, kind: 'page' | 'text'): Decoded
  parse(decoded: Decoded): Page
  adopt(document: DomDocument, source: Source): Page
  describe(page: Page): DescribedPage
  prune(page: DescribedPage): PrunedPage
  segmentPage(page: PrunedPage): Blocks
  segmentText(decoded: Decoded): Blocks
  select(blocks: Blocks): Blocks
  refine(blocks: Blocks): Blocks
  render(blocks: Blocks): Rendered
}

const unchanged = <T>(value: T): T => value

export function bindStages(setup: Setup): Stages {
  const { elementRules, blockRules, choosers, keep, extra } = setup
  const after = {
    describe: extra.describe ?? unchanged, prune: extra.prune ?? unchanged, segment: extra.segment ?? unchanged,
    select: extra.select ?? unchanged, refine: extra.refine ?? unchanged,
  }
  return {
    decode,
    parse,
    adopt,
    describe: page => after.describe(describe(page)),
    prune: page => after.prune(prune(page, elementRules, setup.know(page.page.lang, hostOf(page.page.source)), keep)),
    segmentPage: page => after.segment(segmentPage(page)),
    segmentText: decoded => after.segment(segmentText(decoded, setup.know(textLanguage(decoded), hostOf(decoded.source)))),
    select: blocks => after.select(select(blocks, choosers)),
    refine: blocks => after.refine(refine(blocks, blockRules, keep, setup.judge)),
    render: blocks => render(blocks, setup),
  }
}

function hostOf({ url }: Source): string | null {
  return url && URL.canParse(url) ? new URL(url).hostname : null
}

/** What the caller says, else what the letters say. */
function textLanguage({ source, text }: Decoded): string {
  return primaryLanguage(source.lang) || detectLanguage(text)
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
