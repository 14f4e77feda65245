/** Protects the text that only JSON-LD holds: taken when the page shows clearly less, with its source, and never otherwise. */
import { beforeAll, describe, expect, it } from 'vitest'
import { createCleaner, loadRulebook, type Cleaner } from '../src/index.js'

let cleaner: Cleaner
beforeAll(async () => {
  cleaner = await createCleaner(await loadRulebook({ sites: false }))
})

const SENTENCE = 'The night ferry ties up at the east quay, and the harbour master counts the passengers twice.'
const TOLD = Array.from({ length: 5 }, (_, at) => `On day ${at} it rained. ${SENTENCE}`)

const page = (node: object, body: string) =>
  `<html lang="en"><head><title>Night ferry returns</title><script type="application/ld+json">${JSON.stringify({ '@context': 'https://schema.org', headline: 'Night ferry returns', name: 'Night ferry returns', ...node })}</script></head><body>${body}</body></html>`

describe('a text that only JSON-LD holds', () => {
  it('is the content of a page that a script would fill, its paragraphs apart, its source said', () => {
    const html = page({ '@type': 'NewsArticle', articleBody: TOLD.join('\n') }, '<h1>Night ferry returns</h1><div id="app">Loading</div>')
    const { text, selection, removals, verdict } = cleaner.fromHtml(html)
    expect(text.split(/\n+/)).toEqual(TOLD)
    expect(selection).toMatchObject({ strategy: 'json-ld', why: expect.stringContaining('articleBody') as string })
    expect(verdict).toBe('clean')
    expect(removals.find(({ rule }) => rule === 'json-ld')).toMatchObject({ kind: 'outside', stage: 'select' })
  })

  it('is read when it is written in HTML', () => {
    const html = page({ '@type': 'Product', description: TOLD.map(told => `<p>${told.replace('rained', 'rained &amp; <b>blew</b>')}</p>`).join('') }, '<h1>Night ferry returns</h1>')
    expect(cleaner.fromHtml(html).text.split(/\n+/)[0]).toBe(`On day 0 it rained & blew. ${SENTENCE}`)
  })

  it('gives way to the page that shows it, and a summary is no body', () => {
    const shown = `<article><h1>Night ferry returns</h1>${TOLD.map(told => `<p>${told}</p>`).join('')}</article>`
    for (const articleBody of [TOLD.join('\n'), SENTENCE]) {
      expect(cleaner.fromHtml(page({ '@type': 'NewsArticle', articleBody }, shown)).selection.strategy).toBe('block-model')
    }
  })

  it('of another article (a list of stories) is nobody’s content', () => {
    const other = { '@type': 'ItemList', itemListElement: [1, 2].map(at => ({ '@type': 'NewsArticle', headline: `Story ${at}`, articleBody: TOLD.join('\n') })) }
    const { text } = cleaner.fromHtml(page(other, '<h1>Night ferry returns</h1><p>Soon.</p>'))
    expect(text).not.toContain('harbour master')
  })
})
