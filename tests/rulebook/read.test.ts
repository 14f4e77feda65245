import { parseHTML } from 'linkedom'
import { describe, expect, it } from 'vitest'
import { ruleFileErrorLine } from '../../src/rulebook/fault.js'
import { readRuleFile } from '../../src/rulebook/read.js'
import { selectorFault } from '../../src/rulebook/selector-check.js'

function errorsIn(text: string): string[] {
  const result = readRuleFile('f.yaml', text)
  return result.ok ? [] : result.errors.map(ruleFileErrorLine)
}

const site = (...lines: string[]): string => ['schema: 1', 'hosts: [example.com]', ...lines, ''].join('\n')

/** What is broken, the file, and every message it must get. */
const BROKEN: readonly (readonly [string, string, readonly string[]])[] = [
  ['an empty file', '', ['f.yaml:1:1: empty file (expected hosts (a site), vendor (widgets) or lang and phrases (phrases))']],
  ['only a comment', '# nothing\n', ['f.yaml:1:1: empty file (expected hosts (a site), vendor (widgets) or lang and phrases (phrases))']],
  ['a list', '- a\n- b\n', ['f.yaml:1:1: not a rule file (got - a; expected hosts (a site), vendor (widgets) or lang and phrases (phrases))']],
  ['unknown top-level keys', 'phrase:\n  share: {}\n', [
    'f.yaml:1:1: not a rule file (got the key "phrase"; expected hosts (a site), vendor (widgets) or lang and phrases (phrases); did you mean phrases?)',
  ]],
  ['two types in one', 'lang: en\nphrases: {}\nhosts: [example.com]\n', [
    'f.yaml:3:1: "lang" and "hosts" belong to different types of rule files (expected hosts (a site), vendor (widgets) or lang and phrases (phrases))',
  ]],
  ['broken YAML', 'lang: en\nphrases: {share: {line: [a, b}\n', [
    'f.yaml:2:30: Flow sequence in block collection must be sufficiently indented and end with a ] (got }; expected YAML)',
  ]],
  ['a tab as indentation', 'lang: en\nphrases:\n\tshare: {}\n', ['f.yaml:3:1: Tabs are not allowed as indentation (got share: {}; expected spaces)']],
  ['a tag', 'lang: !js en\nphrases: {}\n', ['f.yaml:1:7: Unresolved tag: !js (got !js en; expected YAML)']],
  ['two documents', 'lang: en\n---\nlang: de\n', ['f.yaml:2:1: a second document begins here (expected one in each file)']],
  ['a duplicate key', 'lang: en\nphrases: {}\nlang: de\n', ['f.yaml:3:1: duplicate key "lang" (got lang; expected one, the first is in line 1)']],
  ['a prototype key', 'lang: en\nphrases:\n  __proto__: { line: [a] }\n', ['f.yaml:3:3: the key "__proto__" is not allowed (got __proto__)']],
  ['a constructor key in JSON', '{"lang": "en",\n "phrases": {"constructor": 1}}', ['f.yaml:2:14: the key "constructor" is not allowed (got "constructor")']],
  ['a merge key', 'a: &a { lang: en }\n<<: *a\n', ['f.yaml:2:1: merge keys are not supported (got <<; expected the keys themselves)']],
  ['a key that is a list', '? [a, b]\n: c\n', ['f.yaml:1:3: a key must be a plain text (got [a, b])']],
  ['multiplying aliases', `a: &a [x]\nb: &b [*a, *a, *a, *a, *a]\nc: &c [*b, *b, *b, *b, *b]\nd: [*c, *c, *c, *c, *c]\n`, [
    'f.yaml:1:1: Excessive alias count indicates a resource exhaustion attack (expected few or no aliases)',
  ]],
  ['deep nesting', `a: ${'['.repeat(40)}${']'.repeat(40)}`, ['f.yaml:1:23: nested too deeply (got [[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]; expected at most 20 levels)']],
  ['a huge file', `# ${'x'.repeat(1_000_000)}`, ['f.yaml:1:1: file too large (got 1000002 characters; expected at most 1000000)']],
  ['an unknown kind', 'lang: en\nphrases:\n  shares:\n    line: [share]\n', ['f.yaml:3:3: unknown key "shares" (did you mean share?)']],
  ['an unknown form', 'lang: en\nphrases:\n  share:\n    lines: [share]\n    strats: [share this]\n', [
    'f.yaml:4:5: unknown key "lines" (did you mean line?)', 'f.yaml:5:5: unknown key "strats" (did you mean starts?)',
  ]],
  ['a kind far from any', 'lang: en\nphrases:\n  share:\n    qqqqqqqq: [share]\n', [
    'f.yaml:4:5: unknown key "qqqqqqqq" (expected one of line, label, starts, ends, contains)',
  ]],
  ['phrases that YAML reads as something else', 'lang: en\nphrases:\n  share:\n    line:\n      - true\n      - Share: now\n      - 404\n      -\n', [
    'f.yaml:5:9: wrong type for "line[1]" (got true; expected a text, in quotes)',
    'f.yaml:6:9: wrong type for "line[2]" (got Share: now; expected a text, in quotes)',
    'f.yaml:7:9: wrong type for "line[3]" (got 404; expected a text, in quotes)',
    'f.yaml:8:8: "line[4]" has no value (expected a text; what begins with # is a comment unless it stands in quotes)',
  ]],
  ['phrases of nothing', 'lang: en\nphrases:\n  share:\n    line: ["***", "1,000"]\n', [
    'f.yaml:4:12: nothing is left of this phrase after folding (got "***"; expected letters)',
    'f.yaml:4:19: this phrase is every number (got "1,000"; expected letters)',
  ]],
  ['an empty list', 'lang: en\nphrases:\n  share:\n    line: []\n', ['f.yaml:4:11: empty list: name at least one phrase, or leave the key out (got [])']],
  ['a text for a list', 'lang: en\nphrases:\n  share:\n    line: share\n', ['f.yaml:4:11: wrong type for "line" (got share; expected a list)']],
  ['a language with a region', 'lang: pt-BR\nphrases: {}\n', ['f.yaml:1:7: not a language code (got pt-BR; expected two or three lower case letters, such as en)']],
  ['missing phrases', 'lang: en\n', ['f.yaml:1:1: missing key "phrases" (expected keys and values)']],
  ['an unknown kind of widget', 'vendor: acme\nwidgets:\n  - kind: newsleter\n    names: [acme-box]\n', [
    `f.yaml:3:11: wrong value for "kind" (got newsleter; expected one of share, language-selector, related, comments, newsletter, consent, ad, `
    + 'navigation, legal, byline, dateline, caption, tags, pagination, tools, paywall, poll, app, debris, title-repeat, hidden, site, outside; did you mean newsletter?)',
  ]],
  ['selectors for names', 'vendor: acme\nwidgets:\n  - kind: share\n    names: [.acme-box, acme box]\n    prefixes: [acm-]\n', [
    'f.yaml:4:13: a name is no selector (got .acme-box; expected no . or # before it; did you mean acme-box?)',
    'f.yaml:4:24: a name is one class token or id (got acme box; expected no white space)',
    'f.yaml:5:16: prefix too short to belong to one vendor (got acm-; expected at least 5 characters)',
  ]],
  ['a widget of nothing', 'vendor: acme\nwidgets:\n  - kind: share\n', ['f.yaml:3:5: a widget without names and prefixes (got kind: share; expected names or prefixes)']],
  ['a kind twice', 'vendor: acme\nwidgets:\n  - { kind: share, names: [acme-a] }\n  - { kind: share, names: [acme-b] }\n', [
    'f.yaml:4:13: second entry of kind share (got share; expected one entry for each kind)',
  ]],
  ['a missing vendor', 'widgets:\n  - { kind: share, names: [acme-a] }\n', ['f.yaml:1:1: missing key "vendor" (expected a text)']],
  ['another version', 'schema: 2\nhosts: [example.com]\n', ['f.yaml:1:9: wrong value for "schema" (got 2; expected 1)']],
  ['a site without hosts', 'schema: 1\nhost: [example.com]\n', [
    'f.yaml:1:1: missing key "hosts" (expected a list; only a rule with when.present, or in platform/, has none)', 'f.yaml:2:1: unknown key "host" (did you mean hosts?)',
  ]],
  ['hosts that are none', 'schema: 1\nhosts: ["https://example.com/a", example.com/a, "example.com:80", localhost, "*.co.uk", "*.com", "a.*.com", "exa mple.com"]\n', [
    'f.yaml:2:9: a host has no scheme (got "https://example.com/a"; expected a host name such as example.com or *.example.com; did you mean example.com?)',
    'f.yaml:2:45: a host has no path (got example.com/a; expected a host name such as example.com or *.example.com; did you mean example.com?)',
    'f.yaml:2:61: a host has no port (got "example.com:80"; expected a host name such as example.com or *.example.com; did you mean example.com?)',
    'f.yaml:2:67: a host needs at least two labels (got localhost; expected a host name such as example.com or *.example.com)',
    'f.yaml:2:78: *.co.uk is every site under a public suffix (got "*.co.uk"; expected a wildcard under one site, such as *.example.com)',
    'f.yaml:2:89: a host needs at least two labels (got "*.com"; expected a host name such as example.com or *.example.com)',
    'f.yaml:2:101: only a whole first label can be a wildcard (got "a.*.com"; expected a host name such as example.com or *.example.com)',
    'f.yaml:2:109: not a host name (got "exa mple.com"; expected a host name such as example.com or *.example.com)',
  ]],
  ['misspelt keys of a removal', site('remove:', '  - { selct: .ad, why: ads }'), [
    'f.yaml:4:5: missing key "select" (expected a text)', 'f.yaml:4:7: unknown key "selct" (did you mean select?)',
  ]],
  ['a removal of the wrong type', site('remove: [7]', 'keep: .a'), [
    'f.yaml:3:10: not a removal (got 7; expected a text or keys and values)', 'f.yaml:4:7: wrong type for "keep" (got .a; expected a list)',
  ]],
  ['selectors that do not parse', site('content:', '  select:', '    - "main {"', '    - article[data-x', '    - div:not(.a', '    - ".a..b"', '    - p >', '    - "> p"', '    - ""', '    - a,,b'), [
    'f.yaml:5:13: invalid selector: unexpected "{" (got "main {"; expected a CSS selector)',
    'f.yaml:6:14: invalid selector: attribute selector didn\'t terminate (got article[data-x; expected a CSS selector)',
    'f.yaml:7:14: invalid selector: missing closing parenthesis in :not (got div:not(.a; expected a CSS selector)',
    'f.yaml:8:10: invalid selector: a name must follow "." (got ".a..b"; expected a CSS selector)',
    'f.yaml:9:9: invalid selector: it ends in a combinator (got p >; expected a CSS selector)',
    'f.yaml:10:7: invalid selector: it begins with a combinator (got "> p"; expected a selector from the top of the page)',
    'f.yaml:11:7: empty selector (got ""; expected a CSS selector)',
    'f.yaml:12:9: invalid selector: empty sub-selector (got a,,b; expected a CSS selector)',
  ]],
  ['selectors that cannot be run', site('remove:', '  - p:frist-child', '  - p::before', '  - "li:nth-child(x)"', '  - "a:is()"', '  - svg|a'), [
    'f.yaml:4:6: unknown pseudo-class :frist-child (got p:frist-child; did you mean :first-child?)',
    'f.yaml:5:6: a rule cannot point at the pseudo-element ::before (got p::before; expected an element)',
    'f.yaml:6:8: :nth-child needs a position (got "li:nth-child(x)"; expected :nth-child(2), (odd) or (2n+1))',
    'f.yaml:7:11: invalid selector: empty sub-selector (got "a:is()"; expected a CSS selector)',
    'f.yaml:8:8: namespaces are not supported (got svg|a)',
  ]],
  ['a date that is none', site('about: { verified: soon }'), ['f.yaml:3:20: not a date (got soon; expected YYYY-MM-DD)']],
  ['a word for a truth value', site('content: { select: main, join: yes }'), ['f.yaml:3:32: wrong type for "join" (got yes; expected true or false)']],
]

