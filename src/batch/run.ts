/** The batch: documents in, results out in the same order, a bounded number on the way. */
import { performance } from 'node:perf_hooks'
import PQueue from 'p-queue'
import type { Cleaned, Source } from '../model.js'
import { digestOf } from './digest.js'
import type { Fields } from './fields.js'
import {
  detailOf, failure, InputError, jobOf, LimitError, type Clean, type CleanRecord, type Content, type Delivered, type Entry, type Failure,
  type Input, type Outcome, type PackedRecord,
} from './job.js'
import type { Journal } from './journal.js'
import { isFailed } from './journal-file.js'
import type { Old } from './journal-past.js'
import { Room } from './room.js'
import { SinkError, type Recorder, type Sink } from './sinks.js'

export interface BatchOptions {
  readonly entries: AsyncIterable<Entry> | Iterable<Entry>
  readonly clean: Clean
  /** Takes records apart, too. Null: that is done here. */
  readonly cleanRecord?: CleanRecord | null
  readonly sink: Sink
  readonly recorders?: readonly Recorder[]
  /** Documents read, cleaned or waiting to be written at one time. From 1 up. */
  readonly jobs: number
  /** Given to every document that does not know better. */
  readonly source?: Partial<Source>
  /** Results go out as they are ready. Default false: in the order of the inputs. */
  readonly unordered?: boolean
  /** What is done already, and where it is noted. It must know whether results are `unordered`. */
  readonly journal?: Journal | null
  /** After an abort nothing new is begun; what is running is finished and written. */
  readonly signal: AbortSignal
  /** Called once per document that is done now, in the order of delivery, after it is stored. */
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
  /** Documents that an earlier run had done; they count among the others. */
  readonly reused: number
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
  const { journal = null } = options
  const closers = [options.sink, ...options.recorders ?? []]
  try {
    const done = await runAll(options, book)
    await journal?.seal(done)
    const kept: string[] = []
    for (const closer of closers) {
      const path = await closer.close(done ? 'complete' : 'interrupted')
      if (path !== null) kept.push(path)
    }
    await journal?.close(done)
    return { ...book.tally(), reused: book.reused, interrupted: !done, kept }
  } catch (error) {
    for (const closer of closers) await closer.close('broken').catch(() => null)
    await journal?.close(false).catch(() => null)
    throw error
  }
}

/** @returns whether every document was done */
async function runAll(options: BatchOptions, book: Book): Promise<boolean> {
  const { entries, jobs, signal, unordered = false, journal = null } = options
  const queue = new PQueue({ concurrency: jobs })
  const broken = new AbortController()
  const stopped = (): boolean => signal.aborted || broken.signal.aborted
  let skipped = false
  // A document that was not had ends what is delivered in order: those behind it come after it in the next run.
  let cut = false
  let turn: Promise<void> = Promise.resolve()
  const room = new Room(stopped)

  // A task keeps its place in the queue until it is written: results never pile up, and what is in flight has a bound.
  const task = async (entry: Entry, step: Old | null, before: Promise<void>): Promise<void> => {
    const space = await room.enter(entry)
    if (stopped()) {
      skipped = true
      space.leave()
      return before
    }
    const attempted = await attempt(entry, step, options, (bytes) => space.grow(bytes))
    if (!unordered) await before
    space.leave()
    cut ||= 'outcome' in attempted && attempted.outcome.type === 'failure' && attempted.outcome.code === 'interrupted'
    if (cut) {
      skipped = true
      return
    }
    if (!unordered) {
      return deliver(entry, attempted, options, book)
    }
    turn = turn.then(() => deliver(entry, attempted, options, book))
    return turn
  }

  for await (const entry of entries) {
    await queue.onSizeLessThan(jobs)
    await room.free()
    if (stopped()) {
      skipped = true
      break
    }
    const before = turn
    const step = await journal?.next(identityOf(entry)) ?? null
    const running = queue.add(() => task(entry, step, before))
    running.catch(() => {
      broken.abort()
      room.wake()
    })
    if (!unordered) turn = running
  }
  await queue.onIdle()
  await turn
  return !skipped
}

/** The result of one document: new, or one that an earlier run had. */
type Attempt = { readonly outcome: Outcome, readonly hash: string } | { readonly old: Old }

