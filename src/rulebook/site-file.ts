import type { Origin, SiteEdit, SiteField, SiteLine, SiteRemoval, SiteRule, SiteSelector, SiteSwitches, SiteValue, TextTest } from '../model.js'
import { FORMS } from './kinds.js'
import type { SiteFileData } from './schema.js'
import type { ValueData, ValueSteps } from './value-schema.js'
import type { Path, YamlSource } from './yaml-source.js'

/** What the parts of one file are made with: each knows its line. */
interface FileParts {
  readonly data: SiteFileData
  readonly originOf: (...path: Path) => Origin
}

/** A checked site file as the rule that it is, without what it inherits. */
export function siteOf(file: string, source: YamlSource, data: SiteFileData): SiteRule {
  const originOf = (...path: Path): Origin => ({ type: 'file', file, line: source.valueAt(path).line })
  const parts = { data, originOf }
  const { paths, when, about, content } = data
  const edits = editsOf(parts)
  return {
    id: siteId(file),
    hosts: data.hosts ?? [],
    origin: originOf(),
    ...(paths ? { paths } : {}),
    ...(when ? { when } : {}),
    ...(about?.verified === undefined ? {} : { verified: about.verified }),
    content: selectorsAt(parts, content?.select ?? [], 'content', 'select'),
    join: content?.join ?? false,
    ...(content?.min_chars === undefined ? {} : { minChars: content.min_chars }),
    ...(content?.min_share === undefined ? {} : { minShare: content.min_share }),
    ...(content?.on_miss === undefined ? {} : { onMiss: content.on_miss }),
    keep: selectorsAt(parts, data.keep ?? [], 'keep'),
    remove: removalsOf(parts),
    ...(edits.length > 0 ? { edits } : {}),
    ...(data.replace ? { replace: data.replace.map((one, at) => ({ ...one, in: one.in ?? 'text', origin: originOf('replace', at) })) } : {}),
    ...(data.metadata ? { metadata: metadataOf(parts, data.metadata) } : {}),
    ...(data.links ? { links: linksOf(parts, data.links) } : {}),
    ...(data.generic ? { generic: switchesOf(data.generic) } : {}),
    ...(data.lines ? { lines: linesOf(parts, data.lines) } : {}),
  }
}

/** File name without folder and extension; with `platform/` when it lies in such a folder. */
export function siteId(file: string): string {
  const [name = '', folder] = file.split(/[/\\]/).reverse()
  const stem = name.replace(/\.(?:ya?ml|json)$/i, '')
  return folder === 'platform' ? `${folder}/${stem}` : stem
}

function selectorsAt({ originOf }: FileParts, given: string | readonly string[], ...path: Path): SiteSelector[] {
  if (typeof given === 'string') return [{ selector: given, origin: originOf(...path) }]
  return given.map((selector, at) => ({ selector, origin: originOf(...path, at) }))
}

function removalsOf({ data, originOf }: FileParts): SiteRemoval[] {
  return (data.remove ?? []).map((removal, at) => {
    if (typeof removal === 'string') return { selector: removal, origin: originOf('remove', at) }
    const { select, text, pick, up, until, max_share, max_chars, why } = removal
    return {
      selector: select, origin: originOf('remove', at, 'select'),
      ...(text ? { text: textTestOf(text) } : {}),
      ...(pick === undefined || pick === 'all' ? {} : { pick }),
      ...(up === undefined ? {} : { up }),
      ...(until === undefined ? {} : { until }),
      ...(max_share === undefined ? {} : { maxShare: max_share }),
      ...(max_chars === undefined ? {} : { maxChars: max_chars }),
      ...(why === undefined ? {} : { why }),
    }
  })
}

type TextTestData = NonNullable<Exclude<NonNullable<SiteFileData['remove']>[number], string>['text']>

function textTestOf({ max_chars, ...rest }: TextTestData): TextTest {
  return max_chars === undefined ? rest : { ...rest, maxChars: max_chars }
}

/** In the order in which they are carried out. */
function editsOf({ data, originOf }: FileParts): SiteEdit[] {
  const { unwrap = [], rename = [], move = [], attributes = [] } = data
  return [
    ...unwrap.map((selector, at) => ({ edit: 'unwrap' as const, selector, origin: originOf('unwrap', at) })),
    ...rename.map(({ select, to }, at) => ({ edit: 'rename' as const, selector: select, to, origin: originOf('rename', at) })),
    ...move.map(({ select, before, after, into }, at) => {
      const place = before !== undefined ? 'before' as const : after !== undefined ? 'after' as const : 'into' as const
      return { edit: 'move' as const, selector: select, place, target: before ?? after ?? into ?? '', origin: originOf('move', at) }
    }),
    ...attributes.map(({ select, name, from, set }, at) => ({
      edit: 'attribute' as const, selector: select, name, origin: originOf('attributes', at),
      ...(from ? { from } : {}), ...(set === undefined ? {} : { set }),
    })),
  ]
}

type MetadataData = NonNullable<SiteFileData['metadata']>

function metadataOf(parts: FileParts, data: MetadataData): NonNullable<SiteRule['metadata']> {
  const fields: { [F in SiteField]?: readonly SiteValue[] } = {}
  for (const field of Object.keys(data) as SiteField[]) {
    const value = data[field]
    if (value !== undefined) fields[field] = valuesOf(parts, value, 'metadata', field)
  }
  return fields
}

function linksOf(parts: FileParts, { next, single_page }: NonNullable<SiteFileData['links']>): NonNullable<SiteRule['links']> {
  return {
    ...(next === undefined ? {} : { next: valuesOf(parts, next, 'links', 'next') }),
    ...(single_page === undefined ? {} : { singlePage: valuesOf(parts, single_page, 'links', 'single_page') }),
  }
}

function valuesOf({ originOf }: FileParts, given: ValueData, ...path: Path): SiteValue[] {
  if (!Array.isArray(given)) return [valueOf(given, originOf(...path))]
  return given.map((one, at) => valueOf(one, originOf(...path, at)))
}

function valueOf(given: string | ValueSteps, origin: Origin): SiteValue {
  if (typeof given === 'string') return { origin, select: given }
  const { strip_prefix, strip_suffix, ...rest } = given
  return {
    origin, ...rest,
    ...(strip_prefix ? { stripPrefix: strip_prefix } : {}),
    ...(strip_suffix ? { stripSuffix: strip_suffix } : {}),
  }
}

function switchesOf({ remove, filter_lists, text_rules, off, keep, budgets }: NonNullable<SiteFileData['generic']>): SiteSwitches {
  return {
    ...(remove === undefined ? {} : { remove }),
    ...(filter_lists === undefined ? {} : { filterLists: filter_lists }),
    ...(text_rules === undefined ? {} : { textRules: text_rules }),
    ...(off ? { off } : {}),
    ...(keep ? { keep } : {}),
    ...(budgets ? { budgets } : {}),
  }
}

function linesOf({ originOf }: FileParts, lines: NonNullable<SiteFileData['lines']>): SiteLine[] {
  return FORMS.flatMap(form => (lines[form] ?? []).map((phrase, at) => ({ form, phrase, origin: originOf('lines', form, at) })))
}
