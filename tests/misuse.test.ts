/** Protects: a call that cannot be meant so is refused in one sentence, and what callers have at hand is taken as it is. */
import { parseHTML } from 'linkedom'
import { describe, expect, it, test } from 'vitest'
import {
  checkRules, createCleaner, KINDS, loadRulebook, type BlockRule, type Blocks, type CleanerOptions, type ContentSelector, type DescribedPage, type DocumentInput,
  type ElementRule, type Rulebook,
} from '../src/index.js'

const RULEBOOK: Rulebook = { phrases: [], widgets: [], sites: [] }
const HTML = '<article><h1>Lemons</h1><p>The ferry left the island before dawn, with forty passengers and a crate of <a href="/l">lemons</a> on board.</p></article>'
const bytes = new TextEncoder().encode(HTML)
const cleaner = await createCleaner(RULEBOOK, { formats: ['markdown'] })

/** As callers without types write it. */
const untyped = (given: unknown): never => given as never
const saidBy = async (work: () => unknown): Promise<string> => {
  try {
    await work()
    return 'nothing'
  } catch (error) {
    return String(error)
  }
}

describe('documents', () => {
  const expected = cleaner.fromHtml(HTML).text

  it.each<[string, DocumentInput]>([
    ['an ArrayBuffer', bytes.slice().buffer], ['a Buffer', Buffer.from(HTML)], ['a DataView', new DataView(bytes.slice().buffer)],
    ['a view of a part', new Uint8Array([0, ...bytes, 0]).subarray(1, bytes.length + 1)],
    ['a view of another kind', new Int8Array(bytes)],
  ])('are taken from %s', (_, input) => {
    expect(expected).toContain('The ferry left')
    expect(cleaner.fromHtml(input).text).toBe(expected)
  })

  it.each([[undefined, 'undefined'], [null, 'null'], [42, '42'], [{}, 'an object'], [Promise.resolve(HTML), 'a promise: is an await missing?']])('are not %s', async (input, shown) => {
    const sentence = `TypeError: Expected a document as a string or as bytes (an ArrayBuffer or a view of one); got ${shown}`
    expect(await saidBy(() => cleaner.fromHtml(untyped(input)))).toBe(sentence)
    expect(await saidBy(() => cleaner.fromText(untyped(input)))).toBe(sentence)
    expect(await saidBy(() => cleaner.fromDocument(untyped(input)))).toBe(`TypeError: Expected a document of linkedom, jsdom or a browser; got ${shown}`)
  })

  it('are no elements, which would be read as documents without anything in them', async () => {
    const { document } = parseHTML(HTML)
    const sentence = 'TypeError: Expected a document of linkedom, jsdom or a browser; got an element'
    expect(await saidBy(() => cleaner.fromDocument(untyped(document.querySelector('article'))))).toBe(sentence)
    expect(await saidBy(() => cleaner.stages.adopt(untyped(document.querySelector('article')), {}))).toBe(sentence)
  })

  it('are for the stages what they are for the cleaner', async () => {
    const { stages } = cleaner
    expect(stages.decode(bytes.slice().buffer, {}, 'page')).toEqual(stages.decode(bytes, { url: null, contentType: null, lang: null }, 'page'))
    expect(stages.adopt(parseHTML(HTML).document, { url: 'https://post.example/a' }).base).toBe('https://post.example/a')
    expect(await saidBy(() => stages.decode(untyped(null), {}, 'page'))).toMatch(/^TypeError: Expected a document as a string or as bytes/)
    expect(await saidBy(() => stages.decode(HTML, {}, untyped('html')))).toBe('TypeError: Expected the kind to be "page" or "text"; got "html"')
  })

  it('without an article have no body, not even a title of their own', async () => {
    const titled = await createCleaner(RULEBOOK, { formats: ['markdown', 'html'], policies: { title: true } })
    const none = { text: '', markdown: '', html: '' }
    expect(titled.fromHtml('<title>Lemons</title><body> ')).toMatchObject({ verdict: 'empty', ...none })
    expect(titled.fromHtml('<title>Lemons</title><h1>Lemons</h1>')).toMatchObject({ verdict: 'not-an-article', ...none })
    expect(cleaner.fromText('  \n')).toMatchObject({ verdict: 'empty', text: '', markdown: '', html: null })
  })

  it('are pages or texts', async () => {
    expect(await saidBy(() => cleaner.explain(HTML, untyped('html')))).toBe('TypeError: Expected the kind to be "page" or "text"; got "html"')
  })
})

