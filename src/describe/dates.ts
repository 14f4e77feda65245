import { asciiDigits } from '../measure/digits.js'
import { foldMonth, monthNames } from '../measure/months.js'

/** The web began then; later years are typing errors. */
const FIRST_YEAR = 1990
const LAST_YEAR = 2100
/** A date and its surroundings are shorter. */
const LONGEST = 120

const ISO = /^(\d{4})-(\d{1,2})(?:-(\d{1,2})(?:[T ,]{1,2}\s?(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d{1,9})?)?\s?(Z|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{2})?)?)?(?![\d:])/i
const COMPACT = /^(\d{4})(\d{2})(\d{2})(?:T(\d{2}):?(\d{2}):?(\d{2})?(Z|[+-]\d{2}:?\d{2})?)?$/
const EPOCH = /^\d{10}(?:\d{3})?$/
const YEAR_FIRST = /(?<!\d)(\d{4})\s?[./年년-]\s?(\d{1,2})\s?[./月월-]\s?(\d{1,2})(?!\d)/
const DAY_MONTH_YEAR = /(?<![\p{L}\d])(\d{1,2})(?:st|nd|rd|th|er|º|ª|\.)?[\s-]{1,2}(?:de\s|of\s)?(\p{L}[\p{L}\p{M}]{2,14}|\p{L}{1,2}\p{M}?\.\p{L})\.?,?[\s-]{1,2}(?:de\s|del\s)?(\d{4})(?!\d)/u
const MONTH_DAY_YEAR = /(?<![\p{L}\d])(\p{L}[\p{L}\p{M}]{2,14})\.?\s{1,2}(\d{1,2})(?:st|nd|rd|th)?(?:,\s?|\s)(?:\d{1,2}:\d{2}(?::\d{2})?\s)?(\d{4})(?!\d)/u
const YEAR_MONTH_DAY = /(?<![\p{L}\d])(\d{4})[\s-](\p{L}[\p{L}\p{M}]{2,14})\.?[\s-](\d{1,2})(?![\p{L}\d])/u
const NUMERIC = /(?<![\d./-])(\d{1,2})([./-])\s?(\d{1,2})\2\s?(\d{4})(?![\d/-])/
const TIME = /(?<!\d)(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\s?([ap])\.?m\b\.?)?(?:\s?(Z\b|UTC\b|GMT[+-]\d{4}|GMT\b|[ECMP][SD]T\b|[+-]\d{2}:?\d{2}))?/i

/** Zones that RFC 2822 defines. */
const ZONES: Readonly<Record<string, string>> = {
  z: 'Z', utc: 'Z', gmt: 'Z', est: '-05:00', edt: '-04:00', cst: '-06:00', cdt: '-05:00',
  mst: '-07:00', mdt: '-06:00', pst: '-08:00', pdt: '-07:00',
}

interface Day {
  readonly year: number
  readonly month: number
  readonly day: number
}

/**
 * ISO 8601 of a written date, as exact as it is written (`2024-01`, `2024-01-05`, `2024-01-05T10:30`, with seconds
 * and offset if given), or null. No time zone is invented. Years 1990 to 2100. 03/04/2024 is read by the language,
 * and not at all in English, where both orders are in use.
 * @param lang BCP 47 primary subtag; empty if unknown
 */
export function parseDate(value: string, lang: string): string | null {
  const text = value.trim()
  if (text.length < 6 || text.length > LONGEST) return null
  return fromIso(text) ?? fromEpoch(text) ?? findDate(text, lang)
}

function fromIso(text: string): string | null {
  const match = ISO.exec(text) ?? COMPACT.exec(text)
  if (!match) return null
  const [, year, month, day, hour, minute, second, zone] = match
  if (day === undefined) return isMonth(Number(year), Number(month)) ? `${year}-${two(month)}` : null
  const date = isoDay({ year: Number(year), month: Number(month), day: Number(day) })
  if (!date) return null
  return date + isoTime(hour, minute, second, undefined, zone)
}

function fromEpoch(text: string): string | null {
  if (!EPOCH.test(text)) return null
  const date = new Date(Number(text) * (text.length === 10 ? 1000 : 1)).toISOString()
  return isYear(Number(date.slice(0, 4))) ? date.replace(/\.\d{3}Z$/, 'Z') : null
}

/** The first date in a short text, with the time of day that follows or precedes it directly. */
export function findDate(written: string, lang: string): string | null {
  const text = asciiDigits(written)
  if (!/[0-9]/.test(text)) return null
  const found = byYearFirst(text) ?? byMonthName(text, lang) ?? byNumbers(text, lang)
  if (!found) return null
  const date = isoDay(lang === 'th' ? gregorian(found.day) : found.day)
  if (!date) return null
  const time = TIME.exec(found.rest.slice(0, 60))
  return time ? date + isoTime(time[1], time[2], time[3], time[4], time[5]) : date
}

