import { unitWords } from './fingerprint.js'

/** Words that make two places the same text and no coincidence. */
const RUN = 5
/** Code units of each text that are looked at. */
const LONGEST = 200_000

/**
 * Tells of texts the share, 0 to 1, of their runs of five words that stand in `other` as well; 0 for fewer words. Case and punctuation do not
 * count. `other` is read once, for all of them.
 */
export function sharesIn(other: string): (text: string) => number {
  const others = wordRuns(other)
  return text => {
    const runs = wordRuns(text)
    if (runs.size === 0) return 0
    let found = 0
    for (const run of runs) if (others.has(run)) found++
    return found / runs.size
  }
}

function wordRuns(text: string): ReadonlySet<string> {
  const words = unitWords(text.slice(0, LONGEST)).split(' ')
  const runs = new Set<string>()
  for (let at = RUN; at <= words.length; at++) runs.add(words.slice(at - RUN, at).join(' '))
  return runs
}