describe('what is known of a document', () => {
  const maybe = [undefined][0]

  it('may be undefined, its address a URL, and itself a record with more fields', () => {
    expect(cleaner.fromHtml(HTML, { url: maybe, contentType: maybe, lang: maybe }).text).toBe(cleaner.fromHtml(HTML).text)
    const record = { id: 7, html: HTML, date: '2026-01-01', lang: 'en' }
    expect(cleaner.fromHtml(HTML, record).text).toBe(cleaner.fromHtml(HTML).text)
    expect(cleaner.fromHtml(HTML, { url: new URL('https://post.example/a') }).markdown).toContain('(https://post.example/l)')
  })

  it.each<[unknown, string]>([
    ['https://post.example/', 'Expected the source to be an object with url, contentType and lang; got "https://post.example/"'],
    [{ url: 5 }, 'Expected "url" of the source to be a string or a URL; got 5'],
    [{ Url: 'https://post.example/' }, 'Unknown key "Url" of the source; did you mean "url"?'],
    [{ language: 'de' }, 'Unknown key "language" of the source; did you mean "lang"?'],
    [{ lang: ['de'] }, 'Expected "lang" of the source to be a string; got a list'],
  ])('is not %j', async (source, sentence) => {
    expect(await saidBy(() => cleaner.fromHtml(HTML, untyped(source)))).toBe(`TypeError: ${sentence}`)
  })
})

const rule: BlockRule = { id: 'own', kind: 'tools', removes: 'nothing', find: () => [] }

test.each<[unknown, string]>([
  [null, 'Expected options to be an object; got null'],
  [{ format: ['markdown'] }, 'Unknown option "format"; did you mean "formats"?'],
  [{ formats: 'markdown' }, 'Expected the option "formats" to be a list; got "markdown"'],
  [{ policies: { titel: true } }, 'Unknown policy "titel"; did you mean "title"?'],
  [{ policies: { title: 'keep' } }, 'Expected the policy "title" to be true or false; got "keep"'],
  [{ stages: { selct: (blocks: unknown) => blocks } }, 'Unknown stage "selct"; did you mean "select"?'],
  [{ stages: { render: (blocks: unknown) => blocks } }, 'Unknown stage "render"; there are describe, prune, segment, select, refine'],
  [{ rules: { blocks: [rule] } }, 'Unknown type of own rules "blocks"; did you mean "block"?'],
  [{ rules: { block: [{ ...rule, id: undefined }] } }, 'Expected each own rule to have an id; got undefined'],
  [{ rules: { block: [{ ...rule, kind: 'toolz' }] } }, 'Unknown kind "toolz" of the rule "own"; did you mean "tools"?'],
  [{ rules: { block: [{ ...rule, kind: undefined }] } }, `Unknown kind undefined of the rule "own"; there are ${KINDS.join(', ')}`],
  [{ rules: { element: [{ ...rule, find: undefined }] } }, 'Expected the own rule "own" to have a function find; got undefined'],
  [{ rules: { block: [{ ...rule, budget: 30 }] } }, 'Expected the budget of the rule "own" to be a share from 0 to 1; got 30'],
  [{ siteStatistics: { version: 2, hosts: {} } }, 'Expected the option "siteStatistics" to be statistics as createStatisticsCollector makes them (version 1); got an object'],
  [{ siteStatistics: { version: 1, hosts: { 'post.example': { documents: 2 } } } }, 'Expected the option "siteStatistics" to be statistics as createStatisticsCollector makes them (version 1); got an object'],
  [{ selectors: [{ id: 'mine' }] }, 'Expected the own selector "mine" to have a function select; got undefined'],
])('createCleaner(rulebook, %j) is refused', async (options, sentence) => {
  expect(await saidBy(() => createCleaner(RULEBOOK, untyped(options)))).toBe(`TypeError: ${sentence}`)
})

test('what is undefined is left out, and hides no default', async () => {
  const maybe = [undefined][0]
  const options: CleanerOptions = { formats: ['markdown'], policies: { links: maybe, title: maybe }, off: maybe, only: maybe, favor: maybe, keep: maybe, rules: maybe, stages: { prune: maybe }, clock: maybe }
  expect((await createCleaner(RULEBOOK, options)).fromHtml(HTML, { url: 'https://post.example/a' }).markdown).toContain('(https://post.example/l)')
})

test('a cleaner wants a rulebook', async () => {
  const sentence = 'TypeError: Expected a rulebook, as loadRulebook() resolves to; got'
  expect(await saidBy(() => createCleaner(untyped(undefined)))).toBe(`${sentence} undefined`)
  expect(await saidBy(() => createCleaner(untyped(Promise.resolve(RULEBOOK))))).toBe(`${sentence} a promise: is an await missing?`)
  expect(await saidBy(() => createCleaner(untyped({ formats: [] })))).toBe(`${sentence} an object`)
})

test.each<[unknown, string]>([
  [{ rules: 'x.yaml' }, 'Expected the option "rules" to be a list of texts; got "x.yaml"'],
  [{ rule: ['x.yaml'] }, 'Unknown option "rule"; did you mean "rules"?'],
  [{ today: 'soon' }, 'Expected the option "today" to be a date such as 2026-03-31; got "soon"'],
  [{ sites: 'no' }, 'Expected the option "sites" to be true or false; got "no"'],
])('loadRulebook(%j) is refused', async (options, sentence) => {
  expect(await saidBy(() => loadRulebook(untyped(options)))).toBe(`TypeError: ${sentence}`)
})

