import type { Found, Page } from '../model.js'
import { textValue } from './article-node.js'
import { type Headline, lesserHeadings } from './headline.js'
import { type JsonObject, typesOf } from './json-ld.js'
import type { Metas } from './metas.js'
import { itemprops } from './microdata.js'
import { oneLine } from './plain-text.js'
import { type SiteNames, isSiteName, sameTitle, sharedWords, similarTitle, uniqueTitles, withoutSite } from './titles.js'

const MOST_TITLES = 12
const META_TITLES: readonly (readonly [name: string, source: string])[] = [
  ['og:title', 'og'], ['citation_title', 'meta'], ['parsely-title', 'meta'], ['sailthru.title', 'meta'],
  ['dc.title', 'dublin-core'], ['dcterms.title', 'dublin-core'], ['twitter:title', 'twitter'],
]

export interface TitleCandidate extends Found {
  /** With the site's name, as found. */
  readonly whole: string
}

/** All strings that name the page's title, in order of trust, site names removed. */
export function titleCandidates(
  page: Page, metas: Metas, nodes: readonly JsonObject[], site: SiteNames, headings: readonly Headline[],
): readonly TitleCandidate[] {
  const known = (headings.length > 0 ? headings : lesserHeadings(page)).map(heading => heading.text)
  const named: Found[] = []
  for (const node of nodes) {
    const isPage = typesOf(node).some(type => type.endsWith('Page'))
    if (!isPage) addFound(named, textValue(node['headline']) ?? textValue(node['name']), 'json-ld')
  }
  for (const [name, source] of META_TITLES) addFound(named, metas.get(name)?.[0] ?? null, source)
  addFound(named, itemprops(page, 'headline')[0] ?? null, 'microdata')
  addFound(named, titleElement(page), 'title')
  return named
    .map(({ value, source }) => ({ value: withoutSite(value, site, known), whole: value, source }))
    .filter(candidate => !isSiteName(candidate.value, site))
}

function addFound(list: Found[], value: string | null, source: string): void {
  if (value) list.push({ value, source })
}

function titleElement(page: Page): string | null {
  return page.title === null ? null : oneLine(page.title) || null
}

export interface TitleChoice {
  readonly title: Found | null
  readonly titles: readonly string[]
}

/** Shorter candidates are never cut ones; systems cut the headline of JSON-LD at 110 letters, as Google once asked. */
const CUT_LENGTH = 60
/** From here on a candidate may have been cut at the end. */
const CUT = 100
/** Words that a heading must share with a candidate to be its other wording. */
const SHARED = 0.4

/** The candidate that a visible h1 shows; else the h1 when it is another wording; else the first; else the h1. */
export function chooseTitle(page: Page, candidates: readonly TitleCandidate[], headings: readonly Headline[]): TitleChoice {
  const title = shownTitle(candidates, headings) ?? otherWording(candidates, headings) ?? uncut(candidates) ?? headingFound(headings[0]) ?? bareTitle(page)
  const shown = headings.filter(heading => candidates.some(one => similarTitle(one.value, heading.text)))
  const others = shown.length > 0 ? shown : headings.slice(0, 1)
  const titles = uniqueTitles([
    title?.value, ...candidates.map(one => one.value), ...others.map(heading => heading.text),
    ...candidates.map(one => one.whole),
  ], MOST_TITLES)
  return { title: title ? { value: title.value, source: title.source } : null, titles }
}

/**
 * The heading as shown. When it says more than two sources that agree, the rest is a date, a counter or a button,
 * unless the sources are long enough to have been cut.
 */
function shownTitle(candidates: readonly TitleCandidate[], headings: readonly Headline[]): Found | null {
  const same = candidates.find(one => headings.some(heading => sameTitle(one.value, heading.text)))
  if (same) return same
  const similar = headings.find(heading => candidates.some(one => similarTitle(one.value, heading.text)))
  if (!similar) return null
  const within = candidates.filter(one => similarTitle(one.value, similar.text) && one.value.length < similar.text.length)
  const [first, second] = within
  return first && second && sameTitle(first.value, second.value) && first.value.length < CUT ? first : headingFound(similar)
}

/** Titles for search engines differ from the one that readers see. */
function otherWording(candidates: readonly TitleCandidate[], headings: readonly Headline[]): Found | null {
  const shown = headings.slice(0, 3).find(heading => (
    candidates.some(candidate => sharedWords(candidate.value, heading.text) >= SHARED)
  ))
  return headingFound(shown)
}

/** The first candidate, or the one that goes on where it was cut. */
function uncut(candidates: readonly TitleCandidate[]): Found | null {
  const first = candidates[0]
  if (!first || first.value.length < CUT_LENGTH) return first ?? null
  const start = first.value.replace(/(?:\.{3}|…)$/, '').trimEnd()
  return candidates.find(one => one.value.length > first.value.length && one.value.startsWith(start)) ?? first
}

function headingFound(heading: Headline | undefined): Found | null {
  return heading ? { value: heading.text, source: 'page' } : null
}

/** A home page is called what the site is called. */
function bareTitle(page: Page): Found | null {
  const value = titleElement(page)
  return value ? { value, source: 'title' } : null
}
