/** Sums over any stretch of lines in constant time: prefix sums of one measure. */
export class Sums {
  private readonly upTo: Float64Array

  constructor(values: ArrayLike<number>, readonly count = values.length) {
    this.upTo = new Float64Array(count + 1)
    for (let index = 0; index < count; index++) this.upTo[index + 1] = this.upTo[index]! + values[index]!
  }

  /** Sum of lines `from` to before `to`; what lies outside the document counts as nothing. */
  between(from: number, to: number): number {
    const [low, high] = [Math.max(0, from), Math.min(this.count, to)]
    return high > low ? this.upTo[high]! - this.upTo[low]! : 0
  }

  get total(): number {
    return this.upTo[this.count]!
  }

  /** Mean over the neighbours within `reach` lines on both sides, without the line itself; 0 when it has none. */
  around(index: number, reach: number): number {
    const from = Math.max(0, index - reach)
    const to = Math.min(this.count, index + reach + 1)
    const neighbours = to - from - 1
    return neighbours > 0 ? (this.between(from, to) - this.between(index, index + 1)) / neighbours : 0
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
