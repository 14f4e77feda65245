import { beforeAll, describe, expect, test } from 'vitest'
import { createCleaner, type Cleaner } from '../../src/cleaner.js'
import { createStatisticsCollector, repeatsOn } from '../../src/learn/site-statistics.js'
import type { Rulebook, SiteStatistics } from '../../src/model.js'
import { loadRulebook } from '../../src/rulebook/load.js'
import { makeSite, NOTICE, QUOTE, VOCABULARIES, type MadePage } from './sites.js'

// Protects --learn-sites: lines of the site go from pages and texts with their counts, an author's lines stay, memory is bounded.

let rulebook: Rulebook
let cleaner: Cleaner

beforeAll(async () => {
  rulebook = await loadRulebook()
  cleaner = await createCleaner(rulebook)
})

interface Text {
  readonly url: string
  readonly text: string
}

function statisticsOf(pages: readonly MadePage[], texts: readonly Text[] = [], before?: SiteStatistics): SiteStatistics {
  const { stages } = cleaner
  const collector = createStatisticsCollector(before)
  for (const { html, url } of pages) collector.addPage(stages.parse(stages.decode(html, { url, contentType: null, lang: null }, 'page')))
  for (const { text, url } of texts) collector.addText(stages.segmentText(stages.decode(text, { url, contentType: null, lang: null }, 'text')).items, url)
  return collector.statistics()
}

/** Pages as somebody else extracted them: lines, the site's among them. */
function extracted(pages: readonly MadePage[], foot: string, notice: readonly string[] = []): Text[] {
  return pages.map(({ url, told }) => ({
    url, text: ['The Orrin Post, every morning', ...told.slice(0, 4), ...notice, ...told.slice(4), 'Our boats leave from berth 7 at noon', foot].join('\n\n'),
  }))
}

describe('texts', () => {
  test.each(['english', 'russian', 'japanese'] as const)('%s: lines of the site go, each with its count, and what is told stays', async language => {
    const vocabulary = VOCABULARIES[language]
    const { pages } = makeSite({ pages: 10, vocabulary })
    const texts = extracted(pages, vocabulary.foot)
    const learned = await createCleaner(rulebook, { only: ['repeated-on-site'], siteStatistics: statisticsOf([], texts) })
    const { text, removals } = learned.fromText(texts[0]!.text, { url: texts[0]!.url })
    expect(text.split(/\n+/)).toEqual(pages[0]!.told)
    expect(removals.map(({ rule, why }) => `${rule}: ${why}`)).toContain('repeated-on-site: on 10 of 10 documents of this site')
  })

  test('a notice within every text, and a paragraph that some quote, stay', async () => {
    const { pages } = makeSite({ pages: 10 })
    const texts = extracted(pages, VOCABULARIES.english.foot, [NOTICE, QUOTE])
    const learned = await createCleaner(rulebook, { only: ['repeated-on-site'], siteStatistics: statisticsOf([], texts) })
    const { text } = learned.fromText(texts[3]!.text, { url: texts[3]!.url })
    expect(text).toContain(NOTICE)
    expect(text).toContain(QUOTE)
  })

  test('a text that says nothing but what the site says loses nothing', async () => {
    const texts = Array.from({ length: 10 }, (_, at) => ({ url: `https://post.example/${at}`, text: `${NOTICE}\n\n${QUOTE}` }))
    const learned = await createCleaner(rulebook, { only: ['repeated-on-site'], siteStatistics: statisticsOf([], texts) })
    expect(learned.fromText(texts[0]!.text, { url: texts[0]!.url }).removals).toEqual([])
  })

  test('few documents prove nothing, nor do those of another site', async () => {
    const { pages } = makeSite({ pages: 4 })
    const texts = extracted(pages, VOCABULARIES.english.foot)
    const few = await createCleaner(rulebook, { only: ['repeated-on-site'], siteStatistics: statisticsOf([], texts) })
    expect(few.fromText(texts[0]!.text, { url: texts[0]!.url }).removals).toEqual([])
    const many = statisticsOf([], extracted(makeSite({ pages: 10 }).pages, VOCABULARIES.english.foot))
    const other = await createCleaner(rulebook, { only: ['repeated-on-site'], siteStatistics: many })
    expect(other.fromText(texts[0]!.text, { url: 'https://other.example/1' }).removals).toEqual([])
    expect(other.fromText(texts[0]!.text).removals).toEqual([])
  })
})

test('pages: the boxes of the site go, and every sentence stays', async () => {
  const { pages, furniture } = makeSite({ pages: 10, layout: 'built' })
  const learned = await createCleaner(rulebook, { siteStatistics: statisticsOf(pages) })
  for (const { html, url, told } of pages.slice(0, 3)) {
    const { text, removals } = learned.fromHtml(html, { url })
    for (const line of furniture) expect(text).not.toContain(line)
    for (const sentence of told) expect(text).toContain(sentence)
    expect(removals.some(({ rule }) => rule === 'repeated-on-site')).toBe(true)
  }
})

test('collecting in two runs is collecting in one, and the address may be the page\'s own', () => {
  const { pages } = makeSite({ pages: 6 })
  const first = JSON.parse(JSON.stringify(statisticsOf(pages.slice(0, 2)))) as SiteStatistics
  expect(statisticsOf(pages.slice(2), [], first)).toEqual(statisticsOf(pages))
  const canonical = pages.map(page => ({ ...page, url: '', html: page.html.replace('<head>', `<head><link rel="canonical" href="${page.url}">`) }))
  const collector = createStatisticsCollector()
  const { stages } = cleaner
  for (const { html } of canonical) collector.addPage(stages.parse(stages.decode(html, { url: null, contentType: null, lang: null }, 'page')))
  expect(Object.keys(collector.statistics().hosts)).toEqual(['post.example'])
})

test('memory is bounded, and no count is too high', () => {
  const collector = createStatisticsCollector()
  const line = 'The Orrin Post is printed on Harbour Street'
  const word = (at: number) => String(at).replace(/\d/g, digit => 'abcdefghij'.charAt(Number(digit)))
  for (let document = 0; document < 12; document++) {
    const texts = [line, ...Array.from({ length: 3000 }, (_, at) => `own line ${word(document)} and ${word(at)}`)]
    collector.addText(cleaner.stages.segmentText(cleaner.stages.decode(texts.join('\n\n'), { url: null, contentType: null, lang: null }, 'text')).items, 'https://post.example/')
  }
  const statistics = collector.statistics()
  expect(statistics.hosts['post.example']?.prints.length).toBeLessThanOrEqual(20_000)
  expect(repeatsOn(statistics, 'https://www.post.example/x')?.on(line)).toBe(12)
})
