/** Few of many, with bounded memory: the largest, or a sample that depends on nothing but the names. */
import { hashText } from '../measure/text.js'

interface Ranked<T> {
  readonly rank: number
  readonly value: T
}

/** The `most` values of the highest rank, whatever their number; of equal ranks the first come stay. */
export class Top<T> {
  readonly #ranked: Ranked<T>[] = []

  constructor(readonly most: number) {}

  /** Would a value of this rank be kept? Asked before an expensive value is made. */
  admits(rank: number): boolean {
    const last = this.#ranked[this.most - 1]
    return this.most > 0 && (last === undefined || rank > last.rank)
  }

  add(rank: number, value: T): void {
    if (!this.admits(rank)) return
    const at = this.#ranked.findIndex((other) => other.rank < rank)
    this.#ranked.splice(at === -1 ? this.#ranked.length : at, 0, { rank, value })
    this.#ranked.length = Math.min(this.#ranked.length, this.most)
  }

  /** Highest rank first. */
  values(): readonly T[] {
    return this.#ranked.map(({ value }) => value)
  }
}

/**
 * A sample in which every name has the same chance: those whose hashes are highest. The same documents give the same
 * sample in any order and in every run.
 */
export class Sample<T> {
  readonly #top: Top<T>

  constructor(most: number) {
    this.#top = new Top(most)
  }

  add(name: string, make: () => T): void {
    const rank = Number.parseInt(hashText(name), 16)
    if (this.#top.admits(rank)) this.#top.add(rank, make())
  }

  values(): readonly T[] {
    return this.#top.values()
  }
}
