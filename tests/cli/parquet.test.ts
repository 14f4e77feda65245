/** Protects Parquet output: the columns, read back by another library, whole or not there, and resumed as lines are. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } from 'hyparquet'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { parquetColumns, toParquet } from '../../src/batch/parquet.js'
import { Desk, page } from './driver.js'

// Each test starts processes, and the machine may be busy.
vi.setConfig({ testTimeout: 60_000 })

let desk: Desk

beforeEach(() => {
  desk = new Desk()
})

afterEach(() => {
  desk.clear()
})

const path = (name: string): string => join(desk.folder, name)
const rows = async (name: string): Promise<Record<string, unknown>[]> => parquetReadObjects({ file: await asyncBufferFromFile(path(name)) })
const withoutNulls = (row: Readonly<Record<string, unknown>>): object => Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null && value !== undefined))

const RECORDS = [
  `{"id":17,"url":"https://post.example/a","html":${JSON.stringify(page('Ärger\u{1f6a2}'))},"title":"theirs","crawl":{"n":1}}`, '{"id":"none","html":""}',
  '{"id":"z","text":"The ferry left the island before dawn, with forty passengers on board, and nobody waved."}',
].join('\n')

test('a row for each document, with the values of its JSON line', async () => {
  desk.file('pages.jsonl', RECORDS)
  const { code, err } = await desk.run(['pages.jsonl', '-o', 'all.parquet', '-f', 'json,markdown'])
  expect(code).toBe(1)
  expect(err).toMatch(/\n3 documents: 2 clean, 1 failed · /)
  await desk.run(['pages.jsonl', '-o', 'all.jsonl', '-f', 'json,markdown', '-q'])
  const lines = readFileSync(path('all.jsonl'), 'utf8').trim().split('\n').map((line) => JSON.parse(line) as Record<string, unknown>)
  const found = await rows('all.parquet')
  expect(Object.keys(found[0]!)).toEqual(parquetColumns(['markdown']).map(({ name }) => name))
  expect(found.map(withoutNulls)).toEqual(lines.map(({ id, crawl, original, ...others }) => withoutNulls({
    ...others, id: String(id), ...crawl === undefined ? {} : { fields: { crawl, original } },
  })))
  const { schema, num_rows, created_by } = await parquetMetadataAsync(await asyncBufferFromFile(path('all.parquet')))
  expect([num_rows, created_by, schema.length]).toEqual([2n, 'cleancopy', found[0] === undefined ? 0 : Object.keys(found[0]).length + 1])
})

test('numbers of a record keep all their digits', async () => {
  const text = 'The ferry left the island before dawn, with forty passengers on board, and nobody waved.'
  desk.file('pages.jsonl', `{"id":12345678901234567890,"url":1.50,"text":"${text}","twin":{"of":[9007199254740993]},"__proto__":{"a":1},"title":1e400}`)
  expect((await desk.run(['pages.jsonl', '-o', 'all.parquet'])).code).toBe(0)
  const file = await asyncBufferFromFile(path('all.parquet'))
  const { schema } = await parquetMetadataAsync(file)
  expect(schema.filter(({ converted_type }) => converted_type === 'JSON').map(({ name }) => name)).toEqual(expect.arrayContaining(['removals', 'fields']))
  // As a reader does that takes JSON for the text that it is.
  const texts = { ...await parquetMetadataAsync(file), schema: schema.map((element) => element.converted_type === 'JSON' ? { ...element, converted_type: 'UTF8' as const } : element) }
  const [row] = await parquetReadObjects({ file, metadata: texts })
  expect(row).toMatchObject({ id: '12345678901234567890', url: '1.50', title: null })
  expect(row!['fields']).toBe('{"twin":{"of":[9007199254740993]},"__proto__":{"a":1},"original":{"title":1e400}}')
})

test('what failed can be done again, and changed documents too; without a failure nothing stays beside the file', async () => {
  desk.file('pages.jsonl', RECORDS)
  await desk.run(['pages.jsonl', '-o', 'all.parquet', '-q'])
  expect(desk.files()).toEqual(['all.parquet', 'all.parquet.failed.jsonl', 'all.parquet.journal', 'all.parquet.lines', 'pages.jsonl'])
  expect((await desk.run(['pages.jsonl', '-o', 'all.parquet'])).code).toBe(2)
  writeFileSync(path('pages.jsonl'), RECORDS.replace('"html":""', `"html":${JSON.stringify(page('Late'))}`))
  const { code, err } = await desk.run(['pages.jsonl', '-o', 'all.parquet', '--retry-failed'])
  expect([code, err]).toEqual([0, expect.stringContaining('cleancopy: 2 of them were done before')])
  expect((await rows('all.parquet')).map(({ id }) => id)).toEqual(['17', 'none', 'z'])
  await desk.run(['pages.jsonl', '-o', 'fresh.parquet', '-q'])
  expect(readFileSync(path('all.parquet')).equals(readFileSync(path('fresh.parquet')))).toBe(true)
  expect(existsSync(path('fresh.parquet.lines')) || existsSync(path('fresh.parquet.journal'))).toBe(false)
})

test('no document makes a table without rows', async () => {
  desk.file('pages.jsonl', '{"html":""}')
  await desk.run(['pages.jsonl', '-o', 'all.parquet', '-q'])
  expect(await rows('all.parquet')).toEqual([])
})

test('many rows make several groups, each written as it is full', async () => {
  const line = (at: number): string => JSON.stringify({ input: `a:${at}`, title: at % 3 === 0 ? null : `T${at}`, confidence: at / 20_000, text: 'x'.repeat(1000), removals: [] })
  desk.file('lines', Array.from({ length: 12_000 }, (_, at) => `${line(at)}\n`).join(''))
  await toParquet(['text'])(path('lines'), path('many.parquet'))
  const { row_groups } = await parquetMetadataAsync(await asyncBufferFromFile(path('many.parquet')))
  expect(row_groups.map(({ num_rows }) => num_rows)).toEqual([5000n, 5000n, 2000n])
  const found = await rows('many.parquet')
  expect(found).toHaveLength(12_000)
  expect(found[11_999]).toMatchObject({ input: 'a:11999', title: 'T11999', confidence: 0.59995, removals: [] })
})
