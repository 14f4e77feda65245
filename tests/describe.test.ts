/** Protects: metadata comes from the source that can be trusted, names that source, and junk stays out. */
import fc from 'fast-check'
import { describe as suite, expect, it } from 'vitest'
import { dateOfAddress, findDate, parseDate } from '../src/describe/dates.js'
import { readJsonLd } from '../src/describe/json-ld.js'
import { authorName, joinAuthors } from '../src/describe/names.js'
import { oneLine, oneLineOfHtml } from '../src/describe/plain-text.js'
import { isSiteName, similarTitle, withoutSite } from '../src/describe/titles.js'
import type { Metadata, Source } from '../src/model.js'
import { decode } from '../src/stages/decode.js'
import { describe } from '../src/stages/describe.js'
import { parse } from '../src/stages/parse.js'

const URL = 'https://www.harbourpost.example/2024/town/bridge-repairs'
const FILLER = 'The council met for three hours and heard from engineers, shopkeepers and the harbour master. '.repeat(5)

function describePage(html: string, source: Partial<Source> = {}) {
  return describe(parse(decode(html, { url: URL, contentType: null, lang: null, ...source }, 'page')))
}
function metadata(head: string, body = '', source: Partial<Source> = {}): Metadata {
  const html = `<html lang="en"><head>${head}</head><body>${body}<p>${FILLER}</p></body></html>`
  return describePage(html, source).metadata
}
const ld = (value: unknown): string => `<script type="application/ld+json">${JSON.stringify(value)}</script>`

suite('parseDate', () => {
  const cases: [written: string, lang: string, iso: string | null][] = [
    ['2024-01-05', '', '2024-01-05'],
    ['2024-1-5', '', '2024-01-05'],
    ['2024-01', '', '2024-01'],
    ['2024-01-05T10:30:00Z', '', '2024-01-05T10:30:00Z'],
    ['2024-01-05T10:30:00.123+0530', '', '2024-01-05T10:30:00+05:30'],
    ['2024-01-05T10:30-04', '', '2024-01-05T10:30-04:00'],
    ['2024-01-05 10:30:00', '', '2024-01-05T10:30:00'],
    ['20240105', '', '2024-01-05'],
    ['٣ نوفمبر ٢٠٢٦', 'ar', '2026-11-03'],
    ['०३ नवंबर २०२६', 'hi', '2026-11-03'],
    ['12 พฤศจิกายน 2569 เวลา 09:30 น.', 'th', '2026-11-12T09:30'],
    ['๑๒ พ.ย. ๒๕๖๙', 'th', '2026-11-12'],
    ['12/11/2569', 'th', '2026-11-12'],
    ['12 November 2569', 'en', null],
    ['20240105T103000Z', '', '2024-01-05T10:30:00Z'],
    ['1704450600', '', '2024-01-05T10:30:00Z'],
    ['1704450600000', '', '2024-01-05T10:30:00Z'],
    ['January 5, 2024', '', '2024-01-05'],
    ['Jan. 5th, 2024', 'en', '2024-01-05'],
    ['5 January 2024', 'en', '2024-01-05'],
    ['5-Jan-2024', 'en', '2024-01-05'],
    ['Published on January 5, 2024 at 4:07 PM', 'en', '2024-01-05T16:07'],
    ['January 5, 2024 12:07 am EST', 'en', '2024-01-05T00:07-05:00'],
    ['Fri, 05 Jan 2024 10:30:00 GMT', '', '2024-01-05T10:30:00Z'],
    ['Fri, 05 Jan 2024 10:30:00 +0100', '', '2024-01-05T10:30:00+01:00'],
    ['Fri Jan 05 2024 10:30:00 GMT+0100 (CET)', '', '2024-01-05T10:30:00+01:00'],
    ['Fri Jan 5 10:30:00 2024', 'en', '2024-01-05T10:30:00'],
    ['5. Januar 2024', 'de', '2024-01-05'],
    ['le 5 août 2024', 'fr', '2024-08-05'],
    ['5 de enero de 2024', 'es', '2024-01-05'],
    ['5 января 2024', 'ru', '2024-01-05'],
    ['5 stycznia 2024', 'pl', '2024-01-05'],
    ['2024年1月5日', 'ja', '2024-01-05'],
    ['2024년 1월 5일', 'ko', '2024-01-05'],
    ['2024 Jan 5', '', '2024-01-05'],
    ['2024-Jan-05', 'en', '2024-01-05'],
    ['2024 Harbour 5', 'en', null],
    ['2024/01/05', '', '2024-01-05'],
    ['05.01.2024', 'de', '2024-01-05'],
    ['12 במאי 2023', 'he', '2023-05-12'],
    ['12 מאי 2023', 'he', '2023-05-12'],
    ['25/12/2024', 'en', '2024-12-25'],
    ['12/25/2024', 'en', '2024-12-25'],
    ['03/04/2024', 'fr', '2024-04-03'],
    ['03/04/2024', 'en', null],
    ['03/04/2024', '', null],
    ['February 30, 2024', 'en', null],
    ['0000-00-00', '', null],
    ['1970-01-01T00:00:00Z', '', null],
    ['2999-01-01', '', null],
    ['9999999-99-99T99:99:99Z', '', null],
    ['yesterday', 'en', null],
    ['May contain 12, 2024', 'en', null],
    ['', '', null],
  ]
  for (const [written, lang, iso] of cases) it(`${written || 'nothing'} (${lang || 'no language'})`, () => expect(parseDate(written, lang)).toBe(iso))

  it('reads addresses', () => {
    expect(dateOfAddress('https://a.example/2024/01/05/title')).toBe('2024-01-05')
    expect(dateOfAddress('https://a.example/2024/01/25-best-things')).toBe('2024-01')
    expect(dateOfAddress('https://a.example/news/2024-01-05-title')).toBe('2024-01-05')
    expect(dateOfAddress('https://a.example/p/20240105')).toBeNull()
    expect(dateOfAddress(null)).toBeNull()
  })

  it('never throws, and answers in ISO 8601', () => {
    const shape = /^\d{4}-\d{2}(?:-\d{2}(?:T\d{2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:\d{2})?)?)?$/
    fc.assert(fc.property(fc.stringMatching(/^[\dJanM:./T Z+-]{0,30}$/), fc.constantFrom('en', 'de', '', 'xx', 'zz-bad'), (text, lang) => {
      for (const date of [parseDate(text, lang), findDate(text, lang)]) if (date !== null) expect(date).toMatch(shape)
    }), { seed: 2, numRuns: 500 })
  })
})

