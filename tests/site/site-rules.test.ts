/** Protects what each key of a site rule does to a page, and that guards keep a rule from emptying one. */
import { parseHTML } from 'linkedom'
import { describe, expect, it } from 'vitest'
import { createCleaner, type Cleaned, type Cleaner, type CleanerOptions, type Rulebook } from '../../src/index.js'
import { assemble } from '../../src/rulebook/assemble.js'
import { ruleFileErrorLine } from '../../src/rulebook/fault.js'
import { readRuleFile } from '../../src/rulebook/read.js'
import { loadRulebook } from '../../src/index.js'

const builtIn = await loadRulebook({ sites: false })

const STORY = 'The first ferry since the storm left the east quay on Tuesday with two hundred passengers and a brass band on deck.'
const COST = 'Repairs took eleven weeks and cost less than the council had feared, the harbour master said to the islanders.'
const URL = 'https://paper.example/news/ferry'

function rulebookOf(...yaml: string[]): Rulebook {
  const files = yaml.map((text, index) => {
    const read = readRuleFile(`rule-${index}.yaml`, text)
    if (!read.ok) throw new Error(read.errors.map(ruleFileErrorLine).join('\n'))
    return read.rules
  })
  const { rulebook, errors } = assemble([{ layer: 'given', files }], builtIn)
  expect(errors).toEqual([])
  return rulebook
}

function cleanerOf(rule: string, options: CleanerOptions = {}): Promise<Cleaner> {
  return createCleaner(rulebookOf(`schema: 1\nhosts: [paper.example]\n${rule}`), options)
}

async function clean(rule: string, html: string, options: CleanerOptions = {}): Promise<Cleaned> {
  return (await cleanerOf(rule, options)).fromHtml(html, { url: URL })
}

const page = (inner: string, head = '') => `<html lang="en"><head>${head}</head><body><main><article>${inner}</article></main></body></html>`
const story = (...more: string[]) => page(`<p>${STORY}</p>${more.join('')}<p>${COST}</p>`)
const codes = ({ problems }: Cleaned) => problems.map(({ code }) => code)

