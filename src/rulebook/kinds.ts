import type { Kind, PhraseForm } from '../model.js'

/** Every kind of boilerplate, as a value. In the order of the type. */
export const KINDS = [
  'share', 'language-selector', 'related', 'comments', 'newsletter', 'consent', 'ad', 'navigation',
  'legal', 'byline', 'dateline', 'caption', 'tags', 'pagination', 'tools', 'paywall', 'poll', 'app',
  'debris', 'title-repeat', 'hidden', 'site', 'outside',
] as const satisfies readonly Kind[]

/** Every way a phrase is found, in the order in which matches are reported. */
export const FORMS = ['line', 'label', 'starts', 'ends', 'contains'] as const satisfies readonly PhraseForm[]

type Complete<Missing extends never> = Missing

/** Does not compile when the tuples above lack a member of the model's unions. */
export type EveryKindIsListed = Complete<Exclude<Kind, (typeof KINDS)[number]>>
export type EveryFormIsListed = Complete<Exclude<PhraseForm, (typeof FORMS)[number]>>
