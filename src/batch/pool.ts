/** Worker threads that clean, and that are really ended when a document takes too long or too much. */
import PQueue from 'p-queue'
import Tinypool from 'tinypool'
import type { Cleaned } from '../model.js'
import { LimitError, type Clean, type Job } from './job.js'

/** What one document may take. */
export interface Limits {
  /** Milliseconds. */
  readonly timeout: number
  /** Megabytes of a worker's heap. */
  readonly memory: number
}

export interface PoolOptions {
  /** Worker threads. */
  readonly count: number
  /** A module whose default export takes a Task and returns Cleaned. */
  readonly worker: URL
  /** Sent to each worker once, as it starts. */
  readonly data: unknown
  readonly limits: Limits
}

/** What a worker gets. */
export interface Task {
  readonly job: Job
  /** Shared memory: the worker writes the time (Date.now) at which it began. */
  readonly began: Float64Array
}

export interface Pool {
  /** As many at one time as there are workers; others wait. Throws LimitError. */
  readonly clean: Clean
  close(): Promise<void>
}

/** Milliseconds between two looks at a worker that has not begun, because it is still starting. */
const STARTING = 50

export function startPool({ count, worker, data, limits }: PoolOptions): Pool {
  const pool = new Tinypool({
    filename: worker.href, workerData: data, minThreads: count, maxThreads: count, maxQueue: 2 * count,
    resourceLimits: { maxOldGenerationSizeMb: limits.memory },
  })
  // Faults of workers that have no task are told by the next task.
  pool.on('error', () => undefined)
  const queue = new PQueue({ concurrency: count })
  return {
    clean: (job) => queue.add(() => runTask(pool, job, limits)),
    close: () => pool.destroy(),
  }
}

async function runTask(pool: Tinypool, job: Job, { timeout, memory }: Limits): Promise<Cleaned> {
  const began = new Float64Array(new SharedArrayBuffer(8))
  const controller = new AbortController()
  const watch = watchTime(began, timeout, controller)
  const task: Task = { job: { ...job, body: ownBody(job.body) }, began }
  try {
    return await (pool.run(task, { signal: controller.signal, transferList: transferable(task.job.body) }) as Promise<Cleaned>)
  } catch (error) {
    if (controller.signal.aborted) throw new LimitError('timeout', `${timeout / 1000} s`)
    if (isOutOfMemory(error)) throw new LimitError('out-of-memory', `${memory} MB`)
    throw error
  } finally {
    watch.stop()
  }
}

/** A worker's start is not the document's time: the clock runs from the moment at which it began. */
function watchTime(began: Float64Array, timeout: number, controller: AbortController): { stop: () => void } {
  let timer: NodeJS.Timeout
  const look = (): void => {
    const start = began[0]!
    const left = start === 0 ? STARTING : start + timeout - Date.now()
    if (left <= 0) controller.abort()
    else timer = setTimeout(look, left)
  }
  timer = setTimeout(look, timeout)
  return { stop: () => clearTimeout(timer) }
}

/** A view on a part of a larger buffer would be sent with all of it. */
function ownBody(body: Uint8Array | string): Uint8Array | string {
  return typeof body === 'string' || body.byteLength === body.buffer.byteLength ? body : new Uint8Array(body)
}

/** Bytes that are nobody else's are handed over, not copied. */
function transferable(body: Uint8Array | string): ArrayBuffer[] {
  if (typeof body === 'string') return []
  const { buffer, byteLength } = body
  return buffer instanceof ArrayBuffer && buffer.byteLength === byteLength ? [buffer] : []
}

function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'
}
