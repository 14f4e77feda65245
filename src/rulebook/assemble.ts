import type { Kind, PhraseFile, PhraseForm, PhraseTable, RuleLayer, Rulebook } from '../model.js'
import type { RuleFileError } from './fault.js'
import { type SiteFile, withInherited } from './inherit.js'
import { FORMS, KINDS } from './kinds.js'
import { clashes } from './precedence.js'
import type { RuleFile } from './read.js'

export interface Assembled {
  readonly rulebook: Rulebook
  readonly errors: readonly RuleFileError[]
}

/** The rule files of one layer. */
export interface Layer {
  readonly layer: RuleLayer
  readonly files: readonly RuleFile[]
}

/**
 * Makes one rulebook of the rule files of some layers, most important first, and of one that is there already.
 * Two equally specific site files of one layer, and names of parents that lead nowhere, are errors.
 */
export function assemble(layers: readonly Layer[], builtIn: Rulebook = NOTHING): Assembled {
  const files = layers.flatMap(layer => layer.files)
  const phrases = files.flatMap(file => (file.type === 'phrases' ? [file.phrases] : []))
  const widgets = files.flatMap(file => (file.type === 'widgets' ? file.widgets : []))
  const siteLayers = layers.map(({ layer, files: own }) => ({ layer, files: own.filter((file): file is SiteFile => file.type === 'site') }))
  const { sites, errors } = withInherited(siteLayers, builtIn.sites)
  const all = [...siteLayers.flatMap(layer => clashes(layer.files)), ...errors]
  return { rulebook: combine({ phrases: byLanguage(phrases), widgets, sites }, builtIn), errors: all }
}

const NOTHING: Rulebook = { phrases: [], widgets: [], sites: [] }

/** One rulebook of two: `first` goes before `second` where order counts; the phrases of a language add up. */
function combine(first: Rulebook, second: Rulebook): Rulebook {
  const lists = [...first.filterLists ?? [], ...second.filterLists ?? []]
  return {
    phrases: byLanguage([...first.phrases, ...second.phrases]),
    widgets: [...first.widgets, ...second.widgets],
    sites: [...first.sites, ...second.sites],
    ...(first.models || second.models ? { models: { ...second.models, ...first.models } } : {}),
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