describe('broken files', () => {
  it.each(BROKEN)('%s', (_, text, messages) => {
    expect(errorsIn(text)).toEqual(messages)
  })

  it('does not hang or crash on hostile input', () => {
    for (const text of ['['.repeat(100_000), '{a: '.repeat(50_000), '- '.repeat(50_000), 'a: &a [*a]', 'a:\n'.repeat(50_000), '\u0000', '"', '&a'.repeat(1000), '*'.repeat(1000)]) {
      expect(readRuleFile('f.yaml', text).ok).toBe(false)
    }
  })
})

describe('good files', () => {
  it('reads phrases', () => {
    const result = readRuleFile('de.yaml', '\ufefflang: de\r\nphrases:\r\n  share:\r\n    line: [Teilen, "Auf X teilen:"]\r\n')
    expect(result).toEqual({
      ok: true,
      rules: { type: 'phrases', file: 'de.yaml', phrases: { lang: 'de', phrases: { share: { line: ['Teilen', 'Auf X teilen:'] } } } },
    })
  })

  it('reads widgets, each with its line', () => {
    const result = readRuleFile('acme.yaml', 'vendor: acme\nabout: x\nwidgets:\n  - kind: share\n    names: [Acme-Box]\n  - kind: ad\n    prefixes: [acme_ad]\n')
    expect(result.ok && result.rules.type === 'widgets' && result.rules.widgets).toEqual([
      { id: 'acme/share', kind: 'share', origin: { type: 'file', file: 'acme.yaml', line: 4 }, names: ['acme-box'], prefixes: [] },
      { id: 'acme/ad', kind: 'ad', origin: { type: 'file', file: 'acme.yaml', line: 6 }, names: [], prefixes: ['acme_ad'] },
    ])
  })

  it('reads a site rule, each selector with its line', () => {
    const result = readRuleFile('own/harbour.test.yaml', [
      'schema: 1', 'hosts: [harbour.test, "*.harbour.test"]', 'about: { note: x, verified: 2026-11-20 }', 'content:', '  select: .story', '  join: true',
      'keep: ["blockquote:has(> p)"]', 'remove:', '  - .md\\:hidden', '  - select: "a[href*=\'x{y}\'], p:nth-child(2n+1 of .a)"', '    why: promo',
    ].join('\n'))
    const at = (line: number) => ({ type: 'file', file: 'own/harbour.test.yaml', line })
    expect(result.ok && result.rules.type === 'site' && result.rules.site).toEqual({
      id: 'harbour.test', hosts: ['harbour.test', '*.harbour.test'], origin: at(1), verified: '2026-11-20', content: [{ selector: '.story', origin: at(5) }], join: true,
      keep: [{ selector: 'blockquote:has(> p)', origin: at(7) }],
      remove: [{ selector: '.md\\:hidden', origin: at(9) }, { selector: "a[href*='x{y}'], p:nth-child(2n+1 of .a)", origin: at(10), why: 'promo' }],
    })
  })

  it('reads JSON, with tabs', () => {
    expect(errorsIn('{\n\t"lang": "en",\n\t"phrases": {\n\t\t"share": { "line": ["share"] }\n\t}\n}\n')).toEqual([])
  })

  it('allows a few aliases and points through them', () => {
    expect(errorsIn('lang: en\nphrases:\n  share: &s\n    line: [a]\n  related: *s\n')).toEqual([])
  })
})

