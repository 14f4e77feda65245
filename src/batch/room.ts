/** How much is held at one time: documents are read when those before them have left enough room. */
import type { Entry } from './job.js'

/** Bytes of documents on the way at one time, about: beyond them no further one is read. */
const MOST_HELD = 16_000_000

/** Few large documents are as much as many small ones. They enter in their order, so that none waits for one behind it. */
export class Room {
  #held = 0
  #waiting: (() => void)[] = []
  #turn: Promise<unknown> = Promise.resolve()

  constructor(private readonly stopped: () => boolean) {}

  /** Resolves when there is room for another. */
  async free(): Promise<void> {
    while (this.#held > MOST_HELD && !this.stopped()) await new Promise<void>((done) => this.#waiting.push(done))
  }

  async enter(entry: Entry): Promise<{ grow(bytes: number): void, leave(): void }> {
    const expected = entry.type === 'failure' ? 0 : entry.record ? entry.record.raw.byteLength : entry.size?.() ?? 0
    const entered = this.#turn.then(async () => {
      const bytes = await expected ?? 0
      await this.free()
      this.#held += bytes
      return bytes
    })
    this.#turn = entered
    let size = await entered
    return {
      grow: (bytes) => {
        this.#held += Math.max(0, bytes - size)
        size = Math.max(size, bytes)
      },
      leave: () => {
        this.#held -= size
        this.wake()
      },
    }
  }

  /** Something has changed for those that wait. */
  wake(): void {
    for (const go of this.#waiting.splice(0)) go()
  }
}
