import type { Block, Metadata, Page } from '../model.js'

/** What a page is as a whole: the same for all of its blocks, and what its kind is judged by. */
export const PAGE_FACTS = [
  'pageLength', 'pageProse', 'pageProseShare', 'pageLinks', 'pageBlocks', 'pageParagraphs', 'pageItems', 'pageCells', 'pageCode', 'pageHeadings',
  'pageMeanLength', 'pageLongest', 'pageImages', 'pageFields', 'articles', 'hasMain', 'headlines', 'typedArticle', 'typedProduct', 'typedThread',
  'typedList', 'typedService', 'typedOther', 'ogArticle', 'ogProduct', 'ogWebsite', 'hasByline', 'hasDate', 'pathDepth', 'pathWords', 'pathNumber',
  'prices', 'pageQuotes', 'dates', 'pageQuestions',
] as const

const ARTICLE = /"(?:[A-Za-z]*Article|NewsArticle|BlogPosting|Report|Recipe|HowTo)"/
const PRODUCT = /"(?:Product|Offer|ProductGroup|IndividualProduct)"/
const THREAD = /"(?:DiscussionForumPosting|QAPage|Question)"/
const LIST = /"(?:ItemList|CollectionPage|SearchResultsPage|OfferCatalog)"/
const SERVICE = /"(?:Service|LocalBusiness|ProfessionalService|MedicalBusiness|FinancialService|SoftwareApplication|FAQPage|AboutPage|ContactPage)"/
const PRICE = /[$€£¥₹]\s?\d|\d[\d.,]*\s?(?:€|£|USD|EUR|zł|kr|руб)/
const DATE = /\b(?:19|20)\d\d\b/
const MOST_JSON = 20_000

export function pageFacts(page: Page, metadata: Metadata, blocks: readonly Block[]): Float32Array {
  const facts = new Float32Array(PAGE_FACTS.length)
  let at = 0
  const put = (value: number): void => void (facts[at++] = value)
  const tally = tallyBlocks(blocks)
  const count = Math.max(1, blocks.length)
  const length = Math.max(1, tally.length)
  put(Math.log2(1 + tally.length))
  put(Math.log2(1 + tally.prose))
  put(tally.prose / length)
  put(tally.links / length)
  put(Math.log2(1 + blocks.length))
  put(tally.paragraphs / count)
  put(tally.items / count)
  put(tally.cells / count)
  put(tally.code / count)
  put(tally.headings / count)
  put(Math.log2(1 + length / count))
  put(Math.log2(1 + tally.longest))
  put(Math.log2(1 + (page.body?.images ?? 0)))
  put(page.body?.fields ?? 0)
  put(page.tagged('article').length)
  put(page.tagged('main').length > 0 || page.named('main').length > 0 ? 1 : 0)
  put(page.tagged('h1').length)
  const types = page.jsonLd.map(json => json.slice(0, MOST_JSON)).join('\n')
  for (const pattern of [ARTICLE, PRODUCT, THREAD, LIST, SERVICE]) put(pattern.test(types) ? 1 : 0)
  put(types === '' ? 0 : 1)
  const og = ogType(page)
  put(og.startsWith('article') ? 1 : 0)
  put(og.includes('product') ? 1 : 0)
  put(og === 'website' ? 1 : 0)
  put(metadata.byline ? 1 : 0)
  put(metadata.published ? 1 : 0)
  for (const value of pathFacts(page)) put(value)
  put(Math.log2(1 + tally.prices))
  put(tally.quoted / count)
  put(Math.log2(1 + tally.dates))
  put(Math.log2(1 + tally.questions))
  return facts
}

interface Tally {
  length: number, prose: number, links: number, paragraphs: number, items: number, cells: number, code: number, headings: number,
  longest: number, prices: number, quoted: number, dates: number, questions: number
}

function tallyBlocks(blocks: readonly Block[]): Tally {
  const tally: Tally = {
    length: 0, prose: 0, links: 0, paragraphs: 0, items: 0, cells: 0, code: 0, headings: 0, longest: 0, prices: 0, quoted: 0, dates: 0, questions: 0,
  }
  for (const { text, prose, linkLength, kind, quoted } of blocks) {
    tally.length += text.length
    tally.links += linkLength
    if (prose) {
      tally.prose += text.length
      tally.paragraphs++
      tally.longest = Math.max(tally.longest, text.length)
    }
    if (kind === 'list-item') tally.items++
    else if (kind === 'cell') tally.cells++
    else if (kind === 'code') tally.code++
    else if (kind === 'heading') tally.headings++
    if (quoted) tally.quoted++
    if (text.length < 80) {
      if (PRICE.test(text)) tally.prices++
      else if (DATE.test(text)) tally.dates++
      if (text.endsWith('?')) tally.questions++
    }
  }
  return tally
}

function ogType(page: Page): string {
  for (const meta of page.tagged('meta')) {
    if (page.attr(meta, 'property') === 'og:type') return (page.attr(meta, 'content') ?? '').trim().toLowerCase()
  }
  return ''
}

/** Of the address only its shape: levels, words in the last level, numbers. Never its host or its words. */
function pathFacts(page: Page): readonly [number, number, number] {
  const url = addressOf(page)
  if (url === null) return [Number.NaN, Number.NaN, Number.NaN]
  const steps = stepsOf(url)
  const last = steps.at(-1) ?? ''
  return [steps.length, last.split(/[-_]/).length, /\d{3}/.test(last) ? 1 : 0]
}

/** Where the page was found, else what it says of itself; null when neither can be read. */
export function addressOf({ source, base }: Page): URL | null {
  const url = source.url ?? base
  return url !== null && URL.canParse(url) ? new URL(url) : null
}

/** The levels of a path. */
export function stepsOf({ pathname }: URL): string[] {
  return pathname.split('/').filter(step => step !== '')
}
