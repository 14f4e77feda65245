import { CUES, cuesOf } from './cue-words.js'
import { Numbering } from './numbering.js'
import type { WordSink } from './text-shape.js'

/** Words at the beginning of a line by which lines of one mould are known. */
const START = 2
/** Of a line without words. */
const NO_WORDS = -1
/** Short words are glue in most languages; they say nothing about the matter. Letters. */
const GLUE = 3

/**
 * The words of all lines that were ever measured of a document, as numbers, and what they say together. A line is known
 * by its place in the store, so that what is left of a document can be compared without reading it again.
 */
export class LineWords implements WordSink {
  /** Number of each word, and its length in letters, doubled; plus 1 for a capital. */
  private words = new Int32Array(1024)
  private traits = new Uint8Array(1024)
  private count = 0
  private readonly numbering = new Numbering()
  /** Groups of CUES by word number. */
  private cueBits = new Uint16Array(256)
  /** Where each line's words begin and end. */
  private readonly starts: number[] = []
  private readonly ends: number[] = []
  /** Per line the numbers of its words in their order, of its first words, and of its last: lines of one number say the same. */
  private readonly wholes: number[] = []
  private readonly beginnings: number[] = []
  private readonly endings: number[] = []
  private readonly sayings = new Numbering()
  /** Of the line whose words are being given: where they begin, a hash of them, and of the first ones. */
  private from = 0
  private hash = 0
  private beginning = 0

  word(hash: number, letters: number, capital: boolean): void {
    if (this.count === this.words.length) this.grow()
    const known = this.numbering.count
    const number = this.numbering.of(hash)
    if (number === known) this.noteCues(number, hash)
    this.hash = (Math.imul(this.hash, 31) + hash) | 0
    this.words[this.count] = number
    this.traits[this.count++] = Math.min(letters, 120) * 2 + (capital ? 1 : 0)
    if (this.count - this.from === START) this.beginning = this.hash
  }

  /** Must be called before the words of each line are given; returns the line. */
  startLine(): number {
    this.from = this.count
    this.starts.push(this.count)
    this.hash = 17
    return this.starts.length - 1
  }

  /** Must be called behind the words of each line. Numbers of the text do not count as words. */
  endLine(): void {
    this.ends.push(this.count)
    const words = this.count - this.from
    this.wholes.push(words > 0 ? this.sayings.of(this.hash) : NO_WORDS)
    this.beginnings.push(words > 0 ? this.sayings.of(words < START ? this.hash : this.beginning) : NO_WORDS)
    this.endings.push(words > 0 ? this.words[this.count - 1]! : NO_WORDS)
  }

  private noteCues(number: number, hash: number): void {
    if (number === this.cueBits.length) {
      const wider = new Uint16Array(number * 2)
      wider.set(this.cueBits)
      this.cueBits = wider
    }
    this.cueBits[number] = cuesOf(hash)
  }

  private grow(): void {
    const words = new Int32Array(this.words.length * 2)
    words.set(this.words)
    this.words = words
    const traits = new Uint8Array(this.traits.length * 2)
    traits.set(this.traits)
    this.traits = traits
  }

  /** Whether two lines have the same words in the same order. */
  saysSame(one: number, other: number): boolean {
    return this.wholes[one]! === this.wholes[other]!
  }

  /** Writes the share of a line's words that belong to each group of CUES; 0 for lines without words. */
  fillCueShares(line: number, out: Float32Array, at: number): void {
    const { cueBits, words } = this
    const from = this.starts[line]!
    const to = this.ends[line]!
    for (let word = from; word < to; word++) {
      const bits = cueBits[words[word]!]!
      if (bits === 0) continue
      for (let group = 0; group < CUES.length; group++) if ((bits & (1 << group)) !== 0) out[at + group]! += 1 / (to - from)
    }
  }

  /** How often the words of each of `lines` stand in them: all of them, the first two, the last; 1 for a line of its own. */
  repetitions(lines: Int32Array): Repetitions {
    const said = new Uint32Array(this.sayings.count)
    return {
      all: counted(lines, this.wholes, said),
      above: this.repeats(lines, said),
      starts: counted(lines, this.beginnings, said),
      lasts: counted(lines, this.endings, new Uint32Array(this.numbering.count)),
    }
  }

