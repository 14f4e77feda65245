/** What sites call parts of a page and what stands in them: words that names are glued together from. */
const PARTS: ReadonlySet<string> = new Set((
  'article author authors banner bio blog body bottom box breadcrumb breadcrumbs button buttons byline caption cart comment comments consent '
  + 'container content contents cookie cookies copyright credit date entry featured follow footer form gallery header heading headline headlines '
  + 'image info inner item items label language latest left link links list listing login main media menu message modal more nav navigation news '
  + 'newsletter outer page pager pagination panel photo popular popup post posts product products promo rail recent recommended related review '
  + 'reviews right row search section share sharing sidebar signup site sitemap slider social sponsor sponsored story subscribe tab tabs tag tags '
  + 'teaser teasers text thread thumb title toc toolbar tools top topbar topic topics trending widget widgets wrap wrapper'
).split(' '))
const SHORTEST = 3
const LONGEST = Math.max(...[...PARTS].map(part => part.length))
/** Shorter ones are words; longer ones were joined by a machine. Letters. */
const LEAST = 7
const MOST = 30

/**
 * The parts of a name that is written without a gap: `relatedlinks`, `storyfooter`, `socialsharebuttons` are `related-links` and so on.
 * @param word in small letters @returns two or three parts, or none when it is not wholly made of them
 */
export function gluedParts(word: string): readonly string[] {
  if (word.length < LEAST || word.length > MOST) return []
  return splitFrom(word, 0, 2) ?? splitFrom(word, 0, 3) ?? []
}

/** Exactly `count` parts from `at` to the end; the longest first part wins. */
function splitFrom(word: string, at: number, count: number): string[] | null {
  const left = word.length - at
  if (count === 1) return PARTS.has(word.slice(at)) ? [word.slice(at)] : null
  for (let length = Math.min(LONGEST, left - SHORTEST * (count - 1)); length >= SHORTEST; length--) {
    const part = word.slice(at, at + length)
    if (!PARTS.has(part)) continue
    const rest = splitFrom(word, at + length, count - 1)
    if (rest) return [part, ...rest]
  }
  return null
}
