import type { Origin, PhraseFile, SiteRule, SiteSelector, Widget } from '../model.js'
import type { RuleFileError } from './fault.js'
import { errorsOf } from './issues.js'
import { nearest } from '../nearest.js'
import { SCHEMAS, type SiteFileData, type WidgetFileData } from './schema.js'
import { type ParsedYaml, type Path, type Place, type YamlSource, parseYaml } from './yaml-source.js'

/** What one rule file holds. */
export type RuleFile =
  | { readonly type: 'phrases'; readonly file: string; readonly phrases: PhraseFile }
  | { readonly type: 'widgets'; readonly file: string; readonly widgets: readonly Widget[] }
  | { readonly type: 'site'; readonly file: string; readonly site: SiteRule; readonly hostPlaces: readonly Place[] }

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
      return { ok: true, rules: { type, file, widgets: widgetsOf(file, source, read.data) } }
    }
    case 'site': {
      const read = SCHEMAS.site.safeParse(source.data)
      if (!read.success) return failed(source, type, read.error.issues)
      const hostPlaces = read.data.hosts.map((_, index) => source.valueAt(['hosts', index]))
      return { ok: true, rules: { type, file, site: siteOf(file, source, read.data), hostPlaces } }
    }
  }
}

function failed(source: YamlSource, type: RuleFileType, issues: Parameters<typeof errorsOf>[2]): ReadResult {
  const errors = errorsOf(source, SCHEMAS[type], issues)
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

function siteOf(file: string, source: YamlSource, data: SiteFileData): SiteRule {
  const selectorAt = (selector: string, ...path: Path): SiteSelector => ({ selector, origin: originOf(file, source, path) })
  const select = data.content?.select ?? []
  return {
    id: nameOf(file),
    hosts: data.hosts,
    origin: originOf(file, source, []),
    content: typeof select === 'string'
      ? [selectorAt(select, 'content', 'select')]
      : select.map((selector, index) => selectorAt(selector, 'content', 'select', index)),
    join: data.content?.join ?? false,
    keep: (data.keep ?? []).map((selector, index) => selectorAt(selector, 'keep', index)),
    remove: (data.remove ?? []).map((removal, index) => typeof removal === 'string'
      ? selectorAt(removal, 'remove', index)
      : selectorAt(removal.select, 'remove', index, 'select')),
  }
}

function originOf(file: string, source: YamlSource, path: Path): Origin {
  return { type: 'file', file, line: source.valueAt(path).line }
}

/** File name without folder and extension. */
function nameOf(file: string): string {
  return file.replace(/^.*[/\\]/s, '').replace(/\.(?:ya?ml|json)$/i, '')
}
