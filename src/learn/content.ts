import type { Candidate, Taking } from './candidates.js'
import type { SiteSample } from './site-sample.js'

/** Share of a page's own content that a container holds: on average, and on the worst page. */
const HELD = 0.95
const HELD_WORST = 0.85
/** Own content of a page below which it does not tell where content is. Code units. */
const TELLING = 400
/** Of the text in the container that no removal takes, the share that is content today. */
const PURE = 0.7
/** Containers this close to the purest are as good, and then the one whose name means the content is surer. */
const CLOSE = 0.02
const MOST = 3
/** What a page's author calls the content whatever the template; other names are of one template, and the next page may have another. */
const MEANT = /^(?:main|article)$|\[role=main\]$|^#(?:main|content|main-content|maincontent)$/i

export interface Container extends Candidate {
  /** Mean shares, 0 to 1: of the pages' own content that it holds, of its text that is content. */
  readonly held: number
  readonly pure: number
}

/**
 * Containers of the article, the best first: one match on each page, nearly all of the page's own content in it,
 * and little else. `removed` has 1 at the units of each page that the chosen removals take.
 */
export function findContainers(sample: SiteSample, candidates: readonly Candidate[], removed: readonly Uint8Array[]): Container[] {
  const telling = new Set(sample.pages.flatMap((_, index) => (ownContent(sample, index) >= TELLING ? [index] : [])))
  if (telling.size < sample.enough) return []
  const found: Container[] = []
  for (const { selector, takings } of candidates) {
    const told = takings.filter(({ page }) => telling.has(page))
    if (told.length < telling.size || told.some(({ boxes }) => boxes.length !== 1)) continue
    const shares = told.map(taking => taking.ownContent / taking.of.ownContent)
    const held = mean(shares)
    if (held < HELD || Math.min(...shares) < HELD_WORST) continue
    const pure = mean(told.map(taking => purity(sample, taking, removed)))
    if (pure >= PURE) found.push({ selector, takings: told, held, pure })
  }
  const purest = Math.max(...found.map(({ pure }) => pure))
  const rank = ({ selector, pure, held }: Container) => held + (pure >= purest - CLOSE ? purest + (MEANT.test(selector) ? 1 : 0) : pure)
  return found.sort((a, b) => rank(b) - rank(a) || a.selector.length - b.selector.length || (a.selector < b.selector ? -1 : 1)).slice(0, MOST)
}

function ownContent(sample: SiteSample, index: number): number {
  return sample.pages[index]?.units.reduce((sum, unit) => sum + (unit.content && !sample.isStable(unit.print) ? unit.length : 0), 0) ?? 0
}

function purity({ pages }: SiteSample, { page, boxes }: Taking, removed: readonly Uint8Array[]): number {
  let all = 0
  let content = 0
  for (const { first, end } of boxes) {
    for (let at = first; at < end; at++) {
      const unit = pages[page]?.units[at]
      if (!unit || unit.pruned || unit.headline || removed[page]?.[at]) continue
      all += unit.length
      if (unit.content) content += unit.length
    }
  }
  return all === 0 ? 0 : content / all
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)
}
