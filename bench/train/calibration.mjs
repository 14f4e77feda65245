// From scores to probabilities, and how well scores sort.

/** Points of a curve: enough for its shape, few enough to read. */
const POINTS = 24
/** Lines per step of the first, rough curve. */
const STEPS = 300

/**
 * Isotonic regression (pool adjacent violators) of label on score, thinned.
 * @param {Int32Array} rows @param {Float32Array} labels @param {Float64Array} scores
 * @returns {number[]} score, probability, score, probability …, ascending
 */
export function calibrate(rows, labels, scores) {
  const order = Int32Array.from(rows).sort((a, b) => (scores[a] ?? 0) - (scores[b] ?? 0) || a - b)
  /** @type {{ score: number, label: number, size: number }[]} */
  const pools = []
  for (let from = 0; from < order.length; from += Math.ceil(order.length / STEPS)) {
    const step = order.subarray(from, from + Math.ceil(order.length / STEPS))
    let pool = { score: 0, label: 0, size: step.length }
    for (const row of step) {
      pool.score += (scores[row] ?? 0) / step.length
      pool.label += (labels[row] ?? 0) / step.length
    }
    for (let last = pools.at(-1); last && last.label >= pool.label; last = pools.at(-1)) {
      pools.pop()
      const size = last.size + pool.size
      const mean = /** @param {'score' | 'label'} name */ name => ((last?.[name] ?? 0) * (last?.size ?? 0) + pool[name] * pool.size) / size
      pool = { score: mean('score'), label: mean('label'), size }
    }
    pools.push(pool)
  }
  const kept = pools.filter((_, index) => index === 0 || index === pools.length - 1 || index % Math.ceil(pools.length / POINTS) === 0)
  // Never quite certain: a logarithm is taken of it.
  return kept.flatMap(({ score, label }) => [round(score, 3), round(Math.min(0.9995, Math.max(0.0005, label)), 4)])
}

/** @param {number} value @param {number} digits */
function round(value, digits) {
  return Number(value.toFixed(digits))
}

/** Chance that a residue line scores higher than one of the article. @param {Int32Array} rows @param {Float32Array} labels @param {Float64Array} scores */
export function auc(rows, labels, scores) {
  const order = Int32Array.from(rows).sort((a, b) => (scores[a] ?? 0) - (scores[b] ?? 0))
  let [below, positive, sum] = [0, 0, 0]
  for (const row of order) {
    if ((labels[row] ?? 0) > 0.5) {
      positive++
      sum += below
    } else below++
  }
  return positive * below > 0 ? sum / (positive * below) : 0.5
}
