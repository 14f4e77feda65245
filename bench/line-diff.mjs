// Longest-common-subsequence difference of two lists of lines.

/**
 * @param {readonly string[]} output @param {readonly string[]} gold
 * @returns {{ sign: '+' | '-', line: string }[]} `+` only in the output, `-` only in the gold, in reading order
 */
export function diffLines(output, gold) {
  const columns = gold.length + 1
  const lengths = new Uint32Array((output.length + 1) * columns)
  const at = /** @param {number} a @param {number} b */ (a, b) => lengths[a * columns + b] ?? 0
  for (let a = output.length - 1; a >= 0; a--) {
    for (let b = gold.length - 1; b >= 0; b--) {
      lengths[a * columns + b] = output[a] === gold[b] ? at(a + 1, b + 1) + 1 : Math.max(at(a + 1, b), at(a, b + 1))
    }
  }
  /** @type {{ sign: '+' | '-', line: string }[]} */
  const changes = []
  let a = 0
  let b = 0
  while (a < output.length || b < gold.length) {
    const ours = output[a]
    const theirs = gold[b]
    if (ours !== undefined && ours === theirs) {
      a++
      b++
    } else if (theirs === undefined || (ours !== undefined && at(a + 1, b) >= at(a, b + 1))) {
      changes.push({ sign: '+', line: ours ?? '' })
      a++
    } else {
      changes.push({ sign: '-', line: theirs })
      b++
    }
  }
  return changes
}
