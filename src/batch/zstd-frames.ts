/** Where the frames of zstd data end, and the checksums there (RFC 8878): the decoder passes over them, and a flipped bit in between shows in no other way. */

/** The end of a frame. */
export interface FrameEnd {
  /** Offset in the piece that was looked at. */
  readonly at: number
  /** The lower half of the content's XXH64; null when the frame has none. */
  readonly checksum: number | null
}

type Field = 'magic' | 'length' | 'descriptor' | 'block' | 'end' | 'checksum'

const BYTES: Readonly<Record<Field, number>> = { magic: 4, length: 4, descriptor: 1, block: 3, end: 0, checksum: 4 }

const MAGIC = 0xfd2fb528
/** Of a frame that is to be skipped, without its last four bits. */
const SKIPPED_MAGIC = 0x184d2a5
const RUN_BLOCK = 1
const DICTIONARY_BYTES = [0, 1, 2, 4] as const
const LENGTH_BYTES = [0, 2, 4, 8] as const

export class ZstdFrames {
  #field: Field = 'magic'
  readonly #bytes: number[] = []
  /** Bytes before the next field, of no concern here. */
  #passing = 0
  #summed = false

  /** The frames that end in the next piece of the data. What is no zstd is left to the decoder. */
  endsIn(piece: Uint8Array): readonly FrameEnd[] {
    const ends: FrameEnd[] = []
    let at = 0
    for (;;) {
      const passed = Math.min(this.#passing, piece.length - at)
      this.#passing -= passed
      at += passed
      if (this.#passing > 0) return ends
      while (this.#bytes.length < BYTES[this.#field] && at < piece.length) this.#bytes.push(piece[at++] ?? 0)
      if (this.#bytes.length < BYTES[this.#field]) return ends
      const value = this.#bytes.splice(0).reduceRight((sum, byte) => sum * 256 + byte, 0)
      if (this.#field === 'end' || this.#field === 'checksum') ends.push({ at, checksum: this.#field === 'checksum' ? value : null })
      this.#field = this.#read(value)
    }
  }

  /** @returns the field after this one */
  #read(value: number): Field {
    switch (this.#field) {
      case 'magic':
        if (value === MAGIC) return 'descriptor'
        if (Math.floor(value / 16) !== SKIPPED_MAGIC) this.#passing = Infinity
        return 'length'
      case 'length':
        this.#passing = value
        return 'magic'
      case 'descriptor': {
        const single = (value >> 5) & 1
        this.#summed = (value & 4) !== 0
        this.#passing = (1 - single) + (DICTIONARY_BYTES[value & 3] ?? 0) + (LENGTH_BYTES[value >> 6] || single)
        return 'block'
      }
      case 'block': {
        const size = value >> 3
        this.#passing = ((value >> 1) & 3) === RUN_BLOCK ? 1 : size
        if ((value & 1) === 0) return 'block'
        return this.#summed ? 'checksum' : 'end'
      }
      case 'end':
      case 'checksum':
        return 'magic'
    }
  }
}
