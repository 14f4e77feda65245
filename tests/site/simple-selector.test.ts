/** Protects the shortcut around the DOM: it must find what querySelectorAll finds. */
import { describe, expect, it } from 'vitest'
import { simpleSelector } from '../../src/measure/simple-selector.js'
import { parse } from '../../src/stages/parse.js'

const page = parse({
  source: { url: null, contentType: null, lang: null }, encoding: 'utf-8', encodingFrom: 'string', trail: { removals: [], problems: [] },
  text: `<!doctype html><html LANG="en"><head><meta name="generator" content="Plume 3"><link rel="Canonical" href="/x"></head><body class="a B">
    <div id="Main" class="b  a-b"><p class="a">one <a href="/x?y=1" REL="next">two</a></p><section><p>three</p><div class="a"><p lang="en-GB">four</p></div></section></div>
    <p data-empty="">five</p><svg><path class="a"/></svg><custom-tag class="a">six</custom-tag></body></html>`,
})

describe('a selector that the index answers', () => {
  it.each([
    'p', '*', '.a', '.A', '.B', '#Main', '#main', 'div.a', '.a.B', 'div p', 'div > p', 'body > div section p', 'section > div > p', 'div div p', 'html p',
    '[lang]', '[lang=en]', '[lang|=en]', '[data-empty=""]', '[data-empty]', '[href^="/x"]', '[href$="1"]', '[href*="y="]', '[href*=""]', '[class~=a]', '[class~=""]',
    '[rel=canonical]', '[rel=next]', '[name=GENERATOR]', '[name=GENERATOR i]', 'meta[name=generator][content^=Plume]', '[class="a B"]', 'p, a', 'a, p, .a', 'custom-tag', '.none', 'nav p',
  ])('%s', selector => {
    const elements = new Map<unknown, number>(page.elements.map(({ node, order }) => [node, order]))
    const wanted = [...page.document.querySelectorAll(selector)].flatMap(node => elements.get(node) ?? [])
    const simple = simpleSelector(selector)
    expect(simple).not.toBeNull()
    expect(simple?.find(page).map(({ order }) => order)).toEqual(wanted)
  })

  it.each(['p:first-child', 'h1 + p', 'h1 ~ p', ':is(p, a)', 'p:not(.a)', 'div:has(> p)', '[lang!=en]', 'P'])('%s is left to the DOM', selector => {
    expect(simpleSelector(selector)).toBeNull()
  })
})
