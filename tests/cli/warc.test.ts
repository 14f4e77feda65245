/** Protects web archives on the built command line: sinks, workers, shards, resume, and what is said of what was passed over. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { gzipped, smallPage, warcRecord } from '../batch/warcs.js'
import { Desk } from './driver.js'

// Each test starts processes, and the machine may be busy.
vi.setConfig({ testTimeout: 60_000 })

let desk: Desk

beforeEach(() => {
  desk = new Desk()
})

afterEach(() => {
  desk.clear()
})

const text = (name: string): string => readFileSync(join(desk.folder, name), 'utf8')
const inputs = (name: string): unknown[] => text(name).trim().split('\n').map((line) => (JSON.parse(line) as { input: string }).input)

/** 30 pages, with a redirect, a picture, a damaged member and a wrong length among them. */
function crawl(): Buffer {
  const records = Array.from({ length: 30 }, (_, at) => gzipped(warcRecord(at, smallPage(`boat ${at}`))))
  const broken = Buffer.from(records[7]!)
  broken[broken.length - 6]! ^= 0xff
  records[7] = broken
  records[9] = gzipped(warcRecord(9, smallPage('wrong'), { fields: { 'Content-Length': '77' } }))
  const skipped = gzipped(
    warcRecord(31, '', { http: 'HTTP/1.1 302 Found\r\nContent-Type: text/html' }), warcRecord(32, 'GIF', { http: 'HTTP/1.1 200 OK\r\nContent-Type: image/gif' }))
  return Buffer.concat([...records, skipped])
}

test('to lines and to a folder, with workers: what is lost is named, what is no page is counted', async () => {
  desk.file('crawl.warc.gz', crawl())
  const lines = await desk.run(['crawl.warc.gz', '-o', 'all.jsonl', '-j', '2', '--timeout', '20'])
  expect(lines.code).toBe(1)
  expect(inputs('all.jsonl')).toHaveLength(28)
  expect(JSON.parse(text('all.jsonl').split('\n')[0]!)).toMatchObject({
    input: 'crawl.warc.gz:0', url: 'https://post.example/0', id: 'urn:uuid:00000000-0000-4000-8000-000000000000', date: '2026-01-02T03:04:05Z', title: 'boat 0',
  })
  expect(lines.err).toMatch(/crawl\.warc\.gz:\d+: cannot be read: the compressed data is damaged/)
  expect(lines.err).toMatch(/crawl\.warc\.gz:\d+: it is no record with a document: its Content-Length does not fit/)
  expect(lines.err).toContain('cleancopy: 2 archived responses passed over: 1 not a page, 1 redirect')
  const folder = await desk.run(['crawl.warc.gz', '-o', 'out', '--log', 'json'])
  expect(desk.files().filter((name) => name.startsWith('out/crawl'))).toHaveLength(28)
  expect(folder.err.trim().split('\n').at(-1)).toContain('"skipped":{"redirect":1,"not-a-page":1}')
})

test('shards make the whole; a resumed run does only what is new', async () => {
  desk.file('crawl.warc.gz', crawl())
  await desk.run(['crawl.warc.gz', '-o', 'whole.jsonl', '-q'])
  for (const part of [1, 2]) await desk.run(['crawl.warc.gz', '-o', `part-${part}.jsonl`, '--shard', `${part}/2`, '-q'])
  expect([...inputs('part-1.jsonl'), ...inputs('part-2.jsonl')].sort()).toEqual(inputs('whole.jsonl').sort())
  await desk.run(['crawl.warc.gz', '-o', 'grown.jsonl', '--resume', '-q'])
  const more = Buffer.concat([crawl(), gzipped(warcRecord(40, smallPage('late')))])
  writeFileSync(join(desk.folder, 'crawl.warc.gz'), more)
  const { err } = await desk.run(['crawl.warc.gz', '-o', 'grown.jsonl', '--resume'])
  expect(err).toContain('cleancopy: 30 of them were done before')
  await desk.run(['crawl.warc.gz', '-o', 'fresh.jsonl', '-q'])
  expect(text('grown.jsonl')).toBe(text('fresh.jsonl'))
})

test('texts that were extracted (WET), from standard input too', async () => {
  const wet = gzipped(warcRecord(1, 'Share on Facebook\n\nThe ferry left the island before dawn, with forty passengers.\n', { type: 'conversion', http: null }))
  desk.file('texts.warc.wet.gz', wet)
  expect((await desk.run(['texts.warc.wet.gz', '-o', '-'])).out).toContain('"text":"The ferry left the island before dawn, with forty passengers.\\n"')
  expect((await desk.run(['-', '--as', 'warc', '-o', '-'], wet)).out).toContain('"input":"-:0","url":"https://post.example/1"')
})