describe('remove', () => {
  it.each([
    ['text.equals', '{ select: p, text: { equals: ["read on"] } }', '<p>Read  on</p>', '<p>Read it on deck</p>'],
    ['text.starts', '{ select: p, text: { starts: ["Read next:"] } }', '<p>Read next: cafés by the water</p>', '<p>Whoever has read next: nothing, knows</p>'],
    ['text.contains', '{ select: p, text: { contains: ["our shop"] } }', '<p>Mugs are in Our Shop now</p>', '<p>Mugs are in the shop now</p>'],
    ['text.matches', '{ select: p, text: { matches: "^edited by \\\\p{L}+$" } }', '<p>Edited by Øyvind</p>', '<p>Edited by hand, by night</p>'],
    ['text.max_chars', '{ select: p, text: { starts: [more], max_chars: 20 } }', '<p>More on this</p>', '<p>More people came than the quay could hold</p>'],
    ['text.case', '{ select: p, text: { equals: [AD], case: true } }', '<p>AD</p>', '<p>ad</p>'],
    ['pick first', '{ select: p.x, pick: first }', '<p class="x">one</p>', '<p class="x">two</p>'],
    ['up', '{ select: a.b, up: div }', '<div>Support us <a class="b" href="/s">now</a></div>', '<div>Support came from the mainland</div>'],
    ['until end', '{ select: h4, until: end }', '<div><h4>More</h4><p>Old crane sold</p></div>', '<p>A new crane was bought</p>'],
    ['until', '{ select: h4, until: .stop }', '<div><h4>More</h4><p>Old crane sold</p><p class="stop">but not the new one</p></div>', '<p>but not the new one</p>'],
  ])('%s takes what it says and leaves its lookalike', async (_, removal, culprit, lookalike) => {
    const { text, removals } = await clean(`remove: [${removal}]`, story(culprit, lookalike))
    const words = (html: string) => html.replace(/<[^>]*>/g, '\n').split('\n').map(line => line.trim().replace(/\s+/g, ' ')).filter(line => line !== '')
    const kept = words(lookalike)
    for (const line of words(culprit)) if (!kept.includes(line)) expect(text).not.toContain(line)
    for (const line of kept) expect(text).toContain(line)
    expect(text).toContain(STORY)
    expect(removals.some(({ kind, origin }) => kind === 'site' && origin.type === 'file' && origin.line === 3)).toBe(true)
  })

  it('pick last takes the last, and why is told', async () => {
    const { text, removals } = await clean('remove: [{ select: p.x, pick: last, why: an echo }]', story('<p class="x">first echo</p><p class="x">second echo</p>'))
    expect(text).toContain('first echo')
    expect(text).not.toContain('second echo')
    expect(removals[0]?.why).toBe('site rule p.x: an echo')
  })

  it('passes over what holds most of the page, and says so; max_share allows it', async () => {
    const html = page(`<div class="all"><p>${STORY}</p><p>${STORY}</p><p>${COST}</p></div><p>${COST} And so on, and so on.</p>`)
    const careful = await clean('remove: [.all]', html)
    expect(careful.text).toContain(STORY)
    expect(careful.problems).toContainEqual(expect.objectContaining({ code: 'removal-refused', rule: 'site-rule' }))
    expect((await clean('remove: [{ select: .all, max_share: 1 }]', html)).text).not.toContain(STORY)
  })

  it('passes over what holds more characters than max_chars, match by match, and says so', async () => {
    const html = story(`<div class="answers"><p>Nobody has answered yet.</p></div><div class="answers"><p>${COST} She was asked twice.</p></div>`)
    const { text, problems } = await clean('remove: [{ select: .answers, max_chars: 60 }]', html)
    expect(text).toContain('She was asked twice')
    expect(text).not.toContain('Nobody has answered')
    expect(problems).toContainEqual(expect.objectContaining({
      code: 'removal-refused', rule: 'site-rule', detail: `.answers: holds ${COST.length + 21} characters, more than max_chars 60`,
    }))
  })

  it('counts what goes with a match: a heading with everything behind it', async () => {
    const html = page(`<p>${COST}</p><h2>The story</h2><p>${STORY}</p><p>${STORY}</p><p>${STORY}</p>`)
    expect((await clean('remove: [{ select: h2, until: end }]', html)).text).toContain(STORY)
  })
})

describe('keep', () => {
  it('beats every generic rule, and remove beats keep', async () => {
    const html = story('<p class="share">Share on Facebook</p>')
    expect((await clean('keep: [.share]', html)).text).toContain('Share on Facebook')
    expect((await clean('keep: [.share]\nremove: [.share]', html)).text).not.toContain('Share on Facebook')
  })
})