suite('names', () => {
  it('are freed of labels, addresses and what stands behind them', () => {
    expect(authorName('By Jane Doe')).toBe('Jane Doe')
    expect(authorName('  Written by:  Jane Doe ')).toBe('Jane Doe')
    expect(authorName('Posted by Jane Doe on March 3, 2024')).toBe('Jane Doe')
    expect(authorName('Jane Doe (jane@post.example)')).toBe('Jane Doe')
    expect(authorName('Jane Doe | The Harbour Post')).toBe('Jane Doe')
    expect(authorName('Von Hans Meier', true)).toBe('Hans Meier')
    expect(authorName('Von Hans Meier')).toBe('Von Hans Meier')
    expect(authorName('Par Claire Dubois', true)).toBe('Claire Dubois')
    expect(authorName('作者：王小明')).toBe('王小明')
    for (const [label, name] of [['מאת: ', 'נועה ברק'], ['كتبت: ', 'سلمى النجار'], ['लेखक: ', 'मीरा त्रिवेदी'], ['Текст: ', 'Вера Лунина'], ['โดย: ', 'สมใจ'], ['Yazar: ', 'Elif Demir']] as const) {
      expect(authorName(label + name)).toBe(name)
    }
    expect(authorName('בקלם נועה', true)).toBe('בקלם נועה')
    expect(authorName('Текст Вера')).toBe('Текст Вера')
    expect(authorName('מאת נועה ברק', true)).toBe('נועה ברק')
    expect(authorName('byJane Doe', true)).toBe('Jane Doe')
    expect(authorName('Byron Bay')).toBe('Byron Bay')
    expect(authorName('Jane Doe ⋅ Senior Editor ⋅')).toBe('Jane Doe')
    expect(authorName('Posted by Jane Doe on 2024-03-03 in harbour', true)).toBe('Jane Doe')
  })

  it('are not addresses, dates, accounts or sentences', () => {
    for (const junk of [
      'https://www.facebook.com/post', '//cdn.example/a', '/author/jane', 'jane@post.example', '@jane', 'admin', 'Staff', 'The Editors',
      'January 5, 2024', '2024-01-05', 'By', 'Article by', 'page.head.author', '{{ author }}', '%author%', '-', '12345', '',
      'She has written about bridges and boats for many years and lives by the sea with her two dogs.',
    ]) expect(authorName(junk), junk).toBeNull()
  })

  it('are joined once each', () => {
    expect(joinAuthors(['By Jane Doe', 'admin', 'John Roe', 'JANE DOE'])).toBe('Jane Doe, John Roe')
    expect(joinAuthors(['admin'])).toBeNull()
  })
})

