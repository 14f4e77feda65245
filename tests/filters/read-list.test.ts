/** Protects what is understood of an ad-block list: no rule that hides more than its list says, no line uncounted. */
import { describe, expect, test } from 'vitest'
import { readFilterList } from '../../src/filters/read-list.js'

const read = (...lines: string[]) => readFilterList('mine.txt', lines.join('\n'))
const rulesOf = (...lines: string[]) => read(...lines).rules.map(({ selector, hosts, except, action }) =>
  `${action} ${selector}${hosts.length > 0 ? ` on ${hosts.join(' ')}` : ''}${except.length > 0 ? ` not ${except.join(' ')}` : ''}`)

test.each([
  ['##.promo', 'hide .promo'],
  ['###promo', 'hide #promo'],
  ['*##.promo', 'hide .promo'],
  ['post.example##.promo > a', 'hide .promo > a on post.example'],
  ['post.example,~shop.post.example##.promo', 'hide .promo on post.example not shop.post.example'],
  ['~post.example##.promo', 'hide .promo not post.example'],
  ['news.*##.promo', 'hide .promo on news.*'],
  ['Möwe.example##.promo', 'hide .promo on xn--mwe-sna.example'],
  ['#@#.promo', 'show .promo'],
  ['post.example#@#.promo', 'show .promo on post.example'],
  ['post.example#?#div:-abp-has(> .ad-mark)', 'hide div:has(> .ad-mark) on post.example'],
  ['post.example#$#.veil { display: none !important; }', 'hide .veil on post.example'],
  ['post.example##.veil:remove()', 'hide .veil on post.example'],
  ['##a[href^="https://ads.example/"], .promo', 'hide a[href^="https://ads.example/"], .promo'],
  ['  ##.promo\r', 'hide .promo'],
])('%s', (line, rule) => {
  expect(rulesOf(line)).toEqual([rule])
})

test.each([
  ['procedural', 'post.example##div:has-text(Subscribe)'],
  ['upwards', 'post.example##.mark:upward(2)'],
  ['a pseudo-element', 'post.example##body::before'],
  ['broken', '##div[title="x'],
  ['no subject', '##.promo >'],
  ['a path condition', '[$path=/chat]post.example##.promo'],
  ['a pattern for hosts', '/^news\\d+\\./##.promo'],
  ['a namespace', '##svg|a'],
  ['a sibling inside :has', '##.a:has(+ .b)'],
])('not understood, and counted: %s', (_, line) => {
  const { rules, counts } = read(line)
  expect(rules).toEqual([])
  expect(counts).toMatchObject({ notUnderstood: 1, scripts: 0, network: 0 })
})

test.each([
  ['post.example##+js(set, x, 1)'], ['post.example#%#window.x = 1;'], ['post.example#$#body { overflow: auto !important; }'],
  ['post.example##body:style(overflow: auto !important)'], ['post.example##^script:has-text(x)'], ['post.example$$script[data-x]'],
])('hides nothing: %s', line => {
  expect(read(line)).toMatchObject({ rules: [], counts: { notUnderstood: 0, scripts: 1, network: 0 } })
})

describe('a whole list', () => {
  const list = read(
    '[Adblock Plus 2.0]', '! Title: mine', '', '# an old comment', '##.promo', 'a.example##.veil', '@@||b.example^$generichide',
    '@@||c.example^$elemhide,document', '||ads.example^$third-party', '!#if env_mobile', '##.mobile', '!#endif', '##.after',
  )

  test('every line is counted once; remarks are not', () => {
    expect(list.counts).toEqual({ generic: 2, specific: 1, exceptions: 0, notUnderstood: 1, scripts: 0, network: 3 })
  })

  test('rules know their line', () => {
    expect(list.rules.map(({ selector, line }) => [selector, line])).toEqual([['.promo', 5], ['.veil', 6], ['.after', 13]])
  })

  test('sites that the list excuses', () => {
    expect(list.excused).toEqual([{ host: 'b.example', from: 'generic' }, { host: 'c.example', from: 'all' }])
  })

  test('plain data', () => {
    expect(structuredClone(list)).toEqual(list)
  })
})
