const EMPTY = -1

/** Gives each different 32-bit hash (signed or not) a number, in the order of first sight: what is counted by number afterwards needs no table. */
export class Numbering {
  private keys = new Int32Array(256)
  private numbers = new Int32Array(256).fill(EMPTY)
  count = 0

  of(hash: number): number {
    const key = hash | 0
    const mask = this.numbers.length - 1
    let at = (key ^ (key >>> 15)) & mask
    for (;;) {
      const number = this.numbers[at]!
      if (number === EMPTY) break
      if (this.keys[at] === key) return number
      at = (at + 1) & mask
    }
    this.keys[at] = key
    this.numbers[at] = this.count++
    if (this.count * 2 > mask) this.grow()
    return this.count - 1
  }

  /** The number that the hash has; -1 when it was never given one. */
  find(hash: number): number {
    const key = hash | 0
    const mask = this.numbers.length - 1
    for (let at = (key ^ (key >>> 15)) & mask; ; at = (at + 1) & mask) {
      const number = this.numbers[at]!
      if (number === EMPTY || this.keys[at] === key) return number
    }
  }

  private grow(): void {
    const { keys, numbers } = this
    const size = numbers.length * 4
    this.keys = new Int32Array(size)
    this.numbers = new Int32Array(size).fill(EMPTY)
    for (let from = 0; from < numbers.length; from++) {
      if (numbers[from] === EMPTY) continue
      const hash = keys[from]!
      let at = (hash ^ (hash >>> 15)) & (size - 1)
      while (this.numbers[at] !== EMPTY) at = (at + 1) & (size - 1)
      this.keys[at] = hash
      this.numbers[at] = numbers[from]!
    }
  }
}
