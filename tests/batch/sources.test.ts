/** Protects: which documents are found, in which order, under which names, and that nothing missing is silent. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Entry } from '../../src/batch/job.js'
import { findPlaces, isMany, pathBelow, type Place } from '../../src/batch/places.js'
import { divisionOf, documents, findDocuments, SOURCE_DEFAULTS, type SourceOptions } from '../../src/batch/sources.js'

let cwd = ''

beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'cleancopy-'))
})

afterEach(() => {
  rmSync(cwd, { recursive: true, force: true })
})

function files(...names: readonly string[]): void {
  for (const name of names) {
    mkdirSync(dirname(join(cwd, name)), { recursive: true })
    writeFileSync(join(cwd, name), name)
  }
}

async function find(given: string[], options: Partial<SourceOptions> = {}): Promise<Entry[]> {
  const found: Entry[] = []
  const all = { ...SOURCE_DEFAULTS, cwd, stdin: Readable.from([]), ...options }
  for await (const entry of documents(findDocuments(await findPlaces(given, cwd), all))) found.push(entry)
  return found
}

const shown = (entries: readonly Entry[]): string[] => entries.map((entry) => {
  return entry.type === 'failure' ? `${entry.code} ${entry.input}` : entry.relative
})

test('a folder: documents alone, by name, hidden ones left out, names relative to it', async () => {
  files('in/b.html', 'in/a/z.txt', 'in/a.htm', 'in/pic.png', 'in/.git/x.html', 'in/.x.html', 'in/N.MD', 'in/c.xhtml')
  expect(shown(await find(['in']))).toEqual(['N.MD', 'a/z.txt', 'a.htm', 'b.html', 'c.xhtml'])
})

test('several arguments: names relative to what they have in common', async () => {
  files('in/one/a.html', 'in/two/a.html', 'in/two/deep/b.html')
  expect(shown(await find(['in/one', 'in/two']))).toEqual(['one/a.html', 'two/a.html', 'two/deep/b.html'])
  expect(shown(await find(['in/one/a.html', 'in/two/deep/b.html']))).toEqual(['one/a.html', 'two/deep/b.html'])
})

test('a pattern: names relative to its fixed part, whatever it matches', async () => {
  files('in/deep/a.html', 'in/deep/b.html', 'in/deep/c.txt')
  expect(shown(await find(['in/**/*.html']))).toEqual(['deep/a.html', 'deep/b.html'])
})

test('a pattern goes through links to folders, and no document comes twice by them', async () => {
  files('in/a.html', 'in/deep/b.html', 'elsewhere/c.html')
  symlinkSync('..', join(cwd, 'in/deep/up'))
  symlinkSync('deep', join(cwd, 'in/aside'))
  symlinkSync('../elsewhere', join(cwd, 'in/other'))
  symlinkSync('a.html', join(cwd, 'in/z.html'))
  expect(shown(await find(['in/**/*.html']))).toEqual(['a.html', 'deep/b.html', 'other/c.html', 'z.html'])
  expect(shown(await find(['in/aside/*.html']))).toEqual(['b.html'])
})

test('a file that looks like a pattern is taken as a file', async () => {
  files('in/a[1].html')
  expect(shown(await find(['in/a[1].html']))).toEqual(['a[1].html'])
})

test('what is not there is named, in its place', async () => {
  files('a.html', 'b.html', 'void/readme.pdf')
  expect(shown(await find(['a.html', 'gone.html', 'void', '*.nope', 'b.html', 'a.html/x']))).toEqual(
    ['a.html', 'missing gone.html', 'no-documents void', 'no-match *.nope', 'b.html', 'missing a.html/x'])
})

test('a document named twice comes once', async () => {
  files('in/a.html', 'in/b.html')
  expect(shown(await find(['in/a.html', 'in', './in/a.html']))).toEqual(['a.html', 'b.html'])
})

test('the output folder is no input', async () => {
  files('a.html', 'out/a.txt')
  expect(shown(await find(['.'], { outside: [join(cwd, 'out')] }))).toEqual(['a.html'])
  expect(shown(await find(['**/*'], { outside: [join(cwd, 'out')] }))).toEqual(['a.html'])
})

test('links to files count, links to folders do not lead in circles, dead links are not lost', async () => {
  files('in/a.html')
  symlinkSync('..', join(cwd, 'in/up'))
  symlinkSync('a.html', join(cwd, 'in/b.html'))
  symlinkSync('gone', join(cwd, 'in/c.html'))
  expect(shown(await find(['in']))).toEqual(['a.html', 'b.html', 'c.html'])
})

test('standard input is one document', async () => {
  const [entry] = await find(['-'], { stdin: Readable.from([Buffer.from('one '), Buffer.from('two')]) })
  expect(entry?.type === 'input' && Buffer.from((await entry.read()).raw).toString()).toBe('one two')
})

