import type { Cleaner } from '../cleaner.js'
import type { Blocks, Page, PageElement, Source } from '../model.js'
import { elementFinder } from '../measure/find-elements.js'

/** A saved page of the site that a rule is drafted for. */
export interface SavedPage {
  /** As the rule's test will name it. */
  readonly file: string
  readonly body: string | Uint8Array
  readonly source?: Partial<Source>
}

/** A selector that could be `content.select`, with what speaks for it. */
export interface ContentCandidate {
  readonly selector: string
  /** Pages on which it matches exactly one element. */
  readonly pages: number
  /** Of the text that was chosen without a rule, what it holds; of its own text, what was chosen. Means over pages, 0 to 1. */
  readonly holds: number
  readonly chosen: number
}

/** What is known of a site from some of its pages. */
export interface SiteDraft {
  /** By the pages' own addresses; null when none says. */
  readonly host: string | null
  readonly candidates: readonly ContentCandidate[]
  readonly pages: readonly DraftPage[]
}

export interface DraftPage {
  readonly file: string
  readonly url: string | null
  readonly title: string | null
  /** First and last sentence-like lines of what was chosen. */
  readonly samples: readonly string[]
}

const MOST_CANDIDATES = 5
/** A match that holds less of the chosen text is no container of the article. */
const LEAST_HELD = 0.8
/** Names of one page rather than of a place on every page. */
const NUMBERED = /\d{3,}|^[a-f0-9-]{16,}$/i
const PLAIN_NAME = /^-?[a-zA-Z_\u0080-\uffff][\w\u0080-\uffff-]*$/
/** Longest excerpt in a test, in code units. */
const EXCERPT = 80

/** Looks at saved pages of one site with the generic rules, and says where the article seems to be. */
export function draftSite(cleaner: Cleaner, pages: readonly SavedPage[]): SiteDraft {
  const looked = pages.map(page => look(cleaner, page))
  const selectors = new Set(looked.flatMap(({ names }) => names))
  const candidates = [...selectors].map(selector => rate(selector, looked))
    .filter(({ pages: count, holds }) => count * 2 > pages.length && holds >= LEAST_HELD)
    .sort((a, b) => b.pages - a.pages || worth(b) - worth(a) || a.selector.length - b.selector.length)
  const hosts = looked.map(({ draft: { url } }) => (url === null ? null : new URL(url).hostname.replace(/^www\.(?=.*\.)/, '')))
  return { host: hosts.find(host => host !== null) ?? null, candidates: candidates.slice(0, MOST_CANDIDATES), pages: looked.map(({ draft }) => draft) }
}

interface Looked {
  readonly draft: DraftPage
  readonly page: Page
  readonly blocks: Blocks
  /** Selectors of the elements around the chosen text. */
  readonly names: readonly string[]
  readonly total: number
  /** Chosen text inside an element, and all text that pruning left in it. */
  readonly inside: (element: PageElement) => { readonly chosen: number; readonly left: number }
}

function look(cleaner: Cleaner, { file, body, source = {} }: SavedPage): Looked {
  const { stages } = cleaner
  const decoded = stages.decode(body, { url: null, contentType: null, lang: null, ...source }, 'page')
  const described = stages.describe(stages.parse(decoded))
  const segmented = stages.segmentPage(stages.prune(described))
  const blocks = stages.select(segmented)
  const { page, metadata } = described
  const lengths = (items: Blocks['items']) => {
    const sums = new Float64Array(page.elements.length + 1)
    for (const { element, text } of items) if (element) sums[element.order + 1] = (sums[element.order + 1] ?? 0) + text.length
    for (let at = 1; at < sums.length; at++) sums[at] = (sums[at] ?? 0) + (sums[at - 1] ?? 0)
    return ({ order, end }: PageElement) => (sums[end] ?? 0) - (sums[order] ?? 0)
  }
  const [chosenIn, leftIn] = [lengths(blocks.items), lengths(segmented.items)]
  const total = blocks.items.reduce((sum, { text }) => sum + text.length, 0)
  const around = page.elements.filter(element => element.tag !== 'html' && element.tag !== 'body' && chosenIn(element) >= total * LEAST_HELD)
  const prose = blocks.items.filter(block => block.prose).map(({ text }) => text)
  return {
    page, blocks, total, names: around.flatMap(namesOf), inside: element => ({ chosen: chosenIn(element), left: leftIn(element) }),
    draft: {
      file, url: page.source.url ?? metadata.canonicalUrl?.value ?? null, title: metadata.title?.value ?? null,
      samples: [...new Set([prose[0], prose.at(-1)])].filter(text => text !== undefined).map(excerptOf),
    },
  }
}

/** By id, by tag and class, by role or itemprop, by tag alone where that says something. */
function namesOf({ tag, node }: PageElement): string[] {
  const id = node.getAttribute('id')?.trim() ?? ''
  const classes = (node.getAttribute('class') ?? '').split(/\s+/).filter(usable)
  const itemprop = node.getAttribute('itemprop')?.trim() ?? ''
  return [
    ...(usable(id) ? [`#${id}`] : []),
    ...classes.slice(0, 6).map(name => (tag === 'div' ? `.${name}` : `${tag}.${name}`)),
    ...(usable(itemprop) ? [`[itemprop=${itemprop}]`] : []),
    ...(tag === 'article' || tag === 'main' ? [tag] : []),
  ]
}

function usable(name: string): boolean {
  return PLAIN_NAME.test(name) && !NUMBERED.test(name)
}

function rate(selector: string, looked: readonly Looked[]): ContentCandidate {
  const matched = looked.flatMap(one => {
    const found = elementFinder(one.page, 'select', [])({ selector })
    const [element] = found
    return element && found.length === 1 ? [{ ...one.inside(element), total: one.total }] : []
  })
  const mean = (shares: readonly number[]) => (shares.length === 0 ? 0 : shares.reduce((sum, share) => sum + share, 0) / shares.length)
  return {
    selector, pages: matched.length,
    holds: mean(matched.map(({ chosen, total }) => (total === 0 ? 0 : chosen / total))),
    chosen: mean(matched.map(({ chosen, left }) => (left === 0 ? 0 : chosen / left))),
  }
}

function worth({ holds, chosen }: ContentCandidate): number {
  return (2 * holds * chosen) / Math.max(holds + chosen, 1e-9)
}

/** The beginning, cut at a word. */
function excerptOf(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim()
  if (line.length <= EXCERPT) return line
  const cut = line.slice(0, EXCERPT)
  const space = cut.lastIndexOf(' ')
  return space > EXCERPT / 2 ? cut.slice(0, space) : cut
}
