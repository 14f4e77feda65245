/** Protects the ways of choosing content, the back-off from bad choices and removals, and the verdicts. */
import { beforeAll, describe, expect, it } from 'vitest'
import { createCleaner, loadRulebook, type Cleaner, type ContentSelector, type ElementRule, type Rulebook, type SiteRule } from '../src/index.js'

let rulebook: Rulebook
let cleaner: Cleaner
/** Without trained models: what choosing falls back to. */
let unmodelled: Cleaner
beforeAll(async () => {
  rulebook = await loadRulebook({ sites: false })
  cleaner = await createCleaner(rulebook)
  unmodelled = await createCleaner({ ...rulebook, models: {} })
})

const SENTENCE = 'The ferry left the east quay at nine, with two hundred passengers and a brass band on deck, said the harbour master. '
const prose = (count: number, word = '') => Array.from({ length: count }, (_, at) => `<p>${word}${at} ${SENTENCE}${SENTENCE}</p>`).join('')
const article = (inner: string) => `<html lang="en"><body><main><article>${inner}</article></main></body></html>`

describe('verdicts', () => {
  it.each([
    ['empty', ''], ['empty', '   \n'], ['empty', '<html><head><title>x</title></head></html>'], ['empty', '<script>var a = 1</script>'],
    ['not-an-article', '<body><ul><li><a href="/a">A</a></li></ul></body>'],
    ['clean', article(prose(4))],
  ] as const)('%s', (verdict, html) => {
    expect(cleaner.fromHtml(html).verdict).toBe(verdict)
  })

  it('not-text for binary garbage, in both inputs', () => {
    const bytes = Uint8Array.from({ length: 4000 }, (_, at) => (at * 7919) % 256)
    expect(cleaner.fromHtml(bytes).verdict).toBe('not-text')
    expect(cleaner.fromText(bytes).verdict).toBe('not-text')
  })

  it('failed, with the stage that failed, when something throws', async () => {
    const broken = await createCleaner(rulebook, { stages: { segment: () => { throw new Error('boom') } } })
    const cleaned = broken.fromHtml(article(prose(3)))
    expect(cleaned).toMatchObject({ verdict: 'failed', text: '' })
    expect(cleaned.problems).toEqual([expect.objectContaining({ code: 'stage-failed', stage: 'segment' })])
  })
})

describe('the ladder', () => {
  it('asks own selectors first, and goes on when one throws', async () => {
    const broken: ContentSelector = { id: 'broken', select: () => { throw new Error('boom') } }
    const headings: ContentSelector = {
      id: 'headings', select: ({ items }) => ({ chosen: items.map(block => block.kind === 'paragraph'), confidence: 1, why: 'mine' }),
    }
    const own = await createCleaner(rulebook, { selectors: [broken, headings] })
    const cleaned = own.fromHtml(article(prose(3)))
    expect(cleaned.selection.strategy).toBe('headings')
    expect(cleaned.problems.map(problem => problem.code)).toEqual(['stage-failed'])
  })

  it('has an entry for what stands loose in an element, behind a child that was not chosen', async () => {
    const paragraphs: ContentSelector = {
      id: 'paragraphs', select: ({ items }) => ({ chosen: items.map(({ element }) => element?.tag === 'p'), confidence: 1, why: 'mine' }),
    }
    const own = await createCleaner(rulebook, { selectors: [paragraphs] })
    const { lines } = own.explain(article(`<div><h2>Ferries</h2>${prose(1, 'lead')}<b>Told in May</b><i>and June</i><h3>Nets</h3><b>Again</b></div>${prose(3)}`), 'page')
    expect(lines.filter(({ kept }) => !kept).map(({ text, removal }) => [text, removal?.where.split('>').at(-1)]))
      .toEqual([['Ferries', 'h2'], ['Told in Mayand June', 'div'], ['Nets', 'h3'], ['Again', 'div']])
  })

  it('takes the prose of the page when no container stands out', () => {
    const { selection, verdict, text } = unmodelled.fromHtml('<p>A short note with a comma, and an end that is plain to see.</p>')
    expect({ strategy: selection.strategy, verdict }).toEqual({ strategy: 'fallback', verdict: 'partial' })
    expect(text).toContain('short note')
  })

  it('asks Readability, whose time grows faster than the page, about no page of very many blocks', () => {
    const told = (count: number) => unmodelled.fromHtml(article(`<p>${SENTENCE}`.repeat(count))).selection.strategy
    expect([told(2_000), told(20_001)]).toEqual(['readability', 'fallback'])
  })

  it('takes all posts of a thread', () => {
    const posts = ['one', 'two', 'three'].map(word => `<div class="post">${prose(1, word)}</div>`).join('')
    const { selection, text } = unmodelled.fromHtml(`<body><nav><a href="/">Home</a></nav><div id="thread">${posts}</div></body>`)
    expect(selection.strategy).toBe('thread')
    for (const word of ['one0', 'two0', 'three0']) expect(text).toContain(word)
  })

  it('brings lists back that Readability throws out of the middle', () => {
    const steps = '<div class="widget-box"><h2>Steps</h2><ul>' + ['Heat the oven', 'Cut the plums', 'Wait'].map(step => `<li>${step}</li>`).join('') + '</ul></div>'
    expect(cleaner.fromHtml(article(prose(3) + steps + prose(3))).text).toContain('- Cut the plums')
  })
})

