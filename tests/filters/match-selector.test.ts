/** Protects the matcher over the page index: it must find what linkedom's own selector engine finds. */
import { parse } from 'css-what'
import { DOMParser } from 'linkedom'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Decoded } from '../../src/model.js'
import { matchesSelector } from '../../src/measure/match-selector.js'
import { parse as parsePage } from '../../src/stages/parse.js'
import { cpuTime } from '../cpu-time.js'

function pageOf(html: string) {
  const decoded: Decoded = {
    source: { url: null, contentType: null, lang: null }, text: html, encoding: 'utf-8', encodingFrom: 'string',
    trail: { removals: [], problems: [] },
  }
  return parsePage(decoded)
}

/** What each engine finds: the numbers in `n` attributes. */
function both(html: string, selector: string) {
  const page = pageOf(html)
  const alternatives = parse(selector)
  const ours = page.elements.filter(element => alternatives.some(one => matchesSelector(page, element, one)))
  const theirs = [...new DOMParser().parseFromString(html, 'text/html').querySelectorAll(selector)]
  return { ours: ours.map(element => page.attr(element, 'n')), theirs: theirs.map(node => node.getAttribute('n')) }
}

const names = ['x', 'y', 'Y', 'x-y']
const words = fc.array(fc.constantFrom(...names), { maxLength: 3 }).map(list => list.join(' '))

/** Elements inside elements, so many levels deep. */
function nodes(levels: number): fc.Arbitrary<string> {
  const node = fc.record({
    tag: fc.constantFrom('div', 'section', 'span', 'b'), id: fc.option(fc.constantFrom(...names)), list: words,
    title: fc.option(fc.constantFrom('', 'share', 'share this', 'sh-are')), inner: levels > 1 ? nodes(levels - 1) : fc.constant(''),
  }).map(({ tag, id, list, title, inner }) =>
    `<${tag}${id === null ? '' : ` id="${id}"`}${list === '' ? '' : ` class="${list}"`}${title === null ? '' : ` title="${title}"`}>t${inner}</${tag}>`)
  return fc.array(node, { maxLength: 3 }).map(list => list.join(''))
}

const simple = fc.constantFrom(
  'div', 'span', 'b', '*', '.x', '.y', '#x', '#Y', '[title]', '[title="share"]', '[title^="sh"]', '[title$="are"]', '[title*="are t"]',
  '[title~="this"]', '[class|="x"]', '[title="SHARE" i]', ':first-child', ':last-child', ':only-child', ':nth-child(2n+1)', ':nth-child(2)',
  ':nth-last-child(-n+2)', ':first-of-type', ':last-of-type', ':nth-of-type(even)', ':not(.x)', ':not(div, .y)', ':is(.x, span)',
  ':not(.x > *)', ':has(.y)', ':has(> .x)', ':has(b .x)',
)
const compound = fc.tuple(fc.constantFrom('', 'div', 'span', 'section'), fc.array(simple.filter(one => /^[.#:[]/.test(one)), { maxLength: 2 }))
  .map(([tag, more]) => `${tag}${more.join('')}` || '*')
const selector = fc.tuple(compound, fc.array(fc.tuple(fc.constantFrom(' ', ' > ', ' + ', ' ~ '), compound), { maxLength: 3 }))
  .map(([first, more]) => first + more.map(([combinator, next]) => combinator + next).join(''))

test('finds what querySelectorAll finds, on generated pages', () => {
  fc.assert(fc.property(nodes(4), selector, (inner, css) => {
    let number = 0
    const html = `<!doctype html><html><head></head><body>${inner}</body></html>`.replace(/<(div|section|span|b)\b/g, (_, tag: string) => `<${tag} n="${number++}"`)
    const { ours, theirs } = both(html, `body ${css}`)
    expect(ours).toEqual(theirs)
  }), { numRuns: 400, seed: 11 })
})

test.each(['div', 'p'])('case of class names counts: %s', tag => {
  expect(both(`<html><body><${tag} n="1" class="Promo">a</${tag}><${tag} n="2" class="promo">b</${tag}></body></html>`, `${tag}.promo`).ours).toEqual(['2'])
})

test('many descendants in a deep page take no time to speak of', () => {
  const deep = '<div class="x">'.repeat(900)
  const page = pageOf(`<html><body>${deep}<p>end</p></body></html>`)
  const [alternative = []] = parse('.z .x .x .x .x .x .x .x p')
  const last = page.tagged('p')[0]
  if (!last) throw new Error('no paragraph')
  expect(cpuTime(() => expect(matchesSelector(page, last, alternative)).toBe(false))).toBeLessThan(500)
})
