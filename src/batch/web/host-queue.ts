/** No host is asked by many at once, or again at once. */
import PQueue from 'p-queue'

export interface Pace {
  /** Requests to one host at one time. */
  readonly perHost: number
  /** Milliseconds from the beginning of one request to a host to that of the next. */
  readonly delay: number
}

/** Hosts beyond this number are forgotten when they have been left alone. */
const REMEMBERED = 1000

export class HostQueues {
  readonly #queues = new Map<string, { readonly queue: PQueue, used: number, readonly delay: number }>()

  /** @param signal what waits then rejects with its reason */
  constructor(private readonly pace: Pace, private readonly signal: AbortSignal) {}

  /** @param delay what the host itself asks for, if it does: the longer one counts */
  async run<T>(host: string, delay: number, work: () => Promise<T>): Promise<T> {
    const known = this.#queues.get(host) ?? this.#open(host, Math.max(delay, this.pace.delay))
    known.used = Date.now()
    return known.queue.add(work, { signal: this.signal })
  }

  #open(host: string, delay: number): { queue: PQueue, used: number, delay: number } {
    if (this.#queues.size >= REMEMBERED) this.#forget()
    const wait = delay > 0 ? { interval: delay, intervalCap: 1 } : {}
    const opened = { queue: new PQueue({ concurrency: this.pace.perHost, ...wait }), used: 0, delay }
    this.#queues.set(host, opened)
    return opened
  }

  #forget(): void {
    const now = Date.now()
    for (const [host, { queue, used, delay }] of this.#queues) {
      if (queue.size === 0 && queue.pending === 0 && now - used > delay) this.#queues.delete(host)
    }
  }
}
