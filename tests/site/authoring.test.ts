/** Protects the work on rule files: their tests can fail and say why, drafts point at the article, differences name the rule. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, describe, expect, it } from 'vitest'
import { compareRules, createCleaner, draftSite, loadRulebook, partsOf, rulesForSite, summarizeChanges, testRules, writeDraft } from '../../src/index.js'
import { readRuleFile } from '../../src/rulebook/read.js'

const folder = mkdtempSync(join(tmpdir(), 'cleancopy-authoring-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name)
  mkdirSync(join(path, '..'), { recursive: true })
  writeFileSync(path, content)
  return path
}

const STORY = 'The first ferry since the storm left the east quay on Tuesday with two hundred passengers and a brass band on deck.'
const COST = 'Repairs took eleven weeks and cost less than the council had feared, the harbour master said to the islanders.'
const page = (inner = '') => `<html lang="en"><head><title>Ferry returns</title><link rel="canonical" href="https://paper.example/ferry"></head><body><nav><a href="/">Home</a> <a href="/n">News</a></nav>`
  + `<div id="app"><h1>Ferry returns</h1><div class="story"><p>${STORY}</p>${inner}<p>${COST}</p></div></div><footer>© 2026 The Paper</footer></body></html>`

const HEAD = 'schema: 1\nhosts: [paper.example]\ncontent: { select: .story }\nremove:\n  - .jar\n  - .gone\n'

describe('testRules', () => {
  it('runs inline pages, texts and saved pages, and names parts that match nothing', async () => {
    file('site/saved.html.gz', gzipSync(page('<p class="jar">Support us</p>')))
    const path = file('site/paper.yaml', `${HEAD}lines:\n  line:\n    - See our camera\n    - Hear our radio\ntests:
  - { name: saved, file: saved.html.gz, contains: ["first  ferry since"], not_contains: [Support us], title: Ferry returns, used: content }
  - { name: text, text: "${STORY}\\n\\nSee our camera\\n", not_contains: [camera] }\n`)
    const report = await testRules({ rules: [path] })
    expect(report.results.map(({ name, line, failures }) => ({ name, line, failures }))).toEqual([{ name: 'saved', line: 12, failures: [] }, { name: 'text', line: 13, failures: [] }])
    expect(report.unmatched.map(({ line, key, text }) => `${line} ${key} ${text}`)).toEqual(['6 remove .gone', '10 lines.line "Hear our radio"'])
  })

  it('says what is not as a test wants it, and who took a sentence', async () => {
    const html = JSON.stringify(page('<p class="jar">Support us</p>'))
    const path = file('failing.yaml', `${HEAD}tests:
  - { name: a, html: ${html}, contains: [Support us], not_contains: [brass band], title: Other, author: [Ana], date: "2026", used: generic }
  - { name: b, file: nowhere.html, contains: [x] }
  - { name: c, url: "https://other.example/", html: ${html}, contains: [ferry] }\n`)
    const [a, b, c] = (await testRules({ rules: [path] })).results.map(({ failures }) => failures)
    expect(a).toEqual([
      '"Support us" is not in the text: site-rule took it (site rule .jar)', '"brass band" is in the text', 'title is "Ferry returns", not "Other"',
      'author is unknown, not "Ana"', 'date is unknown, not "2026"', 'used is content, not generic: site rule content .story',
    ])
    expect(b).toEqual([`there is no file ${join(folder, 'nowhere.html')}`])
    expect(c).toEqual(['the rule does not apply to this document: look at hosts, paths and when'])
  })

  it('a rule that is only there to be inherited can be tested', async () => {
    const html = JSON.stringify(page('<p class="jar">Support us</p>'))
    const path = file('own/platform/plume.yaml', `schema: 1\nremove: [.jar]\ntests:\n  - { name: a, html: ${html}, not_contains: [Support us] }\n`)
    expect((await testRules({ rules: [path] })).results).toMatchObject([{ name: 'a', failures: [] }])
  })

  it('every file of the package passes, and every part of it matches', async () => {
    const { results, unmatched, untested } = await testRules({ builtIn: true })
    expect(results.filter(({ failures }) => failures.length > 0)).toEqual([])
    expect(unmatched).toEqual([])
    expect(untested).toEqual([])
    expect(results.length).toBeGreaterThan(100)
  }, 60_000)
})

describe('draftSite', () => {
  it('finds the container of the article by its text, with the evidence, and writes a file that passes its own test', async () => {
    const cleaner = await createCleaner(await loadRulebook({ sites: false }))
    const pages = ['one', 'two'].map(name => ({ file: `${name}.html`, body: page(`<p>The ${name} boat of the line stayed in the harbour, since nobody had asked it to sail again.</p>`) }))
    const draft = draftSite(cleaner, pages)
    expect(draft.host).toBe('paper.example')
    expect(draft.candidates[0]).toEqual({ selector: '.story', pages: 2, holds: 1, chosen: 1 })
    for (const { file: name, body } of pages) file(`draft/${name}`, body)
    const text = await writeDraft(draft, '2026-11-26')
    expect(readRuleFile('paper.example.yaml', text).ok).toBe(true)
    const { results } = await testRules({ rules: [file('draft/paper.example.yaml', text)] })
    expect(results.map(({ failures }) => failures)).toEqual([[], []])
  })

  it('says so when nothing has a name', async () => {
    const cleaner = await createCleaner(await loadRulebook({ sites: false }))
    const draft = draftSite(cleaner, [{ file: 'x.html', body: `<body><div><p>${STORY}</p><p>${COST}</p></div></body>` }])
    expect(draft).toMatchObject({ host: null, candidates: [] })
    const text = await writeDraft(draft, '2026-11-26')
    expect(text).toContain('put the host here')
    expect(readRuleFile('x.yaml', text).ok).toBe(true)
  })
})

describe('compareRules', () => {
  it('names each sentence that only one rule set delivers, and the rule that takes it', async () => {
    const before = await createCleaner(await loadRulebook({ rules: [file('old.yaml', 'schema: 1\nhosts: [paper.example]\nremove: [.a]\n')] }))
    const after = await createCleaner(await loadRulebook({ rules: [file('new.yaml', 'schema: 1\nhosts: [paper.example]\nremove: [.b]\n')] }))
    const html = page('<p class="a">A gull came along. It ate the band\'s lunch.</p><p class="b">The drummer wept.</p>')
    const changes = compareRules(before, after, html, 'page')
    expect(changes.map(({ change, sentence }) => `${change}: ${sentence}`)).toEqual(['lost: The drummer wept.', 'gained: A gull came along.', 'gained: It ate the band\'s lunch.'])
    expect(summarizeChanges([changes, changes, []])).toMatchObject([
      { rule: 'site-rule', place: `${join(folder, 'new.yaml')}:3`, lost: 2, gained: 0, documents: 2 },
      { rule: 'site-rule', place: `${join(folder, 'old.yaml')}:3`, lost: 0, gained: 4, documents: 2 },
    ])
    expect(compareRules(before, before, html, 'page')).toEqual([])
  })
})

describe('rulesForSite and partsOf', () => {
  it('give the rules of a host in order, and each part with its place', async () => {
    file('many/a.yaml', 'schema: 1\nhosts: ["*.paper.example"]\nkeep: [.k]\n')
    file('many/b.yaml', 'schema: 1\nhosts: [news.paper.example]\npaths: { include: ["/x/**"] }\nremove:\n  - .r\n')
    const rulebook = await loadRulebook({ rules: [join(folder, 'many')], sites: false })
    expect(rulesForSite(rulebook, 'news.paper.example', null).map(({ id }) => id)).toEqual(['b', 'a'])
    expect(rulesForSite(rulebook, 'news.paper.example', '/y').map(({ id }) => id)).toEqual(['a'])
    const [first] = rulesForSite(rulebook, 'news.paper.example', '/x/1')
    expect(first && partsOf(first).map(({ key, text, origin }) => [key, text, origin.type === 'file' && origin.line])).toEqual([['remove', '.r', 5]])
  })

  it('spell keys as rule files do', async () => {
    file('spelt.yaml', 'schema: 1\nhosts: [paper.example]\nremove:\n  - { select: p, text: { starts: [maxShare], max_chars: 90 }, max_share: 0.4 }\nmetadata: { author: { select: b, strip_prefix: ["By "] } }\n')
    const [rule] = rulesForSite(await loadRulebook({ rules: [join(folder, 'spelt.yaml')], sites: false }), 'paper.example', null)
    expect(rule && partsOf(rule).map(({ text }) => text)).toEqual([
      'b, strip_prefix: ["By "]', 'p, text: {"starts":["maxShare"],"max_chars":90}, max_share: 0.4',
    ])
  })
})
