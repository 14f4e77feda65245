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
const NODE = 3
/** From here on a child is a leaf. */
export const LEAF = 128

/** When so many trees have been asked, a vector whose sum is outside these bounds is decided. */
export interface Exit {
  readonly trees: number
  readonly below: number
  readonly above: number
  /** How far the trees behind carry such a score on average: what it is multiplied by (default 1). */
  readonly carry?: number
}

export class Forest {
  /** NODE numbers per split: its feature; left and right below it, a split or the complement of a leaf. Together, because they are read together. */
  private readonly nodes: Int32Array
  private readonly threshold: Float32Array
  /** In units of the data, as the leaves are: V8 makes an object of every sum of fractions, of integers none. */
  private readonly mean: Int32Array
  private readonly leaf: Int32Array
  private readonly roots: Int32Array
  /** A tree without splits is one leaf: its value is in the base. */
  private readonly base: number

  constructor(private readonly data: ForestData) {
    const bytes = fromBase64(data.splits)
    const values = fromBase64(data.values)
    const total = bytes.length / SPLIT_BYTES
    this.nodes = new Int32Array(total * NODE)
    this.threshold = new Float32Array(total)
    this.mean = new Int32Array(total)
    this.leaf = new Int32Array(total + data.sizes.length)
    this.roots = new Int32Array(data.sizes.filter(size => size > 0).length)
    this.base = this.fill(bytes, values)
  }

  private fill(bytes: Uint8Array, values: Uint8Array): number {
    const { sizes, thresholds, unit } = this.data
    const value = (index: number): number => ((values[2 * index + 1] ?? 0) << 24 >> 16) | (values[2 * index] ?? 0)
    let base = this.data.base
    let split = 0
    let leaf = 0
    let read = 0
    let root = 0
    for (const size of sizes) {
      if (size === 0) {
        base += value(read++) * unit
        continue
      }
      this.roots[root++] = split
      for (let index = 0; index < size; index++) {
        const at = (split + index) * SPLIT_BYTES
        const feature = bytes[at] ?? 0
        this.threshold[split + index] = thresholds[feature]?.[(bytes[at + 1] ?? 0) + 256 * (bytes[at + 2] ?? 0)] ?? 0
        this.nodes.set([feature, child(bytes[at + 3] ?? 0, split, leaf), child(bytes[at + 4] ?? 0, split, leaf)], (split + index) * NODE)
        this.mean[split + index] = value(read + index)
      }
      read += size
      for (let index = 0; index <= size; index++) this.leaf[leaf + index] = value(read + index)
      read += size + 1
      split += size
      leaf += size + 1
    }
    return base
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
    const { nodes, threshold, leaf, roots } = this
    const end = Math.min(to, roots.length)
    let sum = 0
    for (let tree = from; tree < end; tree++) {
      let at = roots[tree] as number
      do {
        const node = NODE * at
        const passed = (vector[offset + (nodes[node] as number)] as number) > (threshold[at] as number)
        at = nodes[passed ? node + 2 : node + 1] as number
      } while (at >= 0)
      sum += leaf[~at] as number
    }
    return sum
  }

  /**
   * What each feature added to the score: the change of the mean at each split on the way down, per feature
   * (Saabas, "Interpreting random forests", 2014). Together with the returned `rest` they are the score;
   * of the first `most` trees when that is asked for. `into` is written over and returned.
   */
  contributions(
    vector: Float32Array, offset = 0, most = Infinity, into = new Float32Array(this.features.length),
  ): { readonly byFeature: Float32Array; readonly rest: number } {
    const { nodes, threshold, leaf, mean, roots, data: { unit } } = this
    const byFeature = into.fill(0)
    let rest = this.base
    for (let tree = 0; tree < Math.min(most, roots.length); tree++) {
      let at = roots[tree] as number
      let before = mean[at] as number
      rest += before * unit
      while (at >= 0) {
        const asked = nodes[NODE * at] as number
        const passed = (vector[offset + asked] as number) > (threshold[at] as number)
        const next = nodes[NODE * at + (passed ? 2 : 1)] as number
        const after = next >= 0 ? mean[next] as number : leaf[~next] as number
        byFeature[asked] = (byFeature[asked] ?? 0) + (after - before) * unit
        before = after
        at = next
      }
    }
    return { byFeature, rest }
  }
}

function child(byte: number, firstSplit: number, firstLeaf: number): number {
  return byte < LEAF ? firstSplit + byte : ~(firstLeaf + byte - LEAF)
}

function fromBase64(text: string): Uint8Array {
  const binary = atob(text)
  const bytes = new Uint8Array(binary.length)
  for (let index = 0; index < binary.length; index++) bytes[index] = binary.charCodeAt(index)
  return bytes
}

/** From log-odds to a probability. */
export function probability(score: number): number {
  return 1 / (1 + Math.exp(-score))
}
