import type { Origin, PhraseFile, SiteRule, Widget } from '../model.js'
import type { RuleFileError } from './fault.js'
import { errorsOf } from './issues.js'
import { nearest } from '../nearest.js'
import { SCHEMAS, type WidgetFileData } from './schema.js'
import { siteId, siteOf } from './site-file.js'
import type { RuleTestData } from './rule-test.js'
import { type ParsedYaml, type Path, type Place, type YamlSource, parseYaml } from './yaml-source.js'

/** A test that a rule file carries, with the line on which it begins and where it names its page. */
export type RuleTest = RuleTestData & { readonly line: number; readonly filePlace?: Place }

/** A rule file that a site rule names as parent, and where. */
export interface Inherits {
  readonly name: string
  readonly line: number
  readonly column: number
}

/** What one rule file holds. */
export type RuleFile =
  | { readonly type: 'phrases'; readonly file: string; readonly phrases: PhraseFile }
  | { readonly type: 'widgets'; readonly file: string; readonly widgets: readonly Widget[]; readonly tests: readonly RuleTest[] }
  | {
    readonly type: 'site'; readonly file: string; readonly site: SiteRule; readonly hostPlaces: readonly Place[]
    readonly inherits: readonly Inherits[]; readonly tests: readonly RuleTest[]
  }

export type ReadResult =
  | { readonly ok: true; readonly rules: RuleFile }
  | { readonly ok: false; readonly errors: readonly RuleFileError[] }

type RuleFileType = RuleFile['type']

/** Keys by which a file says what it is. */
const TELLING_KEYS: ReadonlyMap<string, RuleFileType> = new Map([
  ['hosts', 'site'], ['schema', 'site'], ['vendor', 'widgets'], ['widgets', 'widgets'], ['lang', 'phrases'], ['phrases', 'phrases'],
])
const EXPECTED = 'hosts (a site), vendor (widgets) or lang and phrases (phrases)'

/**
 * Reads one rule file (YAML 1.2 or JSON); touches no disk. `file` is what errors and origins call it. All errors of
 * the file are reported at once; only a syntax error hides the others.
 */
export function readRuleFile(file: string, yamlText: string): ReadResult {
  const parsed: ParsedYaml = parseYaml(file, yamlText)
  if (!parsed.ok) return parsed
  const { source } = parsed
  const type = typeOf(source)
  if (typeof type !== 'string') return { ok: false, errors: [type] }
  switch (type) {
    case 'phrases': {
      const read = SCHEMAS.phrases.safeParse(source.data)
      if (!read.success) return failed(source, type, read.error.issues)
      return { ok: true, rules: { type, file, phrases: read.data } }
    }
    case 'widgets': {
      const read = SCHEMAS.widgets.safeParse(source.data)
      if (!read.success) return failed(source, type, read.error.issues)
      return { ok: true, rules: { type, file, widgets: widgetsOf(file, source, read.data), tests: testsOf(source, read.data.tests) } }
    }
    case 'site': {
      const read = SCHEMAS.site.safeParse(source.data)
      const missing = nowhere(file, source)
      if (!read.success || missing) return failed(source, type, read.success ? [] : read.error.issues, missing)
      const { hosts = [], inherit = [], tests } = read.data
      const hostPlaces = hosts.length > 0 ? hosts.map((_, index) => source.valueAt(['hosts', index])) : [source.valueAt(['when'])]
      const inherits = inherit.map((name, index) => ({ name, ...source.valueAt(['inherit', index]) }))
      return { ok: true, rules: { type, file, site: siteOf(file, source, read.data), hostPlaces, inherits, tests: testsOf(source, tests) } }
    }
  }
}

function failed(source: YamlSource, type: RuleFileType, issues: Parameters<typeof errorsOf>[2], more: RuleFileError | null = null): ReadResult {
  const errors = [...(more ? [more] : []), ...errorsOf(source, SCHEMAS[type], issues)]
  return { ok: false, errors: errors.sort((a, b) => a.line - b.line || a.column - b.column) }
}

/** The file's type by its top-level keys, or the error to report. */
function typeOf(source: YamlSource): RuleFileType | RuleFileError {
  const { data } = source
  const top = source.valueAt([])
  if (data === null || data === undefined) return source.error(top, 'empty file', { got: null, expected: EXPECTED })
  if (typeof data !== 'object' || Array.isArray(data)) return source.error(top, 'not a rule file', { expected: EXPECTED })
  const keys = Object.keys(data)
  const telling = keys.filter(key => TELLING_KEYS.has(key))
  const types = new Set(telling.map(key => TELLING_KEYS.get(key)))
  const [type] = types
  if (type && types.size === 1) return type
  const first = telling[0] ?? keys[0] ?? ''
  if (types.size > 1) {
    const other = telling.find(key => TELLING_KEYS.get(key) !== type) ?? ''
    const message = `"${first}" and "${other}" belong to different types of rule files`
    return source.error(source.keyAt([other]), message, { got: null, expected: EXPECTED })
  }
  const near = keys.map(key => nearest(key, [...TELLING_KEYS.keys()])).find(found => found !== null) ?? null
  return source.error(source.keyAt([first]), 'not a rule file', { got: `the key "${first}"`, expected: EXPECTED, suggestion: near })
}

function widgetsOf(file: string, source: YamlSource, data: WidgetFileData): Widget[] {
  return data.widgets.map(({ kind, names = [], prefixes = [] }, index) => ({
    id: `${data.vendor}/${kind}`,
    kind,
    origin: originOf(file, source, ['widgets', index]),
    names: names.map(name => name.toLowerCase()),
    prefixes: prefixes.map(prefix => prefix.toLowerCase()),
  }))
}

function originOf(file: string, source: YamlSource, path: Path): Origin {
  return { type: 'file', file, line: source.valueAt(path).line }
}

function testsOf(source: YamlSource, tests: readonly RuleTestData[] = []): RuleTest[] {
  return tests.map((test, index) => {
    const filePlace = test.file === undefined ? {} : { filePlace: source.valueAt(['tests', index, 'file']) }
    return { ...test, line: source.valueAt(['tests', index]).line, ...filePlace }
  })
}

/** A file outside of platform/ says where it applies; one in it may be there to be inherited. */
function nowhere(file: string, source: YamlSource): RuleFileError | null {
  const { data } = source
  const says = (holder: unknown, key: string) => typeof holder === 'object' && holder !== null && key in holder
  const when: unknown = typeof data === 'object' && data !== null && 'when' in data ? data.when : null
  if (says(data, 'hosts') || says(when, 'present') || siteId(file).startsWith('platform/')) return null
  return source.error(source.valueAt([]), 'missing key "hosts"', { got: null, expected: 'a list; only a rule with when.present, or in platform/, has none' })
}