suite('titles', () => {
  const site = { names: ['The Harbour Post'], host: 'www.harbourpost.example' }

  it('lose the name of the site at both ends', () => {
    for (const title of [
      'Bridge closes | The Harbour Post', 'Bridge closes - Harbourpost', 'The Harbour Post: Bridge closes', 'Bridge closes — harbourpost.example',
      'The Harbour Post » Bridge closes', 'Bridge closes · The Harbour Post', 'Bridge closes « Harbour Post',
      'Bridge closes - Town - The Harbour Post',
    ]) expect(withoutSite(title, site, ['Bridge closes']), title).toBe('Bridge closes')
  })

  it('keep their own dashes, colons and bars', () => {
    for (const title of ['Bridge: the long story', 'Old town - new bridge', 'Bridge | Boats', 'The Harbour Post', 'Twenty-one bridges']) {
      expect(withoutSite(title, site, []), title).toBe(title)
    }
  })

  it('lose a short end behind a bar without proof, never all', () => {
    expect(withoutSite('Why the old bridge must close | Daily Ferry', site, [])).toBe('Why the old bridge must close')
    expect(withoutSite('The Harbour Post | The Harbour Post', site, [])).toBe('The Harbour Post')
    expect(withoutSite(' | ', site, [])).toBe(' | ')
  })

  it('keep their quotations in guillemets, whichever way they point', () => {
    for (const title of ['«La mer attend» : une journée au port', '» Das Meer wartet « sagt die Fischerin', '« La mer attend »']) {
      expect(withoutSite(title, site, []), title).toBe(title)
    }
    expect(withoutSite('«La mer attend» : une journée au port » Gazette', site, [])).toBe('«La mer attend» : une journée au port')
  })

  it('without spaces between words lose the end as well', () => {
    expect(withoutSite('港の製氷所が止まった日のこと | 港だより', site, [])).toBe('港の製氷所が止まった日のこと')
    expect(withoutSite('港 | 海', site, [])).toBe('港 | 海')
  })

  it('are found in a main part whatever its layout is called, without the mark of a permalink', () => {
    const body = '<section class="page-nav-wrap"><div role="main"><h1>Keys of the hut<a href="#keys">¶</a></h1></div></section>'
    expect(metadata('<title>Keys of the hut — Orrin Handbook</title>', body).title?.value).toBe('Keys of the hut')
    expect(metadata('', '<h1>Keys of the hut <a href="#keys">\u200b</a></h1>').title?.value).toBe('Keys of the hut')
    // Its end tag was written as a second start.
    expect(metadata('', `<h1>Keys of the hut<h1><p>${FILLER.slice(0, 94)}</p><p>Nobody has the third key any more, says the harbour master, who had it for thirty years.</p>`).title?.value).toBe('Keys of the hut')
  })

  it('are not the linked logo in the header of the page, where another h1 stands below', () => {
    const logo = '<div id="wiki__header"><h1 class="logo"><a href="/">Hutwiki</a></h1></div>'
    expect(metadata('<title>keys [Hutwiki]</title>', `${logo}<h1>The keys of the hut</h1>`).title?.value).toBe('The keys of the hut')
    expect(metadata('<title>Hutwiki</title>', logo).title?.value).toBe('Hutwiki')
    const linked = '<article class="entry"><div class="entry-header"><h1><a href="/keys">The keys of the hut</a></h1></div></article>'
    expect(metadata('', linked).title?.value).toBe('The keys of the hut')
  })

  it('agree as far as letters go', () => {
    expect(similarTitle('“Bridge closes” – for good!', 'Bridge closes: for good')).toBe(true)
    expect(similarTitle('Bridge', 'Bridge closes for good in winter')).toBe(false)
    expect(isSiteName('The Harbour-Post', site)).toBe(true)
    expect(isSiteName('Harbour', site)).toBe(false)
  })

  it('stay linear', () => {
    for (const title of ['a - b | c » '.repeat(1e5), `The report${' '.repeat(1e6)}x`, 'a: '.repeat(1e5)]) {
      expect(metadata(`<title>${title}</title>`).title?.value.length).toBeLessThanOrEqual(5000)
    }
  })
})

