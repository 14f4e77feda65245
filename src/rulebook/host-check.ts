import { parse as parseName } from 'tldts'
import { normalizeHost, normalizeHostPattern } from './host.js'
import type { Fault } from './fault.js'

const HAS_SCHEME = /^[a-z][a-z0-9+.-]*:\/\//i
const LABEL = /^[\p{L}\p{N}_](?:[\p{L}\p{N}\p{M}_-]{0,61}[\p{L}\p{N}\p{M}])?$/u

const EXPECTED = 'a host name such as example.com or *.example.com'

/** What is wrong with a host of a site rule; null when it is fine. */
export function hostFault(host: string): Fault | null {
  if (HAS_SCHEME.test(host)) return withHint(host, 'a host has no scheme')
  const slash = host.indexOf('/')
  if (slash !== -1) return { ...withHint(host, 'a host has no path'), offset: slash }
  const colon = host.indexOf(':')
  if (colon !== -1) return { ...withHint(host, 'a host has no port'), offset: colon }
  const name = host.startsWith('*.') ? host.slice(2) : host
  const star = name.indexOf('*')
  if (star !== -1) {
    return { message: 'only a whole first label can be a wildcard', expected: EXPECTED, offset: host.length - name.length + star }
  }
  const labels = name.split('.')
  if (labels.length < 2) return { message: 'a host needs at least two labels', expected: EXPECTED }
  if (!labels.every(label => LABEL.test(label)) || normalizeHostPattern(host) === null) {
    return { message: 'not a host name', expected: EXPECTED }
  }
  if (host.startsWith('*.') && isPublicSuffix(name)) {
    return { message: `*.${name} is every site under a public suffix`, expected: 'a wildcard under one site, such as *.example.com' }
  }
  return null
}

function withHint(host: string, message: string): Fault {
  const bare = host.replace(HAS_SCHEME, '').replace(/[/:?#].*$/s, '')
  return { message, expected: EXPECTED, ...(bare === '' ? {} : { suggestion: bare }) }
}

/** Where registries sell names to the public: `*.co.uk` would be every British company. Blog hosts are one site's matter. */
function isPublicSuffix(name: string): boolean {
  const { publicSuffix, isIcann } = parseName(normalizeHost(name) ?? name, { allowPrivateDomains: false })
  return isIcann === true && publicSuffix === normalizeHost(name)
}