  private repeats(lines: Int32Array, said: Uint32Array): Uint8Array {
    said.fill(0)
    const again = new Uint8Array(lines.length)
    for (let index = 0; index < lines.length; index++) {
      const number = this.wholes[lines[index]!]!
      if (number >= 0 && said[number]!++ > 0) again[index] = 1
    }
    return again
  }

  /** How the words of each of `lines` relate to the paragraphs and to the whole document; `title`: index in `lines`, or -1. */
  relate(lines: Int32Array, prose: Uint8Array, title: number): WordRelations {
    const { words, traits, starts, ends } = this
    const count = lines.length
    const { inProse, inAll } = this.tally(lines, prose)
    const relations = {
      topic: new Float32Array(count).fill(NaN), names: new Float32Array(count).fill(NaN), fresh: new Float32Array(count).fill(NaN),
      titled: new Float32Array(count).fill(NaN),
    }
    const inTitle = new Uint8Array(this.numbering.count)
    const titleWords = title >= 0 ? this.mark(lines[title]!, inTitle) : 0
    for (let index = 0; index < count; index++) {
      let all = 0, told = 0, capitals = 0, named = 0, once = 0, shared = 0
      const own = prose[index]! > 0 ? 1 : 0
      const to = ends[lines[index]!]!
      for (let at = starts[lines[index]!]!; at < to; at++) {
        const trait = traits[at]!
        if (trait >> 1 <= GLUE) continue
        const word = words[at]!
        const isTold = inProse[word]! > own
        all++
        if (isTold) told++
        if (inAll[word] === 1) once++
        shared += inTitle[word]!
        if ((trait & 1) === 0) continue
        capitals++
        if (isTold) named++
      }
      if (all === 0) continue
      relations.topic[index] = told / all
      relations.fresh[index] = once / all
      if (capitals > 0) relations.names[index] = named / capitals
      if (title >= 0) relations.titled[index] = shared / (all + titleWords - shared)
    }
    return relations
  }

  /** Marks a line's telling words; returns how many different ones there are. */
  private mark(line: number, marks: Uint8Array): number {
    let different = 0
    for (let at = this.starts[line]!; at < this.ends[line]!; at++) {
      const word = this.words[at]!
      if (this.traits[at]! >> 1 <= GLUE || marks[word] === 1) continue
      marks[word] = 1
      different++
    }
    return different
  }

  /** In how many lines (of prose) each word stands. */
  private tally(lines: Int32Array, prose: Uint8Array): { inProse: Uint16Array; inAll: Uint16Array } {
    const { words, traits, starts, ends } = this
    const size = this.numbering.count
    const seenIn = new Int32Array(size).fill(-1)
    const inProse = new Uint16Array(size)
    const inAll = new Uint16Array(size)
    for (let index = 0; index < lines.length; index++) {
      const to = ends[lines[index]!]!
      const isProse = prose[index]! > 0
      for (let at = starts[lines[index]!]!; at < to; at++) {
        if (traits[at]! >> 1 <= GLUE) continue
        const word = words[at]!
        if (seenIn[word] === index) continue
        seenIn[word] = index
        if (inAll[word]! < 0xffff) inAll[word]!++
        if (isProse && inProse[word]! < 0xffff) inProse[word]!++
      }
    }
    return { inProse, inAll }
  }
}

/** How often each line's number stands among those of `lines`. */
function counted(lines: Int32Array, numbers: readonly number[], times: Uint32Array): Float32Array {
  times.fill(0)
  for (let index = 0; index < lines.length; index++) {
    const number = numbers[lines[index]!]!
    if (number >= 0) times[number]!++
  }
  const counts = new Float32Array(lines.length)
  for (let index = 0; index < lines.length; index++) {
    const number = numbers[lines[index]!]!
    counts[index] = number >= 0 ? times[number]! : 1
  }
  return counts
}

export interface Repetitions {
  readonly all: Float32Array
  /** 1 when the line stands above already. */
  readonly above: Uint8Array
  readonly starts: Float32Array
  readonly lasts: Float32Array
}

/** Per line; NaN for lines without telling words. */
export interface WordRelations {
  /** Share of its words that other paragraphs of the document have too. */
  readonly topic: Float32Array
  /** The same for words with a capital. */
  readonly names: Float32Array
  /** Share of its words that stand in no other line. */
  readonly fresh: Float32Array
  /** Overlap with the title's words (Jaccard). */
  readonly titled: Float32Array
}
