import type { Origin, SiteField, SiteLink, SiteRule, SiteValue } from '../model.js'

/** One thing that a site rule says, with the file and line that say it. */
export interface RulePart {
  /** Key as in rule files: `content.select`, `remove`. */
  readonly key: string
  /** Its value in one line. */
  readonly text: string
  readonly origin: Origin
  /** The CSS selector, for what points at elements. */
  readonly selector: string | null
}

/** Everything that a rule says, inherited parts included, in the order of application. */
export function partsOf(site: SiteRule): RulePart[] {
  const { replace = [], edits = [], lines = [] } = site
  return [
    ...replace.map(({ find, with: by, in: where, origin }) => part('replace', `${quoted(find)} with ${quoted(by)} in ${where}`, origin)),
    ...edits.map(edit => {
      const key = edit.edit === 'attribute' ? 'attributes' : edit.edit
      return part(key, `${edit.selector}${editText(edit)}`, edit.origin, edit.selector)
    }),
    ...Object.entries(site.metadata ?? {}).flatMap(([field, values]) => valueParts(`metadata.${field as SiteField}`, values)),
    ...Object.entries(site.links ?? {}).flatMap(([link, values]) => valueParts(`links.${LINK_KEYS[link as SiteLink]}`, values)),
    ...site.keep.map(({ selector, origin }) => part('keep', selector, origin, selector)),
    ...site.remove.map(removal => part('remove', `${removal.selector}${removalText(removal)}`, removal.origin, removal.selector)),
    ...site.content.map(({ selector, origin }) => part('content.select', selector, origin, selector)),
    ...lines.map(({ form, phrase, origin }) => part(`lines.${form}`, quoted(phrase), origin)),
  ]
}

const LINK_KEYS: { readonly [L in SiteLink]: string } = { next: 'next', singlePage: 'single_page' }

function part(key: string, text: string, origin: Origin, selector: string | null = null): RulePart {
  return { key, text, origin, selector }
}

function valueParts(key: string, values: readonly SiteValue[]): RulePart[] {
  return values.map(({ origin, ...value }) => {
    const { select, ...steps } = value
    const text = select === undefined ? listed(steps) : `${select}${Object.keys(steps).length > 0 ? `, ${listed(steps)}` : ''}`
    return part(key, text, origin, select ?? null)
  })
}

function removalText(removal: SiteRule['remove'][number]): string {
  const more = Object.fromEntries(Object.entries(removal).filter(([key]) => key !== 'selector' && key !== 'origin'))
  return Object.keys(more).length === 0 ? '' : `, ${listed(more)}`
}

function editText(edit: NonNullable<SiteRule['edits']>[number]): string {
  switch (edit.edit) {
    case 'unwrap': return ''
    case 'rename': return ` to ${edit.to}`
    case 'move': return ` ${edit.place} ${edit.target}`
    case 'attribute': return edit.from ? ` ${edit.name} from ${edit.from.join(', ')}` : edit.set === undefined ? ` without ${edit.name}` : ` ${edit.name} = ${quoted(edit.set)}`
  }
}

function listed(values: object): string {
  return Object.entries(values).map(([key, value]) => `${asWritten(key)}: ${typeof value === 'string' ? value : JSON.stringify(spelt(value))}`).join(', ')
}

/** `maxShare` is `max_share` in a file. */
function asWritten(key: string): string {
  return key.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`)
}

function spelt(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [asWritten(key), one]))
}

function quoted(text: string): string {
  return JSON.stringify(text)
}
