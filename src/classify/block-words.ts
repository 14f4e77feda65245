import type { Block, Metadata } from '../model.js'
import { measureShape } from './text-shape.js'
import { TitleWords } from './title-words.js'
import { TopicWords } from './topic-words.js'

/** Names of the numbers that `fill` writes, in order. */
export const WORDS_OF = ['titleOverlap', 'titleShare', 'topicTold', 'topicPage'] as const

/** The words of blocks beside those of the titles and of each other, taken while their shape is measured. */
export class BlockWords {
  readonly title: TitleWords
  private readonly topic = new TopicWords()

  constructor(metadata: Metadata) {
    this.title = new TitleWords(metadata)
  }

  /** Writes the shape of each block to the beginning of its row. */
  measureShapes(blocks: readonly Block[], rows: Float32Array, width: number): void {
    const { title, topic } = this
    const sink = {
      word(hash: number, letters: number): void {
        title.word(hash)
        topic.word(hash, letters)
      },
    }
    blocks.forEach((block, index) => {
      title.begin()
      topic.begin()
      measureShape(block.text, rows, index * width, sink)
      title.end(index)
    })
  }

  /** Once all are measured. @param isTold whether a block is prose of the page's core */
  compare(isTold: (block: number) => boolean): void {
    this.topic.compare(isTold)
  }

  fill(block: number, out: Float32Array, at: number): number {
    out[at] = this.title.overlap[block]!
    out[at + 1] = this.title.share[block]!
    return 2 + this.topic.fill(block, out, at + 2)
  }
}