describe('content', () => {
  const two = `<html lang="en"><body><div class="a"><p>${STORY} ${COST}</p></div><div class="b"><p>${COST} ${STORY} ${COST}</p></div></body></html>`

  it('takes the first selector that passes', async () => {
    const { text, selection } = await clean('content: { select: [.none, .a, .b] }', two)
    expect(selection).toMatchObject({ strategy: 'site', why: 'site rule content .a' })
    expect(text.startsWith(STORY)).toBe(true)
  })

  it('several matches are a miss, all of them the content with join', async () => {
    const html = two.replace('"b"', '"a"')
    const missed = await clean('content: { select: .a }', html)
    expect(missed).toMatchObject({ verdict: 'partial' })
    expect(missed.problems[0]).toMatchObject({ code: 'content-selector-missed', detail: '.a: 2 matches without join' })
    expect((await clean('content: { select: .a, join: true }', html)).selection.strategy).toBe('site')
  })

  it('min_chars refuses crumbs, and counts CJK double', async () => {
    const short = (text: string) => page(`<p>${STORY}</p><p>${COST}</p><div class="c">${text}</div>`)
    expect(codes(await clean('content: { select: .c, min_share: 0 }', short('Too short.')))).toEqual(['content-selector-missed'])
    expect((await clean('content: { select: .c, min_share: 0, min_chars: 5 }', short('Too short.'))).text).toBe('Too short.')
    const dense = '山里的茶园在春分之后才开始采摘，今年比往年晚了整整一个星期，老人们说是因为雪化得慢，山路也还没有完全修好。村里的年轻人今年回来了七个，帮着把石阶垒好。'
    expect(dense.length).toBeLessThan(140)
    expect((await clean('content: { select: .c, min_share: 0 }', short(dense))).selection.strategy).toBe('site')
  })

  it('min_share refuses a match that is far less than what would be chosen without it', async () => {
    const html = page(`${`<p>${STORY} ${COST}</p>`.repeat(4)}<div class="c"><p>${STORY} ${STORY.slice(0, 40)}.</p></div>`)
    const refused = await clean('content: { select: .c }', html)
    expect(refused.text).toContain(COST)
    expect(refused.problems[0]?.detail).toMatch(/^\.c: \d+ % of the text chosen without the rule, at least 25 %$/)
    expect((await clean('content: { select: .c, min_share: 0.05 }', html)).text).not.toContain(COST)
  })

  it('on_miss: as on any site, nothing, or a failure; never an empty document by accident', async () => {
    expect(await clean('content: { select: .none }', story())).toMatchObject({ verdict: 'partial', text: `${STORY}\n\n${COST}` })
    expect(await clean('content: { select: .none, on_miss: empty }', story())).toMatchObject({ verdict: 'not-an-article', text: '' })
    expect(await clean('content: { select: .none, on_miss: error }', story())).toMatchObject({ verdict: 'failed', text: '' })
  })

  it('a rule that nobody has looked at for a year must agree with the generic choice', async () => {
    const aside = `<html lang="en"><body><main><article>${`<p>${STORY} ${COST}</p>`.repeat(3)}</article></main><ul class="old">${'<li>Tide tables, timetables and fares</li>'.repeat(8)}</ul></body></html>`
    const rule = (select: string) => `schema: 1\nhosts: [paper.example]\nabout: { verified: 2020-01-01 }\ncontent: { select: ${select}, min_share: 0 }`
    const fresh = rulebookOf(rule('.old'))
    const stale = (select: string) => {
      const { sites, ...rest } = rulebookOf(rule(select))
      return { ...rest, sites: sites.map(site => ({ ...site, stale: true })) }
    }
    const choose = async (rulebook: Rulebook) => (await createCleaner(rulebook)).fromHtml(aside, { url: URL })
    expect((await choose(fresh)).selection.strategy).toBe('site')
    expect((await choose(stale('article'))).selection.strategy).toBe('site')
    const refused = await choose(stale('.old'))
    expect(refused.selection.strategy).not.toBe('site')
    // One of its eight equal entries is chosen without the rule.
    expect(refused.problems[0]?.detail).toContain('.old: last verified on 2020-01-01, and agrees with the choice without the rule in 13 %')
  })
})

