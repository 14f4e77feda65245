import { expect, test } from 'vitest'
import { toJson } from '../../src/render/json.js'
import type { Cleaned } from '../../src/model.js'
import { titled } from './documents.js'

const CLEANED: Cleaned = {
  verdict: 'clean', confidence: 0.9,
  signals: { inputLength: 9, outputLength: 4, linkShare: 0, proseBlocks: 1, proseKept: 1, refused: 0 },
  metadata: titled('A Title'), text: 'Body', markdown: null, html: '<p>Body</p>', comments: [],
  page: null, siteRule: null, links: { next: null, singlePage: null }, selection: { strategy: 'all', confidence: 1, why: 'x' }, lang: 'en', encoding: 'utf-8', removals: [], problems: [],
  timings: { parse: 1 },
}

test('the keys of the JSON document stand in their documented order; formats not made are absent', () => {
  expect(Object.keys(toJson(CLEANED))).toEqual([
    'title', 'byline', 'published', 'modified', 'siteName', 'section', 'language', 'canonicalUrl', 'image', 'description',
    'sources', 'verdict', 'confidence', 'page', 'text', 'html', 'comments', 'captions', 'selection', 'siteRule', 'links', 'signals', 'removals', 'problems',
    'timings', 'encoding',
  ])
})

test('metadata are plain values beside their sources; the language falls back to the one cleaned in', () => {
  const document = toJson(CLEANED)
  expect(document.title).toBe('A Title')
  expect(document.byline).toBeNull()
  expect(document.sources).toEqual({ title: 'og' })
  expect(document.language).toBe('en')
  expect(JSON.parse(JSON.stringify(document))).toEqual(document)
})
