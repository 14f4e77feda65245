import type { Found, Page } from '../model.js'
import { authorNames, imageAddress, textValue } from './article-node.js'
import { dateOfAddress, parseDate } from './dates.js'
import type { Headline } from './headline.js'
import type { JsonLd, JsonObject } from './json-ld.js'
import { linkRel, webAddress } from './links.js'
import type { Metas } from './metas.js'
import { itemprops } from './microdata.js'
import { isTalkedOf } from './name-evidence.js'
import { joinAuthors, looksLikeAccount, uncatalogued } from './names.js'
import { folded } from './plain-text.js'
import { type SiteNames, isSiteName } from './titles.js'
import { onlyAuthor, onlySigned, visibleByline } from './visible-byline.js'
import { labelledDate, onlyTime, visibleDates } from './visible-dates.js'

type Sourced = readonly (readonly [name: string, source: string])[]

const AUTHORS: Sourced = [
  ['citation_author', 'meta'], ['parsely-author', 'meta'], ['sailthru.author', 'meta'], ['author', 'meta'],
  ['article:author', 'og'], ['article:author_name', 'og'], ['og:article:author', 'og'], ['byl', 'meta'], ['byline', 'meta'],
  ['dc.creator', 'dublin-core'], ['dcterms.creator', 'dublin-core'], ['dc.contributor', 'dublin-core'],
  ['authors', 'meta'],
]
const PUBLISHED: Sourced = [
  ['article:published_time', 'og'], ['og:article:published_time', 'og'], ['article:published', 'og'],
  ['og:published_time', 'og'], ['parsely-pub-date', 'meta'], ['sailthru.date', 'meta'],
  ['citation_publication_date', 'meta'], ['citation_online_date', 'meta'], ['citation_date', 'meta'],
  ['dcterms.issued', 'dublin-core'], ['dc.date.issued', 'dublin-core'], ['dcterms.created', 'dublin-core'],
  ['dc.date.created', 'dublin-core'],
  ['datepublished', 'meta'], ['date_published', 'meta'], ['publish_date', 'meta'], ['publish-date', 'meta'],
  ['publishdate', 'meta'], ['published_date', 'meta'], ['publication_date', 'meta'], ['pubdate', 'meta'],
  ['article.published', 'meta'], ['article.created', 'meta'], ['article_date_original', 'meta'],
]
/** Often the day of the last change, or of the page's making. */
const DATED: Sourced = [
  ['dc.date', 'dublin-core'], ['dcterms.date', 'dublin-core'], ['date', 'meta'], ['created', 'meta'],
]
const MODIFIED: Sourced = [
  ['article:modified_time', 'og'], ['og:updated_time', 'og'], ['article:modified', 'og'], ['datemodified', 'meta'],
  ['article.updated', 'meta'], ['dcterms.modified', 'dublin-core'], ['dc.date.modified', 'dublin-core'],
  ['last-modified', 'meta'], ['revised', 'meta'], ['lastmod', 'meta'],
]
const DESCRIPTIONS: Sourced = [
  ['og:description', 'og'], ['description', 'meta'], ['twitter:description', 'twitter'], ['dc.description', 'dublin-core'],
  ['dcterms.description', 'dublin-core'], ['dcterms.abstract', 'dublin-core'], ['citation_abstract', 'meta'],
]
const IMAGES: Sourced = [
  ['og:image:secure_url', 'og'], ['og:image', 'og'], ['og:image:url', 'og'], ['twitter:image', 'twitter'],
  ['twitter:image:src', 'twitter'], ['parsely-image-url', 'meta'], ['sailthru.image.full', 'meta'], ['thumbnail', 'meta'],
]

/** Everything the fields are read from. */
export interface Sources {
  readonly page: Page
  readonly metas: Metas
  readonly data: JsonLd
  /** JSON-LD nodes about this page, the article first. */
  readonly nodes: readonly JsonObject[]
  readonly headline: Headline | null
}

function firstMeta(metas: Metas, names: Sourced, read: (value: string) => string | null): Found | null {
  for (const [name, source] of names) {
    for (const value of metas.get(name)?.slice(0, 3) ?? []) {
      const found = read(value)
      if (found !== null) return { value: found, source }
    }
  }
  return null
}

function firstNode(nodes: readonly JsonObject[], read: (node: JsonObject) => string | null): Found | null {
  for (const node of nodes) {
    const value = read(node)
    if (value !== null) return { value, source: 'json-ld' }
  }
  return null
}

function found(value: string | null | undefined, source: string): Found | null {
  return value ? { value, source } : null
}

/**
 * Who wrote it. Organisations come last, and not at all when they are the site; people may be their own site. A name
 * that the page shows beats the account that it was posted from.
 */
