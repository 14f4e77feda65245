import type { DescribedPage, Found, Metadata, Page, Problem, SiteField, SiteLink, SiteValue } from '../model.js'
import { inTimeZone, readFormattedDate } from '../describe/date-format.js'
import { parseDate } from '../describe/dates.js'
import { webAddress } from '../describe/links.js'
import { primaryLanguage } from '../measure/language.js'
import { type ValueReader, valueReader } from './values.js'

/** How a value is called whose place a site rule names. */
const SOURCE = 'site-rule'

/** The metadata with what the site rule says; where it finds nothing, what was found without it stays. */
export function withSiteMetadata(described: DescribedPage): DescribedPage {
  const { page, metadata } = described
  const fields = page.site?.metadata
  if (!fields) return described
  const problems: Problem[] = []
  const reader = valueReader(page, problems)
  const read = (field: SiteField, convert: Convert): Found | null => readField(reader, fields[field], convert)
  const title = read('title', first)
  const own: Metadata = {
    ...metadata,
    title: title ?? metadata.title,
    titles: title && !metadata.titles.includes(title.value) ? [title.value, ...metadata.titles] : metadata.titles,
    byline: read('author', values => values.join(', ')) ?? metadata.byline,
    published: read('date', (values, source) => dateIn(values, source, page)) ?? metadata.published,
    modified: read('modified', (values, source) => dateIn(values, source, page)) ?? metadata.modified,
    section: read('section', first) ?? metadata.section,
    image: read('image', ([value]) => webAddress(value, page.base)) ?? metadata.image,
    language: read('lang', ([value]) => primaryLanguage(value ?? null) || null) ?? metadata.language,
    canonicalUrl: read('canonical', ([value]) => webAddress(value, page.base)) ?? metadata.canonicalUrl,
  }
  return { ...described, page: problems.length > 0 ? withProblems(page, problems) : page, metadata: own }
}

/** Addresses of the next page and of the whole article on one page, as the site rule finds them. */
export function siteLinks(page: Page): { readonly [L in SiteLink]: string | null } {
  const links = page.site?.links
  if (!links) return NO_LINKS
  const reader = valueReader(page, [])
  const read = (link: SiteLink) => readField(reader, links[link], ([value]) => webAddress(value, page.base))?.value ?? null
  return { next: read('next'), singlePage: read('singlePage') }
}

export const NO_LINKS = { next: null, singlePage: null } as const

type Convert = (values: readonly string[], source: SiteValue) => string | null

function readField(reader: ValueReader, sources: readonly SiteValue[] | undefined, convert: Convert): Found | null {
  for (const one of sources ?? []) {
    const found = reader.read([one])
    const value = found ? convert(found.values, found.source) : null
    if (value) return { value, source: SOURCE }
  }
  return null
}

function first([value]: readonly string[]): string | null {
  return value ?? null
}

function dateIn([value = '']: readonly string[], { format, locale, timezone }: SiteValue, page: Page): string | null {
  const lang = primaryLanguage(locale ?? null) || page.lang
  const date = format === undefined ? parseDate(value, lang) : readFormattedDate(value, format, lang)
  return date !== null && timezone !== undefined ? inTimeZone(date, timezone) : date
}

function withProblems(page: Page, problems: readonly Problem[]): Page {
  const trail = { ...page.trail, problems: [...page.trail.problems, ...problems] }
  return Object.create(page, { trail: { value: trail, enumerable: true } }) as Page
}
