// Gradient boosting over histograms, leaf by leaf (Friedman 2001; histograms and best-first growth as in Ke et al.,
// "LightGBM", 2017). Plain JavaScript, seeded: the same columns and parameters give the same forest, byte for byte.
import { seededRandom } from '../dataset.mjs'

/**
 * @typedef {{
 *   trees: number, leaves: number, learningRate: number, minLeafWeight?: number, minLeafRows?: number, lambda?: number,
 *   featureFraction?: number, rowFraction?: number, bins?: number, seed?: number, objective?: 'logistic' | 'squares',
 *   onTree?: (tree: number) => void
 * }} Params `leaves` at most 128; `minLeafWeight` of the second derivatives; `bins` at most 255
 * @typedef {{
 *   columns: readonly Float32Array[], labels: ArrayLike<number>, weights?: ArrayLike<number> | null, params: Params,
 *   names?: readonly string[], base?: ArrayLike<number> | null
 * }} Task `columns`: one per feature (NaN counts as lowest); `labels` 0 to 1 (logistic) or any (squares);
 *   `base`: scores to begin with, per row
 * @typedef {{ feature: Int32Array, bin: Int32Array, left: Int32Array, right: Int32Array, mean: Float64Array,
 *   leaf: Float64Array }} Tree children below 0 are leaves: ~index
 * @typedef {{ base: number, trees: Tree[], edges: Float32Array[] }} Trained
 */

/** Bins by quantiles of the distinct values. @param {Float32Array} column @param {number} bins @returns {Float32Array} ascending upper edges */
export function binEdges(column, bins) {
  const sorted = Float32Array.from(column).filter(value => !Number.isNaN(value)).sort()
  /** @type {number[]} */
  const edges = []
  let distinct = 1
  for (let index = 1; index < sorted.length && distinct <= bins; index++) if (sorted[index] !== sorted[index - 1]) distinct++
  const step = distinct <= bins ? 0 : sorted.length / bins
  let next = step
  for (let index = 1; index < sorted.length; index++) {
    const [low, high] = [sorted[index - 1] ?? 0, sorted[index] ?? 0]
    if (low === high) continue
    if (index >= next) {
      const middle = Math.fround(low + (high - low) / 2)
      edges.push(middle < high ? middle : low)
      next = Math.max(next + step, index + step)
    }
  }
  return Float32Array.from(edges)
}

/** @param {Float32Array} column @param {Float32Array} edges @returns {Uint8Array} number of edges below the value */
function binColumn(column, edges) {
  const binned = new Uint8Array(column.length)
  for (let row = 0; row < column.length; row++) {
    const value = column[row] ?? 0
    let low = 0
    let high = edges.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (value > (edges[middle] ?? 0)) low = middle + 1
      else high = middle
    }
    binned[row] = low
  }
  return binned
}

/**
 * Columns that are binned once, for several trainings on parts of their rows.
 * @param {readonly Float32Array[]} columns @param {number} [bins]
 */
export function binColumns(columns, bins = 96) {
  const edges = columns.map(column => binEdges(column, bins))
  return { edges, binned: columns.map((column, index) => binColumn(column, edges[index] ?? new Float32Array(0))) }
}

