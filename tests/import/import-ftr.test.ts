/** Protects the import of Full-Text RSS configs: what a line becomes, and that each line that is left out is told. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { hostOf, importFtr } from '../../src/rulebook/import/import-ftr.js'

const run = (...lines: string[]) => importFtr('post.example.txt', lines.join('\n'), { verified: '2024-05-01' })
const ruleOf = (...lines: string[]): Record<string, unknown> => {
  const { yaml } = run(...lines)
  if (yaml === null) throw new Error('no rule')
  const keys = Object.entries(parse(yaml) as Record<string, unknown>)
  return Object.fromEntries(keys.filter(([key]) => !['schema', 'hosts', 'about'].includes(key)))
}
const leftOf = (...lines: string[]) => run(...lines).report.left.map(({ line, leaving, reason }) => `${line} ${leaving}: ${reason}`)

test.each([
  ['body: //div[@id="story"]', { content: { select: ['div#story'], join: true } }],
  ['strip: //div[@class="ad"] | //aside', { remove: ['div[class="ad"]', 'aside'] }],
  ['strip_id_or_class: "promo"', { remove: ['.promo, #promo'] }],
  ['strip_id_or_class: ad', { remove: ['.ad, #ad'] }],
  ['strip_image_src: /pixel/', { remove: ['img[src*="/pixel/"]'] }],
  ['title: //h1', { metadata: { title: 'h1' } }],
  ['author: //a[@rel="author"]', { metadata: { author: { select: 'a[rel="author"]', all: true } } }],
  ['date: //time/@datetime', { metadata: { date: { select: 'time[datetime]', attr: 'datetime' } } }],
  ['strip_attr: //img/@srcset', { attributes: [{ select: 'img[srcset]', name: 'srcset', drop: true }] }],
  ['src_lazy_load_attr: data-big', { attributes: [{ select: 'img[data-big]', name: 'src', from: ['data-big'] }] }],
  ['dissolve: //span', { unwrap: ['span'] }],
  ['wrap_in(blockquote): //div[@class="said"]', { rename: [{ select: 'div[class="said"]', to: 'blockquote' }] }],
  ['replace_string(<h2): <h3', { replace: [{ find: '<h2', with: '<h3', in: 'html' }] }],
  ['replace_string(,"value":): ,"x":', { replace: [{ find: ',"value":', with: ',"x":', in: 'html' }] }],
  ['next_page_link: //a[@rel="next"]', { links: { next: { select: 'a[rel="next"]', attr: 'href' } } }],
])('%s', (line, rule) => {
  expect(ruleOf(line)).toEqual(rule)
  expect(leftOf(line)).toEqual([])
})

test('pairs of texts belong together in their order; a lonely one makes all of them uncertain', () => {
  expect(ruleOf('find_string: <a>', 'find_string: <b>', 'replace_string: <i>', 'replace_string: <u>', 'body: //main')['replace']).toEqual([
    { find: '<a>', with: '<i>', in: 'html' }, { find: '<b>', with: '<u>', in: 'html' },
  ])
  expect(leftOf('body: //main', 'find_string: <a>')).toEqual(['2 invalid: 1 texts to find, 0 replacements'])
})

test('a condition belongs to the link above it', () => {
  expect(ruleOf('next_page_link: //a[@rel="next"]', 'single_page_link: //a[@class="all"]', 'if_page_contains: //nav[@id="pages"]')['links']).toEqual({
    next: { select: 'a[rel="next"]', attr: 'href' },
    single_page: { select: 'html:has(nav#pages) :is(a[class="all"])', attr: 'href' },
  })
  expect(leftOf('body: //main', 'if_page_contains: //nav')).toEqual(['2 invalid: there is no link directive above it'])
})

test('requests and logins never come in, not even as comments', () => {
  const made = run('body: //main', 'http_header(cookie): secret=1', 'http_header(user-agent): Botlike', 'login_uri: /login', 'requires_login: yes')
  expect(made.yaml).not.toMatch(/secret|Botlike|login/)
  expect(made.report.left.map(({ leaving }) => leaving)).toEqual(['never', 'never', 'never', 'never'])
})

test('comments stay beside what they are about, addresses at the end', () => {
  const { yaml } = run('# the story', 'body: //main', '', '# adverts', 'strip: //aside', 'test_url: https://post.example/a')
  expect(yaml).toMatch(/# the story\n +- main/)
  expect(yaml).toMatch(/# adverts\n +- aside/)
  expect(yaml).toMatch(/\n# test_url: https:\/\/post\.example\/a\n$/)
})

test('every line that is left out has its number and a reason', () => {
  expect(leftOf('tidy: no', 'titl: //h1', 'body: //main', 'https://post.example/a', 'strip: //p[contain(., "x")]', 'strip: p[1]', 'prune: no', 'author:')).toEqual([
    '1 no counterpart: pages are read as browsers do', '2 unknown: unknown directive "titl"; title was meant?', '4 unknown: not a directive',
    '5 invalid: not XPath: unknown function contain()', '6 matches nothing: it matches nothing: there is no // before it',
    '7 no counterpart: what goes inside the content is decided by cleancopy\'s own rules, see generic in the rule format',
    '8 invalid: nothing stands behind the colon',
  ])
})

test('the day it was seen to work is kept; an unknown one counts as long ago', () => {
  expect(run('body: //main').yaml).toContain('verified: 2024-05-01')
  expect(importFtr('post.example.txt', 'body: //main', { verified: null }).yaml).toContain('verified: 1970-01-01 # not known')
})

test.each([
  ['post.example.txt', 'post.example'], ['.post.example.txt', '*.post.example'], ['www.post.example.txt', 'post.example'],
  ['dir/Shop.Post.example.txt', 'shop.post.example'], ['global.txt', null], ['LICENSE.txt', null],
])('%s is about %s', (file, host) => {
  expect(hostOf(file)).toBe(host)
})

describe('whatever a file holds', () => {
  test('nothing is thrown, and every directive is carried or told', () => {
    const piece = fc.constantFrom('body', 'strip', 'title', 'replace_string(', 'find_string', ')', ':', ' ', '//', 'div', '[', ']', '@id', '="x"', '#', '\n', '|', 'text()', '"', 'ü')
    fc.assert(fc.property(fc.array(piece, { maxLength: 60 }).map(pieces => pieces.join('')), text => {
      const { yaml, report } = importFtr('post.example.txt', text, { verified: null })
      if (yaml !== null) expect(parse(yaml)).toMatchObject({ schema: 1 })
      expect(report.left.every(({ line }) => line >= 1)).toBe(true)
    }), { numRuns: 300, seed: 3 })
  })
})
