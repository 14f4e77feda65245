// Scores title, author and date against the gold fields. Pure: no packages, no disk. Defined in README.md.
import { mean, tokenize, wordOverlap } from './score.mjs'

/**
 * @typedef {{ title: string, author: string, date: string }} Fields empty strings where nothing is given
 * @typedef {'right' | 'wrong' | 'missing' | 'extra' | 'none'} Judged `missing`: gold only · `extra`: given, gold has
 *   none · `none`: neither
 * @typedef {{ titleF1: number | null, titleSame: boolean | null, author: Judged, date: Judged }} FieldScore `null`
 *   where the gold has no title
 * @typedef {{ gold: number, found: number, precision: number | null, extra: number | null }} FieldSummary `gold`:
 *   pages whose gold has the field · `found`: share of them that are right · `precision`: right ones of the values given
 *   on them · `extra`: share of the pages without gold on which a value is given
 * @typedef {{ titles: number, titleF1: number | null, titleSame: number | null, author: FieldSummary,
 *   date: FieldSummary }} MetadataSummary
 */

/** @param {Fields} output @param {Fields} gold @returns {FieldScore} */
export function scoreFields(output, gold) {
  const title = tokenize(folded(gold.title))
  const found = tokenize(folded(output.title))
  return {
    titleF1: title.length === 0 ? null : wordOverlap(found, title).f1,
    titleSame: title.length === 0 ? null : found.join(' ') === title.join(' '),
    author: judge(output.author, gold.author, sameAuthors),
    date: judge(output.date, gold.date, sameDay),
  }
}

/** @param {string} output @param {string} gold @param {(output: string, gold: string) => boolean} same @returns {Judged} */
function judge(output, gold, same) {
  const given = output.trim() !== ''
  if (gold.trim() === '') return given ? 'extra' : 'none'
  if (!given) return 'missing'
  return same(output, gold) ? 'right' : 'wrong'
}

/** The same names in any order, "By" and titles of respect aside. @param {string} a @param {string} b */
export function sameAuthors(a, b) {
  const left = names(a)
  const right = names(b)
  return left.size === right.size && [...left].every(name => right.has(name))
}

const LABEL = /^(?:(?:written|posted|published|words|text|story)\s)?by[\s:]+|^authors?\s?:\s?/i
const BETWEEN = /\s*[,;]?\s+(?:and|und|y|et|&)\s+|\s*[,;|/\n]\s*/
const RESPECT = new Set(['dr', 'prof', 'mr', 'mrs', 'ms'])

/** @param {string} authors @returns {Set<string>} folded */
function names(authors) {
  const parts = authors.trim().replace(LABEL, '').split(BETWEEN)
  return new Set(parts.map(part => tokenize(folded(part)).filter(word => !RESPECT.has(word)).join(' '))
    .filter(name => name !== ''))
}

/** The same calendar day as written, whatever the time zone; gold without a day: the same month.
 * @param {string} output @param {string} gold */
export function sameDay(output, gold) {
  const day = dayOf(output)
  return day !== null && (gold.length < 10 ? day.startsWith(gold) : day === gold.slice(0, 10))
}

const ISO = /^\s*(\d{4})-(\d{2})(?:-(\d{2}))?/
/** Behind a time of day only: "5-11-2024" ends like a zone. */
const ZONE = /(\d:\d{2}(?::\d{2}(?:\.\d+)?)?)\s*(?:Z|UTC|GMT)?(?:[+-]\d{2}:?\d{2})?(?:\s*\([^)]*\))?\s*$/

/** `YYYY-MM-DD` (or as far as written) of an ISO date, or of whatever `Date` reads; null for anything else.
 * @param {string} value @returns {string | null} */
export function dayOf(value) {
  const iso = ISO.exec(value)
  if (iso) return iso.slice(1).filter(part => part !== undefined).join('-')
  const date = new Date(value.replace(ZONE, '$1'))
  if (Number.isNaN(date.getTime())) return null
  const two = /** @param {number} number */ number => String(number).padStart(2, '0')
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}

/** Width and apostrophes don't count. @param {string} text */
function folded(text) {
  return text.normalize('NFKC').replace(/[\u2018\u2019\u02bc']/g, '')
}

/** @param {readonly FieldScore[]} pages @returns {MetadataSummary} */
export function summariseFields(pages) {
  const titled = pages.filter(page => page.titleF1 !== null)
  return {
    titles: titled.length,
    titleF1: mean(titled.map(page => page.titleF1)),
    titleSame: mean(titled.map(page => Number(page.titleSame))),
    author: summary(pages.map(page => page.author)),
    date: summary(pages.map(page => page.date)),
  }
}

/** @param {readonly Judged[]} judged @returns {FieldSummary} */
function summary(judged) {
  const count = /** @param {Judged[]} kinds */ (...kinds) => judged.filter(one => kinds.includes(one)).length
  const share = /** @param {number} part @param {number} whole */ (part, whole) => (whole === 0 ? null : part / whole)
  const gold = count('right', 'wrong', 'missing')
  return {
    gold,
    found: share(count('right'), gold) ?? 0,
    precision: share(count('right'), count('right', 'wrong')),
    extra: share(count('extra'), count('extra', 'none')),
  }
}