describe('changes of the document', () => {
  it('unwrap keeps the children, rename the rest, in Markdown too', async () => {
    const html = story('<div class="citat">A quay is <span class="g">a wall</span> with a view.</div>')
    const { markdown } = await clean('unwrap: [span.g]\nrename: [{ select: div.citat, to: blockquote }]', html, { formats: ['markdown'] })
    expect(markdown).toContain('> A quay is a wall with a view.')
  })

  it.each([
    ['before', ['dek', 'lead', 'body']], ['after', ['lead', 'dek', 'body']], ['into', ['lead dek', 'body']],
  ])('move %s', async (place, order) => {
    const html = page(`<div class="lead">The lead of the story.</div><p>The body of it. ${STORY} ${COST}</p><span class="dek"> The dek.</span>`)
    const { text } = await clean(`content: { select: article }\nmove: [{ select: .dek, ${place}: .lead }]`, html)
    const found = text.split('\n\n').map(line => ['lead', 'dek', 'body'].filter(word => line.includes(word)).join(' '))
    expect(found).toEqual(order)
  })

  it('attributes: lazy images get their source, others are set and dropped', async () => {
    const html = story('<figure><img src="blank.gif" data-full="/crane.jpg" alt="A crane"></figure><p hidden>The tide came in at noon, and stayed.</p>')
    const rule = 'attributes:\n- { select: "img[data-full]", name: src, from: [data-x, data-full] }\n- { select: img, name: alt, set: The crane }\n- { select: p, name: hidden, drop: true }'
    const { markdown } = await clean(rule, html, { formats: ['markdown'] })
    expect(markdown).toContain('![The crane](https://paper.example/crane.jpg)')
    expect(markdown).toContain('The tide came in at noon')
  })

  it('replace in text crosses entities and white space; in html it works on the source', async () => {
    const html = story('<p>Fish &amp;\n chips (a Gazette recipe) were sold.<br/><br/>All of it, by noon.</p>')
    const { text } = await clean('replace:\n- { find: "Fish & chips", with: Soup }\n- { find: " (a Gazette recipe)", with: "" }\n- { find: "<br/><br/>", with: "</p><p>", in: html }', html)
    expect(text).toContain('\n\nSoup were sold.\n\nAll of it, by noon.\n\n')
  })

  it('a document of the caller\'s is not changed, and gets the same result', async () => {
    const rule = 'unwrap: [span]\nremove: [.ad]\nreplace: [{ find: storm, with: flood }]'
    const html = story('<p>A quay is <span>a wall</span> with a view.</p><div class="ad">Buy</div>')
    const { document } = parseHTML(html)
    const before = document.toString()
    const cleaner = await cleanerOf(rule)
    const cleaned = cleaner.fromDocument(document, { url: URL })
    expect(document.toString()).toBe(before)
    expect(cleaned.text).toBe(cleaner.fromHtml(html, { url: URL }).text)
    expect(cleaned.text).toContain('since the flood')
  })

  it('never takes the page apart', async () => {
    const { text } = await clean('unwrap: [html, body]\nrename: [{ select: body, to: div }]\nmove: [{ select: main, into: article }]', story())
    expect(text).toBe(`${STORY}\n\n${COST}`)
  })
})

describe('lines', () => {
  const rule = 'lines: { line: ["See the harbour camera"], starts: ["Read next"], contains: ["friend of the gazette"] }'

  it('takes paragraphs of pages', async () => {
    const { text, removals } = await clean(rule, story('<p>See the harbour camera</p><p>Become a friend of the Gazette today</p><p>You can see the harbour camera from the deck.</p>'))
    expect(text).toBe(`${STORY}\n\nYou can see the harbour camera from the deck.\n\n${COST}`)
    expect(removals.map(({ why }) => why)).toContain('site rule contains "friend of the gazette"')
  })

  it('takes paragraphs and single lines of texts by their host, and leaves other hosts alone', async () => {
    const cleaner = await cleanerOf(rule)
    const text = `${STORY}\n\nRead next: cafés by the water\n\n${COST}\nSee the harbour camera\n${STORY}\n`
    const { text: cleaned, removals, siteRule } = cleaner.fromText(text, { url: URL })
    expect(cleaned.trimEnd()).toBe(`${STORY}\n\n${COST}\n${STORY}`)
    expect(removals.map(({ line, kind, origin }) => ({ line, kind, origin }))).toEqual([3, 6].map(line => ({
      line, kind: 'site', origin: { type: 'file', file: 'rule-0.yaml', line: 3 },
    })))
    expect(siteRule).toBe('rule-0')
    const other = cleaner.fromText(text, { url: 'https://other.example/' })
    expect(other.text).toContain('See the harbour camera')
    expect(other.siteRule).toBeNull()
  })

  it('leaves code and long paragraphs', async () => {
    const long = `${STORY} ${COST} A friend of the Gazette was there, too. ${STORY} ${COST}`
    const { text } = await clean(rule, story(`<pre>See the harbour camera</pre><p>${long}</p>`))
    expect(text).toContain('See the harbour camera')
    expect(text).toContain(long)
  })
})

