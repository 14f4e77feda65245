import { z } from 'zod'
import { dateFormatFault } from '../describe/date-format.js'
import { addFault, checkedText, listOf, patterned } from './schema-text.js'
import { selectorFault } from './selector-check.js'

const SOURCES = ['select', 'value', 'jsonld'] as const

export const selector = checkedText(selectorFault).meta({ id: 'selector', description: 'A CSS selector (Selectors 4: :is :not :has).' })
const text = checkedText(given => (given === '' ? { message: 'an empty text', expected: 'some characters' } : null))
const texts = listOf(text, 'at least one text')

const locale = checkedText(tag => {
  try {
    return Intl.getCanonicalLocales(tag).length === 1 ? null : { message: 'not a language', expected: 'a tag such as de or pt-BR' }
  } catch {
    return { message: 'not a language', expected: 'a tag such as de or pt-BR' }
  }
})

const timezone = checkedText(zone => {
  if (/^(?:Z|[+-]\d{2}:\d{2})$/.test(zone)) return null
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }) && null
  } catch {
    return { message: 'unknown time zone', expected: 'a name such as Europe/Berlin, or an offset such as +02:00' }
  }
})

const steps = z.strictObject({
  select: selector.exactOptional().describe('The element that says it.'),
  attr: patterned(/^[a-z][a-z0-9_.:-]*$/, 'not the name of an attribute', 'lower case letters, digits and hyphens').exactOptional()
    .describe('Its attribute; without it, its text.'),
  value: text.exactOptional().describe('A constant.'),
  jsonld: patterned(/^[A-Za-z][\w-]*(?:\.[\w@-]+)+$/, 'not a path in JSON-LD', 'a type and keys such as NewsArticle.author.name').exactOptional()
    .describe('Path in the page\'s JSON-LD, e.g. NewsArticle.author.name.'),
  all: z.boolean().exactOptional().describe('true: every match, not the first alone.'),
  after: text.exactOptional().describe('Keep what follows this text.'),
  before: text.exactOptional().describe('Keep what precedes this text.'),
  strip_prefix: texts.exactOptional().describe('Take away the first of these that it begins with.'),
  strip_suffix: texts.exactOptional().describe('Take away the first of these that it ends with.'),
  split: texts.exactOptional().describe('Cut it into several values at these texts.'),
  format: checkedText(dateFormatFault).exactOptional().describe('How a date is written: d. MMMM yyyy.'),
  locale: locale.exactOptional().describe('Language of its month names; without it, the page\'s.'),
  timezone: timezone.exactOptional().describe('For dates without one: Europe/Berlin, or +02:00.'),
}).superRefine((value, context) => {
  const given = SOURCES.filter(key => value[key] !== undefined)
  if (given.length !== 1) addFault(context, { message: 'a value has one source', expected: 'one of select, value, jsonld' }, given.slice(1, 2))
  if (value.attr !== undefined && value.select === undefined) addFault(context, { message: 'an attribute of nothing', expected: 'select beside attr' }, ['attr'])
}).meta({ id: 'valueSteps' })

const one = z.union([selector, steps], { error: 'not a value' })

/** Where a value is said: a selector, an object, or a list of them, tried in order. */
export const siteValue = z.union([selector, steps, listOf(one, 'at least one')], { error: 'not a value' }).meta({ id: 'value' })

export type ValueData = z.output<typeof siteValue>
export type ValueSteps = z.output<typeof steps>