suite('JSON-LD', () => {
  it('is read through wrappers, comments, trailing commas, raw line ends', () => {
    const texts = [
      '<!-- {"@type":"Article","headline":"h"} -->', '//<![CDATA[\n{"@type":"Article","headline":"h"}\n//]]>',
      '/*<![CDATA[*/ {"@type":"Article","headline":"h"} /*]]>*/', '{"@type":"Article", // a note\n "headline":"h",}',
      '{"@type":"Article","headline":"h",,}', '{"@type":"Article","headline":"h"};', '{"@type":"Article","b":"it\\\'s\n","headline":"h"}',
      '[{"@graph":[{"@type":["Article","x"],"headline":"h"}]}]',
    ]
    for (const text of texts) {
      const { things, broken } = readJsonLd([text])
      expect(broken, text).toEqual([])
      expect(things[0]?.node['headline'], text).toBe('h')
    }
  })

  it('a broken script is reported, the others count', () => {
    const head = `<script type="application/ld+json">{"@type":"Article","headline":</script>${ld({ '@type': 'NewsArticle', headline: 'Bridge closes' })}`
    const described = describePage(`<html><head>${head}</head><body><p>x</p></body></html>`)
    expect(described.metadata.title).toEqual({ value: 'Bridge closes', source: 'json-ld' })
    expect(described.page.trail.problems).toEqual([{ code: 'bad-json-ld', stage: 'describe', rule: '', detail: 'script 1: not JSON' }])
    expect(described.page.elements.length).toBeGreaterThan(3)
    expect(described.page.tagged('p')).toHaveLength(1)
  })

  it('depth, size and wrong types do no harm', () => {
    const deep = `${'{"@graph":'.repeat(1e5)}1${'}'.repeat(1e5)}`
    const wrong = '{"@type":["NewsArticle",null,5],"headline":{"a":1},"author":[null,[["x"]],{"name":null},{"name":["a",{}]}],"datePublished":{"x":1},"publisher":7,"image":[[[]]],"@graph":null}'
    for (const text of [deep, '['.repeat(1e5), wrong, 'null', '1e999', '[null,1,"x",{"@type":null}]', '{"@type":5}', '']) {
      const head = `<script type="application/ld+json">${text}</script><title>Bridge closes</title>`
      expect(metadata(head).title?.value).toBe('Bridge closes')
    }
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
  })

  it('takes the node of this page, not of teasers or the site', () => {
    const graph = [
      { '@type': 'WebSite', name: 'The Harbour Post' },
      { '@type': 'ItemList', itemListElement: [{ '@type': 'NewsArticle', headline: 'Ferry sinks', datePublished: '2023-02-02', url: '/ferry' }] },
      { '@type': 'NewsArticle', headline: 'Other story', url: 'https://www.harbourpost.example/other', datePublished: '2022-01-01' },
      { '@type': 'NewsArticle', headline: 'Bridge &amp; quay close', mainEntityOfPage: { '@id': `${URL}/?utm=1` }, datePublished: '2024-01-05T10:00:00+01:00', author: [{ '@id': '#jane' }, { '@type': 'Organization', name: 'The Harbour Post' }], image: { '@type': 'ImageObject', url: '/i/bridge.jpg' } },
      { '@type': 'Person', '@id': '#jane', name: 'Jane Doe' },
    ]
    const found = metadata(ld({ '@context': 'https://schema.org', '@graph': graph }))
    expect(found.title).toEqual({ value: 'Bridge & quay close', source: 'json-ld' })
    expect(found.published).toEqual({ value: '2024-01-05T10:00:00+01:00', source: 'json-ld' })
    expect(found.byline).toEqual({ value: 'Jane Doe', source: 'json-ld' })
    expect(found.image?.value).toBe('https://www.harbourpost.example/i/bridge.jpg')
    expect(found.siteName).toEqual({ value: 'The Harbour Post', source: 'json-ld' })
  })

  it('several stories of which none is this page are a list', () => {
    const found = metadata(`<title>Town news</title>${ld([{ '@type': 'NewsArticle', headline: 'Ferry sinks', datePublished: '2023-02-02' }, { '@type': 'NewsArticle', headline: 'Fair opens', datePublished: '2023-02-03' }])}`)
    expect(found.title?.value).toBe('Town news')
    expect(found.published).toBeNull()
  })
})

