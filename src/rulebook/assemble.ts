import type { Kind, PhraseFile, PhraseForm, PhraseTable, Rulebook } from '../model.js'
import type { RuleFileError } from './fault.js'
import { FORMS, KINDS } from './kinds.js'
import { inPrecedence } from './precedence.js'
import type { RuleFile } from './read.js'

export interface Assembled {
  readonly rulebook: Rulebook
  readonly errors: readonly RuleFileError[]
}

/** Makes one rulebook of the rule files of one source. Two files for the same host are an error. */
export function assemble(files: readonly RuleFile[]): Assembled {
  const phrases = files.flatMap(file => (file.type === 'phrases' ? [file.phrases] : []))
  const widgets = files.flatMap(file => (file.type === 'widgets' ? file.widgets : []))
  const { sites, errors } = inPrecedence(files.flatMap(file => (file.type === 'site' ? [file] : [])))
  return { rulebook: { phrases: byLanguage(phrases), widgets, sites }, errors }
}

/** One rulebook of two: `first` goes before `second` where order counts; the phrases of a language add up. */
export function combine(first: Rulebook, second: Rulebook): Rulebook {
  const lists = [...first.filterLists ?? [], ...second.filterLists ?? []]
  return {
    phrases: byLanguage([...first.phrases, ...second.phrases]),
    widgets: [...first.widgets, ...second.widgets],
    sites: [...first.sites, ...second.sites],
    models: { ...second.models, ...first.models },
    ...(lists.length > 0 ? { filterLists: lists } : {}),
  }
}

/** One file per language, in order of first appearance. */
function byLanguage(files: readonly PhraseFile[]): PhraseFile[] {
  const byLang = new Map<string, PhraseFile>()
  for (const file of files) {
    const before = byLang.get(file.lang)
    byLang.set(file.lang, before ? { lang: file.lang, phrases: united(before.phrases, file.phrases) } : file)
  }
  return [...byLang.values()]
}

function united(a: PhraseTable, b: PhraseTable): PhraseTable {
  const table: { [K in Kind]?: { [F in PhraseForm]?: readonly string[] } } = {}
  for (const kind of KINDS) {
    for (const form of FORMS) {
      const all = new Set([...(a[kind]?.[form] ?? []), ...(b[kind]?.[form] ?? [])])
      if (all.size > 0) table[kind] = { ...table[kind], [form]: [...all] }
    }
  }
  return table
}
