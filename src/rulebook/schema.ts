import { z } from 'zod'
import type { Kind, PhraseForm } from '../model.js'
import type { Fault } from './fault.js'
import { fold } from './fold.js'
import { hostFault } from './host-check.js'
import { FORMS, KINDS } from './kinds.js'
import { selectorFault } from './selector-check.js'
import { SHORTEST_PREFIX } from './widget-index.js'

/** Longest phrase, name or note, in code units: generous for what people write, short for what accidents write. */
const LONGEST_PHRASE = 200
const LONGEST_NAME = 100

/** Reports a fault with its offset, so that the reader can point into the text. */
function checkedText(faultOf: (text: string) => Fault | null): z.ZodString {
  return z.string().superRefine((text, context) => {
    const fault = faultOf(text)
    if (fault) context.addIssue({ code: 'custom', message: fault.message, params: { fault } })
  })
}

/** A text of a certain shape, which the JSON Schema names too. */
function patterned(pattern: RegExp, message: string, expected: string): z.ZodString {
  return checkedText(text => (pattern.test(text) ? null : { message, expected })).meta({ pattern: pattern.source })
}

function listOf<T extends z.ZodType>(item: T, what: string): z.ZodArray<T> {
  return z.array(item).min(1, { error: `empty list: name ${what}, or leave the key out` })
}

// ── rules/phrases/<lang>.yaml ────────────────────────────────────────────────

const phrase = checkedText(phraseFault).meta({ id: 'phrase' })

function phraseFault(text: string): Fault | null {
  if (text.length > LONGEST_PHRASE) return { message: 'phrase too long', expected: `at most ${LONGEST_PHRASE} characters` }
  const folded = fold(text)
  if (folded === '') return { message: 'nothing is left of this phrase after folding', expected: 'letters' }
  if (folded === '#') return { message: 'this phrase is every number', expected: 'letters' }
  return null
}

const FORM_HELP: { readonly [F in PhraseForm]: string } = {
  line: 'The whole text.',
  label: 'At the start, followed by a colon, dash or bar and more text.',
  starts: 'At the start, up to a word boundary.',
  ends: 'At the end, from a word boundary.',
  contains: 'Anywhere, between word boundaries.',
}

const forms = z.strictObject(shapeOf(FORMS, form => listOf(phrase, 'at least one phrase').exactOptional().describe(FORM_HELP[form]))).meta({ id: 'forms' })

/** One `rules/phrases/<lang>.yaml`. */
export const phraseFileSchema = z.strictObject({
  lang: patterned(/^[a-z]{2,3}$/, 'not a language code', 'two or three lower case letters, such as en')
    .describe('BCP 47 primary subtag in lower case: en, de, zh.'),
  phrases: z.strictObject(shapeOf(KINDS, (kind: Kind) => forms.exactOptional().describe(`Phrases that announce ${kind}.`))),
}).describe('Words that announce boilerplate in one language, by kind and by how they are found.')

// ── rules/widgets/<vendor>.yaml ──────────────────────────────────────────────

