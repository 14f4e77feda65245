/** Dates as they stand in lines of text. Bounded, linear patterns. */

const MONTH = String.raw`\p{L}{3,12}\.?`
const DAY = String.raw`\d{1,2}(?:st|nd|rd|th|\.|º|er)?`
const YEAR = String.raw`(?:19|20)\d{2}`
const TIME = String.raw`\d{1,2}[:.h]\d{2}(?:[:.]\d{2})?(?:\s?[ap]\.?m\.?)?`
const DATE = [
  String.raw`${YEAR}[-/.]\d{1,2}[-/.]\d{1,2}(?:T\d{2}:\d{2}\S{0,12})?`,
  String.raw`\d{1,2}[-/.]\d{1,2}[-/.](?:${YEAR}|\d{2})`,
  String.raw`${DAY}\s(?:de\s|of\s)?${MONTH},?\s(?:de\s|del\s)?${YEAR}`,
  String.raw`${MONTH}\s${DAY},?\s${YEAR}`,
  String.raw`${YEAR}年\s?\d{1,2}月\s?\d{1,2}日`,
  String.raw`${YEAR}년\s?\d{1,2}월\s?\d{1,2}일`,
].join('|')

const ANY_DATE = new RegExp(`(?<![\\p{L}\\p{N}])(?:${DATE})(?![\\p{L}\\p{N}])`, 'u')
const ALL_DATES = new RegExp(`(?<![\\p{L}\\p{N}])(?:${DATE}|${TIME})(?![\\p{L}\\p{N}])`, 'gu')

/** Letters beside dates and times that still make a line a dateline: weekday, zone, "at", "updated". */
const REST = 24

/** Every date has a year of this or the last century, or two numbers around a mark; most lines have neither. */
const MAY_HAVE_DATE = /(?:19|20)[0-9]{2}|[0-9][-/.][0-9]/

export function hasDate(text: string): boolean {
  return text.length <= 400 && MAY_HAVE_DATE.test(text) && ANY_DATE.test(text)
}

/** Nothing but dates, times and a few words around them. */
export function isDateOnly(text: string): boolean {
  if (text.length > 90 || !MAY_HAVE_DATE.test(text) || !ANY_DATE.test(text)) return false
  const rest = text.replace(ALL_DATES, ' ').replace(/[^\p{L}]+/gu, '')
  return rest.length <= REST
}
