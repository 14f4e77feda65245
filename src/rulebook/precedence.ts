import type { SiteRule } from '../model.js'
import type { RuleFileError } from './fault.js'
import { normalizeHostPattern } from './host.js'
import type { RuleFile } from './read.js'

type SiteFile = Extract<RuleFile, { type: 'site' }>

/**
 * Sorts the site rules of one source so that the first whose host fits is the most specific: exact hosts, then
 * wildcards, longest suffix first. A rule that names hosts of several such levels is split when another rule is
 * concerned with the same domain. Two files that name the same host are an error.
 */
export function inPrecedence(files: readonly SiteFile[]): { readonly sites: SiteRule[]; readonly errors: RuleFileError[] } {
  const errors = clashes(files)
  const contested = contestedDomains(files)
  const parts = files.flatMap(({ site }) => (site.hosts.some(host => contested.has(domainOf(host))) ? split(site) : [site]))
  // Stable: rules of one level keep the order of their files.
  const sites = parts.sort((a, b) => levelOf(b.hosts[0] ?? '') - levelOf(a.hosts[0] ?? ''))
  return { sites, errors }
}

/** How specific a host is: exact above all, else the number of labels behind the wildcard. */
function levelOf(host: string): number {
  return host.startsWith('*.') ? host.split('.').length - 1 : Infinity
}

function split(site: SiteRule): SiteRule[] {
  const byLevel = new Map<number, string[]>()
  for (const host of site.hosts) byLevel.set(levelOf(host), [...(byLevel.get(levelOf(host)) ?? []), host])
  return [...byLevel.values()].map(hosts => ({ ...site, hosts }))
}

/** The last two labels: what two rules must share before they can fit the same page. */
function domainOf(host: string): string {
  return (normalizeHostPattern(host) ?? host).split('.').slice(-2).join('.')
}

function contestedDomains(files: readonly SiteFile[]): Set<string> {
  const first = new Map<string, SiteRule>()
  const contested = new Set<string>()
  for (const { site } of files) {
    for (const host of site.hosts) {
      const domain = domainOf(host)
      const before = first.get(domain)
      if (!before) first.set(domain, site)
      else if (before !== site) contested.add(domain)
    }
  }
  return contested
}

function clashes(files: readonly SiteFile[]): RuleFileError[] {
  const taken = new Map<string, { readonly file: string; readonly line: number }>()
  const errors: RuleFileError[] = []
  for (const { file, site, hostPlaces } of files) {
    site.hosts.forEach((host, index) => {
      const pattern = normalizeHostPattern(host) ?? host
      const { line = 1, column = 1 } = hostPlaces[index] ?? {}
      const before = taken.get(pattern)
      if (!before) taken.set(pattern, { file, line })
      else if (before.file !== file) {
        const message = `the host ${host} has a rule already`
        errors.push({ file, line, column, message, got: null, expected: `one, the first is in ${before.file}:${before.line}`, suggestion: null })
      }
    })
  }
  return errors
}
