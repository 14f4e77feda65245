import type { RuleLayer, SiteRule } from '../model.js'
import type { RuleFileError } from './fault.js'
import { nearest } from '../nearest.js'
import { normalizeHostPattern } from './host.js'
import type { RuleFile } from './read.js'

export type SiteFile = Extract<RuleFile, { type: 'site' }>

/** The site files of one layer. */
export interface SiteLayer {
  readonly layer: RuleLayer
  readonly files: readonly SiteFile[]
}

const BUILT_IN = 'builtin:'

/**
 * The rules of all layers with what they inherit. A name is looked for in the file's own layer, then in the following
 * ones, `builtin:NAME` among the built-in rules alone, by file name or host. Unknown names and circles are errors.
 * @param builtIn rules that were resolved already (the compiled ones)
 */
export function withInherited(layers: readonly SiteLayer[], builtIn: readonly SiteRule[]): { sites: SiteRule[]; errors: RuleFileError[] } {
  const errors: RuleFileError[] = []
  const done = new Map<SiteFile, SiteRule>()

  function resolve(file: SiteFile, at: number, above: readonly SiteFile[]): SiteRule {
    const before = done.get(file)
    if (before) return before
    const parents = file.inherits.flatMap(({ name, line, column }) => {
      const parent = find(name, file, at)
      const problem = parent === null ? unknown(name, file) : 'file' in parent && [...above, file].includes(parent.file) ? circle(name) : null
      if (problem) {
        errors.push({ file: file.file, line, column, got: name, ...problem })
        return []
      }
      if (parent === null) return []
      return ['file' in parent ? resolve(parent.file, parent.at, [...above, file]) : parent.rule]
    })
    const rule = parents.reduceRight((child, parent) => merged(parent, child), { ...file.site, layer: layers[at]?.layer ?? 'given' })
    done.set(file, rule)
    return rule
  }

  type Parent = { readonly file: SiteFile; readonly at: number } | { readonly rule: SiteRule }

  function find(name: string, self: SiteFile, from: number): Parent | null {
    const only = name.startsWith(BUILT_IN)
    const wanted = only ? name.slice(BUILT_IN.length) : name
    for (let at = from; at < layers.length; at++) {
      const layer = layers[at]
      if (!layer || (only && layer.layer !== 'built-in')) continue
      const file = layer.files.find(candidate => candidate !== self && isCalled(candidate.site, wanted))
      if (file) return { file, at }
    }
    const rule = builtIn.find(candidate => isCalled(candidate, wanted))
    return rule ? { rule } : null
  }

  function unknown(name: string, { site }: SiteFile): Pick<RuleFileError, 'message' | 'expected' | 'suggestion'> {
    if (isCalled(site, name)) return { message: 'a file cannot inherit from itself', expected: 'another rule file', suggestion: null }
    const names = [...layers.flatMap(({ files }) => files.map(({ site }) => site.id)), ...builtIn.map(({ id }) => id)]
    return { message: `no rule file "${name}"`, expected: null, suggestion: nearest(name.replace(BUILT_IN, ''), names) }
  }

  const sites = layers.flatMap(({ files }, at) => files.map(file => resolve(file, at, [])))
  return { sites, errors }
}

function circle(name: string): Pick<RuleFileError, 'message' | 'expected' | 'suggestion'> {
  return { message: `${name} inherits from this file`, expected: 'no circle', suggestion: null }
}

function isCalled(site: SiteRule, name: string): boolean {
  return site.id === name || site.hosts.some(host => normalizeHostPattern(host) === name)
}

/**
 * A child with what its parent brings. What is tried in order begins with the child's (content, metadata, links), what is
 * all carried out with the parent's. A single value of the child's replaces the parent's. Hosts, paths, conditions
 * and `about` are not inherited: they say where a rule applies, not what it does.
 */
function merged(parent: SiteRule, child: SiteRule): SiteRule {
  const { edits, replace, lines, metadata, links, generic } = parent
  return {
    ...scalarsOf(parent), ...child,
    join: child.content.length > 0 ? child.join : parent.join,
    content: [...child.content, ...parent.content],
    keep: [...parent.keep, ...child.keep],
    remove: [...parent.remove, ...child.remove],
    ...(edits || child.edits ? { edits: [...edits ?? [], ...child.edits ?? []] } : {}),
    ...(replace || child.replace ? { replace: [...replace ?? [], ...child.replace ?? []] } : {}),
    ...(lines || child.lines ? { lines: [...lines ?? [], ...child.lines ?? []] } : {}),
    ...(metadata || child.metadata ? { metadata: values(metadata, child.metadata) } : {}),
    ...(links || child.links ? { links: values(links, child.links) } : {}),
    ...(generic || child.generic ? { generic: switches(generic, child.generic) } : {}),
  }
}

function scalarsOf({ minChars, minShare, onMiss }: SiteRule): Pick<SiteRule, 'minChars' | 'minShare' | 'onMiss'> {
  return {
    ...(minChars === undefined ? {} : { minChars }),
    ...(minShare === undefined ? {} : { minShare }),
    ...(onMiss === undefined ? {} : { onMiss }),
  }
}

function values<V, T extends { readonly [key: string]: readonly V[] }>(parent: Partial<T> = {}, child: Partial<T> = {}): T {
  const keys = new Set<keyof T>([...Object.keys(child), ...Object.keys(parent)])
  return Object.fromEntries([...keys].map(key => [key, [...child[key] ?? [], ...parent[key] ?? []]])) as unknown as T
}

function switches(parent: SiteRule['generic'] = {}, child: SiteRule['generic'] = {}): NonNullable<SiteRule['generic']> {
  const off = [...parent.off ?? [], ...child.off ?? []]
  const keep = [...parent.keep ?? [], ...child.keep ?? []]
  return {
    ...parent, ...child,
    ...(off.length > 0 ? { off } : {}),
    ...(keep.length > 0 ? { keep } : {}),
    ...(parent.budgets || child.budgets ? { budgets: { ...parent.budgets, ...child.budgets } } : {}),
  }
}
