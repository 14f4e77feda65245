import type { Cleaned, Found, Metadata, PageGuess, Problem, Removal, Selection, Signals, Verdict } from '../model.js'

/** The metadata fields that have a value, and where it was read: `{ "title": "og" }`. */
export type FieldSources = { readonly [field: string]: string }

/** A cleaned document as plain JSON data. The keys stand in this order, always. */
export interface JsonDocument {
  readonly title: string | null
  readonly byline: string | null
  /** ISO 8601 date or date-time. */
  readonly published: string | null
  readonly modified: string | null
  readonly siteName: string | null
  readonly section: string | null
  /** BCP 47: what the metadata says, else the language the document was cleaned in. */
  readonly language: string | null
  /** Absolute URLs. */
  readonly canonicalUrl: string | null
  readonly image: string | null
  readonly description: string | null
  readonly sources: FieldSources
  readonly verdict: Verdict
  /** 0 to 1. */
  readonly confidence: number
  /** What kind of page it is; null for texts and where no model judged it. */
  readonly page: PageGuess | null
  readonly text: string
  /** Absent when the format was not asked for. */
  readonly markdown?: string
  readonly html?: string
  readonly comments: readonly string[]
  /** Image captions and credits that were taken out: their first 160 characters. */
  readonly captions: readonly string[]
  readonly selection: Selection
  /** Id of the site rule that was applied, and the addresses that it finds. */
  readonly siteRule: string | null
  readonly links: Cleaned['links']
  readonly signals: Signals
  readonly removals: readonly Removal[]
  readonly problems: readonly Problem[]
  /** Milliseconds per stage. */
  readonly timings: Cleaned['timings']
  readonly encoding: string
}

const FIELDS = [
  'title', 'byline', 'published', 'modified', 'siteName', 'section', 'language', 'canonicalUrl', 'image', 'description',
] as const satisfies readonly (keyof Metadata)[]

/** Everything that is known of a cleaned document, as a plain object for JSON.stringify. */
export function toJson(cleaned: Cleaned): JsonDocument {
  const { metadata } = cleaned
  return {
    title: valueOf(metadata.title),
    byline: valueOf(metadata.byline),
    published: valueOf(metadata.published),
    modified: valueOf(metadata.modified),
    siteName: valueOf(metadata.siteName),
    section: valueOf(metadata.section),
    language: valueOf(metadata.language) ?? (cleaned.lang === '' ? null : cleaned.lang),
    canonicalUrl: valueOf(metadata.canonicalUrl),
    image: valueOf(metadata.image),
    description: valueOf(metadata.description),
    sources: sourcesOf(metadata),
    verdict: cleaned.verdict,
    confidence: cleaned.confidence,
    page: cleaned.page,
    text: cleaned.text,
    ...(cleaned.markdown === null ? {} : { markdown: cleaned.markdown }),
    ...(cleaned.html === null ? {} : { html: cleaned.html }),
    comments: cleaned.comments,
    captions: cleaned.removals.filter(({ kind }) => kind === 'caption').map(({ excerpt }) => excerpt),
    selection: cleaned.selection,
    siteRule: cleaned.siteRule,
    links: cleaned.links,
    signals: cleaned.signals,
    removals: cleaned.removals,
    problems: cleaned.problems,
    timings: cleaned.timings,
    encoding: cleaned.encoding,
  }
}

function valueOf(found: Found | null): string | null {
  return found ? found.value : null
}

function sourcesOf(metadata: Metadata): FieldSources {
  const sources: Record<string, string> = {}
  for (const field of FIELDS) {
    const found = metadata[field]
    if (found) sources[field] = found.source
  }
  return sources
}
