import type { Kind, Knowledge, Page, PhraseForm, PhraseMatch, Run } from '../model.js'
import { closest } from './elements.js'
import { onceFor } from './once-for.js'

/** A run that says one of a kind's phrases. */
export interface SaidRun {
  readonly run: Run
  readonly said: PhraseMatch
}

/** Longer runs are paragraphs: what rules ask of them they ask one by one. Code units. */
const LABEL = 300

/** The labels of a page that say any phrase at all, but for lines of code: few, and asked for by nearly every rule. */
const sayingRuns = onceFor((page: Page, know): readonly Run[] =>
  page.runs.filter(run => run.to - run.from <= LABEL && know.matches(page.textOf(run)).length > 0 && !closest(run.owner, 'pre')))

/** Runs of at most `limit` code units (up to 300) that say a phrase of this kind, in one of the forms when given; in document order. */
export function runsSaying(page: Page, know: Knowledge, kind: Kind, limit: number, ...forms: PhraseForm[]): readonly SaidRun[] {
  const found: SaidRun[] = []
  for (const run of sayingRuns(page, know)) {
    if (run.to - run.from > limit) continue
    const said = know.says(kind, page.textOf(run), ...forms)
    if (said) found.push({ run, said })
  }
  return found
}
