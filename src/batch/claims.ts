/** What is done, where results stand in no order: said of each document when it is met, read only as far as need be. */
import { isFailed, type Noted } from './journal-file.js'

/** A document with its content. */
export function keyOf({ identity, hash }: Pick<Noted, 'identity' | 'hash'>): string {
  return `${hash} ${identity}`
}

/**
 * The entries of a journal, each given away once. Documents are met in about the order in which they were done, so few
 * are held: those that were done while an earlier one took its time.
 */
export class Claims {
  readonly #ahead = new Map<string, Noted[]>()
  #turn: Promise<unknown> = Promise.resolve()

  /** @param replaced by `journalEnd`; grows by what is taken and not kept */
  constructor(private readonly entries: AsyncIterator<Noted>, private readonly replaced: Set<number>) {}

  take(key: string): Promise<Noted | null> {
    // Calls overlap, and a journal is read by one at a time.
    const taken = this.#turn.then(() => this.#take(key))
    this.#turn = taken.catch(() => null)
    return taken
  }

  /** It was taken and stays. */
  keep({ journalEnd }: Noted): void {
    this.replaced.delete(journalEnd)
  }

  /** What nobody took, and what was taken and replaced: by `journalEnd`. */
  async left(): Promise<ReadonlySet<number>> {
    for (let next = await this.entries.next(); next.done !== true; next = await this.entries.next()) this.replaced.add(next.value.journalEnd)
    for (const held of this.#ahead.values()) for (const { journalEnd } of held) this.replaced.add(journalEnd)
    return this.replaced
  }

  async #take(key: string): Promise<Noted | null> {
    for (let held = this.#ahead.get(key); ; held = this.#ahead.get(key)) {
      const first = held?.shift()
      if (held?.length === 0) this.#ahead.delete(key)
      if (first !== undefined) {
        this.replaced.add(first.journalEnd)
        return first
      }
      const next = await this.entries.next()
      if (next.done === true) return null
      if (this.replaced.has(next.value.journalEnd)) continue
      const of = keyOf(next.value)
      this.#ahead.set(of, [...this.#ahead.get(of) ?? [], next.value])
    }
  }
}

/** Finds failures that were done again: the later result counts. */
export class Retries {
  readonly #failed = new Map<string, number>()
  readonly replaced = new Set<number>()

  see(noted: Noted): void {
    const key = keyOf(noted)
    const before = this.#failed.get(key)
    if (before !== undefined) this.replaced.add(before)
    if (isFailed(noted.code)) this.#failed.set(key, noted.journalEnd)
    else this.#failed.delete(key)
  }
}
