/** Worker threads that clean, and that are really ended when a document takes too long or too much. */
import { MessageChannel, receiveMessageOnPort, type MessagePort } from 'node:worker_threads'
import Tinypool from 'tinypool'
import type { Cleaned } from '../model.js'
import type { Fields } from './fields.js'
import { InputError, LimitError, NO_FIELDS, type Clean, type CleanedRecord, type CleanRecord, type FailureCode, type Job, type RecordJob } from './job.js'

/** Megabytes for young objects, half of what V8 takes: two workers need 50 MB less and 2 % more time. */
const YOUNG = 24

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
  /** A module whose default export takes a Session and returns when its port is closed. */
  readonly worker: URL
  /** Sent to each worker once, as it starts. */
  readonly data: unknown
  readonly limits: Limits
}

/**
 * What a worker gets, once: the pool starts, ends and replaces workers, and jobs go past it, because what it does
 * around each task takes longer than a small document.
 */
export interface Session {
  /** Calls come in, answers go out, in the same order. */
  readonly port: MessagePort
  /** Shared memory: the worker writes the number of the call that it begins, and the time (Date.now). */
  readonly began: Float64Array
}

export interface Call {
  readonly number: number
  readonly job: Job | RecordJob
}

/** A result, with what came in its record; no record; or what was thrown. */
export type Answer = { readonly number: number } & (
  | { readonly cleaned: Cleaned, readonly fields?: Fields, readonly url?: string | null, readonly milliseconds: number }
  | { readonly refused: { readonly code: FailureCode, readonly detail: string, readonly fields: Fields } }
  | { readonly error: unknown }
)

export interface Pool {
  /** Throws LimitError. */
  readonly clean: Clean
  /** The same for a record that was not taken apart. */
  readonly cleanRecord: CleanRecord
  /** Milliseconds that a worker took for a result, without the time for which the document waited for it. */
  readonly timeOf: (cleaned: Cleaned) => number | null
  close(): Promise<void>
}

export function startPool(options: PoolOptions): Pool {
  const { count, worker, data, limits } = options
  const pool = new Tinypool({
    filename: worker.href, workerData: data, minThreads: count, maxThreads: count, maxQueue: 2 * count,
    resourceLimits: { maxOldGenerationSizeMb: limits.memory, maxYoungGenerationSizeMb: YOUNG },
  })
  // Faults of workers that have no task are told by the next task.
  pool.on('error', () => undefined)
  const taken = new WeakMap<Cleaned, number>()
  const desk = new Desk(pool, limits, count, taken)
  return {
    clean: async (job) => (await desk.add({ ...job, body: ownBytes(job.body) }, job.body.length)).cleaned,
    cleanRecord: ({ record: { form, raw }, ...job }) => desk.add({ ...job, record: { form, raw: ownBytes(raw) } }, raw.length),
    timeOf: (cleaned) => taken.get(cleaned) ?? null, close: () => desk.close(),
  }
}

interface Task extends Call {
  readonly done: (result: CleanedRecord) => void
  readonly failed: (error: unknown) => void
  readonly size: number
}

/** A worker has its next document at hand, and of small ones some more: it need not wait for this thread. */
const AT_HAND = 2
const SMALL_AT_HAND = 8
const SMALL = 64_000

/** Milliseconds between two looks at a worker that has not begun, because it is still starting. */
const STARTING = 50

class Desk {
  readonly #waiting: Task[] = []
  readonly #lines = new Set<Line>()
  #number = 0
  #closed = false

  constructor(
    private readonly pool: Tinypool, private readonly limits: Limits, private readonly count: number, private readonly taken: WeakMap<Cleaned, number>,
  ) {}

  /** @param size about what it takes to send it */
  add(job: Job | RecordJob, size: number): Promise<CleanedRecord> {
    return new Promise((done, failed) => {
      this.#number += 1
      this.#waiting.push({ number: this.#number, job, done, failed, size })
      this.#assign()
    })
  }

  async close(): Promise<void> {
    this.#closed = true
    for (const line of this.#lines) line.close()
    await this.pool.destroy()
  }

  #assign(): void {
    for (let next = this.#waiting[0]; next !== undefined; next = this.#waiting[0]) {
      while (this.#lines.size < this.count && !this.#closed) this.#lines.add(new Line(this.pool, this.limits, {
        free: () => this.#assign(), ended: this.#ended, took: (cleaned, milliseconds) => this.taken.set(cleaned, milliseconds),
      }))
      const [least] = [...this.#lines].sort((a, b) => a.length - b.length)
      if (least === undefined || !least.takes(next)) return
      this.#waiting.shift()
      least.give(next)
    }
  }

  /** What a worker had at hand when it was ended goes to another. */
  readonly #ended = (line: Line, left: readonly Task[]): void => {
    this.#lines.delete(line)
    this.#waiting.unshift(...left)
    this.#assign()
  }
}