/** @param {Task & { binned?: ReturnType<typeof binColumns>, rows?: Int32Array | null }} task `rows`: those to learn from (default all) @returns {Trained} */
export function train({ columns, labels, weights = null, params, base: given = null, binned: prepared, rows: subset = null }) {
  const { trees: count, leaves, learningRate, featureFraction = 1, rowFraction = 1, bins = 96, seed = 1 } = params
  const squares = params.objective === 'squares'
  const { edges, binned } = prepared ?? binColumns(columns, bins)
  const total = binned[0]?.length ?? 0
  const rows = subset ?? Int32Array.from({ length: total }, (_, row) => row)
  const base = given ? 0 : start(labels, weights, rows, squares)
  const scores = new Float64Array(total)
  for (const row of rows) scores[row] = given ? given[row] ?? 0 : base
  const gradient = new Float64Array(total)
  const hessian = new Float64Array(total)
  const random = seededRandom(seed)
  /** @type {Tree[]} */
  const trees = []
  const grower = new Grower(binned, edges, gradient, hessian, params)
  for (let index = 0; index < count; index++) {
    for (const row of rows) {
      const weight = weights ? weights[row] ?? 0 : 1
      const target = labels[row] ?? 0
      if (squares) {
        gradient[row] = weight * ((scores[row] ?? 0) - target)
        hessian[row] = weight
      } else {
        const p = 1 / (1 + Math.exp(-(scores[row] ?? 0)))
        gradient[row] = weight * (p - target)
        hessian[row] = weight * p * (1 - p)
      }
    }
    const used = rowFraction < 1 ? rows.filter(() => random() < rowFraction) : rows
    const features = [...binned.keys()].filter(feature => (edges[feature]?.length ?? 0) > 0 && random() < featureFraction)
    const tree = grower.grow(used, features, leaves, learningRate)
    trees.push(tree)
    for (const row of rows) scores[row] = (scores[row] ?? 0) + leafOf(tree, binned, row)
    params.onTree?.(index)
  }
  return { base, trees, edges }
}

/** @param {ArrayLike<number>} labels @param {ArrayLike<number> | null} weights @param {Int32Array} rows @param {boolean} squares */
function start(labels, weights, rows, squares) {
  let sum = 0
  let weight = 0
  for (const row of rows) {
    const own = weights ? weights[row] ?? 0 : 1
    sum += own * (labels[row] ?? 0)
    weight += own
  }
  const mean = weight > 0 ? sum / weight : 0
  if (squares) return mean
  const p = Math.min(1 - 1e-6, Math.max(1e-6, mean))
  return Math.log(p / (1 - p))
}

/** @param {Tree} tree @param {readonly Uint8Array[]} binned @param {number} row @returns {number} */
function leafOf(tree, binned, row) {
  if (tree.feature.length === 0) return tree.leaf[0] ?? 0
  let at = 0
  do {
    const bins = /** @type {Uint8Array} */ (binned[/** @type {number} */ (tree.feature[at])])
    at = /** @type {number} */ ((/** @type {number} */ (bins[row])) > /** @type {number} */ (tree.bin[at]) ? tree.right[at] : tree.left[at])
  } while (at >= 0)
  return tree.leaf[~at] ?? 0
}

/** Scores of rows. @param {Trained} trained @param {readonly Uint8Array[]} binned by the same edges @param {Int32Array} rows @returns {Float64Array} in the order of rows */
export function predict(trained, binned, rows) {
  const scores = new Float64Array(rows.length)
  for (let index = 0; index < rows.length; index++) {
    let sum = trained.base
    const row = rows[index] ?? 0
    for (const tree of trained.trees) sum += leafOf(tree, binned, row)
    scores[index] = sum
  }
  return scores
}

/** @typedef {{ from: number, to: number, g: number, h: number, histogram: Float64Array | null, gain: number, feature: number, bin: number, parent: number, right: boolean }} Node */

class Grower {
  /** @param {readonly Uint8Array[]} binned @param {readonly Float32Array[]} edges @param {Float64Array} gradient @param {Float64Array} hessian @param {Params} params */
  constructor(binned, edges, gradient, hessian, { lambda = 1, minLeafWeight = 1e-3, minLeafRows = 20 }) {
    this.binned = binned
    this.gradient = gradient
    this.hessian = hessian
    this.lambda = lambda
    this.minLeafWeight = minLeafWeight
    this.minLeafRows = minLeafRows
    let width = 0
    for (const edge of edges) width = Math.max(width, edge.length + 1)
    this.width = width
    this.order = new Int32Array(0)
    this.buffer = new Int32Array(0)
    this.gathered = new Float64Array(0)
    /** @type {Float64Array[]} */
    this.pool = []
  }

