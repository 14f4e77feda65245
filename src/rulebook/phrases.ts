import type { Kind, Knowledge, PhraseForm, PhraseMatch, Rulebook, SiteRule, Widget } from '../model.js'
import { foldCodes } from './fold-codes.js'
import { type PhraseIndex, addMatches, foldText, indexPhrases } from './phrase-index.js'
import { langsOfScript } from './scripts.js'
import { createWidgetLookup } from './widget-index.js'

/** Longer texts are prose; nothing in them is announced by a phrase. In UTF-16 code units. */
const LONGEST_TEXT = 400
/** Texts remembered per document. Every rule asks about the same ones: forgetting them costs more than keeping. */
const MOST_REMEMBERED = 1_200_000
const NONE: readonly PhraseMatch[] = []
const NO_INDEXES: readonly PhraseIndex[] = []

/** Codes for a language that has another one in the rules: those of browsers and old pages, and languages that share a file. */
const ALIASES: ReadonlyMap<string, string> = new Map([
  ['iw', 'he'], ['in', 'id'], ['ji', 'yi'], ['nb', 'no'], ['nn', 'no'], ['cmn', 'zh'], ['yue', 'zh'],
  ['hr', 'sr'], ['bs', 'sr'], ['sh', 'sr'],
])

/** What is compiled from one rulebook: made on demand, gone with the rulebook. */
interface Compiled {
  readonly langs: Map<string, PhraseIndex>
  /** In UTF-16 code units, of all languages; 0 without any. */
  readonly longestLabel: number
  readonly widget: (token: string) => Widget | null
}

const compiled = new WeakMap<Rulebook, Compiled>()

/**
 * Makes the rulebook ready for one document. `lang` is BCP 47 or '' (only its primary subtag counts), `site` the
 * rule that applies to it. English phrases always count; a text in a script that the document's
 * language is not written in is also compared with the languages of that script.
 */
export function createKnowledge(rulebook: Rulebook, lang: string, site: SiteRule | null): Knowledge {
  const own = primaryLang(lang)
  const { langs, longestLabel, widget } = compiledOf(rulebook)
  const indexOf = (code: string): PhraseIndex | null => indexFor(rulebook, langs, code)
  const indexes = present(own === 'en' ? ['en'] : [own, 'en'], indexOf)
  const remembered = new Map<string, readonly PhraseMatch[]>()
  const foreign = new Map<readonly string[], readonly PhraseIndex[]>()

  // A rule asks several questions about one text.
  let lastText = ''
  let lastFound = NONE

  function matches(text: string): readonly PhraseMatch[] {
    if (text.length > LONGEST_TEXT) return NONE
    if (text === lastText) return lastFound
    let found = remembered.get(text)
    if (!found) {
      found = find(text)
      if (remembered.size >= MOST_REMEMBERED) remembered.clear()
      remembered.set(text, found)
    }
    lastText = text
    lastFound = found
    return found
  }

  function find(text: string): readonly PhraseMatch[] {
    const codes = foldCodes(text)
    if (codes !== null && !indexes.some(({ filter }) => filter.mayMatch(codes))) return NONE
    const ready = foldText(text, longestLabel)
    if (ready.folded === '') return NONE
    const found: PhraseMatch[] = []
    for (const index of indexes) addMatches(found, index, ready)
    if (!ready.isAscii) for (const index of foreignIndexes(langsOfScript(ready.folded))) addMatches(found, index, ready)
    return found.length === 0 ? NONE : found
  }

  /** Indexes of a script's languages, unless the document's own is among them. One array per script. */
  function foreignIndexes(langs: readonly string[]): readonly PhraseIndex[] {
    if (langs.length === 0) return NO_INDEXES
    let result = foreign.get(langs)
    if (!result) {
      result = langs.includes(own) && indexOf(own) ? NO_INDEXES : present(langs, indexOf)
      foreign.set(langs, result)
    }
    return result
  }

  function says(kind: Kind, text: string, ...forms: PhraseForm[]): PhraseMatch | null {
    const found = matches(text)
    if (found.length === 0) return null
    for (const match of found) {
      if (match.kind === kind && (forms.length === 0 || forms.includes(match.form))) return match
    }
    return null
  }

  return { lang: own, matches, says, widget, site }
}

/** Primary subtag in lower case, by the code that rule files use: `pt-BR` → `pt`, `nb` → `no`. */
export function primaryLang(lang: string): string {
  const primary = lang.trim().toLowerCase().split(/[-_]/, 1)[0] ?? ''
  return ALIASES.get(primary) ?? primary
}

function present(langs: readonly string[], indexOf: (lang: string) => PhraseIndex | null): PhraseIndex[] {
  return langs.map(indexOf).filter(index => index !== null)
}

function compiledOf(rulebook: Rulebook): Compiled {
  const before = compiled.get(rulebook)
  if (before) return before
  const fresh: Compiled = { langs: new Map(), longestLabel: longestLabelOf(rulebook), widget: createWidgetLookup(rulebook.widgets) }
  compiled.set(rulebook, fresh)
  return fresh
}

function longestLabelOf({ phrases }: Rulebook): number {
  let longest = 0
  for (const file of phrases) {
    for (const forms of Object.values(file.phrases)) for (const label of forms.label ?? []) longest = Math.max(longest, label.length)
  }
  return longest
}

function indexFor(rulebook: Rulebook, langs: Compiled['langs'], lang: string): PhraseIndex | null {
  const before = langs.get(lang)
  if (before) return before
  const file = rulebook.phrases.find(candidate => primaryLang(candidate.lang) === lang)
  // Unknown codes come from pages, so they are not remembered: there may be endlessly many.
  if (!file) return null
  const index = indexPhrases(file)
  langs.set(lang, index)
  return index
}
