/** Who does the cleaning: this thread for a little, worker threads for a lot. */
import { stat } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { setFlagsFromString } from 'node:v8'
import { cleanWith, type CleanerSetup } from '../batch/clean.js'
import type { Clean, CleanRecord, Entry } from '../batch/job.js'
import type { RecordFile } from '../batch/sources.js'
import type { Cleaner } from '../index.js'
import type { Cleaned } from '../model.js'
import type { WorkWishes } from './limits.js'

/** So many documents are cleaned sooner than workers have started. */
const FEW = 12

/** So many bytes of records, too. */
const LITTLE = 300_000

/** Documents on the way for each worker: one that takes long holds up those behind it no sooner. */
const IN_FLIGHT = 8

/**
 * Percent by which a heap may grow over what is in use before it is swept. V8 lets it grow fourfold where memory is plenty: with two
 * workers 800 MB and more. Sweeping oftener costs more than time: with its garbage V8 throws away machine code that only
 * closures of one page used, and makes it anew for the next.
 */
const HEAP_GROWTH = 100

/**
 * Where there is a worker for every core, V8's helpers take their time from other workers. So each worker sweeps young objects by itself,
 * marks old ones by itself (a ninth of all processor time: what helpers mark ahead is mostly garbage a moment later),
 * and is slower to make machine code (four times the default budget): half of what is made early is thrown away again. These flags
 * are read at each use. (`--single-threaded-gc` and `--no-parallel-marking` are not: set while V8 runs, they end the process.)
 */
const CROWDED = ['--no-parallel-scavenge', '--no-concurrent-marking', '--interrupt-budget=270336']

export interface Work {
  readonly clean: Clean
  /** Null where taking a record apart here is as good. */
  readonly cleanRecord: CleanRecord | null
  /** Milliseconds that cleaning took, where it waits for a worker; null where it begins at once. */
  readonly timeOf: (cleaned: Cleaned) => number | null
  /** Documents on the way at one time. */
  readonly inFlight: number
  close(): Promise<void>
}

/**
 * @param cleaner for this thread
 * @param setup the same for workers
 * @param few there is too little to do for workers
 */
export async function openWork(cleaner: Cleaner, setup: CleanerSetup, few: boolean, { jobs, limits, limited }: WorkWishes): Promise<Work> {
  if (!limited && (few || jobs === 1)) return { clean: cleanWith(cleaner), cleanRecord: null, timeOf: () => null, inFlight: jobs, close: () => Promise.resolve() }
  setFlagsFromString(`--heap-growing-percent=${HEAP_GROWTH}`)
  if (jobs > 1 && jobs >= availableParallelism()) for (const flag of CROWDED) setFlagsFromString(flag)
  const { startPool } = await import('../batch/pool.js')
  const pool = startPool({ count: jobs, worker: new URL('../batch/worker.js', import.meta.url), data: setup, limits })
  return { clean: pool.clean, cleanRecord: pool.cleanRecord, timeOf: pool.timeOf, inFlight: jobs * IN_FLIGHT, close: () => pool.close() }
}

/** Looks at the first of the documents, without losing them: are there only few? */
export async function lookAhead(
  found: AsyncIterable<Entry | RecordFile>,
): Promise<{ few: boolean, found: AsyncIterable<Entry | RecordFile> }> {
  const iterator = found[Symbol.asyncIterator]()
  const head: (Entry | RecordFile)[] = []
  let next = await iterator.next()
  while (next.done !== true) {
    head.push(next.value)
    if (head.length > FEW) break
    next = await iterator.next()
  }
  const sizes = await Promise.all(head.flatMap((item) => item.type === 'records' ? [sizeOf(item)] : []))
  const all = async function* (): AsyncGenerator<Entry | RecordFile> {
    yield* head
    if (next.done !== true) yield* { [Symbol.asyncIterator]: () => iterator }
  }
  return { few: next.done === true && sizes.reduce((sum, size) => sum + size, 0) <= LITTLE, found: all() }
}

async function sizeOf({ path }: RecordFile): Promise<number> {
  if (path === null) return Infinity
  return stat(path).then(({ size }) => size, () => 0)
}
