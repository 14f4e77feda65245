import type { Block, Knowledge } from '../model.js'
import { lastLine, markSteps } from './counted-steps.js'
import { isDateOnly } from './dates.js'
import { linesBelowText, markFacts } from './fact-lists.js'
import { markHeaded } from './list-headings.js'
import { foldMonth, monthNames } from './months.js'
import { onceFor } from './once-for.js'
import { endsSentence } from './text.js'

/** Longer lines mark nothing. */
const LONGEST_MARK = 120
/** Nothing without one of these is a mark: most lines are looked at no further. */
const MARKED = /^\[|^\(?[A-Ha-h][).]\s|\p{N}/u
/** Lines from one mark to the next, at most. */
const FARTHEST = 8

/** "00:00:01,000 --> 00:00:03,500" */
const CUE = /^(?:\d{1,2}:)?\d\d:\d\d[,.]\d{1,3}\s?-->/
/** "[Chorus]", "[Verse 2: both]". */
const SONG = /^\[(?:verse|(?:pre-)?chorus|bridge|intro|outro|hook|refrain|strophe|couplet|estribillo|estrofa|coro|verso|refr[ãa]o|ritornello|strofa|refren|zwrotka|припев|куплет|nakarat|サビ|副歌)(?:\s[^\]]{1,40}|\s?[:\d][^\]]{0,40})?\]$/iu
/** "14:05", "[00:12] Anna: …", "2.05pm: …", "14.05 Uhr". */
const TIME = /^[[(]?(\d{1,3})(?::([0-5]\d)(?::([0-5]\d))?|\.([0-5]\d)(?=\s?(?:[ap]\.?m|Uhr)))\s?([ap])?(?:\.?m\b\.?)?(?:\s?Uhr)?[\])]?(?:$|[:\s–—-])/iu
/** A date without its year: "March 3", "3. März", "Saturday, March 7", "3 de abril". */
const DAY = /^(?:\p{L}{2,12},?\s)?(?:(\p{L}[\p{L}\p{M}]{1,13})\.?\s\d{1,2}|\d{1,2}\.?\s(?:de\s)?(\p{L}[\p{L}\p{M}]{1,13}))\.?$/u
/** "A) Quito", "b. Lima" */
const OPTION = /^\(?([A-Ha-h])[).]\s\S/
/** "200 g flour", "½ tsp salt", "300 ml Milch", "小麦粉 200グラム". */
const QUANTITY = /^(?:\d[\d.,/]{0,5}|\d?\s?[¼½¾⅓⅔])\s?(?:k?g|gr|gram(?:s|m)?|m[lL]|[cd]?l|cups?|tbsps?|tablespoons?|tsps?|teaspoons?|oz|ounces?|lbs?|EL|TL|Prisen?|Bund|cuill[eè]res?|pinc[ée]es?|cucharad(?:it)?as?|pizcas?|colher(?:es)?|pitadas?|cucchiai(?:ni|no|o)?|pizzic[oi]|łyż(?:ka|ki|ek|eczka|eczki)|szczypt[ay]|г|кг|мл|л|ст\.|ч\.|غرام|جم|مل|كوب|su bardağı|yemek kaşığı|çay kaşığı|克|毫升|グラム|ミリリットル)(?![\p{L}\p{N}])|(?:^|\D)\d+\s?(?:克|毫升|グラム|ミリリットル|cc)$/u
/** "Fat: 7 g", "Yes: 54%", "18-29: 61 % yes" */
const MEASURED = /^[\p{L}\p{N}][^:：]{0,40}[:：]\s?[-+~±]?\d[\d.,/]*\s?(?:%|(?:m?g|kg|m?l|kcal|kJ|cal|[kmc]?m|mins?|minutes?|h|hours?|Stunden|Minuten|kW|PS|hp|V|W)(?![\p{L}\p{N}]))/u
/** A figure: "€899", "-0.7 %", "1.2 kg", "11 hours". */
const FIGURE = /^[-+−±~<>]?\s?(?:\p{Sc}|[A-Z]{3}\s)?\s?[-+−]?\d[\d.,'’]*\s?(?:%|\p{Sc}|\p{L}{1,7}[²³]?)?$/u

/** Marks of the shortest form. */
const FEWEST_MARKS = 2

/**
 * 1 for each line of a text that belongs to a form which writers use and pages do not: subtitles, songs with their parts named, counted steps, entries under times
 * that go on or under dates, years that go on, the options of a question, a recipe's quantities, figures with their units, the rows of a table that became lines.
 * Each is known by marks that come again; behind a paragraph, lists of facts (`fact-lists.ts`) and what stands under headings that only writers use
 * (`list-headings.ts`), too. Keeps out: the latest stories with their times, which go back; comments, which have names above their dates.
 */
export const writtenForms = onceFor((items: readonly Block[], know: Knowledge): Uint8Array => {
  const forms = markForms(items, know.lang)
  const below = linesBelowText(items, know)
  markFacts(items, below, forms)
  markHeaded(items, below, know, forms)
  return forms
})

interface Text {
  readonly items: readonly Block[]
  /** What may be a mark, and 1 for each. */
  readonly marked: readonly Block[]
  readonly isMarked: Uint8Array
  readonly lang: string
}

function markForms(items: readonly Block[], lang: string): Uint8Array {
  const forms = new Uint8Array(items.length)
  const marked = items.filter(({ text, kind }) => text.length <= LONGEST_MARK && kind !== 'code' && MARKED.test(text))
  if (marked.length < FEWEST_MARKS) return forms
  const text: Text = { items, marked, isMarked: new Uint8Array(items.length), lang }
  for (const { index } of marked) text.isMarked[index] = 1
  markEntries(text, forms, said => CUE.test(said), 2, 1)
  markEntries(text, forms, said => SONG.test(said), 2, 0)
  markSteps(items, marked, forms)
  markTimes(text, forms)
  markYears(text, forms)
  markDates(text, forms)
  markOptions(text, forms)
  markRuns(text, forms, said => MEASURED.test(said), 3)
  markQuantities(text, forms)
  markTables(text, forms)
  return forms
}

/** The indexes of lines that are marks, in groups of which each mark is near the next. */
function* groupsOf({ marked }: Text, isMark: (said: string) => boolean, fewest: number): Iterable<number[]> {
  let group: number[] = []
  for (const { index, text } of marked) {
    if (!isMark(text)) continue
    if (group.length > 0 && index - group.at(-1)! > FARTHEST) {
      if (group.length >= fewest) yield group
      group = []
    }
    group.push(index)
  }
  if (group.length >= fewest) yield group
}

/** From the first mark, and so many lines above it, to the last entry's last line. */
function markEntries(text: Text, forms: Uint8Array, isMark: (said: string) => boolean, fewest: number, above: number): void {
  for (const group of groupsOf(text, isMark, fewest)) forms.fill(1, Math.max(0, group[0]! - above), lastLine(text.items, group, above) + 1)
}

const FEWEST_TIMES = 4

/** Times that go on. */
function markTimes({ items }: Text, forms: Uint8Array): void {
  let marks: number[] = []
  let before = -1
  const finish = () => {
    if (marks.length >= FEWEST_TIMES) forms.fill(1, marks[0], lastLine(items, marks, 0) + 1)
    marks = []
  }
  for (const { index, text, kind } of items) {
    const time = kind === 'code' ? null : timeOf(text)
    if (time === null) continue
    if (marks.length > 0 && (time < before || index - marks.at(-1)! > FARTHEST)) finish()
    marks.push(index)
    before = time
  }
  finish()
}

function timeOf(text: string): number | null {
  const found = TIME.exec(text)
  if (!found) return null
  const [, first, second, third, dotted, half] = found
  const hours = half?.toLowerCase() === 'p' && Number(first) < 12 ? Number(first) + 12 : Number(first)
  return (hours * 60 + Number(second ?? dotted)) * 60 + Number(third ?? 0)
}

const FEWEST_YEARS = 3
/** Lines from one year to the next, at most: none in an archive, more where something else stands between. */
const FARTHEST_YEAR = 4
/** "1998", "1998:" */
const YEAR = /^(?:1[0-9]|20)\d\d(?:\s?[:.–—-])?$/

/** Years that go on, each above what happened; an archive goes back, and has nothing between them. */
function markYears(text: Text, forms: Uint8Array): void {
  for (const group of groupsOf(text, said => YEAR.test(said), FEWEST_YEARS)) {
    let from = 0
    for (let at = 1; at <= group.length; at++) {
      const apart = (group[at] ?? 0) - group[at - 1]!
      if (apart > 1 && apart <= FARTHEST_YEAR && yearOf(text, group[at - 1]!) < yearOf(text, group[at]!)) continue
      if (at - from >= FEWEST_YEARS) forms.fill(1, group[from], lastLine(text.items, group.slice(from, at), 0) + 1)
      from = at
    }
  }
}

function yearOf({ items }: Text, index: number): number {
  return Number.parseInt(items[index]!.text, 10)
}

const FEWEST_DATES = 3

/** Dates alone, each above sentences and nothing else. What stands right above the first paragraph is the text's own. */
function markDates({ items, isMarked, lang }: Text, forms: Uint8Array): void {
  const isEntry = (index: number): boolean => isMarked[index] === 1 && isEntryMark(items[index]!, lang)
  const own = items.findIndex(({ prose }) => prose) - 1
  let [first, count, end] = [0, 0, 0]
  for (let index = 0; index < items.length; index++) {
    if (index === own || !isEntry(index)) continue
    if (count === 0 || end !== index) [first, count] = [index, 0]
    end = index + 1
    while (end < items.length && end - index <= FARTHEST && !isEntry(end) && endsSentence(items[end]!.text)) end++
    count = end === index + 1 ? 0 : count + 1
    if (count >= FEWEST_DATES) forms.fill(1, count === FEWEST_DATES ? first : index, end)
  }
}

const LONGEST_DATE = 40

function isEntryMark({ text, prose }: Block, lang: string): boolean {
  if (prose || text.length > LONGEST_DATE) return false
  const day = DAY.exec(text)
  return day ? monthNames(lang).has(foldMonth(day[1] ?? day[2] ?? '')) : isDateOnly(text)
}

const FEWEST_OPTIONS = 3

/** "A) …", "B) …", "C) …" one below the other, and the question above them. */
function markOptions({ items, isMarked }: Text, forms: Uint8Array): void {
  for (let from = 0, to = 0; from < items.length; from = Math.max(from + 1, to)) {
    for (to = from; isMarked[to] === 1 && OPTION.exec(items[to]!.text)?.[1]?.toLowerCase() === 'abcdefgh'[to - from]; to++);
    if (to - from >= FEWEST_OPTIONS) forms.fill(1, Math.max(0, from - 1), to)
  }
}

function markRuns({ items, isMarked }: Text, forms: Uint8Array, isMark: (said: string) => boolean, fewest: number): void {
  for (let from = 0, to = 0; from < items.length; from = Math.max(from + 1, to)) {
    for (to = from; isMarked[to] === 1 && isMark(items[to]!.text); to++);
    if (to - from >= fewest) forms.fill(1, from, to)
  }
}

/** Lines from the last quantity to the first step. */
const TO_STEPS = 5
const [FEWEST_STEPS, MOST_STEPS] = [2, 30]

/** Quantities, the heading above them, and the sentences below that say what to do with them. */
function markQuantities(text: Text, forms: Uint8Array): void {
  const { items } = text
  for (const group of groupsOf(text, said => QUANTITY.test(said), 2)) {
    const last = group.at(-1)!
    let end = last + 1
    for (let from = end; from < items.length && from <= last + TO_STEPS; from++) {
      let to = from
      while (to < items.length && to - from < MOST_STEPS && endsSentence(items[to]!.text)) to++
      if (to - from < FEWEST_STEPS) continue
      end = to
      break
    }
    forms.fill(1, Math.max(0, group[0]! - 1), end)
  }
}

/** A cell is short; a row has a name and figures. */
const LONGEST_CELL = 30
const [FEWEST_CELLS, MOST_CELLS] = [3, 8]
const FEWEST_ROWS = 3

/** The names of columns, then a name and two or more figures, one a line, again and again. Where a page shows the market, it names no columns. */
function markTables({ items, isMarked }: Text, forms: Uint8Array): void {
  const first = items.findIndex(({ prose }) => prose)
  if (first < 0) return
  for (let from = first + 1; from < items.length;) {
    const width = isMarked[from + 1] === 1 ? rowAt(items, from) : 0
    let [rows, to] = [0, from]
    if (width > 0) for (; rowAt(items, to) === width; to += width) rows++
    if (rows < FEWEST_ROWS) {
      from++
      continue
    }
    let head = from
    while (head > first + 1 && from - head < width && isCell(items[head - 1]!)) head--
    if (from - head >= width - 1) forms.fill(1, head, to)
    from = to
  }
}

/** Cells of the row that begins here; 0 for none. */
function rowAt(items: readonly Block[], from: number): number {
  const name = items[from]
  if (!name || !isCell(name) || FIGURE.test(name.text)) return 0
  let to = from + 1
  while (to < items.length && to - from <= MOST_CELLS && isCell(items[to]!) && FIGURE.test(items[to]!.text)) to++
  const width = to - from
  return width >= FEWEST_CELLS && width <= MOST_CELLS ? width : 0
}

function isCell({ text, prose, kind }: Block): boolean {
  return !prose && kind === 'paragraph' && text.length <= LONGEST_CELL && !isDateOnly(text)
}
