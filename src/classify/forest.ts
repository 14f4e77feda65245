/**
 * Boosted trees, read: additive regression trees as in Friedman, "Greedy function approximation: a gradient boosting
 * machine" (2001). Written by bench/train/boost.mjs. No dependencies; the same numbers on every machine.
 */

/** A trained forest as it is shipped: survives JSON and structuredClone. */
export interface ForestData {
  /** Names of the features, in the order of the vector. */
  readonly features: readonly string[]
  /** Thresholds that splits use, per feature, ascending; single precision. */
  readonly thresholds: readonly (readonly number[])[]
  /** The score of a vector before any tree. */
  readonly base: number
  /** Value of one unit of `values`. */
  readonly unit: number
  /** Splits per tree. */
  readonly sizes: readonly number[]
  /** Base64 of bytes, five per split, tree after tree: feature, index of the threshold (two bytes, low first), left, right.
   * A child below 128 is a split of the same tree, else a leaf: child - 128. */
  readonly splits: string
  /** Base64 of 16-bit integers, low byte first: per tree one for each split (its mean), then one for each leaf. */
  readonly values: string
}

const SPLIT_BYTES = 5
/** From here on a child is a leaf. */
export const LEAF = 128
/** Trees that are walked side by side: one waits for memory while the others step. Steps at which forests may stop are multiples of it. */
const ABREAST = 5

/** When so many trees have been asked, a vector whose sum is outside these bounds is decided. */
export interface Exit {
  readonly trees: number
  readonly below: number
  readonly above: number
  /** How far the trees behind carry such a score on average: what it is multiplied by (default 1). */
  readonly carry?: number
}

export class Forest {
  /**
   * Splits and leaves by place, tree after tree. The children of a split stand side by side, so that a step is a sum and no jump that the
   * processor must guess; a leaf is a split whose one child is itself, so that a tree may be stepped on while others are not done.
   */
  private readonly feature: Uint8Array
  private readonly threshold: Float32Array
  private readonly child: Int32Array
  /** Of a leaf its value, of a split its mean. In units of the data: V8 makes an object of every sum of fractions, of integers none. */
  private readonly value: Int32Array
  private readonly roots: Int32Array
  /** A tree without splits is one leaf: its value is in the base. */
  private readonly base: number

  constructor(private readonly data: ForestData) {
    const bytes = fromBase64(data.splits)
    const roots = data.sizes.filter(size => size > 0).length
    const places = (bytes.length / SPLIT_BYTES) * 2 + roots
    this.feature = new Uint8Array(places)
    this.threshold = new Float32Array(places).fill(Infinity)
    this.child = new Int32Array(places)
    this.value = new Int32Array(places)
    this.roots = new Int32Array(roots)
    this.base = this.fill(bytes, integers(fromBase64(data.values)))
  }

  private fill(bytes: Uint8Array, values: Int32Array): number {
    const { sizes, unit } = this.data
    let base = this.data.base
    let tree = 0
    let split = 0
    let read = 0
    let place = 0
    for (const size of sizes) {
      if (size === 0) base += values[read]! * unit
      else {
        this.roots[tree++] = place
        this.place(bytes.subarray(split * SPLIT_BYTES), values.subarray(read), size, place)
        place += 2 * size + 1
      }
      split += size
      read += 2 * size + 1
    }
    return base
  }

  /** Places one tree of `size` splits from `root` on. */
  private place(bytes: Uint8Array, values: Int32Array, size: number, root: number): void {
    const { thresholds } = this.data
    const placeOf = new Int32Array(size)
    placeOf[0] = root
    let free = root + 1
    // A split stands behind the one above it, so its place is known when it is reached.
    for (let split = 0; split < size; split++) {
      const at = split * SPLIT_BYTES
      const place = placeOf[split]!
      const feature = bytes[at]!
      this.feature[place] = feature
      this.threshold[place] = thresholds[feature]?.[bytes[at + 1]! + 256 * bytes[at + 2]!] ?? 0
      this.value[place] = values[split]!
      this.child[place] = free
      for (const child of [bytes[at + 3]!, bytes[at + 4]!]) {
        if (child < LEAF) placeOf[child] = free
        else {
          this.child[free] = free
          this.value[free] = values[size + child - LEAF]!
        }
        free++
      }
    }
  }

  get features(): readonly string[] {
    return this.data.features
  }

