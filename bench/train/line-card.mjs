// The card beside the model: what it is, what it was made from, what it may not be asked.

/**
 * @param {{ rows: import('./line-rows.mjs').Rows, params: { trees: number, leaves: number, learningRate: number, seed: number }, auc: number, bytes: number }} made
 * @returns {string}
 */
export function card({ rows, params, auc, bytes }) {
  const residue = rows.labels.reduce((sum, label) => sum + label, 0)
  return `# lines.json: the judge of text lines
Written by \`node bench/train/lines.mjs\`; do not edit. The same data give the same bytes.

| | |
|---|---|
| what it says | the probability that a line of a noisy text is not the article's; \`src/classify/decision-threshold.ts\` decides what goes |
| form | ${params.trees} boosted trees with ${params.leaves} leaves, ${Math.round(bytes / 1000)} kB, seed ${params.seed}, learning rate ${params.learningRate} |
| features | ${rows.names.length}, \`src/classify/line-features.ts\`: shape, phrases and cue words of our own lists, repetition, place, neighbours, the document |
| learned from | ${rows.labels.length} lines (${Math.round(residue)} residue) of texts made by six extractors from 719 development pages of WCXB 1.0 (CC-BY-4.0), and their gold texts |
| not in it | words, phrases, hosts or sentences of the data: the only vocabulary it knows are our own phrase files and \`cue-words.ts\` |
| measured | AUC ${auc.toFixed(4)} over lines whose domain the judging model had not seen; figures by document: docs/text.md |
| weak at | captions without a credit, teasers among headings of their own kind, tables that were flattened to lines; mostly English and article pages |
`
}
