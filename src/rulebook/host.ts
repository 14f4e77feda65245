import type { Rulebook, SiteRule } from '../model.js'

/** Longest host name that DNS allows; also bounds the labels that are tried. */
const LONGEST_HOST = 253
const NOT_IN_A_HOST = /[\s/\\?#@%<>^|[\]]/

/** Where a host or a wildcard's suffix stands in the order of precedence. */
interface Hosts {
  readonly exact: ReadonlyMap<string, number>
  readonly wildcard: ReadonlyMap<string, number>
}

const compiled = new WeakMap<Rulebook, Hosts>()

/**
 * The rule of the site with this host name, else null. `rulebook.sites` is in order of precedence (the loader sorts
 * it, see precedence.ts), so the first rule that fits is the one. Case, a port, a final dot and the spelling of
 * international names do not matter. Takes time by the host's labels, not by the number of rules.
 */
export function siteFor(rulebook: Rulebook, host: string | null): SiteRule | null {
  const name = host === null ? null : normalizeHost(host)
  if (name === null) return null
  const { exact, wildcard } = hostsOf(rulebook)
  let first = exact.get(withoutWww(name)) ?? Infinity
  for (let dot = name.indexOf('.'); dot !== -1; dot = name.indexOf('.', dot + 1)) {
    first = Math.min(first, wildcard.get(name.slice(dot + 1)) ?? Infinity)
  }
  return rulebook.sites[first] ?? null
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
  const exact = new Map<string, number>()
  const wildcard = new Map<string, number>()
  rulebook.sites.forEach((site, index) => {
    for (const written of site.hosts) {
      const pattern = normalizeHostPattern(written)
      if (pattern === null) continue
      const isWildcard = pattern.startsWith('*.')
      const [hosts, key] = isWildcard ? [wildcard, pattern.slice(2)] : [exact, pattern]
      if (!hosts.has(key)) hosts.set(key, index)
    }
  })
  const hosts = { exact, wildcard }
  compiled.set(rulebook, hosts)
  return hosts
}
