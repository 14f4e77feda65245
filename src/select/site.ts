import type { Block, Blocks, ContentSelector, PageElement, Problem, SiteRule, SiteSelector } from '../model.js'
import { isWithin } from '../measure/elements.js'
import { elementFinder, type FindElements } from '../measure/find-elements.js'

/** Least text of a content selector's match, in code units, when the rule does not say. */
const MIN_CHARS = 140
/** Least share of what would be chosen without the rule, when it does not say. */
const MIN_SHARE = 0.25
/** What a rule that nobody has looked at for a year must have in common with that choice. */
const AGREEMENT = 0.5
/** A character of these is about half a word. */
const DENSE = /[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]/g

/**
 * The content selectors of a site rule, tried in order. One that matches several elements (without `join`), or too little
 * text, is passed over; when none is left the problem says why, and `on_miss` what happens.
 * @param generic what would be chosen without the rule; asked at most once
 */
export function siteSelector(site: SiteRule, problems: Problem[], generic: () => readonly boolean[]): ContentSelector {
  return {
    id: 'site',
    select(blocks) {
      if (blocks.source.type !== 'page' || site.content.length === 0) return null
      const find = elementFinder(blocks.source.page.page, 'select', problems)
      const judge = judgement(blocks, site, generic)
      const refused: string[] = []
      for (const content of site.content) {
        const { chosen, why } = judge(content, find)
        if (why === null) return { chosen, confidence: 0.95, why: `site rule content ${content.selector}` }
        refused.push(`${content.selector}: ${why}`)
      }
      return missed(blocks, site, refused, problems)
    },
  }
}

function missed({ items }: Blocks, site: SiteRule, refused: readonly string[], problems: Problem[]): ReturnType<ContentSelector['select']> {
  const { onMiss = 'generic' } = site
  const code = onMiss === 'error' ? 'content-required' : 'content-selector-missed'
  problems.push({ code, stage: 'select', rule: site.id, detail: refused.join('; ').slice(0, 300) })
  return onMiss === 'generic' ? null : { chosen: items.map(() => false), confidence: 0, why: 'no content selector of the site rule matched' }
}

/** Whether a content selector is believed: what it chooses, and why it is not. */
type Judge = (content: SiteSelector, find: FindElements) => { readonly chosen: readonly boolean[]; readonly why: string | null }

function judgement(blocks: Blocks, site: SiteRule, generic: () => readonly boolean[]): Judge {
  const { items } = blocks
  const { join, minChars = MIN_CHARS, minShare = MIN_SHARE } = site
  let known: readonly boolean[] | null = null
  return (content, find) => {
    const matches = find(content)
    const chosen = items.map(({ element }) => matches.some(match => holds(match, element)))
    const refuse = (why: string) => ({ chosen, why })
    if (matches.length === 0) return refuse('no match')
    if (matches.length > 1 && !join) return refuse(`${matches.length} matches without join`)
    const own = lengthOf(items, chosen)
    if (own === 0 || own < minChars) return refuse(`${own} characters, at least ${minChars}`)
    if (minShare === 0 && !site.stale) return { chosen, why: null }
    const other = (known ??= generic())
    const all = lengthOf(items, other)
    if (own < all * minShare) return refuse(`${percent(own / all)} of the text chosen without the rule, at least ${percent(minShare)}`)
    if (!site.stale) return { chosen, why: null }
    const both = lengthOf(items, chosen.map((is, at) => is && other[at] === true))
    if (all === 0 || both >= Math.min(own, all) * AGREEMENT) return { chosen, why: null }
    return refuse(`last verified on ${site.verified ?? 'an unknown day'}, and agrees with the choice without the rule in ${percent(both / Math.min(own, all))}`)
  }
}

function lengthOf(items: readonly Block[], chosen: readonly boolean[]): number {
  return items.reduce((sum, { index, text }) => sum + (chosen[index] ? text.length + (text.match(DENSE)?.length ?? 0) : 0), 0)
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`
}

function holds(match: PageElement, element: PageElement | null): boolean {
  return element !== null && isWithin(element, match)
}
