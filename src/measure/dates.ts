/** Dates as they stand in lines of text. Bounded, linear patterns. */
import { asciiDigits } from './digits.js'

const MONTH = String.raw`\p{L}[\p{L}\p{M}.]{2,14}`
const DAY = String.raw`\d{1,2}(?:st|nd|rd|th|\.|º|er)?`
const YEAR = String.raw`(?:19|20)\d{2}`
/** Thai and Iranian pages count from other years; where anybody writes "2 rooms 1450" that is a rent. */
const OTHER_CALENDARS = String.raw`[\p{sc=Thai}\p{sc=Arabic}][\p{sc=Thai}\p{sc=Arabic}\p{M}.]{2,14}\s(?:25|14)\d{2}`
const TIME = String.raw`\d{1,2}[:.h]\d{2}(?:[:.]\d{2})?(?:\s?[ap]\.?m\.?)?`
const DATE = [
  String.raw`${YEAR}[-/.]\d{1,2}[-/.]\d{1,2}(?:T\d{2}:\d{2}\S{0,12})?`,
  String.raw`\d{1,2}[-/.]\d{1,2}[-/.](?:${YEAR}|\d{2})`,
  String.raw`${DAY}\s(?:de\s|of\s)?${MONTH},?\s(?:de\s|del\s)?${YEAR}`,
  String.raw`${DAY}\s${OTHER_CALENDARS}`,
  String.raw`${MONTH}\s${DAY},?\s${YEAR}`,
  String.raw`${YEAR}年\s?\d{1,2}月\s?\d{1,2}日`,
  String.raw`${YEAR}년\s?\d{1,2}월\s?\d{1,2}일`,
].join('|')

const ANY_DATE = new RegExp(`(?<![\\p{L}\\p{N}])(?:${DATE})(?![\\p{L}\\p{N}])`, 'u')
const ALL_DATES = new RegExp(`(?<![\\p{L}\\p{N}])(?:${DATE}|${TIME})(?![\\p{L}\\p{N}])`, 'gu')

/** Letters beside dates and times that still make a line a dateline: weekday, zone, "at", "updated". */
const REST = 24
/** And as many for the second of two, each with its time: "published … at … , updated … at …". Lives and exhibitions have two days. */
const REST_OF_SECOND = 16
const ONLY_TIME = new RegExp(`^${TIME}$`, 'iu')

/** Every date has a year of a calendar, or two numbers around a mark; most lines have neither. */
const MAY_HAVE_DATE = /(?:19|20|25|14)[0-9]{2}|[0-9][-/.][0-9]/

export function hasDate(text: string): boolean {
  if (text.length > 400) return false
  const plain = asciiDigits(text)
  return MAY_HAVE_DATE.test(plain) && ANY_DATE.test(plain)
}

/** Nothing but dates, times and a few words around them. */
export function isDateOnly(text: string): boolean {
  if (text.length > 90) return false
  const plain = asciiDigits(text)
  if (!MAY_HAVE_DATE.test(plain) || !ANY_DATE.test(plain)) return false
  let [dates, times] = [0, 0]
  const rest = plain.replace(ALL_DATES, found => {
    if (ONLY_TIME.test(found)) times++
    else dates++
    return ' '
  }).replace(/[^\p{L}]+/gu, '')
  return rest.length <= REST + (dates > 1 && times > 1 ? REST_OF_SECOND : 0)
}
