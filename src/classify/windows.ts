/** Sums over any stretch of lines in constant time: prefix sums of several measures, side by side. */
export class Sums {
  /** The sums of all lines before a line, one row per line. */
  private readonly upTo: Float64Array

  constructor(readonly count: number, private readonly width: number) {
    this.upTo = new Float64Array((count + 1) * width)
  }

  /** To be called for each line in its order. */
  add(index: number, measure: number, value: number): void {
    const at = index * this.width + measure
    this.upTo[at + this.width] = this.upTo[at]! + value
  }

  /** Sum of lines `from` to before `to`. */
  between(measure: number, from: number, to: number): number {
    return to > from ? this.upTo[to * this.width + measure]! - this.upTo[from * this.width + measure]! : 0
  }

  total(measure: number): number {
    return this.upTo[this.count * this.width + measure]!
  }

  /** Writes `around` for pairs of a measure and a reach; returns where it stopped. */
  fillAround(index: number, pairs: Uint8Array, out: Float32Array, start: number): number {
    let at = start
    for (let pair = 0; pair < pairs.length; pair += 2) out[at++] = this.around(pairs[pair]!, index, pairs[pair + 1]!)
    return at
  }

  /** Mean over the neighbours within `reach` lines on both sides, without the line itself; 0 when it has none. */
  around(measure: number, index: number, reach: number): number {
    const from = Math.max(0, index - reach)
    const to = Math.min(this.count, index + reach + 1)
    const neighbours = to - from - 1
    return neighbours > 0 ? (this.between(measure, from, to) - this.between(measure, index, index + 1)) / neighbours : 0
  }
}

/** For each line the index of the nearest marked line before it (or `-1`), or behind it (or `count`). The line itself does not count. */
export function nearestMarked(marks: ArrayLike<number>, count: number): { before: Int32Array; behind: Int32Array } {
  const before = new Int32Array(count)
  const behind = new Int32Array(count)
  for (let index = 0, at = -1; index < count; index++) {
    before[index] = at
    if (marks[index]! > 0) at = index
  }
  for (let index = count - 1, at = count; index >= 0; index--) {
    behind[index] = at
    if (marks[index]! > 0) at = index
  }
  return { before, behind }
}
