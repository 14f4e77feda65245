import { describe, expect, it } from 'vitest'
import type { Rulebook, SiteRule } from '../../src/model.js'
import { fitsPath } from '../../src/rulebook/path-glob.js'
import { type Visit, normalizeHost, siteFor } from '../../src/rulebook/host.js'

function rule(id: string, ...hosts: string[]): SiteRule {
  return { id, hosts, origin: { type: 'file', file: `${id}.yaml`, line: 1 }, content: [], join: false, keep: [], remove: [] }
}

function rulebook(...sites: SiteRule[]): Rulebook {
  return { phrases: [], widgets: [], sites }
}

/** The rule for a page of this address, on which these selectors match. */
function ruleAt(sites: Rulebook, host: string | null, { path = '/', lang = 'en', on = [] as readonly string[] | null } = {}): SiteRule | null {
  const visit: Visit = { host, path, lang, present: on && (selector => on.includes(selector)) }
  return siteFor(sites, visit)
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
    expect(ruleAt(rulebook(rule('one', pattern)), host)?.id).toBe(fits ? 'one' : undefined)
  })

  it.each([null, '', ' ', '/', 'a b', 'http://example.com/', 'user@example.com', '[::1', 'example.com/path', '.', '..'])('nothing fits %j', host => {
    expect(ruleAt(rulebook(rule('one', 'example.com'), rule('two', '*.com')), host)).toBeNull()
  })

  it('normalises once and for all', () => {
    expect(normalizeHost('Straße.Example.:443')).toBe('xn--strae-oqa.example')
  })
})

describe('precedence', () => {
  const sites = rulebook(
    rule('wide', '*.example.com', 'other.test'),
    rule('deep', '*.news.example.com'),
    rule('exact', 'local.news.example.com', '*.other.test'),
  )

  it.each([
    ['x.example.com', 'wide'], ['x.news.example.com', 'deep'], ['local.news.example.com', 'exact'], ['www.local.news.example.com', 'exact'],
    ['news.example.com', 'wide'], ['other.test', 'wide'], ['a.other.test', 'exact'],
  ])('%s → %s: exact before the longest wildcard', (host, id) => {
    expect(ruleAt(sites, host)?.id).toBe(id)
  })

  it('a layer beats everything in the layers behind it', () => {
    const layers = rulebook(
      { ...rule('built', 'news.example.com'), layer: 'built-in' }, { ...rule('project', 'news.example.com'), layer: 'project' },
      { ...rule('user', '*.example.com'), layer: 'user' }, rule('given', '*.news.example.com'),
    )
    expect(ruleAt(layers, 'news.example.com')?.id).toBe('user')
    expect(ruleAt(layers, 'a.news.example.com')?.id).toBe('given')
    expect(ruleAt(rulebook(...layers.sites.slice(0, 2)), 'news.example.com')?.id).toBe('project')
  })

  it('the longest path that fits wins, then the most conditions, then the order', () => {
    const one = rulebook(
      rule('all', 'example.com'),
      { ...rule('news', 'example.com'), paths: { include: ['/news/**'] } },
      { ...rule('live', 'example.com'), paths: { include: ['/news/live-*'], exclude: ['/news/live-tv'] } },
      { ...rule('dark', 'example.com'), when: { present: ['.dark'] } },
      { ...rule('late', 'example.com'), when: { present: ['.dark'] } },
    )
    expect(ruleAt(one, 'example.com', { path: '/about' })?.id).toBe('all')
    expect(ruleAt(one, 'example.com', { path: '/news/2026/ferry' })?.id).toBe('news')
    expect(ruleAt(one, 'example.com', { path: '/news/live-1' })?.id).toBe('live')
    expect(ruleAt(one, 'example.com', { path: '/news/live-tv' })?.id).toBe('news')
    expect(ruleAt(one, 'example.com', { path: '/about', on: ['.dark'] })?.id).toBe('dark')
    expect(ruleAt(one, 'example.com', { path: '/news/x', on: ['.dark'] })?.id).toBe('news')
  })

  it('a rule without hosts applies by its conditions, behind all rules with hosts, and never to a text', () => {
    const present = { present: ['meta[name=generator]'] }
    const one = rulebook({ ...rule('system'), when: present }, rule('host', 'example.com'), { ...rule('parent') })
    expect(ruleAt(one, 'other.test', { on: present.present })?.id).toBe('system')
    expect(ruleAt(one, null, { on: present.present })?.id).toBe('system')
    expect(ruleAt(one, 'example.com', { on: present.present })?.id).toBe('host')
    expect(ruleAt(one, 'other.test')).toBeNull()
    expect(ruleAt(one, 'other.test', { on: null })).toBeNull()
  })

  it('conditions hold together', () => {
    const one = rulebook({ ...rule('one', 'example.com'), when: { present: ['.a', '.b'], absent: ['.c'], lang: ['de', 'fr'] } })
    expect(ruleAt(one, 'example.com', { lang: 'de', on: ['.a', '.b'] })?.id).toBe('one')
    for (const fails of [{ lang: 'de', on: ['.a'] }, { lang: 'de', on: ['.a', '.b', '.c'] }, { lang: 'en', on: ['.a', '.b'] }]) {
      expect(ruleAt(one, 'example.com', fails)).toBeNull()
    }
  })
})

describe('paths', () => {
  it.each([
    ['/news/*', '/news/ferry', true], ['/news/*', '/news/2026/ferry', false], ['/news/**', '/news/2026/ferry', true], ['/news/**', '/news', false],
    ['/a.b/*', '/aXb/c', false], ['/*/print', '/news/print', true], ['/', '/', true], ['/', '/news', false], ['/trad/*/skriv', '/trad/pump/skriv', true],
  ])('%s fits %s: %s', (glob, path, fits) => {
    expect(fitsPath(glob, path)).toBe(fits)
  })
})
