/** The kinds of boilerplate in words. */
import type { Kind } from '../model.js'

/** A record, so that a kind without a name does not compile. */
const NAMES: Record<Kind, string> = {
  'share': 'share bars and follow prompts',
  'language-selector': 'language and country selectors',
  'related': 'related articles and teasers',
  'comments': 'reader comments and comment forms',
  'newsletter': 'newsletter and sign-up boxes',
  'consent': 'cookie and consent notices',
  'ad': 'advertising and its labels',
  'navigation': 'menus, breadcrumbs, skip links',
  'legal': 'copyright and legal lines',
  'byline': 'bylines and author boxes',
  'dateline': 'datelines and source lines',
  'caption': 'image captions and credits',
  'tags': 'tag and category lists',
  'pagination': 'page numbers, next and previous',
  'tools': 'print, save, listen, reading time',
  'paywall': 'paywall and subscription prompts',
  'poll': 'polls, ratings, quizzes',
  'app': 'app store prompts',
  'debris': 'leftovers of widgets and icons',
  'title-repeat': 'repeated titles and standfirsts',
  'hidden': 'elements that are not shown',
  'site': 'what a site rule removes',
  'outside': 'what lies outside the article',
}

/** Nothing finds these by a kind: site rules are switched off by themselves, and selection is no rule. */
const NOT_KEPT: ReadonlySet<string> = new Set(['site', 'outside'])

/** Every kind that can be kept, in the order of the list. */
export const KINDS = (Object.keys(NAMES) as readonly Kind[]).filter(kind => !NOT_KEPT.has(kind))

export function isKind(word: string): word is Kind {
  return Object.hasOwn(NAMES, word) && !NOT_KEPT.has(word)
}

/** A plural noun phrase: `share bars and follow prompts`. */
export function describeKind(kind: Kind): string {
  return NAMES[kind]
}
