/** Protects: which documents are found, in which order, under which names, and that nothing missing is silent. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Entry } from '../../src/batch/job.js'
import { findPlaces, isMany } from '../../src/batch/places.js'
import { documents, type SourceOptions } from '../../src/batch/sources.js'

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
  const all = { as: null, outside: null, cwd, stdin: Readable.from([]), signal: null, ...options }
  for await (const entry of documents(await findPlaces(given, cwd), all)) found.push(entry)
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
  expect(shown(await find(['.'], { outside: join(cwd, 'out') }))).toEqual(['a.html'])
  expect(shown(await find(['**/*'], { outside: join(cwd, 'out') }))).toEqual(['a.html'])
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
  expect(entry?.type === 'input' && Buffer.from(await entry.read()).toString()).toBe('one two')
})

test('what can stand for several', async () => {
  files('in/a.html')
  const many = async (...given: string[]): Promise<boolean> => isMany(await findPlaces(given, cwd))
  expect([await many('in/a.html'), await many('-'), await many('in'), await many('in/*'), await many('a', 'b')])
    .toEqual([false, false, true, true, true])
})
