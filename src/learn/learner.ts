import type { Blocks, Decoded, DescribedPage, Page, PrunedPage, Source } from '../model.js'
import type { PageObservation } from './observation.js'
import { observePage } from './observe.js'
import { proposeRule, type SiteProposal } from './proposal.js'

/** The stages that a learner asks what is delivered today. `Cleaner.stages` is one. */
export interface LearnerStages {
  decode(input: Uint8Array | string, source: Source, kind: 'page' | 'text'): Decoded
  parse(decoded: Decoded): Page
  describe(page: Page): DescribedPage
  prune(page: DescribedPage): PrunedPage
  segmentPage(page: PrunedPage): Blocks
  select(blocks: Blocks): Blocks
  refine(blocks: Blocks): Blocks
}

export interface LearnerOptions {
  /** Pages that are remembered, from 2 up; default 60. Which ones is by their texts alone, not by their order. */
  readonly pages?: number | undefined
  /** What `state()` gave: the learner goes on from there. */
  readonly state?: LearnerState | undefined
}

/** Everything that a learner knows; survives structuredClone and JSON. */
export interface LearnerState {
  readonly version: 1
  /** Different pages that were added. */
  readonly seen: number
  readonly pages: readonly PageObservation[]
}

export interface PageName extends Partial<Source> {
  /** What the proposal calls the page, a path for example; else its URL. */
  readonly name?: string
}

/** Learns the site rule of one site from its pages, one by one and in any order. */
export interface SiteLearner {
  /** Looks at a page and remembers what counts of it. Never throws for what a page holds. */
  add(page: string | Uint8Array | Page, source?: PageName): void
  /** The rule so far. The same pages give the same rule, whatever their order. */
  propose(): SiteProposal
  state(): LearnerState
}

/** Pages tell what a site has in common long before there are so many. */
const PAGES = 60

/**
 * @throws {TypeError} for a number of pages below 2, and for a state of another version
 */
export function createLearner(stages: LearnerStages, { pages: most = PAGES, state }: LearnerOptions = {}): SiteLearner {
  if (!Number.isSafeInteger(most) || most < 2) throw new TypeError(`Expected a number of pages from 2 up; got ${most}`)
  if (state && (state.version as number) !== 1) throw new TypeError(`Expected the state of version 1; got ${String(state.version)}`)
  // The pages with the smallest keys: a sample by chance, which stays the same when the pages come in another order.
  let remembered = [...state?.pages ?? []].sort(byKey)
  let seen = state?.seen ?? 0
  return {
    add(input, source = {}) {
      const page = isPage(input) ? input : stages.parse(stages.decode(input, { url: null, contentType: null, lang: null, ...known(source) }, 'page'))
      const delivered = stages.refine(stages.select(stages.segmentPage(stages.prune(stages.describe(page)))))
      const observed = observePage(page, delivered, source.name ?? page.source.url ?? '')
      if (observed.units.length === 0 || remembered.some(({ key }) => key === observed.key)) return
      seen++
      remembered = [...remembered, observed].sort(byKey).slice(0, most)
    },
    propose: () => proposeRule(remembered, seen),
    state: () => ({ version: 1, seen, pages: remembered }),
  }
}

function byKey(a: PageObservation, b: PageObservation): number {
  return a.key - b.key
}

function isPage(input: string | Uint8Array | Page): input is Page {
  return typeof input === 'object' && 'elements' in input
}

function known({ url, contentType, lang }: PageName): Partial<Source> {
  return { ...(url === undefined ? {} : { url }), ...(contentType === undefined ? {} : { contentType }), ...(lang === undefined ? {} : { lang }) }
}
