import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Rulebook } from '../../src/model.js'
import { compileRulebook } from '../../src/rulebook/compile.js'
import { siteFor } from '../../src/rulebook/host.js'
import { RulebookError, checkRules, loadRulebook } from '../../src/rulebook/load.js'
import { createKnowledge } from '../../src/rulebook/phrases.js'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rulebook-'))
})
afterEach(async () => {
  await rm(folder, { recursive: true, force: true })
})

async function write(name: string, text: string | Uint8Array): Promise<string> {
  const path = join(folder, name)
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, text)
  return path
}

async function errorOf(...rules: string[]): Promise<RulebookError> {
  const error: unknown = await loadRulebook({ rules }).then(() => null, (reason: unknown) => reason)
  if (!(error instanceof RulebookError)) throw new Error('expected a RulebookError')
  return error
}

const siteAt = (rulebook: Rulebook, host: string) => siteFor(rulebook, { host, path: '/', lang: '', present: () => false })
const SITE = (host: string) => `schema: 1\nhosts: ["${host}"]\nremove: [.promo]\n`
const PHRASES = (lang: string, phrase: string) => `lang: ${lang}\nphrases: { share: { line: ["${phrase}"] } }\n`

describe('loadRulebook', () => {
  it('adds phrases, widgets and sites of a folder to the built-in ones, whatever its subfolders are called', async () => {
    await write('mine/words.yml', PHRASES('en', 'Zap this to a pal'))
    await write('mine/deep/er/tlh.json', JSON.stringify({ lang: 'tlh', phrases: { share: { line: ['lIngta’'] } } }))
    await write('mine/deep/vendor.yaml', 'vendor: acme\nwidgets: [{ kind: share, names: [Zap-Bar] }]\n')
    await write('mine/site.YAML', SITE('*.zap.test'))
    await write('mine/README.md', 'not a rule file')
    await write('mine/_draft.yaml', 'broken: [')
    await write('mine/.hidden.yaml', 'broken: [')
    await write('mine/phrases.schema.json', '{}')
    const built = await loadRulebook()
    const rulebook = await loadRulebook({ rules: [join(folder, 'mine')] })

    const know = createKnowledge(rulebook, 'en', siteAt(rulebook, 'a.zap.test'))
    expect(know.says('share', 'Zap this to a pal!')?.lang).toBe('en')
    expect(know.says('comments', 'Leave a reply')).not.toBeNull()
    expect(know.widget('zap-bar')?.id).toBe('acme/share')
    expect(know.widget('disqus_thread')?.kind).toBe('comments')
    expect(know.site?.id).toBe('site')
    expect(createKnowledge(rulebook, 'tlh', null).says('share', 'lIngta\'')).not.toBeNull()
    expect(rulebook.phrases.filter(({ lang }) => lang === 'en')).toHaveLength(1)
    expect(rulebook.widgets).toHaveLength(built.widgets.length + 1)
    expect(built.phrases.some(({ lang }) => lang === 'tlh')).toBe(false)
  })

  it('puts exact hosts before wildcards, whatever the order of the files', async () => {
    const wide = await write('a.yaml', SITE('*.zap.test'))
    const exact = await write('b.yaml', SITE('news.zap.test'))
    const rulebook = await loadRulebook({ rules: [wide, exact, folder] })
    expect(siteAt(rulebook, 'news.zap.test')?.id).toBe('b')
    expect(rulebook.sites.find(({ id }) => id === 'b')?.remove[0]?.origin).toEqual({ type: 'file', file: exact, line: 3 })
  })

  it('leaves built-in site rules out on demand, never the caller\'s', async () => {
    const own = await write('a.yaml', SITE('zap.test'))
    expect((await loadRulebook({ sites: false })).sites).toEqual([])
    expect((await loadRulebook({ sites: false, rules: [own] })).sites).toHaveLength(1)
  })

  it('is plain data', async () => {
    const rulebook = await loadRulebook()
    expect(structuredClone(rulebook)).toEqual(rulebook)
    expect(JSON.parse(JSON.stringify(rulebook))).toEqual(rulebook)
  })

  it('names every error of every file at once', async () => {
    const a = await write('a.yaml', 'schema: 1\nhosts: [example.com]\nremvoe: [.x]\nkeep: ["a["]\n')
    const b = await write('b.json', '{ "lang": "en", "phrases": { "shares": {} } }')
    const missing = join(folder, 'missing.yaml')
    const error = await errorOf(a, b, missing)
    expect(error.name).toBe('RulebookError')
    expect(error.message.split('\n')).toEqual([
      `${missing}: no such file or folder`,
      `${a}:3:1: unknown key "remvoe" (did you mean remove?)`,
      `${a}:4:10: invalid selector: it ends too early (got "a["; expected a CSS selector)`,
      `${b}:1:30: unknown key "shares" (did you mean share?)`,
    ])
    expect(error.errors).toHaveLength(4)
    expect(error.errors[1]).toMatchObject({ file: a, line: 3, column: 1, suggestion: 'remove' })
  })

  it('refuses two rules for one host, naming both', async () => {
    const a = await write('a.yaml', SITE('www.zap.test'))
    const b = await write('b.yaml', SITE('ZAP.test'))
    expect((await errorOf(a, b)).message).toBe(`${b}:2:9: the host ZAP.test has a rule already (expected one, the first is in ${a}:2)`)
  })

  it.each([
    ['notes.txt', 'x', 'not a rule file (expected a name that ends in .yaml, .yml or .json)'],
    ['latin1.yaml', new Uint8Array([0x6c, 0xe4]), 'not valid UTF-8'],
    ['huge.yaml', new Uint8Array(4_000_001), 'file too large (expected at most 4000000 bytes)'],
  ])('refuses %s', async (name, text, message) => {
    const path = await write(name, text)
    expect((await errorOf(path)).message).toBe(`${path}: ${message}`)
  })

  it('refuses an empty name and a folder in the place of a filter list, in words', async () => {
    expect((await errorOf('')).message).toBe('"": no such file or folder')
    const said = await loadRulebook({ filterLists: ['', folder] }).catch((error: unknown) => String(error))
    expect(said).toBe(`RulebookError: "": no such file or folder\n${folder}: it is a folder (expected a file)`)
  })

  it('refuses a folder without rule files, and follows links in circles only once', async () => {
    await mkdir(join(folder, 'empty'))
    await symlink(join(folder, 'empty'), join(folder, 'empty', 'again'))
    expect((await errorOf(join(folder, 'empty'))).message).toBe(`${join(folder, 'empty')}: no rule files in this folder (expected .yaml, .yml or .json)`)
  })
})