export function findByline(sources: Sources, site: SiteNames): Found | null {
  const { page, nodes, data, headline } = sources
  const person = firstNode(nodes, node => joinAuthors(authorNames(node, data).persons))
  const inMetas = metaByline(sources.metas)
  const inMicrodata = found(joinAuthors(itemprops(page, 'author')), 'microdata')
  const inPage = found((headline && visibleByline(page, headline)) ?? onlyAuthor(page) ?? onlySigned(page), 'page')
  const organization = firstNode(nodes, node => joinAuthors(authorNames(node, data).others))
  const signed = [person, inMetas, inMicrodata, inPage].filter(one => one !== null)
  const others = (organization ? [...signed, organization] : signed).filter(one => !isSiteName(one.value, site))
  const [first = signed[0] ?? null] = others
  if (first === null || !inPage || !looksLikeAccount(first.value) || looksLikeAccount(inPage.value)) return first
  return !isSiteName(inPage.value, site) && isTalkedOf(page, inPage.value) ? inPage : first
}

/** Written for catalogues, where the last name may stand first. */
const CATALOGUES: ReadonlySet<string> = new Set(['citation_author', 'dc.creator', 'dcterms.creator', 'dc.contributor'])

function metaByline(metas: Metas): Found | null {
  for (const [name, source] of AUTHORS) {
    const value = joinAuthors((metas.get(name) ?? []).map(CATALOGUES.has(name) ? uncatalogued : same => same))
    if (value !== null) return { value, source }
  }
  const label = metas.get('twitter:label1')?.[0]
  const isWriter = label !== undefined && /written|author|by/i.test(label)
  return isWriter ? found(joinAuthors(metas.get('twitter:data1') ?? []), 'twitter') : null
}

export interface FoundDates {
  readonly published: Found | null
  readonly modified: Found | null
}

/** When it was published and changed. The most explicit source wins, the visible page and the address come last. */
export function findDates({ page, metas, nodes, headline }: Sources): FoundDates {
  const read = (value: string) => parseDate(value, page.lang)
  const inNode = (...names: string[]) => firstNode(nodes, node => {
    for (const name of names) {
      const value = textValue(node[name])
      const date = value === null ? null : read(value)
      if (date !== null) return date
    }
    return null
  })
  const inMicrodata = (name: string) => found(itemprops(page, name).map(read).find(date => date !== null), 'microdata')
  const visible = headline ? visibleDates(page, headline) : { published: null, modified: null }
  const published = inNode('datePublished', 'dateCreated', 'uploadDate')
    ?? firstMeta(metas, PUBLISHED, read) ?? inMicrodata('datePublished') ?? inMicrodata('dateCreated')
    ?? found(visible.published ?? (visible.modified === null ? onlyTime(page, headline) : null), 'page')
    ?? firstMeta(metas, DATED, read)
    ?? found(visible.modified === null ? labelledDate(page) : null, 'page')
    ?? found(dateOfAddress(page.source.url), 'url')
  const modified = inNode('dateModified') ?? firstMeta(metas, MODIFIED, read) ?? inMicrodata('dateModified')
    ?? found(visible.modified, 'page')
  return { published, modified }
}

export function findSiteName({ metas, nodes }: Sources, site: SiteNames): Found | null {
  const og = found(metas.get('og:site_name')?.[0], 'og')
  if (og) return og
  const publisher = firstNode(nodes, node => textValue(node['publisher']) ?? textValue(node['isPartOf']))
  if (publisher && !/^https?:/i.test(publisher.value)) return publisher
  const [name] = site.names
  if (!name) return null
  return { value: name, source: [...metas.values()].some(values => values[0] === name) ? 'meta' : 'json-ld' }
}

export function findDescription({ metas, nodes }: Sources): Found | null {
  const written = (value: string | null) => (value !== null && folded(value) !== '' ? value : null)
  return firstMeta(metas, DESCRIPTIONS, written) ?? firstNode(nodes, node => written(textValue(node['description'])))
}

export function findImage({ page, metas, data, nodes }: Sources): Found | null {
  const absolute = (value: string | null) => webAddress(value, page.base)
  return firstMeta(metas, IMAGES, absolute)
    ?? firstNode(nodes, node => absolute(imageAddress(node, data)))
    ?? found(linkRel(page, 'image_src'), 'link')
}

export function findLanguage(page: Page): Found | null {
  const sources = { caller: 'caller', page: 'page', detected: 'text' } as const
  return page.langFrom === 'unknown' || page.lang === '' ? null : { value: page.lang, source: sources[page.langFrom] }
}

/** The page's own address, and all addresses by which JSON-LD may call it. */
export function findAddresses(page: Page, metas: Metas): {
  readonly canonicalUrl: Found | null
  readonly addresses: readonly (string | null)[]
} {
  const link = linkRel(page, 'canonical')
  const og = webAddress(metas.get('og:url')?.[0], page.base)
  const canonicalUrl = found(link, 'link') ?? found(og, 'og')
  return { canonicalUrl, addresses: [page.source.url, link, og] }
}
