import { parseDate } from './dates.js'
import { foldMonth, monthNames } from '../measure/months.js'

/** A date and what stands around it are shorter. Code units. */
const LONGEST = 200
const TOKEN = /'[^']*'|y+|M+|d+|E+|H+|h+|m+|s+|a+|[^yMdEHhmsa']+|'/g
/** What a part of a format reads; weekdays are read and forgotten. */
const PARTS: Readonly<Record<string, string>> = {
  yyyy: '(?<year>\\d{4})', yy: '(?<short>\\d{2})', MMMM: '(?<name>[\\p{L}\\p{M}]+)\\.?', MMM: '(?<name>[\\p{L}\\p{M}]+)\\.?',
  MM: '(?<month>\\d{1,2})', M: '(?<month>\\d{1,2})', dd: '(?<day>\\d{1,2})', d: '(?<day>\\d{1,2})',
  EEEE: '[\\p{L}\\p{M}]+\\.?', EEE: '[\\p{L}\\p{M}]+\\.?', HH: '(?<hour>\\d{1,2})', H: '(?<hour>\\d{1,2})', hh: '(?<hour>\\d{1,2})', h: '(?<hour>\\d{1,2})',
  mm: '(?<minute>\\d{2})', ss: '(?<second>\\d{2})', a: '(?<half>[aApP])\\.?[mM]\\.?',
}

export interface FormatFault {
  readonly message: string
  readonly expected: string
  readonly offset: number
}

/** What is wrong with a date format; null when it can be used. */
export function dateFormatFault(format: string): FormatFault | null {
  const expected = `parts such as ${Object.keys(PARTS).join(' ')}; other words in '…'`
  const seen = new Set<string>()
  for (const { 0: token, index } of format.matchAll(TOKEN)) {
    const known = Object.hasOwn(PARTS, token)
    const letters = /^[a-z]+$/i.test(token) || (/[\p{L}]/u.test(token) && !token.startsWith('\''))
    if (!known && (letters || token === '\'')) return { message: `a date format has no part "${token.trim()}"`, expected, offset: index }
    const group = known ? (/\(\?<(\w+)>/.exec(PARTS[token] ?? '')?.[1] ?? '') : ''
    if (group !== '' && seen.has(group)) return { message: `second part "${token}" in a date format`, expected: 'each part once', offset: index }
    seen.add(group)
  }
  const whole = (seen.has('year') || seen.has('short')) && (seen.has('month') || seen.has('name'))
  return whole ? null : { message: 'a date format needs a year and a month', expected, offset: 0 }
}

/**
 * ISO 8601 of a date that is written in a format, wherever it stands in the text; null when it is not there.
 * @param lang whose month names are meant, BCP 47 primary subtag
 */
export function readFormattedDate(text: string, format: string, lang: string): string | null {
  const source = [...format.matchAll(TOKEN)].map(([token]) => PARTS[token] ?? literal(token)).join('')
  const found = new RegExp(source, 'u').exec(text.slice(0, LONGEST))?.groups
  if (!found) return null
  const year = found['year'] ?? `20${found['short'] ?? ''}`
  const month = found['month'] ?? String(monthNames(lang).get(foldMonth(found['name'] ?? '')) ?? '')
  const two = (value: string) => value.padStart(2, '0')
  const date = [year, two(month), ...(found['day'] === undefined ? [] : [two(found['day'])])].join('-')
  if (found['hour'] === undefined || found['day'] === undefined) return parseDate(date, '')
  const hour = found['half'] === undefined ? Number(found['hour'])
    : (Number(found['hour']) % 12) + (found['half'].toLowerCase() === 'p' ? 12 : 0)
  const second = found['second'] === undefined ? '' : `:${found['second']}`
  return parseDate(`${date}T${two(String(hour))}:${found['minute'] ?? '00'}${second}`, '')
}

function literal(token: string): string {
  const text = token.startsWith('\'') ? token.slice(1, -1) : token
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&').replace(/\s+/g, '\\s*')
}

/** A date-time without a zone in this one: an offset, or the name of a place. Dates alone have none. */
export function inTimeZone(iso: string, zone: string): string {
  if (!/T\d{2}:\d{2}(?::\d{2})?$/.test(iso)) return iso
  if (/^(?:Z|[+-]\d{2}:\d{2})$/.test(zone)) return iso + zone
  const wall = Date.parse(`${iso}Z`)
  // Twice, since the offset is asked for an hour that is itself shifted by it.
  const first = offsetAt(wall, zone)
  return iso + written(offsetAt(wall - first * 60_000, zone))
}

/** Minutes east of Greenwich. */
function offsetAt(time: number, zone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' }).formatToParts(new Date(time))
  const name = parts.find(({ type }) => type === 'timeZoneName')?.value ?? ''
  const match = /([+-])(\d{2}):(\d{2})/.exec(name)
  return match ? (match[1] === '-' ? -1 : 1) * (Number(match[2]) * 60 + Number(match[3])) : 0
}

function written(minutes: number): string {
  const absolute = Math.abs(minutes)
  const two = (value: number) => String(value).padStart(2, '0')
  return minutes === 0 ? 'Z' : `${minutes < 0 ? '-' : '+'}${two(Math.floor(absolute / 60))}:${two(absolute % 60)}`
}
