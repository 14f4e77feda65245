import type { BlockRule, Blocks, ElementRule, Knowledge, Page, SiteStatistics } from '../model.js'
import { repeatsOn } from './site-statistics.js'

/** The rule that asks how often lines recur. */
const ASKS = 'repeated-on-site'

/** The rules, one of which knows what the statistics say about the site of the document that it judges. */
export function withRepeats<R extends { readonly element: readonly ElementRule[]; readonly block: readonly BlockRule[] }>(
  rules: R, statistics: SiteStatistics | undefined,
): R {
  if (!statistics) return rules
  const knowing = (know: Knowledge, page: Page | null, url: string | null): Knowledge => {
    const repeats = repeatsOn(statistics, page ? page.base : url)
    return repeats ? { ...know, repeats } : know
  }
  return {
    ...rules,
    element: rules.element.map(rule => (rule.id !== ASKS ? rule
      : { ...rule, find: (page, know) => rule.find(page, knowing(know, page.page, null)) })),
    block: rules.block.map(rule => (rule.id !== ASKS ? rule
      : { ...rule, find: (blocks, know) => rule.find(blocks, knowing(know, pageOf(blocks), urlOf(blocks))) })),
  }
}

function pageOf({ source }: Blocks): Page | null {
  return source.type === 'page' ? source.page.page : null
}

function urlOf({ source }: Blocks): string | null {
  return source.type === 'text' ? source.decoded.source.url : null
}
