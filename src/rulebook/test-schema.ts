import { z } from 'zod'
import { addFault, checkedText, listOf } from './schema-text.js'

const INPUTS = ['html', 'text', 'file'] as const

/** A piece of text that must, or must not, be in the result. */
const snippets = listOf(checkedText(text => (text.trim() === '' ? { message: 'an empty text is in every document', expected: 'some words' } : null)), 'at least one text')

const address = checkedText(text => (/^https?:\/\/\S+$/i.test(text) && URL.canParse(text) ? null
  : { message: 'not a full address', expected: 'one that begins with http:// or https://' }))

const ruleTest = z.strictObject({
  name: z.string().min(1, { error: 'a test needs a name' }).describe('What the test protects.'),
  url: address.exactOptional().describe('Where the document was saved from. Default: the first host of the file, without *.'),
  html: z.string().exactOptional().describe('The page itself.'),
  text: z.string().exactOptional().describe('An already extracted, noisy text.'),
  file: checkedText(path => (/\.(?:x?html?(?:\.gz)?|txt|md)$/i.test(path) ? null
    : { message: 'not a document', expected: 'a name that ends in .html, .html.gz, .txt or .md' })).exactOptional()
    .describe('A saved page or text, by its path from the rule file.'),
  contains: snippets.exactOptional().describe('Texts that must be in the result; white space does not count.'),
  not_contains: snippets.exactOptional().describe('Texts that must not be in it.'),
  title: z.string().exactOptional(),
  author: listOf(z.string(), 'at least one author').exactOptional().describe('The names, in their order.'),
  date: z.string().exactOptional().describe('ISO 8601; the beginning is enough: 2026-03-04.'),
  used: z.enum(['content', 'generic']).exactOptional().describe('Which way must have chosen the text: a content selector of the rule, or any other.'),
}).superRefine((test, context) => {
  const given = INPUTS.filter(key => test[key] !== undefined)
  if (given.length === 0) addFault(context, { message: 'a test without a document', expected: 'html, text or file' })
  if (given.length > 1) addFault(context, { message: `a test has one document, not ${given.join(' and ')}`, expected: 'one of html, text, file' }, [given[1] ?? 'html'])
  const asks = ['contains', 'not_contains', 'title', 'author', 'date', 'used'] as const
  if (!asks.some(key => test[key] !== undefined)) addFault(context, { message: 'a test that cannot fail', expected: `one of ${asks.join(', ')}` })
})

/** The tests that a rule file carries; `cleancopy rules test` runs them. */
export const ruleTests = listOf(ruleTest, 'at least one test').superRefine((tests, context) => {
  const seen = new Set<string>()
  tests.forEach(({ name }, index) => {
    if (seen.has(name)) addFault(context, { message: `second test of the name "${name}"`, expected: 'a name of its own' }, [index, 'name'])
    seen.add(name)
  })
}).describe('Run by `cleancopy rules test`.')