suite('meta elements', () => {
  it('Open Graph, Dublin Core, citation and the rest', () => {
    const found = metadata(`
      <meta property="og:title" content="Bridge closes for good - The Harbour Post"><meta property="og:site_name" content="The Harbour Post">
      <meta property="og:description" content="Winter  is&#10;coming"><meta property="og:image" content="/a.jpg"><meta property="og:url" content="/2024/x">
      <META NAME="DC.Creator" CONTENT="Jane Doe"><meta name="dc.date.issued" content="2024-01-05"><meta property="article:modified_time" content="2024-01-06">`)
    expect(found).toMatchObject({
      title: { value: 'Bridge closes for good', source: 'og' }, siteName: { value: 'The Harbour Post', source: 'og' },
      description: { value: 'Winter is coming', source: 'og' }, image: { value: 'https://www.harbourpost.example/a.jpg', source: 'og' },
      canonicalUrl: { value: 'https://www.harbourpost.example/2024/x', source: 'og' }, byline: { value: 'Jane Doe', source: 'dublin-core' },
      published: { value: '2024-01-05', source: 'dublin-core' }, modified: { value: '2024-01-06', source: 'og' },
      language: { value: 'en', source: 'page' },
    })
    expect(found.titles).toEqual(['Bridge closes for good', 'Bridge closes for good - The Harbour Post'])
  })

  it('several citation authors, junk before the name', () => {
    expect(metadata('<meta name="citation_author" content="Doe, Jane"><meta name="citation_author" content="Roe, John">').byline?.value).toBe('Jane Doe, John Roe')
    expect(metadata('<meta name="dc.creator" content="van der Doe, Jane M."><meta name="dc.creator" content="Roe, MD">').byline?.value).toBe('Jane M. van der Doe, Roe, MD')
    expect(metadata('<meta name="author" content="Doe, Jane">').byline?.value).toBe('Doe, Jane')
    const found = metadata('<meta property="article:author" content="https://www.facebook.com/harbour"><meta name="author" content="admin"><meta name="byl" content="By Jane Doe">')
    expect(found.byline).toEqual({ value: 'Jane Doe', source: 'meta' })
  })

  it('a language tag that is none behind its first part is that language; one that is none at all is not believed', () => {
    for (const tag of ['de-1', 'de-DE-DE', 'de_DE_1', 'DE-de-u']) {
      const page = parse(decode(`<html lang="${tag}"><body><p>${FILLER}</p></body></html>`, { url: URL, contentType: null, lang: null }, 'page'))
      expect([tag, page.lang]).toEqual([tag, 'de'])
    }
    const page = parse(decode(`<html lang="deutsch-1"><body><p>${FILLER}</p></body></html>`, { url: URL, contentType: null, lang: null }, 'page'))
    expect(page.lang).toBe('en')
  })

  it('only http addresses, and hostile names', () => {
    const found = metadata('<link rel="canonical" href="javascript:alert(1)"><meta property="og:url" content="data:text/html,x"><meta property="og:image" content="javascript:1"><meta property="__proto__" content="x"><meta name="constructor" content="y">')
    expect(found).toMatchObject({ canonicalUrl: null, image: null })
    expect(metadata('<meta property="og:image" content="a.jpg"><base href="http://[::bad/">', '', { url: null }).image).toBeNull()
    expect(metadata('<base href="https://cdn.example/x/"><link rel="shortlink canonical" href="y">').canonicalUrl).toEqual({ value: 'https://cdn.example/x/y', source: 'link' })
  })
})

