/** Bytes that arrive in pieces and are looked at before they are taken. No more is held than was asked for, but for a piece. */

export class ByteQueue {
  #pieces: Buffer[] = []
  #held = 0
  #taken = 0

  /** @param pull the next piece, null when there is none for now; asked again after that by the next `fill` */
  constructor(private readonly pull: () => Promise<Uint8Array | null>) {}

  /** Bytes that are here. */
  get length(): number {
    return this.#held
  }

  /** Bytes that were taken so far: where the first of those that are here lies. */
  get position(): number {
    return this.#taken
  }

  /** @returns whether as many bytes are here now; false when they ended before */
  async fill(count: number): Promise<boolean> {
    while (this.#held < count) {
      const piece = await this.pull()
      if (piece === null) return false
      if (piece.length === 0) continue
      this.#pieces.push(Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength))
      this.#held += piece.length
    }
    return true
  }

  /** A copy of, or a view on, bytes that are here: fewer where they end. */
  slice(from: number, count: number): Buffer {
    const parts: Buffer[] = []
    let start = 0
    for (const piece of this.#pieces) {
      if (start >= from + count) break
      const part = piece.subarray(Math.max(0, from - start), Math.max(0, from + count - start))
      if (part.length > 0) parts.push(part)
      start += piece.length
    }
    return parts.length === 1 ? parts[0]! : Buffer.concat(parts)
  }

  take(count: number): Buffer {
    const bytes = this.slice(0, count)
    this.skip(bytes.length)
    return bytes
  }

  /** Of the first piece as it came, to be handed on without a copy; empty when nothing is here. */
  takePiece(most: number): Buffer {
    return this.take(Math.min(most, this.#pieces[0]?.length ?? 0))
  }

  /** Bytes that are here. */
  skip(count: number): void {
    let left = Math.min(count, this.#held)
    this.#held -= left
    this.#taken += left
    let gone = 0
    while (left > 0) {
      const first = this.#pieces[gone]!
      if (first.length > left) {
        this.#pieces[gone] = first.subarray(left)
        break
      }
      left -= first.length
      gone += 1
    }
    this.#pieces.splice(0, gone)
  }

  /** Puts back what was taken last. */
  unread(bytes: Buffer): void {
    if (bytes.length === 0) return
    this.#pieces.unshift(bytes)
    this.#held += bytes.length
    this.#taken -= bytes.length
  }
}
