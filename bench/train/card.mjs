// The card of a model: what it was made from, what it can and what it must not be used for.
import { PAGE_TYPES } from '../dataset.mjs'

/**
 * @param {{ pages: readonly any[], features: number, params: import('./boost.mjs').Params, date: string | null,
 *   confidence: { f1: readonly number[], estimates: readonly number[], kinds: readonly string[] } }} facts
 */
export function blocksCard({ pages, features, params, date, confidence: { f1, estimates, kinds } }) {
  const domains = new Set(pages.map(page => page.fold)).size
  const byKind = PAGE_TYPES.map(kind => {
    const own = [...pages.keys()].filter(index => pages[index].type === kind)
    const right = own.filter(index => kinds[index] === kind).length
    return `| ${kind} | ${own.length} | ${figure(mean(own.map(index => f1[index] ?? 0)))} | ${figure(right / Math.max(1, own.length))} |`
  })
  const { correlation, found } = ranking(f1, estimates)
  return `# blocks.json

Chooses the blocks of a web page that are its content; used by \`src/select/block-model.ts\`. What the features are:
[docs/block-model.md](../../docs/block-model.md).

- Made by \`node bench/train/blocks.mjs\`${date ? ` on ${date}` : ''}; training again on the same data writes the same bytes.
- Data: development split of WCXB 1.0 by Murrough Foley, CC-BY-4.0: ${pages.length} pages with gold texts. The file holds thresholds and
  leaf values, no text, no host and no name from the pages.
- Model: ${params.trees} trees of up to ${params.leaves} leaves over ${features} features of a block; one small forest per kind of page over page
  features; one that estimates the page's word F1.
- Figures below: ${domains} folds by registered domain, each page judged by a model that has not seen its domain; word F1 of the
  chosen blocks, before the block rules that follow in the pipeline.

| kind | pages | F1 of chosen blocks | kind recognised |
| --- | ---: | ---: | ---: |
${byKind.join('\n')}
| all | ${pages.length} | ${figure(mean(f1))} | ${figure(kinds.filter((kind, index) => kind === pages[index].type).length / pages.length)} |

Estimate of F1: rank correlation with the true F1 ${figure(correlation)}; of the pages with F1 below 0.5, ${figure(found)} are in the lowest tenth
of the estimates (0.1 by chance).

Not for: judging authors, sites or the truth of texts; pages whose text a script loads later; languages are learned from what the data holds,
mostly English, though no feature knows a word of any language beyond the phrase files.
`
}

/** @param {readonly number[]} f1 @param {readonly number[]} estimates */
function ranking(f1, estimates) {
  const order = [...estimates.keys()].sort((a, b) => (estimates[a] ?? 0) - (estimates[b] ?? 0))
  const lowest = new Set(order.slice(0, Math.round(order.length / 10)))
  const bad = [...f1.keys()].filter(index => (f1[index] ?? 0) < 0.5)
  return { correlation: pearson(ranks(f1), ranks(estimates)), found: bad.filter(index => lowest.has(index)).length / Math.max(1, bad.length) }
}

/** Ranks, ties sharing theirs. @param {readonly number[]} values @returns {number[]} */
function ranks(values) {
  const order = [...values.keys()].sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0))
  /** @type {number[]} */
  const result = []
  for (let from = 0; from < order.length;) {
    let to = from + 1
    while (to < order.length && values[order[to] ?? 0] === values[order[from] ?? 0]) to++
    for (let at = from; at < to; at++) result[order[at] ?? 0] = (from + to - 1) / 2
    from = to
  }
  return result
}

/** @param {readonly number[]} a @param {readonly number[]} b */
function pearson(a, b) {
  const [meanA, meanB] = [mean(a), mean(b)]
  let [ab, aa, bb] = [0, 0, 0]
  a.forEach((value, index) => {
    const [x, y] = [value - meanA, (b[index] ?? 0) - meanB]
    ab += x * y
    aa += x * x
    bb += y * y
  })
  return ab / Math.sqrt(aa * bb)
}

/** @param {readonly number[]} values */
function mean(values) {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)
}

/** @param {number} value */
function figure(value) {
  return value.toFixed(3)
}
