import type { Page } from '../model.js'
import { PAGE_FACTS, addressOf, stepsOf } from './page-facts.js'

/** Words of paths and of the body's class by which sites all over the web tell their kinds of pages apart. */
const NAMES = {
  article: 'article articles blog blogs news story stories post posts press magazine single insights opinion entry journal',
  documentation: 'doc docs documentation guide guides reference api manual wiki tutorial tutorials handbook sdk stable latest learn',
  service: 'service services solution solutions about company contact pricing features industries locations team careers practice treatments landing',
  forum: 'forum forums thread threads topic topics discussion discussions viewtopic showthread question questions community board qa answers',
  listing: 'category categories tag tags archive archives section author authors search list lists directory index home events jobs resources',
  collection: 'collection collections shop catalog catalogue store browse department women men sale brands category products',
  product: 'product item itm dp sku buy detail details pdp prod p',
} as const
const KINDS = Object.keys(NAMES)
const GENERATORS = [
  /sphinx|docutils|docbook|asciidoctor|texinfo|starlight|honkit|mkdocs|docusaurus|gitbook|doxygen|antora|vitepress|docsify|mdbook|readthedocs|javadoc/i,
  /discourse|phpbb|vbulletin|xenforo|simple machines|mybb|vanilla|flarum|nodebb|invision|question2answer/i,
  /shopify|woocommerce|prestashop|magento|bigcommerce|opencart|shopware/i,
] as const
/** Names of parts of a page: how many there are, as a logarithm. */
const PARTS = [
  'addtocart', 'cart', 'price', 'product', 'card', 'post', 'comment', 'reply', 'author', 'toc', 'breadcrumb', 'review', 'filter', 'sort', 'pagination', 'hero',
] as const

/** What tells the kind of a page: the facts that blocks see too, and what its address, names and vendor say. */
export const KIND_FACTS: readonly string[] = [
  ...PAGE_FACTS, ...KINDS.map(name => `path ${name}`), ...KINDS.map(name => `body ${name}`),
  'path date', 'path root', 'path query', 'docs generator', 'forum generator', 'shop generator', ...PARTS.map(part => `parts ${part}`),
]

const WORDS: ReadonlyMap<string, number> = wordsOf()

function wordsOf(): Map<string, number> {
  const words = new Map<string, number>()
  Object.values(NAMES).forEach((text, index) => {
    for (const word of text.split(' ')) words.set(word, (words.get(word) ?? 0) | (1 << index))
  })
  return words
}

/** @param facts what `pageFacts` gives */
export function kindFacts(page: Page, facts: Float32Array): Float32Array {
  const all = new Float32Array(KIND_FACTS.length)
  all.set(facts)
  let at = facts.length
  const put = (value: number): void => void (all[at++] = value)
  const url = addressOf(page)
  const steps = url === null ? [] : stepsOf(url).map(step => step.toLowerCase())
  // The last step is the page's own name: it tells only when it is one word.
  const path = familiesOf(steps.flatMap((step, index) => (index < steps.length - 1 || !/[-_]/.test(step) ? step.split(/[^a-z]+/) : [])))
  const body = familiesOf(page.body?.words ?? [])
  for (const families of [path, body]) for (let index = 0; index < KINDS.length; index++) put(families >> index & 1)
  put(/\/(?:19|20)\d\d\/[01]?\d\//.test(url?.pathname ?? '') ? 1 : 0)
  put(url !== null && steps.length === 0 ? 1 : 0)
  put(/[?&](?:p|t|id|tid|pid|page_id)=\d/.test(url?.search ?? '') ? 1 : 0)
  const generators = generatorsOf(page)
  for (const pattern of GENERATORS) put(pattern.test(generators) ? 1 : 0)
  for (const part of PARTS) put(Math.log2(1 + page.named(part).length))
  return all
}

function familiesOf(words: readonly string[]): number {
  let families = 0
  for (const word of words) families |= WORDS.get(word) ?? 0
  return families
}

/** A line each: a theme or a shop names itself beside the program that it stands on. */
function generatorsOf(page: Page): string {
  return page.tagged('meta').flatMap(meta => (page.attr(meta, 'name')?.toLowerCase() === 'generator' ? [page.attr(meta, 'content') ?? ''] : [])).join('\n')
}
