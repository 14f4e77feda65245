/** `cleancopy [clean]`: flags → inputs, cleaner and sink → batch → exit code. Decides nothing about content. */
import { availableParallelism } from 'node:os'
import { resolve } from 'node:path'
import type { Clean } from '../batch/job.js'
import { findPlaces, isMany, STDIN, type Place } from '../batch/places.js'
import { runBatch, type BatchResult } from '../batch/run.js'
import { documents } from '../batch/sources.js'
import type { Cleaner } from '../index.js'
import { plainArgument } from './arguments.js'
import type { CleanFlags } from './clean.js'
import type { Files } from './clean-plan.js'
import { openCleaner, sourceOf } from './cleaning.js'
import { Ending } from './ending.js'
import { kindOf, outputOf, policiesOf, type Output } from './flags.js'
import { catchInterrupt } from './interrupt.js'
import { nearest } from '../nearest.js'
import { print } from './output.js'
import { showProgress } from './progress.js'
import { chooseTarget, claimFiles, formatForTarget, type Target } from './target.js'
import { refuseAddress, UsageError } from './usage.js'

const COMMANDS = ['clean', 'explain', 'rules']

const SHORT_HELP = `cleancopy turns messy web pages and noisy texts into clean article bodies.

  cleancopy page.html                     the article, on standard output
  cleancopy saved/ -o cleaned             a folder, in the same structure
  cleancopy saved/ -o articles.jsonl      one JSON line per document
  cleancopy explain page.html             what went, and why
  cleancopy --help                        everything else
`

/** @returns the exit code: 0 all delivered, 1 some documents failed, 130 or 143 after a signal */
export async function runClean(flags: CleanFlags): Promise<number> {
  const cwd = process.cwd()
  const places = await findPlaces(await inputsOf(flags), cwd)
  const absent = places.every(({ type }) => type === 'absent')
  if (absent) refuseCommand(flags.inputs?.[0] ?? '')
  const many = isMany(places)
  const target = absent ? { type: 'stdout' } as const : await chooseTarget(flags.out, many, cwd)
  const output = outputOf(flags.format, formatForTarget(target))
  checkTogether(flags, target, output, many)
  const jobs = jobsOf(flags.jobs)
  const source = sourceOf(flags)
  const as = kindOf(flags)
  const files = filesOf(flags, cwd)
  await claimAll(target, files, places, flags.force)
  const cleaner = await openCleaner(flags, {
    formats: output.formats,
    policies: { ...policiesOf(flags), comments: flags.comments },
    timings: flags.timings,
  })

  const interrupt = catchInterrupt()
  const found = documents(places, {
    as, outside: target.type === 'folder' ? target.path : null, cwd, stdin: process.stdin,
    signal: interrupt.signal,
  })
  const { openRecorders, planOutput } = await import('./clean-plan.js')
  const plan = await planOutput(target, output, found, flags.force)
  const recorders = await openRecorders(files, plan.sink)
  const single = target.type === 'stdout' && !many
  const ending = new Ending({ quiet: flags.quiet, verbose: flags.verbose, failed: files.failed, single })
  const progress = showProgress(process.stderr, !flags.quiet && !single, plan.total)
  let result: BatchResult
  try {
    result = await runBatch({
      entries: plan.entries, clean: cleanWith(cleaner), sink: plan.sink, recorders, jobs, source,
      signal: interrupt.signal,
      onOutcome: (outcome, tally) => {
        ending.note(outcome)
        progress.update(tally)
      },
    })
  } finally {
    progress.clear()
    interrupt.release()
  }
  ending.tell(result, plan.changed)
  return interrupt.exitCode() ?? (result.failed > 0 ? 1 : 0)
}

/** In this thread. A pool of workers would answer the same call. */
function cleanWith(cleaner: Cleaner): Clean {
  return ({ kind, body, source }) => kind === 'html' ? cleaner.fromHtml(body, source) : cleaner.fromText(body, source)
}

async function inputsOf(flags: CleanFlags): Promise<string[]> {
  const given = [...flags.inputs ?? [], ...flags['--'] ?? []].map(plainArgument)
  if (given.length === 0) {
    if (!process.stdin.isTTY) return [STDIN]
    await print(SHORT_HELP)
    throw new UsageError('nothing to clean: name a file or folder, or send a document to standard input')
  }
  if (given.includes(STDIN) && given.length > 1) throw new UsageError('- (standard input) stands alone, without other inputs')
  refuseAddress(given, 'cleancopy')
  return given
}

/** `cleancopy rulez` looks for a file of that name; a person meant the command. */
function refuseCommand(word: string): void {
  const near = /^[a-z]+$/i.test(word) ? nearest(word, COMMANDS) : null
  if (near !== null) throw new UsageError(`there is no command or file "${word}"; did you mean ${near}?`)
}

function checkTogether(flags: CleanFlags, target: Target, output: Output, many: boolean): void {
  if (flags.url !== undefined && many) throw new UsageError('--url belongs to one document, and the inputs can be several')
  const isJson = output.file === 'json' || target.type === 'jsonl' || target.type === 'stdout-lines'
  if (flags.comments && !isJson) {
    throw new UsageError('--comments are handed out apart from the body: add -f json or -o FILE.jsonl')
  }
}

function jobsOf(given: string | undefined): number {
  if (given === undefined) return availableParallelism()
  const jobs = Number(given)
  if (Number.isSafeInteger(jobs) && jobs >= 1) return jobs
  throw new UsageError(`--jobs is a whole number from 1 up; not "${given}"`)
}

function filesOf({ ledger, failed }: CleanFlags, cwd: string): Files {
  return {
    ledger: ledger === undefined ? null : resolve(cwd, ledger),
    failed: failed === undefined ? null : resolve(cwd, failed),
  }
}

async function claimAll(target: Target, { ledger, failed }: Files, places: readonly Place[], force: boolean): Promise<void> {
  const files = [
    ...target.type === 'file' || target.type === 'jsonl' ? [{ flag: '-o', path: target.path }] : [],
    ...ledger === null ? [] : [{ flag: '--ledger', path: ledger }],
    ...failed === null ? [] : [{ flag: '--failed', path: failed }],
  ]
  await claimFiles(files, places.flatMap((place) => place.type === 'file' ? [place.path] : []), force)
}