test('checkRules takes a list', async () => {
  expect(await saidBy(() => checkRules(untyped('x.yaml')))).toBe('TypeError: Expected the option "rules" to be a list of texts; got "x.yaml"')
})

test.each<[string, (page: DescribedPage) => Iterable<unknown>, string]>([
  ['a node', ({ page }) => page.elements.map(({ node }) => ({ target: node, why: 'x' })), 'an object'],
  ['a selector', () => [{ target: 'article', why: 'x' }], '"article"'], ['nothing', () => [undefined], 'undefined'],
])('an own element rule that points at %s has failed, and is told so', async (_, find, shown) => {
  const own: ElementRule = { id: 'own', kind: 'tools', removes: 'nothing', find: untyped(find) }
  const { verdict, problems } = (await createCleaner(RULEBOOK, { rules: { element: [own] } })).fromHtml(HTML)
  expect(verdict).toBe('partial')
  expect(problems).toMatchObject([{ code: 'rule-failed', rule: 'own', detail: `TypeError: Expected find to yield { target, why } with an element of page.elements as its target; got ${shown}` }])
})

test.each<[string, (blocks: Blocks) => Iterable<unknown>, string]>([
  ['a copy of a block', ({ items }) => [{ target: { ...items[0] }, why: 'x' }], 'Expected find to yield { target, why } with a block of blocks.items as its target; got an object'],
  ['nothing', () => [undefined], 'Expected find to yield { target, why } with a block of blocks.items as its target; got undefined'],
  ['a block without a reason', ({ items }) => [{ target: items[0] }], 'Expected find to yield { target, why } with a text as its why; got undefined'],
  ['a span that turns back', ({ items }) => [{ target: items[0], why: 'x', span: { from: 5, to: 2 } }], "Expected the span to be a range of the block's text, from 0 to 85; got 5 to 2"],
  ['a span beyond the text', ({ items }) => [{ target: items[0], why: 'x', span: { from: 3, to: 900 } }], "Expected the span to be a range of the block's text, from 0 to 85; got 3 to 900"],
])('an own block rule that points at %s has failed, is told so, and changes nothing', async (_, find, detail) => {
  const own: BlockRule = { ...rule, budget: 1, find: untyped(find) }
  const text = 'The ferry left the island before dawn, with forty passengers and a crate of lemons on.'.slice(0, 85)
  const failing = await createCleaner(RULEBOOK, { rules: { block: [own] } })
  for (const cleaned of [failing.fromHtml(`<article><p>${text}</p></article>`), failing.fromText(text)]) {
    expect(cleaned).toMatchObject({ verdict: 'partial', text, removals: [] })
    expect(cleaned.problems).toMatchObject([{ code: 'rule-failed', rule: 'own', detail: `TypeError: ${detail}` }])
  }
})

test('an own element rule gives a reason', async () => {
  const own: ElementRule = { id: 'own', kind: 'tools', removes: 'nothing', find: untyped(({ page }: DescribedPage) => [{ target: page.tagged('h1')[0] }]) }
  const { problems } = (await createCleaner(RULEBOOK, { rules: { element: [own] } })).fromHtml(HTML)
  expect(problems).toMatchObject([{ code: 'rule-failed', detail: 'TypeError: Expected find to yield { target, why } with a text as its why; got undefined' }])
})

test.each<[string, unknown, string]>([
  ['a text', 'all', 'a chosen for each of 2 blocks'], ['a promise', Promise.resolve(null), 'a chosen for each of 2 blocks'],
  ['too few', { chosen: [true], confidence: 1, why: 'x' }, 'a chosen for each of 2 blocks'],
  ['a percentage', { chosen: [true, true], confidence: 90, why: 'x' }, 'a confidence from 0 to 1'],
  ['no reason', { chosen: [true, true], confidence: 1 }, 'a text as why'],
])('an own selector that answers %s is passed over, and told so', async (_, answer, wanted) => {
  const own: ContentSelector = { id: 'mine', select: () => untyped(answer) }
  const cleaned = (await createCleaner(RULEBOOK, { selectors: [own] })).fromHtml(HTML)
  expect([cleaned.verdict, cleaned.text]).toEqual(['partial', cleaner.fromHtml(HTML).text])
  expect(cleaned.problems).toContainEqual({ code: 'stage-failed', stage: 'select', rule: 'mine', detail: `TypeError: Expected select to return { chosen, confidence, why } with ${wanted}, or null` })
})

test.each(['describe', 'prune', 'segment', 'select', 'refine'])('an own stage behind %s that returns nothing is named', async stage => {
  for (const [own, shown] of [[() => undefined, 'undefined'], [(value: unknown) => Promise.resolve(value), 'a promise: is an await missing?']] as const) {
    const cleaned = (await createCleaner(RULEBOOK, { stages: { [stage]: untyped(own) } })).fromHtml(HTML)
    expect(cleaned).toMatchObject({ verdict: 'failed', problems: [{ code: 'stage-failed', stage, detail: `TypeError: Expected the own stage "${stage}" to return what it was given, or a changed copy; got ${shown}` }] })
  }
})