describe('checkRules', () => {
  it('names the pages of tests that are not there; cleaning needs none of them', async () => {
    await write('sites/pages/there.html', '<p>x</p>')
    const test = (name: string, page: string) => `  - name: ${name}\n    file: ${page}\n    contains: [x]\n`
    const path = await write('sites/zap.test.yaml', `${SITE('zap.test')}tests:\n${test('a', 'pages/there.html')}${test('b', 'pages/gone.html')}`)
    const error: unknown = await checkRules([path]).catch((reason: unknown) => reason)
    expect(String(error)).toBe(`RulebookError: ${path}:9:11: the page of a test is not there (got pages/gone.html; expected a file, by its path from the rule file)`)
    expect((await loadRulebook({ rules: [path], sites: false })).sites).toHaveLength(1)
    await write('sites/pages/gone.html', '<p>x</p>')
    expect(await checkRules([path])).toEqual({ files: 1 })
  })
})

describe('compileRulebook', () => {
  const rules = new URL('../../rules/', import.meta.url)

  it('writes what loading from YAML gives', async () => {
    const target = pathToFileURL(join(folder, 'rulebook.json'))
    await compileRulebook(rules, target)
    // Models are read beside the compiled rules, as they are.
    expect(JSON.parse(await readFile(target, 'utf8')) as Rulebook).toEqual({ ...(await loadRulebook()), models: undefined })
  })

  it('writes nothing when a rule file is broken', async () => {
    await write('rules/sites/x.yaml', 'schema: 1\n')
    const target = pathToFileURL(join(folder, 'rulebook.json'))
    await expect(compileRulebook(pathToFileURL(join(folder, 'rules/')), target)).rejects.toThrow('rules/sites/x.yaml:1:1: missing key "hosts" (expected a list')
    await expect(readFile(target)).rejects.toThrow('ENOENT')
  })
})