/** Else a web archive of ten thousand pages would come out as one long text. */
test.each([
  ['WARC/1.1\r\nWARC-Type: warcinfo\r\n\r\n', 'a web archive: --as warc reads it'],
  ['{"id":7,"text":"one"}\n{"id":8,"text":"two"}\n', 'JSON lines with a document in each: --as jsonl reads them'],
])('records that no name tells are no document: %j', async (bytes, detail) => {
  const [entry] = await find(['-'], { stdin: Readable.from([Buffer.from(bytes)]) })
  await expect(entry?.type === 'input' && entry.read()).rejects.toMatchObject({ code: 'not-a-page', detail })
  const [asText] = await find(['-'], { stdin: Readable.from([Buffer.from(bytes)]), as: 'text' })
  expect(asText?.type === 'input' && Buffer.from((await asText.read()).raw).toString()).toBe(bytes)
})

test.each(['{ he wrote, and closed no bracket', '{"name":"ferry","steps":41}', 'WARC: what it is'])('%j is a text', async bytes => {
  const [entry] = await find(['-'], { stdin: Readable.from([Buffer.from(bytes)]) })
  expect(entry?.type === 'input' && Buffer.from((await entry.read()).raw).toString()).toBe(bytes)
})

test('a list of names: files and folders, below the place where it is read, elsewhere with the whole path', async () => {
  files('in/a.html', 'in/deep/b.html', 'c.html')
  const names = async function* (): AsyncGenerator<string> {
    yield* ['in', 'c.html', 'in/a.html', 'gone.html', join(cwd, 'c.html')]
  }
  const found: Entry[] = []
  const options = { ...SOURCE_DEFAULTS, cwd, stdin: Readable.from([]) }
  const listed = (base: string): Place[] => [{ type: 'list', names: names(), base }]
  for await (const entry of documents(findDocuments(listed(cwd), options))) found.push(entry)
  expect(shown(found)).toEqual(['in/a.html', 'in/deep/b.html', 'c.html', 'missing gone.html'])
  files('other/x')
  const [elsewhere] = await find([join(cwd, 'c.html')], { cwd: join(cwd, 'other') })
  expect(elsewhere).toMatchObject({ relative: 'c.html' })
  expect(pathBelow(join(cwd, 'other'), join(cwd, 'c.html'))).toBe(join(cwd, 'c.html').slice(1))
})

test('the records of a file, one by one; a file that is cut names the place', async () => {
  files('in/a.html')
  const lines = Array.from({ length: 3000 }, (_, at) => `{"text":"${at} ${(at * 7919) % 65521}"}\n`).join('')
  writeFileSync(join(cwd, 'whole.jsonl.gz'), gzipSync(lines))
  writeFileSync(join(cwd, 'cut.jsonl.gz'), gzipSync(lines).subarray(0, -2000))
  expect(shown(await find(['whole.jsonl.gz']))).toHaveLength(3000)
  const cut = shown(await find(['cut.jsonl.gz', 'in']))
  expect(cut[0]).toBe('cut.jsonl.gz/000000001')
  expect(cut.at(-2)).toBe(`unreadable cut.jsonl.gz:${cut.length - 1}`)
  expect(cut.at(-1)).toBe('in/a.html')
})

test('shards: every document in one of them, the same whatever else is there', async () => {
  const names = Array.from({ length: 40 }, (_, at) => `in/${at}.html`)
  files(...names)
  const part = async (index: number, given: string[], count = 4): Promise<string[]> => {
    const places = await findPlaces(given, cwd)
    const found: Entry[] = []
    const options = { ...SOURCE_DEFAULTS, cwd, stdin: Readable.from([]) }
    for await (const entry of documents(findDocuments(places, options), divisionOf({ index, count }, places))) found.push(entry)
    return shown(found)
  }
  const parts = await Promise.all([1, 2, 3, 4].map((index) => part(index, ['in'])))
  expect(parts.flat().sort()).toEqual(names.map((name) => name.slice(3)).sort())
  for (const one of parts) expect(one.length).toBeGreaterThan(3)
  files('in/more.html')
  for (const [at, one] of parts.entries()) expect(await part(at + 1, ['in'])).toEqual(expect.arrayContaining(one))
  writeFileSync(join(cwd, 'all.jsonl'), names.map((text) => JSON.stringify({ text })).join('\n'))
  const records = await Promise.all([1, 2].map((index) => part(index, ['all.jsonl'], 2)))
  expect(records.flat().length).toBe(40)
  expect(records.every((one) => one.length > 5)).toBe(true)
})

test('what can stand for several', async () => {
  files('in/a.html')
  const many = async (...given: string[]): Promise<boolean> => isMany(await findPlaces(given, cwd))
  expect([await many('in/a.html'), await many('-'), await many('in'), await many('in/*'), await many('a', 'b')])
    .toEqual([false, false, true, true, true])
})

test('records that end where something else follows: each is had, and the end is told', async () => {
  const records = gzipSync('{"html":"a"}\n{"html":"b"}')
  writeFileSync(join(cwd, 'r.jsonl.gz'), Buffer.concat([records, Buffer.from('rubbish')]))
  const found = await find(['r.jsonl.gz'])
  expect(shown(found)).toEqual(['r.jsonl.gz/000000001', 'r.jsonl.gz/000000002', 'unreadable r.jsonl.gz:3'])
  expect(found.at(-1)).toMatchObject({ detail: 'Z_TRAILING', place: { file: 'r.jsonl.gz', line: 3 } })
})