interface Hearer {
  readonly free: () => void
  readonly took: (cleaned: Cleaned, milliseconds: number) => void
  readonly ended: (line: Line, left: readonly Task[]) => void
}

/** The jobs of one worker, from its start to its end. */
class Line {
  readonly #tasks: Task[] = []
  #bytes = 0
  readonly #port: MessagePort
  readonly #began = new Float64Array(new SharedArrayBuffer(16))
  readonly #controller = new AbortController()
  #timer: NodeJS.Timeout | null = null

  constructor(pool: Tinypool, private readonly limits: Limits, private readonly hearer: Hearer) {
    const { port1, port2 } = new MessageChannel()
    this.#port = port1
    port1.on('message', (answer: Answer) => this.#answered(answer))
    // It keeps no process alive that has nothing more to do.
    port1.unref()
    const session: Session = { port: port2, began: this.#began }
    const running = pool.run(session, { signal: this.#controller.signal, transferList: [port2] }) as Promise<unknown>
    hearExits(pool)
    running.then(() => this.#over(new Error('a worker stopped')), (error: unknown) => this.#over(error))
  }

  get length(): number {
    return this.#tasks.length
  }

  takes({ size }: Task): boolean {
    const held = this.#tasks.length
    return held < AT_HAND || (held < SMALL_AT_HAND && this.#bytes + size <= SMALL)
  }

  give(task: Task): void {
    this.#tasks.push(task)
    this.#bytes += task.size
    // Never handed over for good: another worker may need it.
    this.#port.postMessage({ number: task.number, job: task.job } satisfies Call)
    if (this.#timer === null) this.#watch()
  }

  close(): void {
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#port.close()
  }

  #answered(answer: Answer): void {
    const at = this.#tasks.findIndex(({ number }) => number === answer.number)
    const [task] = at === -1 ? [] : this.#tasks.splice(at, 1)
    if (task === undefined) return
    this.#bytes -= task.size
    if ('error' in answer) task.failed(answer.error)
    else if ('refused' in answer) task.failed(new InputError(answer.refused.code, answer.refused.detail, answer.refused.fields))
    else {
      const { cleaned, fields = NO_FIELDS, url = null, milliseconds } = answer
      this.hearer.took(cleaned, milliseconds)
      task.done({ cleaned, fields, url })
    }
    this.hearer.free()
  }

  /** A worker's start is not the document's time: the clock runs from the moment at which it began. */
  #watch(): void {
    const [first] = this.#tasks
    const [number = 0, time = 0] = this.#began
    // What is answered already and not heard of is no more running than what has not begun.
    const running = first !== undefined && number === first.number
    const left = running ? time + this.limits.timeout - Date.now() : this.#tasks.length === 0 ? null : STARTING
    if (left !== null && left <= 0) return this.#controller.abort()
    this.#timer = left === null ? null : setTimeout(() => this.#watch(), Math.min(left, this.limits.timeout))
  }

  #over(error: unknown): void {
    for (let late = receiveMessageOnPort(this.#port); late !== undefined; late = receiveMessageOnPort(this.#port)) this.#answered(late.message as Answer)
    this.close()
    const begun = this.#tasks.findIndex(({ number }) => number === this.#began[0])
    const [task] = this.#tasks.splice(Math.max(0, begun), 1)
    task?.failed(this.#controller.signal.aborted ? new LimitError('timeout', `${this.limits.timeout / 1000} s`)
      : isOutOfMemory(error) ? new LimitError('out-of-memory', `${this.limits.memory} MB`) : error)
    this.hearer.ended(this, this.#tasks)
  }
}

const heard = new WeakSet<object>()

/** The pool hears of errors alone: a worker that exited by itself would keep its documents, and the pool's end, waiting. */
function hearExits(pool: Tinypool): void {
  for (const thread of pool.threads) {
    if (heard.has(thread)) continue
    heard.add(thread)
    // What the pool ended is none of its threads by then.
    thread.once('exit', () => pool.threads.includes(thread) && thread.emit('error', new Error('its worker exited')))
  }
}

/** A view on a part of a larger buffer would be sent with all of it. */
function ownBytes<T extends Uint8Array | string>(body: T): T | Uint8Array {
  return typeof body === 'string' || body.byteLength === body.buffer.byteLength ? body : new Uint8Array(body)
}

function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'
}
