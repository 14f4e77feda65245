/** What a run says on standard error: sentences for people, or one JSON object per line for programs. */
import { fstatSync } from 'node:fs'
import type { Outcome } from '../batch/job.js'
import type { BatchResult, Tally } from '../batch/run.js'
import { describeFailure } from '../report/sentences.js'
import { Ending, type Told, type Wishes } from './ending.js'
import { say, speakJson } from './output.js'
import { showProgress } from './progress.js'
import { demand, LOG } from './values.js'

export interface Speech {
  /** Whether a total would be shown. */
  readonly counts: boolean
  /** The number of documents to come became known. */
  expect(total: number): void
  /** Called once per document, in the order of the results. */
  note(outcome: Outcome, tally: Tally): void
  /** The documents are through, or the run broke: nothing may stay on the screen. */
  clear(): void
  tell(result: BatchResult, told: Told): void
}

export interface SpeechWishes extends Wishes {
  /** Documents to come; null if unknown. */
  readonly total: number | null
  /** Data goes to standard output. */
  readonly streamed: boolean
}

export type LogStyle = 'text' | 'json'

export function logStyleOf(given: string | undefined): LogStyle {
  return given !== undefined && demand(LOG, '--log', given) === 'json' ? 'json' : 'text'
}

export function openSpeech(style: LogStyle, wishes: SpeechWishes): Speech {
  if (style === 'text') return speakToPeople(wishes)
  speakJson()
  return new Events(wishes)
}

function speakToPeople(wishes: SpeechWishes): Speech {
  const { quiet, single, total, streamed } = wishes
  const ending = new Ending(wishes)
  // A bar between the lines of the data would spoil both, also when they come to the screen through `| head`.
  const wanted = !quiet && !single && !(streamed && !isFile(process.stdout.fd))
  const progress = showProgress(process.stderr, wanted, total)
  return {
    counts: wanted && process.stderr.isTTY,
    expect: (count) => progress.expect(count),
    note(outcome, tally) {
      ending.note(outcome)
      progress.update(tally)
    },
    clear: () => progress.clear(),
    tell: (result, told) => ending.tell(result, told),
  }
}

function isFile(descriptor: number): boolean {
  try {
    return fstatSync(descriptor).isFile()
  } catch {
    return false
  }
}

/** Milliseconds between two events about the progress. */
const INTERVAL = 1000

class Events implements Speech {
  readonly counts: boolean
  #told = 0
  #total: number | null

  constructor(readonly wishes: SpeechWishes) {
    this.counts = !wishes.quiet
    this.#total = wishes.total
  }

  expect(total: number): void {
    this.#total = total
  }

  note(outcome: Outcome, tally: Tally): void {
    const { quiet, verbose } = this.wishes
    if (outcome.type === 'failure') say('failure', { ...aboutOf(outcome), message: describeFailure(outcome) })
    else if (verbose || (!quiet && outcome.cleaned.verdict === 'partial')) say('document', aboutOf(outcome))
    if (quiet || tally.milliseconds - this.#told < INTERVAL) return
    this.#told = tally.milliseconds
    say('progress', { ...rounded(tally), total: this.#total })
  }

  clear(): void {
    // Lines stay.
  }

  tell(result: BatchResult, { changed, skips }: Told): void {
    for (const [input, name] of changed) say('renamed', { input, name })
    for (const path of result.kept) say('kept', { path })
    if (!this.wishes.quiet) say('end', { ...rounded(result), interrupted: result.interrupted, reused: result.reused, skipped: Object.fromEntries(skips) })
  }
}

function aboutOf(outcome: Outcome): object {
  const { input, bytes, cleaned } = outcome
  const result = cleaned === null ? {} : { confidence: cleaned.confidence, problems: cleaned.problems.map(({ code }) => code) }
  return { input, ...outcome.type === 'failure' ? { code: outcome.code } : { verdict: outcome.cleaned.verdict }, bytes, ...result }
}

function rounded({ documents, clean, partial, failed, bytes, milliseconds }: Tally): object {
  return { documents, clean, partial, failed, bytes, milliseconds: Math.round(milliseconds) }
}
