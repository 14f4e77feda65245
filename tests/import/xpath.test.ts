/** Protects XPath: what it selects on our DOM, and that its CSS translation selects the same. */
import { DOMParser } from 'linkedom'
import { expect, test } from 'vitest'
import type { DomDocument } from '../../src/model.js'
import { elementsByXPath, textsByXPath } from '../../src/measure/xpath/evaluate.js'
import { parseXPath } from '../../src/measure/xpath/parse.js'
import { XPathTree } from '../../src/measure/xpath/tree.js'
import { targetsOf } from '../../src/rulebook/import/xpath/to-css.js'
import { removalsOf, selectorOf, valueOf } from '../../src/rulebook/import/xpath/to-rule.js'
import { selectorFault } from '../../src/rulebook/selector-check.js'
import { createCleaner } from '../../src/cleaner.js'

const HTML = `<!doctype html><html lang="en"><head><title>Pier &amp; post</title><meta property="og:title" content="The pier"></head><body>
<div id="top" class="head wide"><a href="/x">home</a><a href="/y">news</a></div>
<div id="main"><h1>The pier</h1><p class="by">By Ada Lund</p><p>One &amp; two</p><h3>More</h3><ul class="teaser list"><li>a</li><li>b</li></ul>
<div class="teaser box"><p>inside</p><div class="teaser"><p>deep</p></div></div><!-- end --><p>last</p></div><div class="foot">© <b>us</b></div></body></html>`

const document = new DOMParser().parseFromString(HTML, 'text/html') as unknown as DomDocument
const tree = new XPathTree(document)
const texts = (xpath: string) => textsByXPath(parseXPath(xpath), tree).map(text => text.replace(/\s+/g, ' ').trim())

test.each([
  ['//h1', ['The pier']],
  ['/html/body/div/h1', ['The pier']],
  ['//div[@id="main"]/p[1]', ['By Ada Lund']],
  ['//div[@id="main"]/p[last()]', ['last']],
  ['(//p)[2]', ['One & two']],
  ['//div//p[1]', ['By Ada Lund', 'inside', 'deep']],
  ['//p[contains(text(), "&")]', ['One & two']],
  ['//h3/following-sibling::*[1]/li[2]', ['b']],
  ['//h3/preceding-sibling::p[1]', ['One & two']],
  ['//h3/following::p', ['inside', 'deep', 'last']],
  ['//h3/preceding::p[1]', ['One & two']],
  ['//p[.="deep"]/ancestor::div[1]/@class', ['teaser']],
  ['//meta[@property="og:title"]/@content', ['The pier']],
  ['//a/@href | //h1', ['/x', '/y', 'The pier']],
  ['//comment()', ['end']],
  ['//DIV[@ID="top"]/a[position() > 1]', ['news']],
  ['//div[count(.//p) > 3]/h1', ['The pier']],
  ['substring-after(//p[@class="by"], "By ")', ['Ada Lund']],
  ['concat(name(//h1), "-", string-length("abc") + 2 * 3)', ['h1-9']],
  ['normalize-space(translate("  A  B ", "AB", "ab"))', ['a b']],
  ['id("main")/h1', ['The pier']],
  ['//ul[not(@id)][lang("en")]/li[. = "a" or . = "c"]', ['a']],
  ['///h1', ['The pier']],
])('selects: %s', (xpath, expected) => {
  expect(texts(xpath)).toEqual(expected)
})

test.each([
  ['//div[', 'it ends too early'], ['//div[contain(.,"x")]', 'unknown function contain()'], ['//a[contains(@x="y")]', 'wrong number of arguments'],
  ['//p["x]', 'a quotation mark is not closed'], ['//p/bogus::a', 'unknown axis'], ['', 'it ends too early'],
  [`//a${'[a'.repeat(60)}${']'.repeat(60)}`, 'nested too deeply'],
])('refuses: %s', (xpath, message) => {
  expect(() => parseXPath(xpath)).toThrow(message)
})

test('a dear expression ends with an error, not with the machine', () => {
  const wide = new DOMParser().parseFromString(`<html><body>${'<p>x</p>'.repeat(4000)}</body></html>`, 'text/html') as unknown as DomDocument
  expect(() => elementsByXPath(parseXPath('//p[following::p/preceding::p]'), new XPathTree(wide))).toThrow('too many steps')
})