  /** @param {Int32Array} rows @param {number[]} features @param {number} leaves @param {number} rate @returns {Tree} */
  grow(rows, features, leaves, rate) {
    this.features = features
    this.order = Int32Array.from(rows)
    if (this.buffer.length < rows.length) {
      this.buffer = new Int32Array(rows.length)
      this.gathered = new Float64Array(2 * rows.length)
    }
    const root = this.node(0, rows.length, -1, false)
    root.histogram = this.fill(root)
    this.search(root)
    /** @type {Node[]} */
    const open = [root]
    /** @type {{ feature: number, bin: number, left: number, right: number, mean: number }[]} */
    const splits = []
    while (open.length > 0 && open.length < leaves) {
      let best = 0
      for (let index = 1; index < open.length; index++) if ((open[index]?.gain ?? 0) > (open[best]?.gain ?? 0)) best = index
      const node = /** @type {Node} */ (open[best])
      if (!(node.gain > 0)) break
      open.splice(best, 1)
      const at = splits.length
      splits.push({ feature: node.feature, bin: node.bin, left: 0, right: 0, mean: this.value(node, rate) })
      if (node.parent >= 0) this.link(splits, node, at)
      const middle = this.partition(node)
      const [a, b] = [this.node(node.from, middle, at, false), this.node(middle, node.to, at, true)]
      const [small, large] = a.to - a.from <= b.to - b.from ? [a, b] : [b, a]
      small.histogram = this.fill(small)
      large.histogram = this.subtract(/** @type {Float64Array} */ (node.histogram), small.histogram)
      this.search(a)
      this.search(b)
      open.push(a, b)
    }
    const leaf = new Float64Array(open.length)
    for (const [index, node] of open.entries()) {
      leaf[index] = this.value(node, rate)
      if (node.parent >= 0) this.link(splits, node, ~index)
      if (node.histogram) this.pool.push(node.histogram)
    }
    return {
      feature: Int32Array.from(splits, split => split.feature), bin: Int32Array.from(splits, split => split.bin),
      left: Int32Array.from(splits, split => split.left), right: Int32Array.from(splits, split => split.right),
      mean: Float64Array.from(splits, split => split.mean), leaf,
    }
  }

  /** @param {{ left: number, right: number }[]} splits @param {Node} node @param {number} child */
  link(splits, node, child) {
    const parent = splits[node.parent]
    if (parent) parent[node.right ? 'right' : 'left'] = child
  }

  /** @param {number} from @param {number} to @param {number} parent @param {boolean} right @returns {Node} */
  node(from, to, parent, right) {
    let g = 0
    let h = 0
    for (let index = from; index < to; index++) {
      const row = /** @type {number} */ (this.order[index])
      g += /** @type {number} */ (this.gradient[row])
      h += /** @type {number} */ (this.hessian[row])
    }
    return { from, to, g, h, histogram: null, gain: 0, feature: -1, bin: -1, parent, right }
  }

  /** @param {Node} node @param {number} rate */
  value({ g, h }, rate) {
    return (-g / (h + this.lambda)) * rate
  }

  /** Per feature and bin: gradient, hessian, rows. @param {Node} node @returns {Float64Array} */
  fill({ from, to }) {
    const { width, order, gathered } = this
    // gathered once, read once per feature
    for (let index = from, at = 2 * from; index < to; index++, at += 2) {
      const row = /** @type {number} */ (order[index])
      gathered[at] = /** @type {number} */ (this.gradient[row])
      gathered[at + 1] = /** @type {number} */ (this.hessian[row])
    }
    const features = this.features ?? []
    const histogram = this.pool.pop() ?? new Float64Array(this.binned.length * width * 3)
    for (const feature of features) histogram.fill(0, feature * width * 3, (feature + 1) * width * 3)
    for (const feature of features) {
      const bins = /** @type {Uint8Array} */ (this.binned[feature])
      const offset = feature * width * 3
      for (let index = from; index < to; index++) {
        const at = offset + /** @type {number} */ (bins[/** @type {number} */ (order[index])]) * 3
        histogram[at] = /** @type {number} */ (histogram[at]) + /** @type {number} */ (gathered[2 * index])
        histogram[at + 1] = /** @type {number} */ (histogram[at + 1]) + /** @type {number} */ (gathered[2 * index + 1])
        histogram[at + 2] = /** @type {number} */ (histogram[at + 2]) + 1
      }
    }
    return histogram
  }

