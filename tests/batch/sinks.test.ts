/** Protects: files are whole or not there, nothing is replaced unasked, nothing lands outside the folder. */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { Unsynced } from '../../src/batch/files.js'
import type { Delivered } from '../../src/batch/job.js'
import { OwnInputs } from '../../src/batch/own-inputs.js'
import { createLines, fileSink, folderSink, jsonlSink, SinkError, type Sink } from '../../src/batch/sinks.js'
import { delivered as fake, input } from './fakes.js'

let folder = ''

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cleancopy-'))
})

afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

const delivered = (name: string): Delivered => fake(name, `body of ${name}`)

function openFolder(names: Record<string, string>, options: { force?: boolean, inputs?: string[] } = {}): Sink {
  return folderSink({
    folder: join(folder, 'out'), nameOf: (name) => names[name] ?? name, force: options.force ?? false,
    inputs: new OwnInputs(new Set(options.inputs)), unsynced: new Unsynced(), encode: ({ text }) => text,
  })
}

const inFolder = (): string[] => readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()

test('a folder is made as needed and holds whole files alone', async () => {
  const sink = openFolder({ 'a.html': 'a.txt', 'deep/b.html': 'deep/b.txt' })
  expect([await sink.write(delivered('a.html')), await sink.write(delivered('deep/b.html'))]).toEqual([null, null])
  expect(inFolder()).toEqual(['out', 'out/a.txt', 'out/deep', 'out/deep/b.txt'])
  expect(readFileSync(join(folder, 'out/deep/b.txt'), 'utf8')).toBe('body of deep/b.html')
})

test('what is there stays, unless forced; an input stays always', async () => {
  mkdirSync(join(folder, 'out'))
  writeFileSync(join(folder, 'out/a.txt'), 'precious')
  const names = { 'a.html': 'a.txt' }
  const inputs = [join(folder, 'out/a.txt')]
  expect(await openFolder(names).refusal(input('a.html'))).toMatchObject({ code: 'exists' })
  expect(await openFolder(names, { force: true }).refusal(input('a.html'))).toBeNull()
  expect(await openFolder(names, { force: true, inputs }).refusal(input('a.html'))).toMatchObject({ code: 'own-input' })
})

test('no name and no link leads out of the folder', async () => {
  expect(await openFolder({ 'a.html': '../a.txt' }).refusal(input('a.html'))).toMatchObject({ code: 'unwritable' })
  mkdirSync(join(folder, 'out'))
  mkdirSync(join(folder, 'elsewhere'))
  symlinkSync('../elsewhere', join(folder, 'out/deep'))
  expect(await openFolder({ b: 'deep/er/b.txt' }).write(delivered('b'))).toMatchObject({ code: 'unwritable', detail: 'OUTSIDE' })
  expect(readdirSync(join(folder, 'elsewhere'))).toEqual([])
})

test('a name in the way fails that document and leaves no temporary file', async () => {
  mkdirSync(join(folder, 'out/a.txt'), { recursive: true })
  expect(await openFolder({ a: 'a.txt' }).write(delivered('a'))).toMatchObject({ code: 'unwritable' })
  expect(inFolder()).toEqual(['out', 'out/a.txt'])
})

test('one file, with its folder', async () => {
  const path = join(folder, 'new/a.txt')
  expect(await fileSink(path, ({ text }) => text).write(delivered('a'))).toBeNull()
  expect(readFileSync(path, 'utf8')).toBe('body of a')
})

test.each([
  ['complete', ['all.jsonl']], ['interrupted', ['all.jsonl.partial']], ['broken', []],
] as const)('JSON lines that end %s leave %j', async (ending, left) => {
  const path = join(folder, 'all.jsonl')
  const sink = jsonlSink(await createLines(path), ({ input: name, cleaned: { text } }) => JSON.stringify({ name, text }))
  await sink.write(delivered('a'))
  await sink.write(delivered('b'))
  expect(existsSync(path)).toBe(false)
  await sink.close(ending)
  expect(inFolder()).toEqual(left)
  for (const name of left) {
    expect(readFileSync(join(folder, name), 'utf8')).toBe('{"name":"a","text":"body of a"}\n{"name":"b","text":"body of b"}\n')
  }
})

test('a place that cannot be written is known before the first document', async () => {
  writeFileSync(join(folder, 'file'), '')
  await expect(createLines(join(folder, 'file/all.jsonl'))).rejects.toThrow(SinkError)
})
