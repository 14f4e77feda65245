import { describe, expect, it } from 'vitest'
import type { Rulebook, SiteRule } from '../../src/model.js'
import { normalizeHost, siteFor } from '../../src/rulebook/host.js'
import { inPrecedence } from '../../src/rulebook/precedence.js'

function rule(id: string, ...hosts: string[]): SiteRule {
  return { id, hosts, origin: { type: 'file', file: `${id}.yaml`, line: 1 }, content: [], join: false, keep: [], remove: [] }
}

function rulebook(...sites: SiteRule[]): Rulebook {
  return { phrases: [], widgets: [], sites }
}

/** As the loader does with the files of one source. */
function sorted(...sites: SiteRule[]): Rulebook {
  const files = sites.map(site => ({ type: 'site' as const, file: `${site.id}.yaml`, site, hostPlaces: [] }))
  return rulebook(...inPrecedence(files).sites)
}

describe('siteFor', () => {
  it.each([
    ['example.com', 'example.com', true],
    ['example.com', 'www.example.com', true],
    ['example.com', 'EXAMPLE.com.', true],
    ['example.com', 'example.com:8080', true],
    ['Example.COM', 'example.com', true],
    ['www.example.com', 'example.com', true],
    ['www.example.com', 'www.example.com', true],
    ['example.com', 'news.example.com', false],
    ['example.com', 'notexample.com', false],
    ['example.com', 'example.com.evil.test', false],
    ['example.com', 'www.www.example.com', false],
    ['*.example.com', 'news.example.com', true],
    ['*.example.com', 'a.b.c.example.com', true],
    ['*.example.com', 'www.example.com', true],
    ['*.example.com', 'example.com', false],
    ['*.example.com', 'badexample.com', false],
    ['*.example.com', 'example.com.evil.test', false],
    ['bücher.example', 'xn--bcher-kva.example', true],
    ['xn--bcher-kva.example', 'BÜCHER.example', true],
    ['*.bücher.example', 'alt.bücher.example', true],
    ['x.com', 'netflix.com', false],
    ['gov.uk', 'www.gov.uk', true],
  ])('%s fits %s: %s', (pattern, host, fits) => {
    expect(siteFor(rulebook(rule('one', pattern)), host)?.id).toBe(fits ? 'one' : undefined)
  })

  it.each([null, '', ' ', '/', 'a b', 'http://example.com/', 'user@example.com', '[::1', 'example.com/path', '.', '..'])('nothing fits %j', host => {
    expect(siteFor(rulebook(rule('one', 'example.com'), rule('two', '*.com')), host)).toBeNull()
  })

  it('takes the first of the rulebook that fits', () => {
    const sites = rulebook(rule('own', '*.example.com'), rule('built-in', 'news.example.com', 'example.com'))
    expect(siteFor(sites, 'news.example.com')?.id).toBe('own')
    expect(siteFor(sites, 'example.com')?.id).toBe('built-in')
  })

  it('normalises once and for all', () => {
    expect(normalizeHost('Straße.Example.:443')).toBe('xn--strae-oqa.example')
  })
})

describe('precedence within one source', () => {
  const sites = sorted(
    rule('wide', '*.example.com', 'other.test'),
    rule('deep', '*.news.example.com'),
    rule('exact', 'local.news.example.com', '*.other.test'),
  )

  it.each([
    ['x.example.com', 'wide'], ['x.news.example.com', 'deep'], ['local.news.example.com', 'exact'], ['www.local.news.example.com', 'exact'],
    ['news.example.com', 'wide'], ['other.test', 'wide'], ['a.other.test', 'exact'],
  ])('%s → %s', (host, id) => {
    expect(siteFor(sites, host)?.id).toBe(id)
  })

  it('keeps a rule whole that no other rule meets', () => {
    expect(sorted(rule('one', 'example.com', '*.example.com'), rule('two', 'other.test')).sites).toHaveLength(2)
  })
})