  /** @param {Float64Array} whole is written to @param {Float64Array} part @returns {Float64Array} */
  subtract(whole, part) {
    const size = this.width * 3
    for (const feature of this.features ?? []) {
      for (let at = feature * size, end = at + size; at < end; at++) whole[at] = /** @type {number} */ (whole[at]) - /** @type {number} */ (part[at])
    }
    return whole
  }

  /** Sets the node's best split. @param {Node} node */
  search(node) {
    const { width, lambda, minLeafWeight, minLeafRows } = this
    const histogram = /** @type {Float64Array} */ (node.histogram)
    const rows = node.to - node.from
    if (rows < 2 * minLeafRows) return
    const whole = (node.g * node.g) / (node.h + lambda)
    for (const feature of this.features ?? []) {
      let [g, h, n] = [0, 0, 0]
      for (let bin = 0, at = feature * width * 3; bin < width - 1; bin++, at += 3) {
        g += /** @type {number} */ (histogram[at])
        h += /** @type {number} */ (histogram[at + 1])
        n += /** @type {number} */ (histogram[at + 2])
        if (n < minLeafRows || h < minLeafWeight) continue
        if (rows - n < minLeafRows || node.h - h < minLeafWeight) break
        const other = node.g - g
        const gain = (g * g) / (h + lambda) + (other * other) / (node.h - h + lambda) - whole
        if (gain > node.gain + 1e-9) {
          node.gain = gain
          node.feature = feature
          node.bin = bin
        }
      }
    }
  }

  /** Sorts the node's rows by its split, keeping their order. @param {Node} node @returns {number} where the right side begins */
  partition({ from, to, feature, bin }) {
    const { order, buffer } = this
    const bins = /** @type {Uint8Array} */ (this.binned[feature])
    let left = from
    let right = 0
    for (let index = from; index < to; index++) {
      const row = /** @type {number} */ (order[index])
      if (/** @type {number} */ (bins[row]) > bin) buffer[right++] = row
      else order[left++] = row
    }
    for (let index = 0; index < right; index++) order[left + index] = /** @type {number} */ (buffer[index])
    return left
  }
}

/** Features that a serialized forest can tell apart. */
const MOST_FEATURES = 256

/**
 * The forest as src/classify/forest.ts reads it (`ForestData`).
 * @param {Trained} trained @param {readonly string[]} names
 */
export function serialize({ base, trees, edges }, names) {
  if (names.length > MOST_FEATURES) throw new RangeError(`${names.length} features: a split has one byte to name its own`)
  const used = names.map(() => /** @type {Set<number>} */ (new Set()))
  for (const tree of trees) tree.feature.forEach((feature, at) => used[feature]?.add(tree.bin[at] ?? 0))
  const kept = used.map(bins => [...bins].sort((a, b) => a - b))
  const thresholds = kept.map((bins, feature) => bins.map(bin => edges[feature]?.[bin] ?? 0))
  let largest = 0
  for (const { mean, leaf } of trees) for (const value of [...mean, ...leaf]) largest = Math.max(largest, Math.abs(value))
  const unit = Math.fround(largest / 32_000) || 1
  /** @type {number[]} */
  const splits = []
  /** @type {number[]} */
  const values = []
  for (const { feature, bin, left, right, mean, leaf } of trees) {
    for (let at = 0; at < feature.length; at++) {
      const asked = feature[at] ?? 0
      const threshold = kept[asked]?.indexOf(bin[at] ?? 0) ?? 0
      splits.push(asked, threshold & 255, threshold >> 8, childByte(left[at] ?? 0), childByte(right[at] ?? 0))
    }
    for (const value of [...mean, ...leaf]) values.push(Math.round(value / unit))
  }
  const bytes = Buffer.alloc(values.length * 2)
  values.forEach((value, index) => bytes.writeInt16LE(value, index * 2))
  return {
    features: [...names], thresholds, base: Math.fround(base), unit,
    sizes: trees.map(tree => tree.feature.length), splits: Buffer.from(splits).toString('base64'), values: bytes.toString('base64'),
  }
}

/** @param {number} child */
function childByte(child) {
  return child >= 0 ? child : 128 + ~child
}
