/** What a person is told when a run is over. */
import type { Outcome, Skips } from '../batch/job.js'
import type { BatchResult } from '../batch/run.js'
import { causeOf, describeProblem, describeVerdict } from '../report/sentences.js'
import { printableName } from '../report/printable.js'
import { describeSkips, formatCount, nameFailure, summarize } from '../report/summary.js'
import { tell } from './output.js'

/** Of lines without a file that has them: a run of millions must not collect them all. */
const MOST_LINES = 1000

/** With `--failed FILE` the file has them all. */
const LISTED_BESIDE_FILE = 10

/** Changed names that are spelled out. */
const NAMED_CHANGES = 5

export interface Wishes {
  readonly quiet: boolean
  readonly verbose: boolean
  /** Absolute path of the list of failures, null if there is none. */
  readonly failed: string | null
  /** One document to standard output: counts say nothing new. */
  readonly single: boolean
  /** A journal knows what is done. */
  readonly resumable: boolean
  /** An earlier run was to be gone on with, and could not. */
  readonly outdated: boolean
}

/** What there is to say of a run beside its counts. */
export interface Told {
  /** Inputs whose results got another name than usual. */
  readonly changed: ReadonlyMap<string, string>
  /** Records that are no documents. */
  readonly skips: Skips
}

/** Collects what must be said, in the order of the documents. */
export class Ending {
  readonly #lines: string[] = []
  #failures = 0
  #more = 0

  constructor(readonly wishes: Wishes) {}

  note(outcome: Outcome): void {
    if (outcome.type === 'failure') {
      this.#failures += 1
      if (this.wishes.failed === null || this.#failures <= LISTED_BESIDE_FILE) this.#say(nameFailure(outcome))
    }
    const { cleaned, input } = outcome
    if (cleaned === null) return
    const { verbose } = this.wishes
    if (verbose && cleaned.verdict === 'partial') this.#say(`${printableName(input)}: partial: ${describeVerdict(cleaned)}`)
    const cause = causeOf(cleaned)
    // What is wrong with a file is more than a doubt about its document.
    const wanted = cleaned.problems.filter((problem) => problem !== cause && (verbose || problem.code === 'trailing-bytes'))
    for (const problem of wanted) this.#say(`${printableName(input)}: ${describeProblem(problem)}`)
  }

  #say(line: string): void {
    if (this.#lines.length < MOST_LINES) this.#lines.push(line)
    else this.#more += 1
  }

  tell(result: BatchResult, { changed, skips }: Told): void {
    const { quiet, verbose, failed, single, resumable, outdated } = this.wishes
    for (const line of this.#lines) tell(`cleancopy: ${line}`)
    if (this.#more > 0) tell(`cleancopy: … and ${formatCount(this.#more)} more lines (--log json tells all, --failed FILE.jsonl keeps failures)`)
    if (failed !== null && this.#failures > LISTED_BESIDE_FILE) {
      tell(`cleancopy: … and ${formatCount(this.#failures - LISTED_BESIDE_FILE)} more, all in ${printableName(failed)}`)
    }
    if (outdated) tell('cleancopy: rules, options, version or the files beside the results are not those of the earlier run, so everything was done again')
    for (const path of result.kept) tell(`cleancopy: stopped early; what was done is in ${printableName(path)}`)
    if (result.interrupted && resumable) tell('cleancopy: the same command with --resume goes on from here')
    if (quiet) return
    if (result.reused > 0) tell(`cleancopy: ${formatCount(result.reused)} of them ${result.reused === 1 ? 'was' : 'were'} done before`)
    if (changed.size > 0) tell(`cleancopy: ${describeChanges(changed)}`)
    if (skips.size > 0) tell(`cleancopy: ${describeSkips(skips)}`)
    if (!single || verbose) tell(summarize(result))
  }
}

function describeChanges(changed: ReadonlyMap<string, string>): string {
  const named = [...changed].slice(0, NAMED_CHANGES).map(([input, name]) => `${printableName(input)} → ${printableName(name)}`)
  const more = changed.size > NAMED_CHANGES ? `, and ${formatCount(changed.size - NAMED_CHANGES)} more` : ''
  return `some inputs wanted one name, or have one that some system cannot hold, so their results are called ${named.join(', ')}${more}`
}