describe('metadata', () => {
  const fields = async (rule: string, inner: string, head = '') => {
    const { metadata } = await clean(`metadata:\n${rule}`, page(`<p>${STORY}</p>${inner}<p>${COST}</p>`, head))
    return metadata
  }

  it.each([
    ['a selector', 'title: h2.t', '<h2 class="t">Ferry returns</h2>', 'title', 'Ferry returns'],
    ['an attribute without its suffix', 'title: { select: i, attr: title, strip_suffix: [" | Gazette"] }', '<i title="Ferry returns | Gazette"></i>', 'title', 'Ferry returns'],
    ['authors, split', 'author: { select: .by, strip_prefix: ["By "], split: [" and ", ", "] }', '<div class="by">By Ana Ruiz, Bo Lind and Cy Ek</div>', 'byline', 'Ana Ruiz, Bo Lind, Cy Ek'],
    ['all matches', 'author: { select: .a, all: true }', '<i class="a">Ana</i><i class="a">Bo</i>', 'byline', 'Ana, Bo'],
    ['the first match', 'author: { select: .a }', '<i class="a">Ana</i><i class="a">Bo</i>', 'byline', 'Ana'],
    ['between two texts', 'section: { select: .c, after: "in ", before: " on" }', '<div class="c">Filed in Town on Tuesday</div>', 'section', 'Town'],
    ['a constant', 'lang: { value: sv }', '', 'language', 'sv'],
    ['the next source when the first finds nothing', 'section: [.none, { select: .c, after: nowhere }, { value: Town }]', '<div class="c">x</div>', 'section', 'Town'],
    ['an address', 'image: { select: img, attr: src }', '<img src="/crane.jpg">', 'image', 'https://paper.example/crane.jpg'],
    ['a date in a format', 'date: { select: .d, format: "d. MMMM yyyy H:mm", locale: de, timezone: Europe/Berlin }', '<i class="d">am 4. März 2026 8:05 Uhr</i>', 'published', '2026-03-04T08:05+01:00'],
    ['a date in summer time', 'date: { select: .d, format: "yyyy/MM/dd HH:mm", timezone: Europe/Berlin }', '<i class="d">2026/07/04 08:05</i>', 'published', '2026-07-04T08:05+02:00'],
    ['a date without a format', 'modified: { select: time, attr: datetime }', '<time datetime="2026-03-04">4 March</time>', 'modified', '2026-03-04'],
  ] as const)('%s', async (_, rule, inner, field, value) => {
    expect((await fields(`  ${rule}`, inner))[field]).toEqual({ value, source: 'site-rule' })
  })

  it('reads JSON-LD by a path', async () => {
    const data = { '@type': 'NewsArticle', author: [{ '@type': 'Person', name: 'Ana Ruiz' }, { name: 'Bo Lind' }], articleSection: 'Town' }
    const head = `<script type="application/ld+json">${JSON.stringify(data)}</script>`
    const found = await fields('  author: { jsonld: NewsArticle.author.name }\n  section: { jsonld: NewsArticle.articleSection }', '', head)
    expect(found.byline?.value).toBe('Ana Ruiz, Bo Lind')
    expect(found.section?.value).toBe('Town')
  })

  it('leaves what was found without it when it finds nothing', async () => {
    const found = await fields('  title: .none\n  date: { select: p, format: yyyy-MM }', '', '<meta property="og:title" content="Ferry returns to the island">')
    expect(found.title).toEqual({ value: 'Ferry returns to the island', source: 'og' })
    expect(found.published).toBeNull()
  })
})

