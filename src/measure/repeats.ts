import type { Repeats } from '../model.js'
import { isProse, isUnspaced } from './text.js'

/** Documents of a site below which nothing can be said; and for prose, which an author may repeat. */
const DOCUMENTS = 5
const DOCUMENTS_PROSE = 8
/** Share of the site's documents on which a line stands: for a line that is more than a word or two, for a label, for prose. */
const SHARE = 0.5
const SHARE_SHORT = 0.8
const SHARE_PROSE = 0.8
/** "Salt", "Summary", "Paris": many an author's lines are as short. Code units. */
const SHORT = 25
const SHORT_UNSPACED = 10

export interface Repeated {
  readonly on: number
  readonly of: number
  readonly prose: boolean
}

/** How often a line recurs on the site, when that is enough to belong to the site; else null. */
export function repeated(repeats: Repeats, text: string, linkLength: number, entry: boolean): Repeated | null {
  const of = repeats.documents
  if (of < DOCUMENTS) return null
  const on = repeats.on(text)
  const prose = isProse(text, linkLength)
  if (prose && of < DOCUMENTS_PROSE) return null
  const share = prose ? SHARE_PROSE : entry || text.length < (isUnspaced(text) ? SHORT_UNSPACED : SHORT) ? SHARE_SHORT : SHARE
  return on >= of * share ? { on, of, prose } : null
}