describe('site rules', () => {
  const site = (rule: Partial<SiteRule>): Rulebook => ({
    ...rulebook,
    sites: [{ id: 'mine', hosts: ['news.example'], origin: { type: 'file', file: 'mine.yaml', line: 1 }, content: [], join: false, keep: [], remove: [], ...rule }],
  })
  const at = (selector: string) => [{ selector, origin: { type: 'file' as const, file: 'mine.yaml', line: 4 } }]
  const html = `<html><body><div class="a">${prose(3, 'left')}</div><div class="b">${prose(5, 'right')}</div></body></html>`
  const url = 'https://www.news.example/x'

  it('their content beats every other choice, on their host only', async () => {
    const own = await createCleaner(site({ content: at('.a') }))
    expect(own.fromHtml(html, { url })).toMatchObject({ selection: { strategy: 'site' } })
    expect(own.fromHtml(html, { url }).text).not.toContain('right')
    expect(own.fromHtml(html, { url: 'https://other.example/' }).selection.strategy).not.toBe('site')
  })

  it('a selector that matches nothing is a problem, never an empty document', async () => {
    const own = await createCleaner(site({ content: at('.gone') }))
    const cleaned = own.fromHtml(html, { url })
    expect(cleaned.problems).toEqual([expect.objectContaining({ code: 'content-selector-missed', rule: 'mine' })])
    expect(cleaned.text).toContain('right')
    expect(cleaned.verdict).toBe('partial')
  })

  it('remove is credited to its file and line, keep beats generic rules', async () => {
    const share = '<div class="share-bar"><a href="#">Share</a> <a href="#">Tweet</a></div>'
    const body = `<html><body><main>${prose(3)}${share}<div class="promo-x">Buy two, get one</div>${prose(3)}</main></body></html>`
    const own = await createCleaner(site({ remove: at('.promo-x'), keep: at('.share-bar') }))
    const { removals, problems, text } = own.fromHtml(body, { url })
    expect(removals.find(removal => removal.kind === 'site')).toMatchObject({ origin: { file: 'mine.yaml', line: 4 }, excerpt: 'Buy two, get one' })
    expect(text).toContain('Tweet')
    expect(problems).toContainEqual(expect.objectContaining({ code: 'removal-refused', rule: 'share-bar' }))
  })
})

describe('budgets', () => {
  const taking = (selector: (text: string) => boolean, budget?: number): ElementRule => ({
    id: 'greedy', kind: 'ad', removes: 'paragraphs', ...(budget === undefined ? {} : { budget }),
    *find({ page }) {
      for (const target of page.tagged('p')) if (selector(page.textOf(target))) yield { target, why: 'greedy' }
    },
  })
  const clean = async (rule: ElementRule) =>
    (await createCleaner(rulebook, { only: ['greedy'], rules: { element: [rule] } })).fromHtml(article(prose(10).replaceAll('<p>', '<p class="t">')))

  it('refuse what would empty a page, and say so', async () => {
    const cleaned = await clean(taking(() => true))
    expect(cleaned.signals.refused).toBeGreaterThan(5)
    expect(cleaned.text.length).toBeGreaterThan(1000)
    expect(cleaned.problems[0]).toMatchObject({ code: 'removal-refused', rule: 'greedy' })
  })

  it('let a rule take what it may', async () => {
    const cleaned = await clean(taking(text => /^[12] /.test(text)))
    expect(cleaned.removals.filter(removal => removal.rule === 'greedy')).toHaveLength(2)
    expect(cleaned.signals.refused).toBe(0)
  })

  it('a rule that throws is named, its hits are dropped, and the others run', async () => {
    const broken: ElementRule = { id: 'broken', kind: 'debris', removes: 'nothing', find() { throw new Error('boom') } }
    const own = await createCleaner(rulebook, { rules: { element: [broken] } })
    const cleaned = own.fromHtml(article(prose(4) + '<div class="share-bar"><a>Share this</a></div>'))
    expect(cleaned.problems).toEqual([expect.objectContaining({ code: 'rule-failed', rule: 'broken' })])
    expect(cleaned.verdict).toBe('partial')
    expect(cleaned.text).not.toContain('Share this')
  })
})

