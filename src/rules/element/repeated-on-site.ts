import type { ElementHit, ElementRule, Page, PageElement, Repeats } from '../../model.js'
import { repeated, type Repeated } from '../../measure/repeats.js'

/** Keeps: everything between the first and the last paragraph of the page's own, and every box with a line of its own. */
export default {
  id: 'repeated-on-site',
  kind: 'site',
  removes: 'Lines that recur on many documents of the same site (--learn-sites)',
  budget: 0.4,
  *find({ page }, know) {
    const { repeats } = know
    if (repeats) yield* boxes(page, repeats)
  },
} satisfies ElementRule

/** Outermost elements outside the text all whose lines recur. */
function* boxes(page: Page, repeats: Repeats): Iterable<ElementHit> {
  const { runs, body } = page
  const isOwn = (at: number) => {
    const run = runs[at]
    return run !== undefined && run.prose && repeats.on(page.textOf(run)) * 2 < Math.max(4, repeats.documents)
  }
  const own = runs.flatMap(({ index }) => (isOwn(index) ? [index] : []))
  const [first, last] = [own[0], own.at(-1)]
  if (!body || first === undefined || last === undefined) return
  const found = runs.map(run => repeated(repeats, page.textOf(run), run.linkLength, run.owner.tag === 'li' || run.owner.tag === 'td'))
  const upTo = new Uint32Array(runs.length + 1)
  for (const [at, times] of found.entries()) upTo[at + 1] = (upTo[at] ?? 0) + (times ? 1 : 0)
  const isWhole = ({ firstRun, runs: count }: PageElement) => (upTo[firstRun + count] ?? 0) - (upTo[firstRun] ?? 0) === count
  let end = body.order + 1
  for (const target of page.elements) {
    if (target.order < end || target.runs === 0 || !isWhole(target)) continue
    if (target.firstRun <= last && target.firstRun + target.runs > first) continue
    end = target.end
    yield { target, why: whyOf(found.slice(target.firstRun, target.firstRun + target.runs)) }
  }
}

/** By its rarest line. */
function whyOf(found: readonly (Repeated | null)[]): string {
  const rarest = found.reduce((least, times) => (times && (!least || times.on < least.on) ? times : least), null)
  return `on ${rarest?.on ?? 0} of ${rarest?.of ?? 0} documents of this site`
}
