/** `cleancopy [clean]`: flags → inputs, cleaner and sink → batch → exit code. Decides nothing about content. */
import { availableParallelism } from 'node:os'
import { resolve } from 'node:path'
import type { Clean, Entry } from '../batch/job.js'
import { planNames } from '../batch/names.js'
import { findPlaces, isMany, STDIN, type Place } from '../batch/places.js'
import { runBatch, type BatchResult } from '../batch/run.js'
import { fileSink, folderSink, jsonlRecorder, jsonlSink, streamSink, type Recorder, type Sink } from '../batch/sinks.js'
import { documents } from '../batch/sources.js'
import type { Cleaner } from '../index.js'
import { plainArgument } from './arguments.js'
import type { CleanFlags } from './clean.js'
import { openCleaner, sourceOf } from './cleaning.js'
import { Ending } from './ending.js'
import { kindOf, outputOf, policiesOf, type Output } from './flags.js'
import { catchInterrupt } from './interrupt.js'
import { print, STANDARD_OUTPUT } from './output.js'
import { showProgress } from './progress.js'
import { documentRecord, encoderFor, failureRecords, removalRecords } from './records.js'
import { chooseTarget, claimFiles, extensionFor, formatForTarget, type Target } from './target.js'
import { UsageError } from './usage.js'

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
  const many = isMany(places)
  const target = absent ? { type: 'stdout' } as const : await chooseTarget(flags.out, many, cwd)
  const output = outputOf(flags.format, formatForTarget(target))
  checkTogether(flags, target, output, many)
  const jobs = jobsOf(flags.jobs)
  const source = sourceOf(flags)
  const files = filesOf(flags, cwd)
  await claimAll(target, files, places, flags.force)
  const cleaner = await openCleaner(flags, {
    formats: output.formats,
    policies: { ...policiesOf(flags), comments: flags.comments },
    timings: flags.timings,
  })

  const found = documents(places, {
    as: kindOf(flags), outside: target.type === 'folder' ? target.path : null, cwd, stdin: process.stdin,
  })
  const plan = await planOutput(target, output, found, flags.force)
  const recorders = await openRecorders(files)
  const interrupt = catchInterrupt()
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
  const address = given.find((one) => /^https?:\/\//i.test(one))
  if (address !== undefined) {
    throw new UsageError(`${address}: cleancopy does not fetch pages; try  curl -s ${address} | cleancopy --url ${address}`)
  }
  return given
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

interface Files {
  readonly ledger: string | null
  readonly failed: string | null
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

async function openRecorders({ ledger, failed }: Files): Promise<Recorder[]> {
  const recorders: Recorder[] = []
  if (ledger !== null) recorders.push(await jsonlRecorder(ledger, removalRecords))
  if (failed !== null) recorders.push(await jsonlRecorder(failed, failureRecords))
  return recorders
}

interface Plan {
  readonly entries: AsyncIterable<Entry> | Iterable<Entry>
  readonly sink: Sink
  /** Null while the documents are still being found. */
  readonly total: number | null
  /** Inputs whose results got another name than usual. */
  readonly changed: ReadonlyMap<string, string>
}

async function planOutput(target: Target, output: Output, found: AsyncIterable<Entry>, force: boolean): Promise<Plan> {
  const encode = encoderFor(output.file)
  const streamed = (sink: Sink): Plan => ({ entries: found, sink, total: null, changed: new Map() })
  switch (target.type) {
    case 'stdout':
      return streamed(streamSink(process.stdout, STANDARD_OUTPUT, ({ cleaned }) => encode(cleaned)))
    case 'stdout-lines':
      return streamed(streamSink(process.stdout, STANDARD_OUTPUT, ({ input, cleaned }) => {
        return `${JSON.stringify(documentRecord(input, cleaned))}\n`
      }))
    case 'file':
      return streamed(fileSink(target.path, encode))
    case 'jsonl':
      return streamed(await jsonlSink(target.path, documentRecord))
    case 'folder':
      return planFolder(target.path, output, found, force)
  }
}

/** Names depend on all inputs, so all are found before the first is read. */
async function planFolder(folder: string, output: Output, found: AsyncIterable<Entry>, force: boolean): Promise<Plan> {
  const entries: Entry[] = []
  for await (const entry of found) entries.push(entry)
  const inputs = entries.filter((entry) => entry.type === 'input')
  const { nameOf, changed } = planNames(inputs.map(({ relative }) => relative), extensionFor(output.file))
  const paths = new Set(inputs.flatMap(({ path }) => path === null ? [] : [path]))
  return {
    entries,
    sink: folderSink({ folder, nameOf, force, inputs: paths, encode: encoderFor(output.file) }),
    total: entries.length,
    changed: new Map(changed.map((relative) => [relative, nameOf.get(relative) ?? relative])),
  }
}