interface FoundDay {
  readonly day: Day
  /** The text without the date. */
  readonly rest: string
}

function found(match: RegExpExecArray, text: string, year: string | undefined, month: number, day: string | undefined): FoundDay {
  const behind = text.slice(match.index + match[0].length)
  const inside = /\d{1,2}:\d{2}/.test(match[0]) ? match[0] : ''
  return { day: { year: Number(year), month, day: Number(day) }, rest: inside || behind }
}

function byYearFirst(text: string): FoundDay | null {
  const match = YEAR_FIRST.exec(text)
  return match ? found(match, text, match[1], Number(match[2]), match[3]) : null
}

function byMonthName(text: string, lang: string): FoundDay | null {
  const months = monthNames(lang)
  const dayFirst = DAY_MONTH_YEAR.exec(text)
  const dayFirstMonth = dayFirst ? months.get(foldMonth(dayFirst[2] ?? '')) : undefined
  if (dayFirst && dayFirstMonth !== undefined) return found(dayFirst, text, dayFirst[3], dayFirstMonth, dayFirst[1])
  const yearFirst = YEAR_MONTH_DAY.exec(text)
  const yearFirstMonth = yearFirst ? months.get(foldMonth(yearFirst[2] ?? '')) : undefined
  if (yearFirst && yearFirstMonth !== undefined) return found(yearFirst, text, yearFirst[1], yearFirstMonth, yearFirst[3])
  const monthFirst = MONTH_DAY_YEAR.exec(text)
  const month = monthFirst ? months.get(foldMonth(monthFirst[1] ?? '')) : undefined
  return monthFirst && month !== undefined ? found(monthFirst, text, monthFirst[3], month, monthFirst[2]) : null
}

function byNumbers(text: string, lang: string): FoundDay | null {
  const match = NUMERIC.exec(text)
  if (!match) return null
  const first = Number(match[1])
  const second = Number(match[3])
  const dayFirst = match[2] === '.' || first > 12 || (lang !== '' && lang !== 'en' && second <= 12)
  const monthFirst = !dayFirst && (second > 12 || first === second)
  if (!dayFirst && !monthFirst) return null
  return found(match, text, match[4], dayFirst ? second : first, dayFirst ? match[1] : match[3])
}

/** Years of the Buddhist calendar begin with ours in Thailand, and have another number. */
const BUDDHIST = 543

function gregorian(day: Day): Day {
  return day.year > LAST_YEAR ? { ...day, year: day.year - BUDDHIST } : day
}

function isoDay({ year, month, day }: Day): string | null {
  if (!isMonth(year, month) || day < 1) return null
  if (day > new Date(Date.UTC(year, month, 0)).getUTCDate()) return null
  return `${year}-${two(month)}-${two(day)}`
}

function isYear(year: number): boolean {
  return year >= FIRST_YEAR && year <= LAST_YEAR
}

function isMonth(year: number, month: number): boolean {
  return isYear(year) && month >= 1 && month <= 12
}

type Part = string | undefined

function isoTime(hour: Part, minute: Part, second: Part, half: Part, zone: Part): string {
  if (hour === undefined || minute === undefined) return ''
  let hours = Number(hour)
  if (half) hours = (hours % 12) + (half.toLowerCase() === 'p' ? 12 : 0)
  if (hours > 23 || Number(minute) > 59 || Number(second ?? 0) > 59) return ''
  return `T${two(hours)}:${minute}${second === undefined ? '' : `:${second}`}${isoZone(zone)}`
}

function isoZone(zone: Part): string {
  if (!zone) return ''
  const named = ZONES[zone.toLowerCase()]
  if (named) return named
  const offset = /([+-]\d{2}):?(\d{2})?$/.exec(zone)
  return offset ? `${offset[1]}:${offset[2] ?? '00'}` : ''
}

function two(value: number | string | undefined): string {
  return String(Number(value)).padStart(2, '0')
}

const PATH_DAY = /\/(19\d{2}|20\d{2})\/(\d{1,2})\/(\d{1,2})(?=\/|$)|[/_-](19\d{2}|20\d{2})-(\d{2})-(\d{2})(?=[/_.-]|$)/
const PATH_MONTH = /\/(19\d{2}|20\d{2})\/(\d{2})\//

/** The date in an address: /2024/01/05/ or, as exact as it is, /2024/01/. */
export function dateOfAddress(address: string | null): string | null {
  const path = address?.slice(0, 500) ?? ''
  const day = PATH_DAY.exec(path)
  const [year, monthOfDay, date] = day ? (day[1] === undefined ? day.slice(4) : day.slice(1)) : []
  const iso = isoDay({ year: Number(year), month: Number(monthOfDay), day: Number(date) })
  if (iso) return iso
  const month = PATH_MONTH.exec(path)
  return month && isMonth(Number(month[1]), Number(month[2])) ? `${month[1]}-${month[2]}` : null
}
