/** Longer words are not typing errors of a key. */
const LONGEST_WORD = 40

/**
 * The candidate that `word` was probably meant to be: fewest edits (insert, delete, replace, swap neighbours), at most a
 * third of its length; else the only one whose first words it is (`related` of `related-teasers`); null when none is near.
 */
export function nearest(word: string, candidates: readonly string[]): string | null {
  if (word.length > LONGEST_WORD) return null
  const wanted = word.toLowerCase()
  let best: string | null = null
  let fewest = Math.max(1, Math.floor(wanted.length / 3)) + 1
  for (const candidate of candidates) {
    const edits = editsBetween(wanted, candidate.toLowerCase())
    if (edits < fewest) [best, fewest] = [candidate, edits]
  }
  if (best !== null) return best
  const [begun = null, ...others] = candidates.filter(candidate => candidate.toLowerCase().startsWith(`${wanted}-`))
  return others.length === 0 ? begun : null
}

/** Damerau–Levenshtein distance (optimal string alignment). */
function editsBetween(a: string, b: string): number {
  let older: number[] = []
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const replaced = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? (older[j - 2] ?? 0) + 1 : Infinity
      row.push(Math.min((row[j - 1] ?? 0) + 1, (previous[j] ?? 0) + 1, replaced, swapped))
    }
    older = previous
    previous = row
  }
  return previous[b.length] ?? 0
}
