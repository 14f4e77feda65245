import { z } from 'zod'
import type { Kind } from '../model.js'
import { KINDS } from './kinds.js'
import { addFault, checkedText, editorsSchema, listOf, patterned } from './schema-text.js'
import { ruleTests } from './test-schema.js'
import { SHORTEST_PREFIX } from './widget-index.js'

const LONGEST_NAME = 100

const widgetName = checkedText(text => {
  if (text === '' || /\s/.test(text)) return { message: 'a name is one class token or id', expected: 'no white space' }
  if (/^[.#]/.test(text)) return { message: 'a name is no selector', expected: 'no . or # before it', suggestion: text.slice(1) }
  return text.length > LONGEST_NAME ? { message: 'name too long', expected: `at most ${LONGEST_NAME} characters` } : null
})

const widgetPrefix = widgetName.superRefine((text, context) => {
  if (text.length >= SHORTEST_PREFIX) return
  addFault(context, { message: 'prefix too short to belong to one vendor', expected: `at least ${SHORTEST_PREFIX} characters` })
})

const widget = z.strictObject({
  kind: z.enum(KINDS).describe('What the widget is.'),
  names: listOf(widgetName, 'at least one').exactOptional().describe('Class tokens or ids, compared exactly, case ignored.'),
  prefixes: listOf(widgetPrefix, 'at least one').exactOptional().describe('Class tokens or ids that begin so, case ignored.'),
}).superRefine((entry, context) => {
  if (entry.names || entry.prefixes) return
  addFault(context, { message: 'a widget without names and prefixes', expected: 'names or prefixes' })
})

/** One `rules/widgets/<vendor>.yaml`. */
export const widgetFileSchema = z.strictObject({
  $schema: editorsSchema,
  vendor: patterned(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'not a vendor name', 'lower case letters, digits and hyphens').describe('As the file is called.'),
  about: z.string().exactOptional().describe('What the vendor offers; for readers.'),
  widgets: listOf(widget, 'at least one widget').superRefine((entries, context) => {
    const seen = new Set<Kind>()
    entries.forEach(({ kind }, index) => {
      if (seen.has(kind)) addFault(context, { message: `second entry of kind ${kind}`, expected: 'one entry for each kind' }, [index, 'kind'])
      seen.add(kind)
    })
  }),
  tests: ruleTests.exactOptional(),
}).describe('A vendor\'s widgets by signature, valid on every site.')
