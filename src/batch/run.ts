/** The batch: documents in, results out in the same order, a bounded number on the way. */
import { performance } from 'node:perf_hooks'
import PQueue from 'p-queue'
import type { Source } from '../model.js'
import {
  detailOf, failure, InputError, type Clean, type Content, type Delivered, type Entry, type Failure, type Input, type Outcome,
} from './job.js'
import { kindOfBytes } from './kinds.js'
import { SinkError, type Recorder, type Sink } from './sinks.js'

export interface BatchOptions {
  readonly entries: AsyncIterable<Entry> | Iterable<Entry>
  readonly clean: Clean
  readonly sink: Sink
  readonly recorders?: readonly Recorder[]
  /** Documents read, cleaned or waiting to be written at one time. From 1 up. */
  readonly jobs: number
  /** Given to every document that does not know better. */
  readonly source?: Partial<Source>
  /** Results go out as they are ready. Default false: in the order of the inputs. */
  readonly unordered?: boolean
  /** After an abort nothing new is begun; what is running is finished and written. */
  readonly signal: AbortSignal
  /** Called once per document, in the order of delivery, after it is stored. */
  readonly onOutcome?: (outcome: Outcome, tally: Tally) => void
}

/** Counts so far. `bytes` of input read; `milliseconds` since the run began. */
export interface Tally {
  readonly documents: number
  readonly clean: number
  readonly partial: number
  readonly failed: number
  readonly bytes: number
  readonly milliseconds: number
}

export interface BatchResult extends Tally {
  /** Stopped by the signal before every document was done. */
  readonly interrupted: boolean
  /** Files that hold what was done before an interruption. */
  readonly kept: readonly string[]
}

/**
 * Runs every document through `clean` and hands the results to the sink in input order. One document's failure
 * never touches another. Sinks and recorders are closed when it settles.
 * @throws SinkError when nothing more can be written; what was begun is removed by then
 */
export async function runBatch(options: BatchOptions): Promise<BatchResult> {
  const book = new Book()
  const closers = [options.sink, ...options.recorders ?? []]
  try {
    const done = await runAll(options, book)
    const kept: string[] = []
    for (const closer of closers) {
      const path = await closer.close(done ? 'complete' : 'interrupted')
      if (path !== null) kept.push(path)
    }
    return { ...book.tally(), interrupted: !done, kept }
  } catch (error) {
    for (const closer of closers) await closer.close('broken').catch(() => null)
    throw error
  }
}

/** @returns whether every document was done */
async function runAll(options: BatchOptions, book: Book): Promise<boolean> {
  const { entries, jobs, signal, unordered = false } = options
  const queue = new PQueue({ concurrency: jobs })
  const broken = new AbortController()
  const stopped = (): boolean => signal.aborted || broken.signal.aborted
  let skipped = false
  let turn: Promise<void> = Promise.resolve()

  // A task keeps its place in the queue until it is written: results never pile up, and what is in flight has a bound.
  const task = async (entry: Entry, before: Promise<void>): Promise<void> => {
    if (stopped()) {
      skipped = true
      return before
    }
    const outcome = await attempt(entry, options)
    if (!unordered) {
      await before
      return deliver(outcome, options, book)
    }
    turn = turn.then(() => deliver(outcome, options, book))
    return turn
  }

  for await (const entry of entries) {
    await queue.onSizeLessThan(jobs)
    if (stopped()) {
      skipped = true
      break
    }
    const before = turn
    const running = queue.add(() => task(entry, before))
    running.catch(() => broken.abort())
    if (!unordered) turn = running
  }
  await queue.onIdle()
  await turn
  return !skipped
}

/** Reads and cleans one document; everything that goes wrong with it becomes its outcome. */
async function attempt(entry: Entry, { clean, sink, source = {} }: BatchOptions): Promise<Outcome> {
  if (entry.type === 'failure') return entry
  const refused = await sink.refusal(entry)
  if (refused !== null) return refused
  const content = await readInput(entry)
  if ('type' in content) return content
  const { input, relative, place } = entry
  const { body, kind, fields } = content
  const about = { place, fields, bytes: content.raw.byteLength }
  try {
    const known = { ...source, ...withoutNulls(content.source) }
    const cleaned = await clean({ input, kind: kind ?? kindOfBytes(body), source: known, body })
    return cleaned.verdict === 'clean' || cleaned.verdict === 'partial'
      ? { type: 'delivered', input, relative, cleaned, ...about }
      : failure(input, cleaned.verdict, '', { cleaned, ...about })
  } catch (error) {
    return failure(input, 'crashed', detailOf(error), about)
  }
}

/** What was read, or why nothing was. */
export async function readInput(entry: Input): Promise<Content | Failure> {
  const { input, place } = entry
  try {
    return await entry.read()
  } catch (error) {
    if (error instanceof InputError) return failure(input, error.code, error.detail, { place, fields: error.fields })
    const detail = detailOf(error)
    return failure(input, detail === 'ENOENT' ? 'missing' : 'unreadable', detail, { place })
  }
}

function withoutNulls(source: Partial<Source>): Partial<Source> {
  return Object.fromEntries(Object.entries(source).filter(([, value]) => value !== null))
}

async function deliver(outcome: Outcome, { sink, recorders = [], onOutcome }: BatchOptions, book: Book): Promise<void> {
  const final = outcome.type === 'delivered' ? await store(outcome, sink) : outcome
  for (const recorder of recorders) await recorder.record(final)
  book.enter(final)
  onOutcome?.(final, book.tally())
}

async function store(document: Delivered, sink: Sink): Promise<Outcome> {
  try {
    return await sink.write(document) ?? document
  } catch (error) {
    if (error instanceof SinkError) throw error
    const { input, bytes, place, fields } = document
    return failure(input, 'crashed', detailOf(error), { bytes, place, fields })
  }
}

class Book {
  readonly #began = performance.now()
  #clean = 0
  #partial = 0
  #failed = 0
  #bytes = 0

  enter(outcome: Outcome): void {
    this.#bytes += outcome.bytes
    if (outcome.type === 'failure') this.#failed += 1
    else if (outcome.cleaned.verdict === 'partial') this.#partial += 1
    else this.#clean += 1
  }

  tally(): Tally {
    return {
      documents: this.#clean + this.#partial + this.#failed,
      clean: this.#clean, partial: this.#partial, failed: this.#failed,
      bytes: this.#bytes, milliseconds: performance.now() - this.#began,
    }
  }
}
