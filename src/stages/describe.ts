import type { DescribedPage, Metadata, Page, Problem } from '../model.js'
import { pageNodes, siteNodes } from '../describe/article-node.js'
import { findAddresses, findByline, findDates, findDescription, findImage, findLanguage, findSiteName } from '../describe/fields.js'
import { type JsonLd, readJsonLd } from '../describe/json-ld.js'
import { headlineOf, mainHeadings } from '../describe/headline.js'
import { readMetas } from '../describe/metas.js'
import { statedLength } from '../describe/stated-length.js'
import { statedText } from '../describe/stated-text.js'
import { hostOf, siteCandidates } from '../describe/site.js'
import { chooseTitle, titleCandidates } from '../describe/title-choice.js'

/**
 * Adds what the page says of itself: from JSON-LD, Open Graph, meta elements, microdata and the visible page, each
 * value with its source. Values that cannot be right are skipped. Broken JSON-LD is reported as `bad-json-ld`.
 * Never throws on a page's content; reads the page only.
 */
export function describe(page: Page): DescribedPage {
  const data = readJsonLd(page.jsonLd)
  return { page: withProblems(page, data), ...readPage(page, data) }
}

function readPage(page: Page, data: JsonLd): Omit<DescribedPage, 'page'> {
  const metas = readMetas(page)
  const sites = siteNodes(data)
  const { canonicalUrl, addresses } = findAddresses(page, metas)
  const site = { names: siteCandidates(metas, sites), host: hostOf(canonicalUrl?.value ?? page.source.url) }
  const headings = mainHeadings(page, site)
  const early = titleCandidates(page, metas, [], site, headings)
  const nodes = pageNodes(data, { addresses, base: page.base, titles: early.map(candidate => candidate.value) })
  const candidates = titleCandidates(page, metas, nodes, site, headings)
  const { title, titles } = chooseTitle(page, candidates, headings)
  const headline = headlineOf(page, headings, titles)
  const context = { page, metas, data, nodes, headline }
  const metadata: Metadata = {
    title,
    titles,
    canonicalUrl,
    byline: findByline(context, site),
    ...findDates(context),
    siteName: findSiteName(context, site),
    section: null,
    description: findDescription(context),
    image: findImage(context),
    language: findLanguage(page),
  }
  return { metadata, stated: statedText(nodes), statedLength: statedLength(nodes, metas) }
}

/** A page like the given one with more problems; its methods are shared. */
function withProblems(page: Page, data: JsonLd): Page {
  if (data.broken.length === 0) return page
  const problems = data.broken.map((detail): Problem => ({ code: 'bad-json-ld', stage: 'describe', rule: '', detail }))
  const trail = { ...page.trail, problems: [...page.trail.problems, ...problems] }
  return Object.create(page, { trail: { value: trail, enumerable: true } }) as Page
}
