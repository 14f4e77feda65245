import type { RuleLayer, Rulebook, SiteRule } from '../model.js'
import { fitsPath, literalPrefix } from './path-glob.js'

/** Longest host name that DNS allows; also bounds the labels that are tried. */
const LONGEST_HOST = 253
const NOT_IN_A_HOST = /[\s/\\?#@%<>^|[\]]/

/** What is asked about a document before a rule applies to it. */
export interface Visit {
  /** Host name, null if unknown. Case, a port, a final dot and the spelling of international names do not matter. */
  readonly host: string | null
  /** Path of the URL, with its leading slash; null if unknown. */
  readonly path: string | null
  /** Primary language subtag; empty if unknown. */
  readonly lang: string
  /** Whether a selector matches on the page; null for texts, which have no elements. */
  readonly present: ((selector: string) => boolean) | null
}

/** A rule whose host fits, with all that decides between several. */
interface Candidate {
  readonly site: SiteRule
  readonly index: number
  /** Exact above all, else the number of labels behind the wildcard; 0 without hosts. */
  readonly level: number
}

interface Hosts {
  readonly exact: ReadonlyMap<string, readonly number[]>
  readonly wildcard: ReadonlyMap<string, readonly number[]>
  /** Rules that apply to any host, by their conditions. */
  readonly anywhere: readonly number[]
}

const compiled = new WeakMap<Rulebook, Hosts>()
const LAYERS: readonly RuleLayer[] = ['given', 'user', 'project', 'built-in']

/**
 * The one rule that applies, else null: by layer, then an exact host before the longest wildcard before none, then the
 * longest path, then the most conditions, then the order of the rulebook. Takes time by the host's labels and by the rules
 * without hosts, not by the number of rules.
 */
export function siteFor(rulebook: Rulebook, visit: Visit): SiteRule | null {
  const candidates = candidatesFor(rulebook, visit.host === null ? null : normalizeHost(visit.host))
  const fitting = candidates.filter(({ site }) => fitsPaths(site, visit.path)).sort((a, b) => compare(a, b, visit.path))
  return fitting.find(({ site }) => holds(site, visit))?.site ?? null
}

/** The rules whose hosts and paths fit, the first to be asked first; a null path fits any. Conditions on the page are not asked. */
export function rulesForSite(rulebook: Rulebook, host: string, path: string | null): SiteRule[] {
  const candidates = candidatesFor(rulebook, normalizeHost(host)).filter(({ level }) => level > 0)
  return candidates.filter(({ site }) => path === null || fitsPaths(site, path)).sort((a, b) => compare(a, b, path)).map(({ site }) => site)
}

function candidatesFor(rulebook: Rulebook, name: string | null): Candidate[] {
  const { exact, wildcard, anywhere } = hostsOf(rulebook)
  const levels = new Map<number, number>()
  const note = (indexes: readonly number[], level: number) => {
    for (const index of indexes) levels.set(index, Math.max(level, levels.get(index) ?? 0))
  }
  note(anywhere, 0)
  if (name !== null) {
    note(exact.get(withoutWww(name)) ?? [], Infinity)
    for (let dot = name.indexOf('.'); dot !== -1; dot = name.indexOf('.', dot + 1)) {
      const suffix = name.slice(dot + 1)
      note(wildcard.get(suffix) ?? [], suffix.split('.').length)
    }
  }
  return [...levels].flatMap(([index, level]) => {
    const site = rulebook.sites[index]
    return site ? [{ site, index, level }] : []
  })
}

function fitsPaths({ paths }: SiteRule, path: string | null): boolean {
  if (!paths) return true
  if (path === null) return paths.include === undefined
  const included = !paths.include || paths.include.some(glob => fitsPath(glob, path))
  return included && !paths.exclude?.some(glob => fitsPath(glob, path))
}

function compare(a: Candidate, b: Candidate, path: string | null): number {
  return layerOf(a.site) - layerOf(b.site)
    || (a.level === b.level ? 0 : b.level - a.level)
    || pathLevel(b.site, path) - pathLevel(a.site, path)
    || conditions(b.site) - conditions(a.site)
    || a.index - b.index
}

function layerOf({ layer = 'given' }: SiteRule): number {
  return LAYERS.indexOf(layer)
}

/** The longest literal beginning of the globs that fit; 0 when any path will do. */
function pathLevel({ paths }: SiteRule, path: string | null): number {
  if (!paths?.include || path === null) return paths?.exclude ? 1 : 0
  return Math.max(...paths.include.filter(glob => fitsPath(glob, path)).map(literalPrefix)) + 1
}

function conditions({ when }: SiteRule): number {
  return (when?.present?.length ?? 0) + (when?.absent?.length ?? 0) + (when?.lang ? 1 : 0)
}

function holds({ when }: SiteRule, { lang, present }: Visit): boolean {
  if (!when) return true
  if (when.lang && !when.lang.includes(lang)) return false
  if (present === null) return !when.present
  return (when.present ?? []).every(present) && !(when.absent ?? []).some(present)
}

/** Lower case, international names in ASCII (punycode), without port and final dot; null when it is no host name. */
export function normalizeHost(host: string): string | null {
  const name = host.trim()
  if (name === '' || NOT_IN_A_HOST.test(name)) return null
  try {
    const { hostname } = new URL(`http://${name}`)
    const bare = hostname.endsWith('.') ? hostname.slice(0, -1) : hostname
    return bare === '' || bare.length > LONGEST_HOST ? null : bare
  } catch {
    return null
  }
}

/**
 * The one spelling of a rule's host: `example.com` for itself and www., `*.example.com` for its sub-domains; null
 * when it is no host name.
 */
export function normalizeHostPattern(pattern: string): string | null {
  const wildcard = pattern.startsWith('*.')
  const name = normalizeHost(wildcard ? pattern.slice(2) : pattern)
  if (name === null || name.includes('*')) return null
  return wildcard ? `*.${name}` : withoutWww(name)
}

function withoutWww(name: string): string {
  const rest = name.startsWith('www.') ? name.slice(4) : name
  return rest.includes('.') ? rest : name
}

function hostsOf(rulebook: Rulebook): Hosts {
  const before = compiled.get(rulebook)
  if (before) return before
  const exact = new Map<string, number[]>()
  const wildcard = new Map<string, number[]>()
  const anywhere: number[] = []
  rulebook.sites.forEach((site, index) => {
    if (site.hosts.length === 0 && site.when) anywhere.push(index)
    for (const written of site.hosts) {
      const pattern = normalizeHostPattern(written)
      if (pattern === null) continue
      const isWildcard = pattern.startsWith('*.')
      const [hosts, key] = isWildcard ? [wildcard, pattern.slice(2)] : [exact, pattern]
      const group = hosts.get(key)
      if (group) group.push(index)
      else hosts.set(key, [index])
    }
  })
  const hosts = { exact, wildcard, anywhere }
  compiled.set(rulebook, hosts)
  return hosts
}
