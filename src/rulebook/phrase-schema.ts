import { z } from 'zod'
import type { Kind, PhraseForm } from '../model.js'
import type { Fault } from './fault.js'
import { fold } from './fold.js'
import { FORMS, KINDS } from './kinds.js'
import { checkedText, editorsSchema, listOf, patterned, shapeOf } from './schema-text.js'

/** Longest phrase, in code units: generous for what people write, short for what accidents write. */
const LONGEST_PHRASE = 200

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

/** Phrases by how they are found. */
export const forms = z.strictObject(
  shapeOf(FORMS, form => listOf(phrase, 'at least one phrase').exactOptional().describe(FORM_HELP[form])),
).meta({ id: 'forms' })

/** One `rules/phrases/<lang>.yaml`. */
export const phraseFileSchema = z.strictObject({
  $schema: editorsSchema,
  lang: patterned(/^[a-z]{2,3}$/, 'not a language code', 'two or three lower case letters, such as en')
    .describe('BCP 47 primary subtag in lower case: en, de, zh.'),
  phrases: z.strictObject(shapeOf(KINDS, (kind: Kind) => forms.exactOptional().describe(`Phrases that announce ${kind}.`))),
}).describe('Words that announce boilerplate in one language, by kind and by how they are found.')
