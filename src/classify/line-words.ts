import { CUES, cuesOf } from './cue-words.js'
import type { WordSink } from './text-shape.js'

/** The words of all lines as hashes, and what they say together. Nothing of them outlives the document. */
export class LineWords implements WordSink {
  private hashes = new Uint32Array(1024)
  /** Length in letters, doubled; plus 1 for a capital. */
  private traits = new Uint8Array(1024)
  private count = 0
  /** Where each line's words begin. */
  private readonly starts: number[] = []

  word(hash: number, letters: number, capital: boolean): void {
    if (this.count === this.hashes.length) this.grow()
    this.hashes[this.count] = hash
    this.traits[this.count++] = Math.min(letters, 120) * 2 + (capital ? 1 : 0)
  }

  /** Must be called before the words of each line are given. */
  startLine(): void {
    this.starts.push(this.count)
  }

  private grow(): void {
    const hashes = new Uint32Array(this.hashes.length * 2)
    hashes.set(this.hashes)
    this.hashes = hashes
    const traits = new Uint8Array(this.traits.length * 2)
    traits.set(this.traits)
    this.traits = traits
  }

  private range(line: number): [from: number, to: number] {
    return [this.starts[line] ?? this.count, this.starts[line + 1] ?? this.count]
  }

  /** One number for the words of a line in their order; 0 for a line without words. Numbers do not count. */
  hashOf(line: number, most = Infinity): number {
    const [from, to] = this.range(line)
    let hash = to > from ? 17 : 0
    for (let at = from; at < Math.min(to, from + most); at++) hash = (Math.imul(hash, 31) + this.hashes[at]!) >>> 0
    return hash
  }

  /** Share of each line's words that belong to each group of CUES, in rows of CUES; 0 for lines without words. */
  cueShares(): Float32Array {
    const lines = this.starts.length
    const shares = new Float32Array(lines * CUES.length)
    for (let line = 0; line < lines; line++) {
      const [from, to] = this.range(line)
      for (let at = from; at < to; at++) {
        const bits = cuesOf(this.hashes[at]!)
        if (bits === 0) continue
        for (let group = 0; group < CUES.length; group++) if ((bits & (1 << group)) !== 0) shares[line * CUES.length + group]! += 1 / (to - from)
      }
    }
    return shares
  }

  lastOf(line: number): number {
    const [from, to] = this.range(line)
    return to > from ? this.hashes[to - 1]! : 0
  }

  /** Fills for each line how its words relate to the paragraphs and to the whole document. */
  relate(prose: Uint8Array, title: number): WordRelations {
    const lines = this.starts.length
    const { slot, inProse, inAll } = this.tally(prose)
    const topic = new Float32Array(lines).fill(NaN)
    const names = new Float32Array(lines).fill(NaN)
    const fresh = new Float32Array(lines).fill(NaN)
    const titled = new Float32Array(lines).fill(NaN)
    const titleSlots = new Set<number>()
    if (title >= 0) this.eachTelling(title, at => titleSlots.add(slot[at]!))
    for (let line = 0; line < lines; line++) {
      let words = 0, told = 0, capitals = 0, named = 0, once = 0, shared = 0
      const own = prose[line]! > 0 ? 1 : 0
      this.eachTelling(line, at => {
        const id = slot[at]!
        words++
        const isTold = inProse[id]! > own
        if (isTold) told++
        if (inAll[id] === 1) once++
        if (titleSlots.has(id)) shared++
        if ((this.traits[at]! & 1) === 0) return
        capitals++
        if (isTold) named++
      })
      if (words === 0) continue
      topic[line] = told / words
      fresh[line] = once / words
      if (capitals > 0) names[line] = named / capitals
      if (title >= 0) titled[line] = shared / (words + titleSlots.size - shared)
    }
    return { topic, names, fresh, titled }
  }

  /** Short words are glue in most languages; they say nothing about the matter. */
  private eachTelling(line: number, visit: (at: number) => void): void {
    const [from, to] = this.range(line)
    for (let at = from; at < to; at++) if (this.traits[at]! >> 1 > 3) visit(at)
  }

  /** A number for each different word, and in how many lines (of prose) it stands. */
  private tally(prose: Uint8Array): { slot: Uint32Array; inProse: Uint16Array; inAll: Uint16Array } {
    const size = 1 << Math.max(4, Math.ceil(Math.log2(this.count * 2 + 1)))
    const keys = new Uint32Array(size)
    const used = new Uint8Array(size)
    const seenIn = new Int32Array(size).fill(-1)
    const inProse = new Uint16Array(size)
    const inAll = new Uint16Array(size)
    const slot = new Uint32Array(this.count)
    for (let line = 0; line < this.starts.length; line++) {
      this.eachTelling(line, at => {
        const key = this.hashes[at]!
        let id = (key ^ (key >>> 15)) & (size - 1)
        while (used[id] === 1 && keys[id] !== key) id = (id + 1) & (size - 1)
        used[id] = 1
        keys[id] = key
        slot[at] = id
        if (seenIn[id] === line) return
        seenIn[id] = line
        if (inAll[id]! < 0xffff) inAll[id]!++
        if (prose[line]! > 0 && inProse[id]! < 0xffff) inProse[id]!++
      })
    }
    return { slot, inProse, inAll }
  }
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