describe('createCleaner', () => {
  it('refuses what it would have to ignore', async () => {
    await expect(createCleaner(rulebook, { off: ['share-baar'] })).rejects.toThrow('did you mean "share-bar"')
    await expect(createCleaner(rulebook, { off: ['share'] })).rejects.toThrow('did you mean "share-bar"')
    await expect(createCleaner(rulebook, { formats: ['pdf' as 'html'] })).rejects.toThrow('Expected a format')
    await expect(createCleaner(rulebook, { keep: ['nonsense' as 'ad'] })).rejects.toThrow('Expected a kind')
    const twin: ElementRule = { id: 'share-bar', kind: 'share', removes: 'twice', *find() { /* nothing */ } }
    await expect(createCleaner(rulebook, { rules: { element: [twin] } })).rejects.toThrow('share-bar twice')
  })

  it('leaves the kinds that are to be kept', async () => {
    const html = article(prose(3) + '<figure><img src="a.jpg"><figcaption>The quay at nine</figcaption></figure>' + prose(3))
    expect(cleaner.fromHtml(html).text).not.toContain('The quay at nine')
    for (const options of [{ keep: ['caption' as const] }, { policies: { captions: true } }]) {
      expect((await createCleaner(rulebook, options)).fromHtml(html).text).toContain('The quay at nine')
    }
  })

  it('leaves them at the ends of the article, too, where the choice ends; not what stands further off', async () => {
    const by = (name: string) => `<p class="byline">By ${name}</p>`
    const html = `<html lang="en"><body>${by('Kit Moss')}<ul><li><a href="/a">A</a></li></ul><main><article><h1>Ferries</h1>${by('Ada Lund')}${prose(3)}${by('Ines Bell')}</article></main></body></html>`
    const paragraphs: ContentSelector = {
      id: 'paragraphs', select: ({ items }) => ({ chosen: items.map(({ prose: is }) => is), confidence: 1, why: 'mine' }),
    }
    const { text } = (await createCleaner(rulebook, { keep: ['byline'], selectors: [paragraphs] })).fromHtml(html)
    expect(text.startsWith('By Ada Lund')).toBe(true)
    expect(text.endsWith('By Ines Bell')).toBe(true)
    expect(text).not.toContain('Kit Moss')
  })

  it('a list goes or stays as a whole: a hit that the kind of page refuses does not count', async () => {
    const html = article(`${prose(3)}<ul><li>Email</li><li>Print</li><li>Search</li></ul>${prose(3)}`)
    const listing = await createCleaner(rulebook, {
      selectors: [{ id: 'all', select: ({ items }) => ({ chosen: items.map(() => true), confidence: 1, why: 'mine' }) }],
      stages: { select: blocks => ({
        ...blocks, items: blocks.items.map(block => ({ ...block, score: 0.9 })), selection: { ...blocks.selection, page: { kind: 'listing', confidence: 1 } },
      }) },
    })
    expect(listing.fromHtml(html).text).toContain('- Email\n- Print\n- Search')
    const bar = html.replace('Print', 'Share on Facebook').replace('Search', 'Share on Twitter')
    expect(listing.fromHtml(bar).text).not.toContain('Email')
  })

  it('hands out comments apart from the body when asked', async () => {
    const html = article(prose(6)) .replace('</main>', `<section id="comments"><h2>3 Comments</h2>${prose(2, 'reader')}</section></main>`)
    expect(cleaner.fromHtml(html)).toMatchObject({ comments: [] })
    const { comments, text } = (await createCleaner(rulebook, { policies: { comments: true } })).fromHtml(html)
    expect(comments).toHaveLength(2)
    expect(text).not.toContain('reader')
  })
})