suite('the visible page', () => {
  const article = (inside: string) => `<header><nav><time datetime="2020-01-01">x</time></nav></header><main><h1>Bridge closes for good</h1>${inside}</main>`

  it('the heading decides which title is right', () => {
    const head = '<title>Bridge news, ferry times, tide tables</title><meta property="og:title" content="You will not believe this bridge">'
    const found = metadata(`${head}${ld({ '@type': 'Article', headline: 'Bridge Closes for Good' })}`, article(''))
    expect(found.title).toEqual({ value: 'Bridge Closes for Good', source: 'json-ld' })
    expect(found.titles).toContain('You will not believe this bridge')
    expect(metadata('<title>Bridge closes for good and all - a story of the harbour</title>', article('')).title?.source).toBe('page')
  })

  it('a heading that is the site is no title', () => {
    const found = metadata('<title>Bridge closes | Harbour Post</title>', '<h1><a href="/">Harbour Post</a></h1><h2>Bridge closes</h2>')
    expect(found.title?.value).toBe('Bridge closes')
  })

  it('a heading that the title has for the site, above a heading with the rest, is no title', () => {
    const board = '<div id="bar"><h1>Two-stroke board</h1></div>'
    const found = metadata('<title>Valve leaks when cold - Two-stroke board</title>', `${board}<h2><a href="/t/9">Valve leaks when cold</a></h2><h3>Re: Valve leaks when cold</h3>`)
    expect(found.title?.value).toBe('Valve leaks when cold')
    expect(metadata('<title>The board - Valve leaks</title>', '<h2>The board</h2><h1>Valve leaks</h1>').title?.value).toBe('Valve leaks')
    expect(metadata('<title>Overview - Valve leaks</title>', '<h1>Valve leaks</h1><h2>Overview</h2>').title?.value).toBe('Valve leaks')
    expect(metadata('<title>Part one - Valve leaks</title>', '<h1>Valve leaks</h1><h2>Part two</h2>').title?.value).toBe('Valve leaks')
  })

  it('byline and date by the headline', () => {
    const found = metadata('', article('<p class="byline">By <a rel="author" href="/jane">Jane Doe</a></p><p>Published January 5, 2024</p><p>Updated January 9, 2024</p>'))
    expect(found.byline).toEqual({ value: 'Jane Doe', source: 'page' })
    expect(found.published).toEqual({ value: '2024-01-05', source: 'page' })
    expect(found.modified).toEqual({ value: '2024-01-09', source: 'page' })
  })

  it('label and name on two lines, name beside a date', () => {
    expect(metadata('', article('<div><div>By</div><div>Jane Doe</div></div>')).byline?.value).toBe('Jane Doe')
    expect(metadata('', article('<p>Jane Doe | Senior Writer | July 2, 2024</p>'))).toMatchObject({ byline: { value: 'Jane Doe' }, published: { value: '2024-07-02' } })
  })

  it('a label of authors in another language, and a name behind it', () => {
    for (const [line, name] of [
      ['מאת: נועה שקד', 'נועה שקד'], ['كتبت: ليلى حداد', 'ليلى حداد'], ['Geschrieben von Hanne Roth', 'Hanne Roth'], ['Γράφει η Μαρία Λάμπρου', 'Μαρία Λάμπρου'],
      ['Tác giả: Nguyễn Thị Lan', 'Nguyễn Thị Lan'], ['Penulis: Dewi Anggraini', 'Dewi Anggraini'], ['作者：周小禾', '周小禾'],
    ]) expect(metadata('', article(`<div>${line}</div>`)).byline, line).toEqual({ value: name, source: 'page' })
    for (const line of ['Text: The Good Shepherd', 'Autor: 3 Artikel', 'Author: what you need to know before you sign with one', 'Oleh: ?', 'مكتوب: ليلى حداد', 'Escrito por mi abuela en la cocina', 'Scritto da chi sa']) {
      expect(metadata('', article(`<div>${line}</div>`)).byline, line).toBeNull()
    }
  })

  it('a name without label counts with evidence beside it', () => {
    const told = '<p>Jane Doe is a reporter who lives by the harbour.</p>'
    for (const inside of [
      '<p><a href="/authors/jane-doe">Jane Doe</a></p>',
      '<div><a href="/x"><img alt="Jane Doe" src="j.jpg"><span>Jane Doe</span></a><p>January 5, 2024</p></div>',
      `<p>Jane Doe</p><p>January 5, 2024</p><p>${FILLER}</p>${told}`,
      `<p>Jane Doe</p><p>6 min read</p><p>${FILLER}</p><p>All articles by Jane Doe</p>`,
    ]) expect(metadata('', article(inside)).byline, inside).toEqual({ value: 'Jane Doe', source: 'page' })
    expect(metadata('', article('<p>Jane Doe, John Roe</p><p>January 5, 2024</p>')).byline?.value).toBe('Jane Doe, John Roe')
  })

  it('a category is no name, even beside a date', () => {
    for (const inside of [
      '<p>Harbour Affairs</p><p>January 5, 2024</p>',
      '<p><a href="/topics/harbour">Harbour Affairs</a></p><p>January 5, 2024</p>',
      `<p>Jane Doe</p><p>${FILLER}</p><p>Jane Doe is a reporter who lives by the harbour.</p>`,
      '<p>The Harbour</p><p>January 5, 2024</p><p>The Harbour is closed.</p>',
    ]) expect(metadata('', article(inside)).byline, inside).toBeNull()
  })

  it('who signs at the end signs; two who do are others', () => {
    const end = (...lines: string[]) => article(`<p>${FILLER}</p><p>${FILLER}</p>${lines.map(line => `<p>${line}</p>`).join('')}`)
    expect(metadata('', end('Written by Jane Doe')).byline).toEqual({ value: 'Jane Doe', source: 'page' })
    expect(metadata('', end('Written by Jane Doe', 'Written by John Roe')).byline).toBeNull()
    expect(metadata('', end('Published on: 5 January 2024')).published).toEqual({ value: '2024-01-05', source: 'page' })
    expect(metadata('', end('Published on: 5 January 2024', 'Published on: 6 January 2024')).published).toBeNull()
    expect(metadata('', end('Last updated: 5 January 2024')).published).toBeNull()
  })

  it('a name that the page tells of beats the account it was posted from', () => {
    const head = ld({ '@type': 'Article', headline: 'Bridge closes for good', author: { '@type': 'Person', name: 'jdoe.web' } })
    expect(metadata(head, article('<p class="byline">By Jane Doe</p>')).byline).toEqual({ value: 'Jane Doe', source: 'page' })
    expect(metadata(head, article('')).byline).toEqual({ value: 'jdoe.web', source: 'json-ld' })
  })

  it('what holds the headline is no teaser, whatever it is called', () => {
    const found = metadata('<title>Bridge closes for good</title>', `<div class="newsletter-post"><h1>Bridge closes for good</h1>
      <p class="byline">By Jane Doe</p><time datetime="2024-01-05">5 January</time><p>${FILLER}</p></div>`)
    expect(found).toMatchObject({ byline: { value: 'Jane Doe' }, published: { value: '2024-01-05' } })
  })

  it('a footer below the text names author and date of its post, that of a comment or teaser does not', () => {
    const post = (footer: string) => `<main><article><h1>Bridge closes for good</h1><p>${FILLER}</p><p>${FILLER}</p><p>${FILLER}</p>${footer}</article></main>`
    const labels = '<a href="/c">Harbour</a> <a href="/t">boats</a> <a href="/b">bridges</a>'
    const found = metadata('', post(`<footer class="entry-footer"><time datetime="2024-01-05">5 January</time> <a rel="author" href="/j">Jane Doe</a> ${labels}</footer>`))
    expect(found).toMatchObject({ byline: { value: 'Jane Doe' }, published: { value: '2024-01-05' } })
    const others = metadata('', `${post('')}<aside><article><h3><a href="/f">Ferry sinks</a></h3><footer><time datetime="2023-03-03">3 March</time> ${labels}</footer></article></aside>
      <div class="comments"><article><p>Well.</p><footer><time datetime="2023-03-03">x</time> <a rel="author" href="/t">Troll</a> ${labels}</footer></article></div>`)
    expect(others).toMatchObject({ byline: null, published: null })
  })

  it('dates of teasers, comments, lists and sentences are not the article\'s', () => {
    for (const inside of [
      '<h2>Latest</h2><h3><a href="/a">Ferry sinks</a></h3><time datetime="2023-03-03">3 March</time>',
      '<aside class="related"><h3>More</h3><a href="/a">A</a><a href="/b">B</a><a href="/c">C</a><time datetime="2023-03-03">3 March</time></aside>',
      `<p>${FILLER}</p><p>${FILLER}</p><div class="comments"><time datetime="2023-03-03">x</time></div>`,
      '<ul><li>1 March 2023</li><li>2 March 2023</li><li>3 March 2023</li></ul>',
      '<p>The new ferry will sail for the first time on 3 March 2023.</p>',
    ]) expect(metadata('', article(inside)).published, inside).toBeNull()
  })

  it('microdata of the article counts, of its comments not', () => {
    const found = metadata('', `<div itemscope itemtype="https://schema.org/NewsArticle"><h1 itemprop="headline">Bridge closes</h1>
      <span itemprop="author" itemscope itemtype="https://schema.org/Person"><a href="/j"><span itemprop="name">Jane Doe</span></a></span>
      <meta itemprop="datePublished" content="2024-01-05T10:00:00Z"><p>${FILLER}</p>
      <div itemprop="comment" itemscope itemtype="https://schema.org/Comment"><span itemprop="author">Troll</span><time itemprop="dateCreated" datetime="2024-02-02">x</time></div></div>`)
    expect(found).toMatchObject({ byline: { value: 'Jane Doe', source: 'microdata' }, published: { value: '2024-01-05T10:00:00Z', source: 'microdata' } })
  })

  it('microdata in the head counts, and a name ends where its line does', () => {
    const found = metadata('<meta itemprop="author" content="Jane Doe"><meta itemprop="datePublished" content="2024-01-05T10:00:00+0100">')
    expect(found).toMatchObject({ byline: { value: 'Jane Doe', source: 'microdata' }, published: { value: '2024-01-05T10:00:00+01:00' } })
    const two = metadata('', '<div itemprop="author"><div>Jane Doe</div><div>Senior Reporter</div></div>')
    expect(two.byline).toEqual({ value: 'Jane Doe', source: 'microdata' })
    const asked = metadata('', `<div itemscope itemtype="https://schema.org/Question"><h1>Why does the bridge close?</h1><p>${FILLER}</p>
      <div itemprop="author" itemscope itemtype="https://schema.org/Person"><span itemprop="name">jdoe</span></div>
      <div itemprop="suggestedAnswer" itemscope itemtype="https://schema.org/Answer"><span itemprop="author">jroe</span></div></div>`)
    expect(asked.byline).toEqual({ value: 'jdoe', source: 'microdata' })
  })

  it('the address is the last resort', () => {
    expect(metadata('', '', { url: 'https://a.example/2024/01/05/x' }).published).toEqual({ value: '2024-01-05', source: 'url' })
  })
})