test.each([
  ['//div[@id="main"]', '#main'],
  ['//div[@class="teaser box"]/p', 'div[class="teaser box"] > p'],
  ['//*[contains(@class, "tea")]', '[class*="tea"]'],
  ['//ul[contains(concat(" ", normalize-space(@class), " "), " list ")]', 'ul.list'],
  ['//div[@id and not(@class)]', 'div[id]:not([class])'],
  ['//div[@class="foot" or @class="teaser"]', 'div:is([class="foot"], [class="teaser"])'],
  ['//div/p[2]', 'div > p:nth-of-type(2)'],
  ['//div/p[@class="by"][1]', 'div > p[class="by"]:nth-child(1 of p[class="by"])'],
  ['//li[last()]', 'li:nth-last-of-type(1)'],
  ['//h3/following-sibling::*', 'h3 ~ *'],
  ['//h3/following-sibling::*[1]', 'h3 + *'],
  ['//h3/preceding-sibling::p', 'p:has(~ h3)'],
  ['//div[h1]', 'div:has(> h1)'],
  ['//div[.//li]', 'div:has(li)'],
  ['//li/..', '*:has(> li)'],
  ['//b/parent::div', 'div:has(> b)'],
  ['//li/ancestor::div', 'div:has(li)'],
  ['//p[ancestor::ul or parent::div[@id="main"]]', 'p:is(:is(ul *), :is(div#main > *))'],
  ['//div[translate(@id, "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz")="x"]', null],
  ['//h3/following::p', null],
  ['//p[text()]', null],
])('in CSS: %s', (xpath, css) => {
  const targets = targetsOf(parseXPath(xpath))
  if (css === null) return expect(targets).toBeNull()
  const [target] = targets ?? []
  if (css.startsWith('*:has')) expect(`*${target?.css ?? ''}`).toBe(css)
  else if (css === '#main') expect(target?.css).toBe('div#main')
  else expect(target?.css).toBe(css)
  const found = [...document.querySelectorAll(target?.css ?? '')]
  expect(found).toEqual(elementsByXPath(parseXPath(xpath), tree).map(({ element }) => element))
})

test('text tests, picks and ancestors have keys of their own', () => {
  expect(removalsOf('//p[contains(., "By ")]')).toEqual({ ok: true, value: [{ select: 'p', text: { contains: ['By '], case: true } }] })
  expect(removalsOf('//h3[text()="More" or text()="Also"]')).toEqual({ ok: true, value: [{ select: 'h3', text: { equals: ['More', 'Also'], case: true } }] })
  expect(removalsOf('(//ul)[1]')).toEqual({ ok: true, value: [{ select: 'ul', pick: 'first' }] })
  expect(removalsOf('//a[@href="/x"]/ancestor::div[1]')).toEqual({ ok: true, value: [{ select: 'a[href="/x"]', up: 'div' }] })
  expect(removalsOf('//img/@width')).toEqual({ ok: true, value: [{ select: 'img[width]', attribute: 'width' }] })
})

test('a test of a piece of text never becomes one of a whole container', () => {
  expect(removalsOf('//div[contains(text(), "Read more")]')).toEqual({ ok: true, value: ['//div[contains(text(), "Read more")]'] })
})

test('values', () => {
  expect(valueOf('//meta[@property="og:title"]/@content', false)).toEqual({ ok: true, value: { select: 'meta[property="og:title"][content]', attr: 'content' } })
  expect(valueOf('substring-before(substring-after(//p, "By "), ",")', false)).toEqual({ ok: true, value: { select: 'p', after: 'By ', before: ',' } })
  expect(valueOf('//a[@rel="author"]/text()', true)).toEqual({ ok: true, value: { select: 'a[rel="author"]', all: true } })
  expect(valueOf("'The editors'", true)).toEqual({ ok: true, value: { value: 'The editors' } })
  expect(valueOf('//h3/following::a/@href', false)).toEqual({ ok: true, value: { select: '//h3/following::a[@href]', attr: 'href' } })
})

test('quotation marks in a value', () => {
  const made = selectorOf(`//a[@data-track='{"a":1}']`)
  expect(made).toEqual({ ok: true, value: `a[data-track='{"a":1}']` })
  expect(made.ok && selectorFault(made.value)).toBeNull()
})

test('what can never match is told', () => {
  expect(selectorOf('h1[@class="x"]')).toMatchObject({ ok: false })
  expect(removalsOf('//p/text()')).toEqual({ ok: false, reason: 'it points at text, not at elements' })
  expect(removalsOf('(count(//p))')).toEqual({ ok: false, reason: 'it computes something and points at nothing' })
})

test('rule files take XPath where a selector stands, and it is carried out', async () => {
  expect(selectorFault('//h3/following::p')).toBeNull()
  expect(selectorFault('//h3[')).toMatchObject({ message: 'invalid XPath: it ends too early' })
  const origin = { type: 'file' as const, file: 'x.yaml', line: 4 }
  const site = { id: 'x', hosts: ['x.example'], origin, content: [], join: false, keep: [], remove: [{ selector: '//h3/following::p', origin }] }
  const cleaner = await createCleaner({ phrases: [], widgets: [], sites: [site] })
  const { removals } = cleaner.fromHtml(HTML, { url: 'https://x.example/a' })
  expect(removals.filter(({ kind }) => kind === 'site').map(({ excerpt }) => excerpt)).toEqual(['inside', 'deep', 'last'])
})
