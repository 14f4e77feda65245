import { type JsonLd, type JsonObject, type JsonValue, type Thing, isObject, listed, typesOf } from './json-ld.js'
import { addressKey } from './links.js'
import { oneLineOfHtml } from './plain-text.js'
import { similarTitle } from './titles.js'

/** Types that describe a text which a page is about. */
const ARTICLE = /(?:Article|BlogPosting|Posting|^Report|^Review|^Recipe|^HowTo|^QAPage|^Chapter|^Book|^Thesis)$/
const WORK = /^(?:CreativeWork|VideoObject|PodcastEpisode|Episode|Movie|Course|Event|Product|SoftwareApplication|Dataset|JobPosting|MediaObject|AudioObject|Question)$/
const PAGE = /(?:Page)$/
const SITE = /^(?:WebSite|Blog|NewsMediaOrganization|Organization|Periodical|PublicationIssue)$/
/** What hangs on these belongs to another page, or is a part of this one. */
const ELSEWHERE = new Set([
  'itemListElement', 'item', 'hasPart', 'comment', 'review', 'reviews', 'mentions', 'citation', 'blogPost', 'blogPosts',
  'suggestedAnswer', 'acceptedAnswer', 'relatedLink', 'isRelatedTo', 'isSimilarTo', 'subjectOf', 'workFeatured',
  'workExample', 'offers', 'video', 'image', 'publisher', 'author', 'about', 'reviewedBy', 'potentialAction', 'step',
])

/** Things compared with the page; pages that describe more are lists. */
const MOST_THINGS = 2000

/** What the page says of itself elsewhere, to tell its node from those of others. */
export interface PageMarks {
  readonly addresses: readonly (string | null)[]
  readonly base: string | null
  readonly titles: readonly string[]
}

/** Nodes about this page: the article first, then its web page, both may be missing. */
export function pageNodes(data: JsonLd, marks: PageMarks): readonly JsonObject[] {
  const addresses = new Set(marks.addresses.map(address => addressKey(address, marks.base)).filter(key => key !== null))
  const scored = data.things.slice(0, MOST_THINGS)
    .map(thing => ({ thing, score: score(thing, addresses, marks), weight: weight(thing) }))
    .filter(entry => entry.score > 0)
  const best = (least: number, most: number) => scored
    .filter(entry => entry.weight >= least && entry.weight <= most)
    .reduce<typeof scored[number] | null>((top, entry) => (top && top.score >= entry.score ? top : entry), null)
  const works = scored.filter(entry => entry.weight >= 20 && entry.score >= entry.weight)
  const work = best(20, 30)
  // Several works and none called by the page's title or address: a list of others.
  const isOne = work !== null && (works.length === 1 || work.score > work.weight)
  return [isOne ? work : null, best(10, 10)].flatMap(entry => (entry ? [resolved(entry.thing.node, data)] : []))
}

/** Nodes of the site, for its name. */
export function siteNodes(data: JsonLd): readonly JsonObject[] {
  const sites = data.things.filter(thing => typesOf(thing.node).some(type => SITE.test(type)))
  return sites.filter(thing => thing.via === '' || thing.via === 'isPartOf' || thing.via === 'publisher').map(thing => thing.node)
}

function weight(thing: Thing): number {
  const types = typesOf(thing.node)
  if (types.some(type => ARTICLE.test(type))) return 30
  if (types.some(type => WORK.test(type))) return 20
  return types.some(type => PAGE.test(type)) ? 10 : 0
}

function score(thing: Thing, addresses: ReadonlySet<string>, marks: PageMarks): number {
  const base = weight(thing)
  if (base === 0) return 0
  const { node } = thing
  const own = ownAddresses(node).map(address => addressKey(address, marks.base)).filter(key => key !== null)
  const isHere = own.some(key => addresses.has(key))
  const title = textValue(node['headline']) ?? textValue(node['name'])
  const agrees = title !== null && marks.titles.some(known => similarTitle(known, title))
  const elsewhere = ELSEWHERE.has(thing.via) || (own.length > 0 && addresses.size > 0 && !isHere && !agrees)
  return base + (isHere ? 40 : 0) + (agrees ? 50 : 0) - (elsewhere ? 60 : 0)
}

function ownAddresses(node: JsonObject): readonly string[] {
  const values = [node['url'], node['@id'], node['mainEntityOfPage']].flatMap(value => listed(value).slice(0, 5))
  return values.flatMap(value => {
    const address = isObject(value) ? (value['@id'] ?? value['url']) : value
    return typeof address === 'string' ? [address] : []
  })
}

/** The fuller node of the same @id, when this one only refers to it. */
export function resolved(node: JsonObject, data: JsonLd): JsonObject {
  const id = node['@id']
  const known = typeof id === 'string' ? data.byId.get(id) : undefined
  return known && Object.keys(known).length > Object.keys(node).length ? known : node
}

/** The first text in a value: a string, or the @value, name of an object, or one of a list. */
export function textValue(value: JsonValue | undefined): string | null {
  for (const one of listed(value).slice(0, 5)) {
    const text = isObject(one) ? (one['@value'] ?? one['name']) : one
    if (typeof text !== 'string') continue
    const line = oneLineOfHtml(text)
    if (line !== '') return line
  }
  return null
}

const ORGANIZATION = /Organization|Corporation|Brand|WebSite/

export interface Authors {
  readonly persons: readonly string[]
  /** Organisations: many sites list themselves. */
  readonly others: readonly string[]
}

/** Names of a node's authors, as written. */
export function authorNames(node: JsonObject, data: JsonLd): Authors {
  const persons: string[] = []
  const others: string[] = []
  for (const value of [...listed(node['author']).slice(0, 100), ...listed(node['creator']).slice(0, 100)]) {
    for (const one of listed(value).slice(0, 100)) {
      const author = isObject(one) ? resolved(one, data) : one
      const names = isObject(author) ? listed(author['name']).slice(0, 20) : [author]
      const isPerson = !isObject(author) || !typesOf(author).some(type => ORGANIZATION.test(type))
      for (const name of names) if (typeof name === 'string') (isPerson ? persons : others).push(oneLineOfHtml(name))
    }
  }
  return { persons, others }
}

/** Address of a node's image: a string, or the url of an ImageObject, or one of a list. */
export function imageAddress(node: JsonObject, data: JsonLd): string | null {
  for (const one of [...listed(node['image']), ...listed(node['thumbnailUrl'])].slice(0, 10)) {
    const image = isObject(one) ? resolved(one, data) : one
    const address = isObject(image) ? (image['url'] ?? image['contentUrl'] ?? image['@id']) : image
    if (typeof address === 'string' && address !== '') return address
  }
  return null
}