suite('laws', () => {
  it('an empty page has no metadata', () => {
    expect(describePage('', { url: null }).metadata).toMatchObject({ title: null, byline: null, published: null, canonicalUrl: null, titles: [] })
  })

  it('text is one line, well-formed, decoded once more', () => {
    expect(oneLine(' a\n\tb \ud800 c&#8217;s &amp;lt; &bogus; ')).toBe('a b \uFFFD c’s &lt; &bogus;')
    expect(oneLineOfHtml('<b>Bold</b> a < b')).toBe('Bold a < b')
  })

  it('never throws on nested rubbish', () => {
    const piece = fc.constantFrom('<h1>', '</h1>', '<time datetime=2024-01-05>', '<div class=byline>By ', '<meta name=author content=x>', '<article itemscope>', '<p itemprop=author>', '</div>', 'Jane Doe', '<title>a | b', '</title>', '<a rel=author>', '5 May 2024')
    fc.assert(fc.property(fc.array(piece, { maxLength: 30 }), pieces => {
      expect(describePage(pieces.join('')).metadata.titles.length).toBeLessThanOrEqual(12)
    }), { seed: 3, numRuns: 150 })
  })

  it('survives depth', () => {
    expect(describePage(`<h1>Bridge</h1>${'<div class="author">'.repeat(20000)}By Jane Doe`).metadata.title?.value).toBe('Bridge')
  })
})
