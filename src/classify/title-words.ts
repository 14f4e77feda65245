import type { Metadata } from '../model.js'
import { SHAPE, measureShape, type WordSink } from './text-shape.js'

const LONG = 200

/** Compares the words of blocks with those of the page's titles, as hashes that measureShape hands out. */
export class TitleWords implements WordSink {
  private readonly titles: readonly ReadonlySet<number>[]
  private words = new Set<number>()
  /** Per block: Jaccard index with the most similar title, and the share of that title's words that the block has. */
  readonly overlap: number[] = []
  readonly share: number[] = []

  constructor({ titles }: Metadata) {
    const scratch = new Float32Array(SHAPE.length)
    this.titles = titles.slice(0, 4).map(title => {
      const words = new Set<number>()
      measureShape(title.slice(0, LONG), scratch, 0, { word: hash => void words.add(hash) })
      return words
    })
  }

  begin(): void {
    this.words.clear()
  }

  word(hash: number): void {
    if (this.words.size < LONG) this.words.add(hash)
  }

  end(block: number): void {
    let overlap = 0
    let share = 0
    for (const title of this.titles) {
      let common = 0
      for (const word of title) if (this.words.has(word)) common++
      const all = title.size + this.words.size - common
      if (all > 0) overlap = Math.max(overlap, common / all)
      if (title.size > 0) share = Math.max(share, common / title.size)
    }
    this.overlap[block] = overlap
    this.share[block] = share
  }
}
