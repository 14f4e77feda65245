import type { StatedLength } from '../model.js'
import type { JsonObject } from './json-ld.js'
import type { Metas } from './metas.js'

/** Smaller numbers are of summaries, or unset. */
const FEWEST_WORDS = 50
/** Counters differ in what a word is, and in whether captions count. */
const INEXACT = 0.07

/** One minute is what a counter says that has seen nothing: pages of builders. */
const LEAST_MINUTES = 2
/** Words a minute. Counters take 180 to 240 by language, round up, and add some time for pictures. */
const SLOWEST = 120
const FASTEST = 235

/** What "reading" is in the languages that plugins are translated into: part of the label, `Est. reading time`. */
const READING = new RegExp([
  'read', 'lese', 'lectur', 'lettur', 'leitura', 'leestijd', 'läs', 'læs', 'lukuaika', 'czytani', 'чтени', 'читанн', 'čtení', 'čítani', 'olvas', 'okuma', 'citire', 'baca', 'đọc',
  'ανάγνωσ', 'קריאה', 'القراءة', 'خواندن', '読', '阅读', '閱讀', '읽',
].join('|'), 'i')
const MINUTES = /^(\d{1,3})\s*(?:min|мин|мін|хв|perc|dakika|dk|λεπτ|דק|دقائق|دقيقة|دقیقه|分|분|menit|phút)/i
/** Pairs of label and value: plugins write two, others up to four. */
const MOST_PAIRS = 4

/**
 * How long the page says that its article is: `wordCount` of its JSON-LD node, else its reading time, which WordPress's plugins and
 * others give to link previews as a pair of `twitter:label1` and `twitter:data1`. Null without a believable one.
 */
export function statedLength(nodes: readonly JsonObject[], metas: Metas): StatedLength | null {
  for (const node of nodes) {
    const words = Number(node['wordCount'])
    if (Number.isInteger(words) && words >= FEWEST_WORDS) return { least: words * (1 - INEXACT), most: words * (1 + INEXACT), property: 'wordCount' }
  }
  for (let pair = 1; pair <= MOST_PAIRS; pair++) {
    if (!READING.test(metas.get(`twitter:label${pair}`)?.[0] ?? '')) continue
    const minutes = Number(MINUTES.exec(metas.get(`twitter:data${pair}`)?.[0] ?? '')?.[1] ?? 0)
    if (minutes >= LEAST_MINUTES) return { least: minutes * SLOWEST, most: minutes * FASTEST, property: 'reading time' }
  }
  return null
}
