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
/** Numbers of a place. */
const PLACE = 2
/** Where the number of a feature stands beside the place of a child. */
const FEATURE_BITS = 8
const FEATURE = 0xff
/** From here on a child is a leaf. */
export const LEAF = 128
/** Trees that are walked side by side: one waits for memory while the others step. Steps at which forests may stop are multiples of it. */
const ABREAST = 5

/** Vectors that go down one tree side by side; steps that they take before it is asked whether all have come to a leaf. */
const VECTORS = 4
const UNASKED = 4

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
   * Splits and leaves by place, tree after tree, two numbers each in one piece of memory: the place of the first child with the feature in
   * the low bits, and behind it the threshold. The children of a split stand side by side, so that a step is a sum and no jump that the
   * processor must guess; a leaf is a split whose one child is itself, so that a tree may be stepped on while others are not done.
   */
  private readonly links: Int32Array
  private readonly thresholds: Float32Array
  /** Of a leaf its value, of a split its mean. In units of the data: V8 makes an object of every sum of fractions, of integers none. */
  private readonly value: Int32Array
  private readonly roots: Int32Array
  /** A tree without splits is one leaf: its value is in the base. */
  private readonly base: number

  constructor(private readonly data: ForestData) {
    const bytes = fromBase64(data.splits)
    const roots = data.sizes.filter(size => size > 0).length
    const places = ((bytes.length / SPLIT_BYTES) * 2 + roots) * PLACE
    this.links = new Int32Array(places)
    this.thresholds = new Float32Array(this.links.buffer)
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
        place += (2 * size + 1) * PLACE
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
    let free = root + PLACE
    // A split stands behind the one above it, so its place is known when it is reached.
    for (let split = 0; split < size; split++) {
      const at = split * SPLIT_BYTES
      const place = placeOf[split]!
      const feature = bytes[at]!
      this.put(place, free, feature, thresholds[feature]?.[bytes[at + 1]! + 256 * bytes[at + 2]!] ?? 0, values[split]!)
      for (const child of [bytes[at + 3]!, bytes[at + 4]!]) {
        if (child < LEAF) placeOf[child] = free
        else this.put(free, free, 0, Infinity, values[size + child - LEAF]!)
        free += PLACE
      }
    }
  }

  private put(place: number, child: number, feature: number, threshold: number, value: number): void {
    this.links[place] = (child << FEATURE_BITS) | feature
    this.thresholds[place + 1] = threshold
    this.value[place] = value
  }

  get features(): readonly string[] {
    return this.data.features
  }

  /** The sum over all trees (log-odds for a classifier) for the vector that begins at `offset`. */
  score(vector: Float32Array, offset = 0): number {
    return this.base + this.sum(vector, offset, 0, this.roots.length) * this.data.unit
  }

  /** The scores of the vectors that begin at `offsets`: as soon as one of `exits` decides, of the first trees; those behind correct them less and less. */
  scores(vectors: Float32Array, offsets: Int32Array, exits: readonly Exit[]): Float64Array {
    const { base, roots, data: { unit } } = this
    const scores = new Float64Array(offsets.length)
    // Of the vectors that are not decided yet: where they begin, their places in `scores`, and their sums.
    const starts = offsets.slice()
    const places = Int32Array.from(offsets, (_, index) => index)
    const units = new Int32Array(offsets.length)
    let left = offsets.length
    let from = 0
    for (const { trees, below, above, carry = 1 } of exits) {
      this.addSums(vectors, starts.subarray(0, left), from, trees, units)
      from = trees
      let kept = 0
      for (let index = 0; index < left; index++) {
        const score = base + units[index]! * unit
        if (score < below || score > above) scores[places[index]!] = score * carry
        else {
          starts[kept] = starts[index]!
          places[kept] = places[index]!
          units[kept++] = units[index]!
        }
      }
      left = kept
    }
    this.addSums(vectors, starts.subarray(0, left), from, roots.length, units)
    for (let index = 0; index < left; index++) scores[places[index]!] = base + units[index]! * unit
    return scores
  }

  /**
   * Adds to `sums`, for the vectors that begin at `starts`, the trees from `from` to before `to`. Four vectors go down one tree side by side:
   * its splits stay near, and alike lines go alike ways. Few leaves are nearer to the root than the steps that are taken unasked.
   */
  private addSums(vectors: Float32Array, starts: Int32Array, from: number, to: number, sums: Int32Array): void {
    const { links, thresholds, value, roots } = this
    const end = Math.min(to, roots.length)
    let index = 0
    for (; index + VECTORS <= starts.length; index += VECTORS) {
      const p = starts[index]!, q = starts[index + 1]!, r = starts[index + 2]!, s = starts[index + 3]!
      let sumP = 0, sumQ = 0, sumR = 0, sumS = 0
      for (let tree = from; tree < end; tree++) {
        let a = roots[tree]!, b = a, c = a, d = a
        for (let unasked = UNASKED; ; unasked--) {
          const linkA = links[a]!, linkB = links[b]!, linkC = links[c]!, linkD = links[d]!
          const nextA = (linkA >> FEATURE_BITS) + PLACE * Number(vectors[p + (linkA & FEATURE)]! > thresholds[a + 1]!)
          const nextB = (linkB >> FEATURE_BITS) + PLACE * Number(vectors[q + (linkB & FEATURE)]! > thresholds[b + 1]!)
          const nextC = (linkC >> FEATURE_BITS) + PLACE * Number(vectors[r + (linkC & FEATURE)]! > thresholds[c + 1]!)
          const nextD = (linkD >> FEATURE_BITS) + PLACE * Number(vectors[s + (linkD & FEATURE)]! > thresholds[d + 1]!)
          if (unasked <= 0 && ((nextA ^ a) | (nextB ^ b) | (nextC ^ c) | (nextD ^ d)) === 0) break
          a = nextA
          b = nextB
          c = nextC
          d = nextD
        }
        sumP += value[a]!
        sumQ += value[b]!
        sumR += value[c]!
        sumS += value[d]!
      }
      sums[index]! += sumP
      sums[index + 1]! += sumQ
      sums[index + 2]! += sumR
      sums[index + 3]! += sumS
    }
    for (; index < starts.length; index++) sums[index]! += this.sum(vectors, starts[index]!, from, to)
  }

  /** Of the trees from `from` to before `to`, in units. */
  private sum(vector: Float32Array, offset: number, from: number, to: number): number {
    const { links, thresholds, value, roots } = this
    const end = Math.min(to, roots.length)
    let sum = 0
    let tree = from
    for (; tree + ABREAST <= end; tree += ABREAST) {
      let a = roots[tree]!, b = roots[tree + 1]!, c = roots[tree + 2]!, d = roots[tree + 3]!, e = roots[tree + 4]!
      for (;;) {
        const linkA = links[a]!, linkB = links[b]!, linkC = links[c]!, linkD = links[d]!, linkE = links[e]!
        const nextA = (linkA >> FEATURE_BITS) + PLACE * Number(vector[offset + (linkA & FEATURE)]! > thresholds[a + 1]!)
        const nextB = (linkB >> FEATURE_BITS) + PLACE * Number(vector[offset + (linkB & FEATURE)]! > thresholds[b + 1]!)
        const nextC = (linkC >> FEATURE_BITS) + PLACE * Number(vector[offset + (linkC & FEATURE)]! > thresholds[c + 1]!)
        const nextD = (linkD >> FEATURE_BITS) + PLACE * Number(vector[offset + (linkD & FEATURE)]! > thresholds[d + 1]!)
        const nextE = (linkE >> FEATURE_BITS) + PLACE * Number(vector[offset + (linkE & FEATURE)]! > thresholds[e + 1]!)
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
      for (let next = this.step(at, vector, offset); next !== at; next = this.step(at, vector, offset)) at = next
      sum += value[at]!
    }
    return sum
  }

  /** The place of the child that the vector leads to; of a leaf its own. */
  private step(place: number, vector: Float32Array, offset: number): number {
    const link = this.links[place]!
    return (link >> FEATURE_BITS) + PLACE * Number(vector[offset + (link & FEATURE)]! > this.thresholds[place + 1]!)
  }

  /**
   * What each feature added to the score: the change of the mean at each split on the way down, per feature
   * (Saabas, "Interpreting random forests", 2014). Together with the returned `rest` they are the score;
   * of the first `most` trees when that is asked for.
   */
  contributions(vector: Float32Array, offset = 0, most = Infinity): { readonly byFeature: Float32Array; readonly rest: number } {
    const { links, value, roots, data: { unit } } = this
    const byFeature = new Float32Array(this.features.length)
    let rest = this.base
    for (let tree = 0; tree < Math.min(most, roots.length); tree++) {
      let at = roots[tree]!
      rest += value[at]! * unit
      for (let next = this.step(at, vector, offset); next !== at; next = this.step(at, vector, offset)) {
        byFeature[links[at]! & FEATURE]! += (value[next]! - value[at]!) * unit
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
