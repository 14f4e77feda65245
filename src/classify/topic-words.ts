import { Numbering } from './numbering.js'
import type { WordSink } from './text-shape.js'

/** Letters of a word that says what a text is about; shorter ones stand in every text. */
const LONG_WORD = 5
/** Words of one block that are looked at. */
const MOST_WORDS = 300
/** Of fewer a share says nothing. */
const LEAST_WORDS = 3

/**
 * Whether a block talks of what the page tells: the share of its long words that stand elsewhere on the page. Teasers and notices talk of other things.
 * Words are hashes that measureShape hands out. Scripts without spaces have none, and get no share.
 */
export class TopicWords implements WordSink {
  /** Words of all blocks, one behind the other: first hashes, then numbers. */
  private words = new Uint32Array(1024)
  private length = 0
  private readonly from: number[] = []
  /** By number of the word: blocks that have it, and told ones among them. */
  private blocks = new Uint32Array(0)
  private told = new Uint32Array(0)
  private isTold: (block: number) => boolean = () => false

  begin(): void {
    this.from.push(this.length)
  }

  word(hash: number, letters: number): void {
    if (letters < LONG_WORD || this.length - (this.from[this.from.length - 1] ?? 0) >= MOST_WORDS) return
    if (this.length === this.words.length) {
      const larger = new Uint32Array(2 * this.length)
      larger.set(this.words)
      this.words = larger
    }
    this.words[this.length++] = hash
  }

  /** To be called once, when all blocks have been seen. @param isTold whether a block is prose of the page's text */
  compare(isTold: (block: number) => boolean): void {
    const numbering = new Numbering()
    for (let at = 0; at < this.length; at++) this.words[at] = numbering.of(this.words[at]!)
    const { count } = numbering
    this.isTold = isTold
    this.blocks = new Uint32Array(count)
    this.told = new Uint32Array(count)
    const last = new Int32Array(count).fill(-1)
    for (let block = 0; block < this.from.length; block++) {
      const told = isTold(block)
      for (let at = this.from[block]!; at < this.endOf(block); at++) {
        const number = this.words[at]!
        if (last[number] === block) continue
        last[number] = block
        this.blocks[number]!++
        if (told) this.told[number]!++
      }
    }
  }

  /** Shares of the block's words in other told blocks, in any other block; NaN where it has too few. Returns how many numbers it wrote. */
  fill(block: number, out: Float32Array, at: number): number {
    const from = this.from[block]!
    const end = this.endOf(block)
    const own = this.isTold(block) ? 1 : 0
    let told = 0
    let shared = 0
    for (let index = from; index < end; index++) {
      const number = this.words[index]!
      if (this.told[number]! > own) told++
      if (this.blocks[number]! > 1) shared++
    }
    const words = end - from
    out[at] = words < LEAST_WORDS ? NaN : told / words
    out[at + 1] = words < LEAST_WORDS ? NaN : shared / words
    return 2
  }

  private endOf(block: number): number {
    return this.from[block + 1] ?? this.length
  }
}
