import type { Block } from '../model.js'
import { linkShare } from '../measure/blocks.js'
import { SHAPE } from './text-shape.js'
import type { TitleWords } from './title-words.js'

/** Blocks beyond which a heading is far. */
const MOST = 40

const QUESTIONS = SHAPE.indexOf('questions')
const STARTS_NUMBER = SHAPE.indexOf('startsNumber')

/** The headings above each block, followed from the top of the page. */
export class HeadingContext {
  private heading: Block | null = null
  private headingAt = 0
  private residueAt = Number.NaN
  private count = 0

  constructor(
    private readonly title: TitleWords, private readonly residue: Float32Array, private readonly proseBefore: (block: number) => number,
    private readonly shape: (block: number, at: number) => number,
  ) {}

  fill(block: Block, index: number, out: Float32Array, from: number): number {
    const { heading } = this
    let at = from
    out[at++] = heading ? Math.min(MOST, index - this.headingAt) : Number.NaN
    out[at++] = heading?.level ?? Number.NaN
    out[at++] = heading ? this.title.overlap[this.headingAt]! : Number.NaN
    out[at++] = heading ? this.residue[this.headingAt]! : Number.NaN
    out[at++] = heading ? linkShare(heading) : Number.NaN
    out[at++] = heading ? Math.log2(1 + this.proseBefore(index) - this.proseBefore(this.headingAt)) : Number.NaN
    out[at++] = Math.min(MOST, index - this.residueAt)
    out[at++] = this.count
    out[at++] = heading ? Math.min(1, this.shape(this.headingAt, QUESTIONS)) : Number.NaN
    out[at++] = heading ? this.shape(this.headingAt, STARTS_NUMBER) : Number.NaN
    if (block.kind === 'heading') {
      this.heading = block
      this.headingAt = index
      this.count++
      if (this.residue[index]! > 0) this.residueAt = index
    }
    return at - from
  }
}