  /** The sum over all trees (log-odds for a classifier) for the vector that begins at `offset`. */
  score(vector: Float32Array, offset = 0): number {
    return this.base + this.sum(vector, offset, 0, this.roots.length) * this.data.unit
  }

  /** The score, or the sum of the first trees as soon as that decides: the trees behind correct the first ones less and less. */
  scoreUntil(vector: Float32Array, offset: number, exits: readonly Exit[]): number {
    const { base, data: { unit } } = this
    let units = 0
    let from = 0
    for (let step = 0; step < exits.length; step++) {
      const { trees, below, above, carry = 1 } = exits[step]!
      units += this.sum(vector, offset, from, trees)
      from = trees
      const score = base + units * unit
      if (score < below || score > above) return score * carry
    }
    return base + (units + this.sum(vector, offset, from, this.roots.length)) * unit
  }

  /** The scores of `count` vectors that stand one behind the other, each as far as `exits` let it go. */
  scores(vectors: Float32Array, count: number, exits: readonly Exit[]): Float64Array {
    const scores = new Float64Array(count)
    const width = this.features.length
    for (let index = 0; index < count; index++) scores[index] = this.scoreUntil(vectors, index * width, exits)
    return scores
  }

  /** Of the trees from `from` to before `to`, in units. */
  private sum(vector: Float32Array, offset: number, from: number, to: number): number {
    const { feature, threshold, child, value, roots } = this
    const end = Math.min(to, roots.length)
    let sum = 0
    let tree = from
    for (; tree + ABREAST <= end; tree += ABREAST) {
      let a = roots[tree]!, b = roots[tree + 1]!, c = roots[tree + 2]!, d = roots[tree + 3]!, e = roots[tree + 4]!
      for (;;) {
        const nextA = child[a]! + Number(vector[offset + feature[a]!]! > threshold[a]!)
        const nextB = child[b]! + Number(vector[offset + feature[b]!]! > threshold[b]!)
        const nextC = child[c]! + Number(vector[offset + feature[c]!]! > threshold[c]!)
        const nextD = child[d]! + Number(vector[offset + feature[d]!]! > threshold[d]!)
        const nextE = child[e]! + Number(vector[offset + feature[e]!]! > threshold[e]!)
        if (((nextA ^ a) | (nextB ^ b) | (nextC ^ c) | (nextD ^ d) | (nextE ^ e)) === 0) break
        a = nextA
        b = nextB
        c = nextC
        d = nextD
        e = nextE
      }
      sum += value[a]! + value[b]! + value[c]! + value[d]! + value[e]!
    }
    for (; tree < end; tree++) {
      let at = roots[tree]!
      for (let next = child[at]!; next !== at; next = child[at]!) at = next + Number(vector[offset + feature[at]!]! > threshold[at]!)
      sum += value[at]!
    }
    return sum
  }

  /**
   * What each feature added to the score: the change of the mean at each split on the way down, per feature
   * (Saabas, "Interpreting random forests", 2014). Together with the returned `rest` they are the score;
   * of the first `most` trees when that is asked for.
   */
  contributions(vector: Float32Array, offset = 0, most = Infinity): { readonly byFeature: Float32Array; readonly rest: number } {
    const { feature, threshold, child, value, roots, data: { unit } } = this
    const byFeature = new Float32Array(this.features.length)
    let rest = this.base
    for (let tree = 0; tree < Math.min(most, roots.length); tree++) {
      let at = roots[tree]!
      rest += value[at]! * unit
      for (let next = child[at]!; next !== at; next = child[at]!) {
        const asked = feature[at]!
        next += Number(vector[offset + asked]! > threshold[at]!)
        byFeature[asked]! += (value[next]! - value[at]!) * unit
        at = next
      }
    }
    return { byFeature, rest }
  }
}

function fromBase64(text: string): Uint8Array {
  const binary = atob(text)
  const bytes = new Uint8Array(binary.length)
  for (let index = 0; index < binary.length; index++) bytes[index] = binary.charCodeAt(index)
  return bytes
}

/** 16-bit integers, low byte first. */
function integers(bytes: Uint8Array): Int32Array {
  return Int32Array.from({ length: bytes.length / 2 }, (_, index) => (bytes[2 * index + 1]! << 24 >> 16) | bytes[2 * index]!)
}

/** From log-odds to a probability. */
export function probability(score: number): number {
  return 1 / (1 + Math.exp(-score))
}