describe('selectors that pass', () => {
  const { document } = parseHTML('<html><body><article class="a md:b" lang="de"><p id="x">one</p><p>two</p><a href="/y">y</a></article></body></html>')

  it.each([
    'p', '*', '.a', '#x', 'article.a > p + p ~ a', 'a[href]', 'a[href^="/"]', "a[href*='}'i]", 'p:nth-child(2n+1)', 'p:nth-last-of-type(-n + 3)', 'p:nth-child(odd of .a)',
    ':is(h1, h2)', 'article:has(> p)', 'p:not(.a, .b)', ':where(p)', ':root', ':lang(de)', 'p:first-of-type', 'p:empty', 'a:any-link', '.md\\:b', 'über.größe', 'p,a', ' p ',
    'a:link', 'input:checked', 'input:disabled', 'input:read-only', 'input:optional', 'p:only-child', ':scope > p', '[data-a-b]', '[href="a]b"]', '[href="(["] p',
  ])('%s runs', selector => {
    expect(selectorFault(selector)).toBeNull()
    expect(() => document.querySelectorAll(selector)).not.toThrow()
  })
})

describe('what is near to a selector of nothing, and is one of something', () => {
  it.each([
    '//a[@class]', '//div[text()="x"]', '(//p)[1]', "(id('story'))", '//p/..', '//meta[@name="author"] | //a[@rel="author"]', '//*[@itemprop="articleBody"]', '//@id/..',
  ])('%s passes', selector => {
    expect(selectorFault(selector)).toBeNull()
  })

  it('* stands where it points at one element, or at all of a part', () => {
    expect(errorsIn(site('content: { select: [".story > *", "//article/*"], join: true }', 'remove: [{ select: .ad, up: "*" }, { select: h3, until: "*" }]'))).toEqual([])
  })
})
