import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { createCleaner, loadRulebook, type Cleaner } from '../src/index.js'
import { inPlace } from '../src/measure/streamed.js'

// Protects the text of pages that React sends in pieces: in place, in order, once, without what stood there while it loaded.

const STORY = 'The night ferry to Orrin sails again from Friday, four years after the last one tied up at the old pier.'
const SEQUEL = 'Tickets cost as much as they did in 2019, and the timetable is the one that the islanders asked for.'

describe('parts that are sent later', () => {
  it('replace the boundary and what stood in for them', () => {
    expect(inPlace('<main><!--$?--><template id="B:0"></template><p>Loading</p><!--/$--></main><div hidden id="S:0"><p>Story</p></div><script>$RC("B:0","S:0")</script>'))
      .toBe('<main><!--$?--><p>Story</p><!--/$--></main><script>$RC("B:0","S:0")</script>')
  })

  it('may hold boundaries and placeholders of their own', () => {
    const source = '<main><!--$?--><template id="B:0"></template><i>…</i><!--/$--></main>' +
      '<div hidden id="S:0"><div>one<template id="P:1"></template>three</div><!--$?--><template id="B:1"></template><!--$--><b>…</b><!--/$--><!--/$--></div>' +
      '<div hidden id="S:1"><p>two</p></div><script>$RS("S:1","P:1")</script><script>$RC("B:0","S:0")</script>' +
      '<div hidden id="S:2">four</div><script>$RR("B:1","S:2",[["a.css"]])</script>'
    const text = inPlace(source).replace(/<script>.*?<\/script>|<[^>]*>/g, ' ').trim().split(/\s+/)
    expect(text).toEqual(['one', 'two', 'three', 'four'])
  })

  it('find their place by their number when the page was saved without its scripts', () => {
    expect(inPlace('<main><!--$?--><template id="B:a"></template><p>Loading</p><!--/$--></main><div hidden id="S:a"><p>Story</p><template id="P:1f"></template></div><div hidden id="S:1f">more</div>'))
      .toBe('<main><!--$?--><p>Story</p>more<!--/$--></main>')
  })

  it('stay where they are when they have no place', () => {
    for (const source of ['<p>a</p>', '<div hidden id="S:0">x</div>', '<template id="B:1"></template><div hidden id="S:0">x</div>', '<template id="B:0"></template><div hidden id="S:0">x', '$RC("B:0","S:0")']) {
      expect(inPlace(source)).toBe(source)
    }
  })

  it('are written once at most, whatever the calls say', () => {
    const piece = fc.constantFrom(
      '<template id="B:0"></template>', '<template id="P:1"></template>', '<!--$?-->', '<!--/$-->', '<div hidden id="S:0">', '<div hidden id="S:1">', '</div>', '<div>',
      'one', 'two', '<script>$RC("B:0","S:0")</script>', '<script>$RS("S:1","P:1")</script>', '<script>$RC("B:0","S:1")</script>',
    )
    fc.assert(fc.property(fc.array(piece, { maxLength: 25 }), pieces => {
      const source = pieces.join('')
      const count = (text: string, word: string) => text.split(word).length
      for (const word of ['one', 'two']) expect(count(inPlace(source), word)).toBeLessThanOrEqual(count(source, word))
    }), { seed: 11, numRuns: 2000 })
  })
})

describe('a page sent in pieces', () => {
  let cleaner: Cleaner
  beforeAll(async () => { cleaner = await createCleaner(await loadRulebook({ sites: false })) })

  it('is cleaned as if it had come whole', () => {
    const page = (main: string, later = '') => `<html lang="en"><head><title>The ferry</title></head><body><nav><a href="/">Home</a></nav><main><h1>The ferry</h1>${main}</main>${later}</body></html>`
    const whole = cleaner.fromHtml(page(`<p>${STORY}</p><p>${SEQUEL}</p>`))
    const pieces = cleaner.fromHtml(page('<!--$?--><template id="B:0"></template><p>Loading…</p><!--/$-->',
      `<div hidden id="S:0"><p>${STORY}</p><template id="P:1"></template></div><div hidden id="S:1"><p>${SEQUEL}</p></div>` +
      '<script>$RS("S:1","P:1")</script><script>$RC("B:0","S:0")</script>'))
    expect(pieces.text).toBe(whole.text)
    expect(pieces.text).toContain(STORY)
  })
})