const widgetName = checkedText(text => {
  if (text === '' || /\s/.test(text)) return { message: 'a name is one class token or id', expected: 'no white space' }
  if (/^[.#]/.test(text)) return { message: 'a name is no selector', expected: 'no . or # before it', suggestion: text.slice(1) }
  return text.length > LONGEST_NAME ? { message: 'name too long', expected: `at most ${LONGEST_NAME} characters` } : null
})

const widgetPrefix = widgetName.superRefine((text, context) => {
  if (text.length >= SHORTEST_PREFIX) return
  const fault: Fault = { message: 'prefix too short to belong to one vendor', expected: `at least ${SHORTEST_PREFIX} characters` }
  context.addIssue({ code: 'custom', message: fault.message, params: { fault } })
})

const widget = z.strictObject({
  kind: z.enum(KINDS).describe('What the widget is.'),
  names: listOf(widgetName, 'at least one').exactOptional().describe('Class tokens or ids, compared exactly, case ignored.'),
  prefixes: listOf(widgetPrefix, 'at least one').exactOptional().describe('Class tokens or ids that begin so, case ignored.'),
}).superRefine((entry, context) => {
  if (entry.names || entry.prefixes) return
  const fault: Fault = { message: 'a widget without names and prefixes', expected: 'names or prefixes' }
  context.addIssue({ code: 'custom', message: fault.message, params: { fault } })
})

/** One `rules/widgets/<vendor>.yaml`. */
export const widgetFileSchema = z.strictObject({
  vendor: patterned(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'not a vendor name', 'lower case letters, digits and hyphens').describe('As the file is called.'),
  about: z.string().exactOptional().describe('What the vendor offers; for readers.'),
  widgets: listOf(widget, 'at least one widget').superRefine((entries, context) => {
    const seen = new Set<Kind>()
    entries.forEach(({ kind }, index) => {
      const fault: Fault = { message: `second entry of kind ${kind}`, expected: 'one entry for each kind' }
      if (seen.has(kind)) context.addIssue({ code: 'custom', message: fault.message, path: [index, 'kind'], params: { fault } })
      seen.add(kind)
    })
  }),
}).describe('A vendor\'s widgets by signature, valid on every site.')

// ── rules/sites/<host>.yaml ──────────────────────────────────────────────────

const selector = checkedText(selectorFault).meta({ id: 'selector', description: 'A CSS selector (Selectors 4: :is :not :has).' })
const selectors = listOf(selector, 'at least one selector')

const removal = z.union([
  selector,
  z.strictObject({ select: selector, why: z.string().exactOptional().describe('For readers: why it goes.') }),
], { error: 'not a removal' })

/** One `rules/sites/<host>.yaml`: the part of the format that is carried out. */
export const siteFileSchema = z.strictObject({
  schema: z.literal(1).describe('Version of this file format.'),
  hosts: listOf(checkedText(hostFault), 'at least one host')
    .describe('example.com = the host itself and www.example.com. *.example.com = every sub-domain at any depth, not example.com.'),
  about: z.strictObject({
    note: z.string().exactOptional(),
    source: z.string().exactOptional().describe('Where the rule came from.'),
    license: z.string().exactOptional(),
    verified: z.iso.date({ error: 'not a date' }).exactOptional().describe('Last day somebody saw this rule work, YYYY-MM-DD.'),
  }).exactOptional().describe('For readers; changes nothing.'),
  content: z.strictObject({
    select: z.union([selector, selectors], { error: 'not a selector' }).describe('Tried in order. The first that matches enough text wins.'),
    join: z.boolean().default(false).describe('true: keep every match, in document order. false: several matches = fall to the next selector.'),
  }).exactOptional(),
  keep: selectors.exactOptional().describe('Never removed by generic rules (site `remove` still applies).'),
  remove: listOf(removal, 'at least one selector').exactOptional(),
}).describe('How to clean the pages of one site.')

/** Keys that the format has and this version does not carry out. By the place where they stand; * = any index. */
export const NOT_YET: { readonly [place: string]: readonly string[] } = {
  '': ['paths', 'when', 'inherit', 'unwrap', 'rename', 'move', 'attributes', 'replace', 'metadata', 'links', 'generic', 'tests'],
  content: ['min_chars', 'min_share', 'on_miss'],
  'remove.*': ['text', 'pick', 'up', 'until', 'max_share'],
}

export const SCHEMAS = { phrases: phraseFileSchema, widgets: widgetFileSchema, site: siteFileSchema } as const

export type PhraseFileData = z.output<typeof phraseFileSchema>
export type WidgetFileData = z.output<typeof widgetFileSchema>
export type SiteFileData = z.output<typeof siteFileSchema>

/** An object shape with one entry for each name; keeps the names in the type, which fromEntries forgets. */
function shapeOf<const N extends string, T>(names: readonly N[], entryOf: (name: N) => T): { [K in N]: T } {
  return Object.fromEntries(names.map(name => [name, entryOf(name)])) as { [K in N]: T }
}