describe('links', () => {
  it('are reported as absolute addresses, and in JSON', async () => {
    const { links } = await clean('links: { next: { select: "a[rel=next]", attr: href }, single_page: { select: a.all, attr: href } }', story('<a rel="next" href="?page=2">2</a>'))
    expect(links).toEqual({ next: 'https://paper.example/news/ferry?page=2', singlePage: null })
  })
})

describe('generic', () => {
  // Without the block model: it knows a share bar when it sees one, whatever rule is switched off.
  const clean = async (rule: string, html: string): Promise<Cleaned> =>
    (await createCleaner({ ...rulebookOf(`schema: 1\nhosts: [paper.example]\n${rule}`), models: {} })).fromHtml(html, { url: URL })
  const shared = story('<p class="share">Share on Facebook</p>')

  it.each([
    ['remove: false', true], ['off: [share-bar]', true], ['keep: [share]', true], ['text_rules: false', false], ['filter_lists: false', false],
  ])('%s', async (rule, stays) => {
    expect((await clean(`generic: { ${rule} }`, shared)).text.includes('Share on Facebook')).toBe(stays)
  })

  it('text_rules: false leaves what only its words accuse', async () => {
    const html = story('<p>Read more: <a href="/x">Why the old pier was closed</a></p>')
    expect((await clean('keep: [h6]', html)).text).not.toContain('old pier')
    expect((await clean('generic: { text_rules: false, off: [related-teasers] }', html)).text).toContain('old pier')
  })

  it('budgets give a rule another share of the prose', async () => {
    const html = page(`<p>${STORY}</p><div class="related"><p>${COST}</p><p>${COST} ${COST}</p></div>`)
    expect((await clean('generic: { budgets: { related-teasers: 0 } }\ncontent: { select: article }', html)).text).toContain(COST)
  })
})

describe('which rule applies', () => {
  const rule = (name: string, where: string) => `schema: 1\n${where}\nmetadata: { section: { value: ${name} } }`

  it('is judged by the path, and by the page', async () => {
    const cleaner = await createCleaner(rulebookOf(
      rule('all', 'hosts: [paper.example]'), rule('news', 'hosts: [paper.example]\npaths: { include: ["/news/**"] }'),
      rule('plume', 'when: { present: ["meta[name=generator][content^=Plume]"] }'),
    ))
    const section = (url: string | null, head = '') => cleaner.fromHtml(page(`<p>${STORY}</p>`, head), { url }).metadata.section?.value
    const plume = '<meta name="generator" content="Plume 3">'
    expect(section('https://paper.example/about')).toBe('all')
    expect(section('https://paper.example/news/a%C3%A4')).toBe('news')
    expect(section('https://other.example/', plume)).toBe('plume')
    expect(section(null, plume)).toBe('plume')
    expect(section('https://other.example/')).toBeUndefined()
  })

  it('falls back to the page\'s own address when none is given', async () => {
    const cleaner = await createCleaner(rulebookOf(rule('all', 'hosts: [paper.example]')))
    const section = (head: string, url: string | null = null) => cleaner.fromHtml(page(`<p>${STORY}</p>`, head), { url }).metadata.section?.value
    expect(section('<link rel="canonical" href="https://www.paper.example/x">')).toBe('all')
    expect(section('<meta property="og:url" content="https://paper.example/x">')).toBe('all')
    expect(section('<link rel="canonical" href="https://paper.example/x">', 'https://other.example/')).toBeUndefined()
  })

  it('is judged on the page as it came, whatever the rule then changes', async () => {
    const { text, siteRule } = await clean('when: { present: [span.g] }\nunwrap: [span.g]', story('<p>A quay is <span class="g">a wall</span>.</p>'))
    expect(siteRule).toBe('rule-0')
    expect(text).toContain('A quay is a wall.')
  })
})