/** Reads and cleans one document; everything that goes wrong with it becomes its outcome. */
async function attempt(
  entry: Entry, step: Old | null, options: BatchOptions, onRead: (bytes: number) => void,
): Promise<Attempt> {
  const { sink, journal = null } = options
  const known = journal === null ? null : knownHash(entry)
  const done = known === null ? null : await reusable(entry, step, known, options)
  if (done !== null) return { old: done }
  const refused = entry.type === 'failure' ? entry : await sink.refusal(entry)
  const packed = options.cleanRecord && entry.type === 'input' ? entry.record : undefined
  const content = refused ?? packed ?? (entry.type === 'failure' ? entry : await readInput(entry))
  if (!('type' in content)) onRead(content.raw.byteLength)
  const hash = journal === null ? '' : known ?? ('type' in content ? digestOf(`${content.code} ${content.detail}`) : digestOf(content.raw))
  const old = await reusable(entry, step, hash, options)
  if (old !== null) return { old }
  if ('type' in content) return { outcome: content, hash }
  if (entry.type === 'failure') return { outcome: entry, hash }
  return { outcome: await ('form' in content ? cleanPacked(entry, content, options) : cleanContent(entry, content, options)), hash }
}

/** Of what is known before it is read. */
function knownHash(entry: Entry): string | null {
  if (entry.type === 'failure') return null
  return entry.once ? digestOf(entry.relative) : entry.record ? digestOf(entry.record.raw) : null
}

/** What an earlier run did with the same content, if its result is still there. */
async function reusable(entry: Entry, step: Old | null, hash: string, { sink, journal = null }: BatchOptions): Promise<Old | null> {
  const old = await journal?.find(step, identityOf(entry), hash) ?? null
  if (old === null || old.stored === null || entry.type === 'failure') return old
  return await sink.stored?.(entry.relative) === old.stored ? old : null
}

async function cleanContent(entry: Input, content: Content, { clean, source = {} }: BatchOptions): Promise<Outcome> {
  const { fields, raw, problem } = content
  try {
    const cleaned = await clean(jobOf(entry.input, source, content))
    return outcomeOf(entry, problem === undefined ? cleaned : { ...cleaned, problems: [problem, ...cleaned.problems] }, fields, raw)
  } catch (error) {
    return thrown(entry, error, fields, raw)
  }
}

async function cleanPacked(entry: Input, record: PackedRecord, { cleanRecord, source = {} }: BatchOptions): Promise<Outcome> {
  try {
    const { cleaned, fields } = await cleanRecord!({ input: entry.input, source, record })
    return outcomeOf(entry, cleaned, fields, record.raw)
  } catch (error) {
    if (error instanceof InputError) return unreadable(entry, error)
    // Whoever took it apart is gone: what came with the document goes with its failure all the same.
    const content = await readInput(entry)
    return thrown(entry, error, content.fields, record.raw)
  }
}

function outcomeOf({ input, relative, place }: Input, cleaned: Cleaned, fields: Fields, raw: Uint8Array): Outcome {
  const about = { place, fields, bytes: raw.byteLength }
  return cleaned.verdict === 'clean' || cleaned.verdict === 'partial'
    ? { type: 'delivered', input, relative, cleaned, ...about }
    : failure(input, cleaned.verdict, '', { cleaned, ...about })
}

function thrown({ input, place }: Input, error: unknown, fields: Fields, raw: Uint8Array): Failure {
  const [code, detail] = error instanceof LimitError ? [error.code, error.detail] as const : ['crashed', detailOf(error)] as const
  return failure(input, code, detail, { place, fields, bytes: raw.byteLength })
}

/** What is done is known by it, in every run. */
function identityOf(entry: Entry): string {
  return entry.type === 'failure' ? `!${entry.input}` : entry.relative
}

/** What was read, or why nothing was. */
export async function readInput(entry: Input): Promise<Content | Failure> {
  try {
    return await entry.read()
  } catch (error) {
    return unreadable(entry, error)
  }
}

function unreadable({ input, place }: Input, error: unknown): Failure {
  if (error instanceof InputError) return failure(input, error.code, error.detail, { place, fields: error.fields })
  const detail = detailOf(error)
  return failure(input, detail === 'ENOENT' ? 'missing' : 'unreadable', detail, { place })
}

async function deliver(entry: Entry, attempted: Attempt, options: BatchOptions, book: Book): Promise<void> {
  const { sink, recorders = [], onOutcome, journal = null } = options
  if ('old' in attempted) {
    await journal?.reuse(attempted.old)
    book.enterOld(attempted.old)
    return
  }
  const { outcome, hash } = attempted
  const begun = await journal?.begin() ?? []
  const final = outcome.type === 'delivered' ? await store(outcome, sink) : outcome
  for (const recorder of recorders) await recorder.record(final)
  if (journal !== null) {
    const stored = final.type === 'delivered' ? await sink.stored?.(final.relative) ?? null : null
    const code = final.type === 'delivered' ? final.cleaned.verdict : final.code
    await journal.done({ identity: identityOf(entry), hash, code, bytes: final.bytes, stored }, begun)
  }
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
  reused = 0

  enterOld({ code, bytes }: Old): void {
    this.reused += 1
    this.#bytes += bytes
    if (isFailed(code)) this.#failed += 1
    else if (code === 'partial') this.#partial += 1
    else this.#clean += 1
  }

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
