import type { ElementHit, Page, PageElement, Problem, SiteRemoval, SiteRule } from '../model.js'
import type { FindElements } from '../measure/find-elements.js'
import { passes } from './text-test.js'

/** A removal of more than this share of the page's text is passed over, unless the rule says otherwise. */
const MAX_SHARE = 0.5
/** Pages with less text have no shares worth the name. Code units. */
const SMALL_PAGE = 400

/** Everything that a site rule removes from a page. What holds too much of the page is refused, as a problem. */
export function siteRemovals(page: Page, site: SiteRule, find: FindElements, problems: Problem[]): readonly ElementHit[] {
  return site.remove.flatMap(removal => removalGroups(page, removal, find).flatMap(targets => {
    const excess = excessOf(page, removal, targets)
    if (excess !== null) {
      problems.push({ code: 'removal-refused', stage: 'prune', rule: 'site-rule', detail: `${removal.selector}: ${excess}` })
      return []
    }
    const why = removal.why ? `site rule ${removal.selector}: ${removal.why}` : `site rule ${removal.selector}`
    return targets.map(target => ({ target, why, origin: removal.origin }))
  }))
}

/** What is too much in what one match takes with it, or null. */
function excessOf(page: Page, { maxShare, maxChars }: SiteRemoval, targets: readonly PageElement[]): string | null {
  const all = page.body?.textLength ?? 0
  const length = targets.reduce((sum, { textLength }) => sum + textLength, 0)
  const share = all === 0 ? 0 : length / all
  const most = maxShare ?? MAX_SHARE
  if (share > most && (maxShare !== undefined || all >= SMALL_PAGE)) return `holds ${percent(share)} of the page's text, more than max_share ${percent(most)}`
  return maxChars !== undefined && length > maxChars ? `holds ${length} characters, more than max_chars ${maxChars}` : null
}

function percent(part: number): string {
  return `${Math.round(part * 100)} %`
}

/** What a removal points at, one group for each match: what goes with it stays or goes as one. */
export function removalGroups(page: Page, removal: SiteRemoval, find: FindElements): readonly (readonly PageElement[])[] {
  const { text, pick, up, until } = removal
  const matches = find(removal).filter(element => !text || passes(text, page.textOf(element)))
  const picked = pick === 'first' ? matches.slice(0, 1) : pick === 'last' ? matches.slice(-1) : matches
  const raised = up === undefined ? picked : nearest(picked, new Set(find({ selector: up })))
  if (until === undefined) return raised.map(element => [element])
  const stops = until === 'end' ? null : new Set(find({ selector: until }))
  return raised.map(element => [element, ...followers(page, element, stops)])
}

/** The nearest ancestor of each that is among `wanted`; none where there is no such ancestor. */
function nearest(elements: readonly PageElement[], wanted: ReadonlySet<PageElement>): PageElement[] {
  const found = new Set<PageElement>()
  for (const element of elements) {
    for (let at = element.parent; at; at = at.parent) {
      if (!wanted.has(at)) continue
      found.add(at)
      break
    }
  }
  return [...found]
}

function followers(page: Page, element: PageElement, stops: ReadonlySet<PageElement> | null): PageElement[] {
  const behind: PageElement[] = []
  for (let at = page.next(element); at && !stops?.has(at); at = page.next(at)) behind.push(at)
  return behind
}
