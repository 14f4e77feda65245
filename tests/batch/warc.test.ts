/** Protects: what counts as a document in a web archive, and that damage is told with its place and costs no neighbour. */
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Content, Entry, Skipped } from '../../src/batch/job.js'
import { findPlaces } from '../../src/batch/places.js'
import { readInput } from '../../src/batch/run.js'
import { documents, findDocuments, SOURCE_DEFAULTS } from '../../src/batch/sources.js'
import { warcFromFile } from '../../src/batch/warc.js'
import { gzipped, HTML_HEAD, smallPage, storedZstd, warcRecord } from './warcs.js'

let folder = ''

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cleancopy-'))
})

afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

const good = (number: number): Buffer => warcRecord(number, smallPage(`boat ${number}`))

async function entriesOf(bytes: Uint8Array, name = 'crawl.warc', limit = 1_000_000): Promise<(Entry | Skipped)[]> {
  const path = join(folder, name)
  writeFileSync(path, bytes)
  const found: (Entry | Skipped)[] = []
  for await (const entry of warcFromFile(path, { file: name, relative: name, limit })) found.push(entry)
  return found
}

/** A line for each: `offset title`, the reason of what was skipped, code and detail of what failed. */
async function shown(bytes: Uint8Array, name?: string, limit?: number): Promise<string[]> {
  return Promise.all((await entriesOf(bytes, name, limit)).map(async (entry) => {
    if (entry.type === 'skipped') return entry.reason
    if (entry.type === 'failure') return `${entry.code} ${entry.detail}`
    const content = await readInput(entry)
    return 'type' in content ? `${content.code} ${content.detail}` : `${entry.place.offset} ${titleOf(content)}`
  }))
}

function titleOf({ body }: Content): string {
  const text = Buffer.from(body as Uint8Array).toString()
  return /<title>(.*?)<\/title>/.exec(text)?.[1] ?? text.slice(0, 40)
}

async function contentOf(record: Uint8Array): Promise<Content> {
  const [entry] = await entriesOf(record)
  if (entry?.type !== 'input') throw new Error('no document')
  return entry.read()
}

test('responses are pages, with address, time and id from the record', async () => {
  const [entry] = await entriesOf(Buffer.concat([good(1), good(2)]))
  if (entry?.type !== 'input') throw new Error('no document')
  expect(entry).toMatchObject({ input: 'crawl.warc:0', relative: 'crawl.warc/000000000000', path: null, place: { file: 'crawl.warc', offset: 0 } })
  const content = await entry.read()
  expect(content.kind).toBe('html')
  expect(content.source).toEqual({ url: 'https://post.example/1', contentType: 'text/html; charset=utf-8' })
  expect(Object.fromEntries(content.fields)).toEqual({
    url: '"https://post.example/1"', id: '"urn:uuid:00000000-0000-4000-8000-000000000001"', date: '"2026-01-02T03:04:05Z"',
  })
})

test('what is no page is passed over by its reason; requests and notes are nothing at all', async () => {
  const http = (status: string, type: string): string => `HTTP/1.1 ${status}\r\nContent-Type: ${type}`
  const records = [
    warcRecord(1, 'software: x', { type: 'warcinfo', http: null }), warcRecord(2, '', { type: 'request', http: 'GET / HTTP/1.1' }),
    warcRecord(3, '', { http: http('301 Moved', 'text/html') }), warcRecord(4, smallPage('lost'), { http: http('404 Not Found', 'text/html') }),
    warcRecord(5, 'GIF89a', { http: http('200 OK', 'image/gif') }), warcRecord(6, '{}', { http: http('200 OK', 'application/json') }),
    warcRecord(7, smallPage('bare'), { http: 'HTTP/1.1 200 OK' }), warcRecord(8, 'plain', { http: 'HTTP/1.1 200 OK' }),
    warcRecord(9, '', { type: 'revisit' }), warcRecord(10, 'dns', { http: null, fields: { 'Content-Type': 'text/dns' } }),
    warcRecord(11, smallPage('saved'), { type: 'resource', http: null, fields: { 'Content-Type': 'text/html' } }),
    warcRecord(12, smallPage('x'), { http: http('200 OK', 'application/xhtml+xml') }), warcRecord(13, 'note', { type: 'metadata', http: null }),
  ]
  expect((await shown(Buffer.concat(records))).map((line) => line.replace(/^\d+ /, ''))).toEqual(
    ['redirect', 'http-error', 'not-a-page', 'not-a-page', 'bare', 'not-a-page', 'revisit', 'not-a-page', 'saved', 'x'])
})

test('a page is a page, also where its record leaves out the media type, names it twice or leaves out HTTP', async () => {
  const bare = (number: number, type: string, name: string | undefined, body = smallPage(`boat ${number}`)): Buffer =>
    warcRecord(number, body, { type, http: null, fields: { 'Content-Type': name } })
  const records = [
    bare(1, 'resource', undefined), warcRecord(2, smallPage('boat 2'), { type: 'resource' }), bare(3, 'response', 'text/html'), bare(4, 'response', undefined),
    bare(5, 'resource', undefined, 'no tags'), bare(6, 'response', undefined, 'no tags'), bare(7, 'resource', 'image/png', smallPage('x')),
  ]
  expect((await shown(Buffer.concat(records))).map((line) => line.replace(/^\d+ /, ''))).toEqual([
    'boat 1', 'boat 2', 'boat 3', 'boat 4', 'not-a-page', 'bad-record there is no HTTP response in it', 'not-a-page',
  ])
})

test('WET: extracted texts', async () => {
  const content = await contentOf(warcRecord(1, 'Grüße aus Orrin', { type: 'conversion', http: null }))
  expect(content).toMatchObject({ kind: 'text', source: { url: 'https://post.example/1', contentType: 'text/plain; charset=utf-8' } })
})

describe('what was done to a body for the way is undone', () => {
  const page = smallPage('ferry')
  const chunked = (body: Uint8Array, size = 100): Buffer => {
    const parts: Buffer[] = []
    for (let at = 0; at < body.length; at += size) {
      const part = body.subarray(at, at + size)
      parts.push(Buffer.from(`${part.length.toString(16)}\r\n`), Buffer.from(part), Buffer.from('\r\n'))
    }
    return Buffer.concat([...parts, Buffer.from('0\r\n\r\n')])
  }
  const all = Buffer.from(page)
  test.each<[string, string, Uint8Array]>([
    ['gzip', 'Content-Encoding: gzip', gzipSync(page)], ['x-gzip', 'content-encoding: X-GZIP', gzipSync(page)],
    ['br', 'Content-Encoding: br', brotliCompressSync(page)], ['deflate', 'Content-Encoding: deflate', deflateSync(page)],
    ['deflate without its wrapper', 'Content-Encoding: deflate', deflateRawSync(page)],
    ['several', 'Content-Encoding: gzip, br', brotliCompressSync(gzipSync(page))],
    ['chunked', 'Transfer-Encoding: chunked', chunked(all)],
    ['chunked and gzip', 'Transfer-Encoding: chunked\r\nContent-Encoding: gzip', chunked(gzipSync(page))],
    ['the field alone is left: chunked', 'Transfer-Encoding: chunked', all],
    ['the field alone is left: gzip', 'Content-Encoding: gzip', all], ['the field alone is left: unknown', 'Content-Encoding: x-foo', all],
  ])('%s', async (_, field, body) => {
    expect(titleOf(await contentOf(warcRecord(1, body, { http: `${HTML_HEAD}\r\n${field}` })))).toBe('ferry')
  })

  test('a broken coding fails by name, a cut one is used where the archive says that it cut', async () => {
    const broken = warcRecord(1, 'FFFFFFF\r\nabc', { http: `${HTML_HEAD}\r\nTransfer-Encoding: chunked` })
    const half = gzipSync(page.repeat(20)).subarray(0, 200)
    const gzip = `${HTML_HEAD}\r\nContent-Encoding: gzip`
    expect(await shown(Buffer.concat([broken, warcRecord(2, half, { http: gzip })]))).toEqual(
      ['bad-record its chunked transfer coding is broken', 'bad-record its content coding gzip is broken'])
    expect(titleOf(await contentOf(warcRecord(3, half, { http: gzip, fields: { 'WARC-Truncated': 'length' } })))).toBe('ferry')
  })

  test('what announces a response is not it', async () => {
    const http = `HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n${HTML_HEAD}\r\nContent-Encoding: gzip`
    expect(titleOf(await contentOf(warcRecord(1, gzipSync(page), { http })))).toBe('ferry')
    expect(await shown(warcRecord(2, '', { http: 'HTTP/1.1 100 Continue' }))).toEqual(['http-error'])
  })

  test('what servers send behind the end is passed over; cut zstd is used as cut gzip is', async () => {
    const more = (bytes: Buffer): Buffer => Buffer.concat([bytes, Buffer.from('\r\n<!-- 12 ms -->')])
    const stored = storedZstd(Buffer.from(page.repeat(20)), 1000)
    for (const [coding, body] of [['gzip', gzipSync(page)], ['br', brotliCompressSync(page)], ['zstd', storedZstd(Buffer.from(page))]] as const) {
      const content = await contentOf(warcRecord(1, more(body), { http: `${HTML_HEAD}\r\nContent-Encoding: ${coding}` }))
      expect(Buffer.from(content.body as Uint8Array).toString()).toBe(page)
    }
    const http = `${HTML_HEAD}\r\nContent-Encoding: zstd`
    expect(titleOf(await contentOf(warcRecord(3, stored.subarray(0, 2500), { http, fields: { 'WARC-Truncated': 'length' } })))).toBe('ferry')
    expect(await shown(warcRecord(4, stored.subarray(0, 2500), { http }))).toEqual(['bad-record its content coding zstd is broken'])
  })

  test('a bomb is too large', async () => {
    const bomb = warcRecord(1, gzipSync(Buffer.alloc(20_000_000)), { http: `${HTML_HEAD}\r\nContent-Encoding: gzip` })
    expect(await shown(Buffer.concat([bomb, good(2)]))).toEqual(['too-large 1000000', `${bomb.length} boat 2`])
  })
})

describe('places', () => {
  test('a member for each record: its place in the compressed file', async () => {
    const members = [good(1), warcRecord(2, 'x', { type: 'request', http: 'GET / HTTP/1.1' }), good(3)].map((record) => gzipSync(record))
    const third = members[0]!.length + members[1]!.length
    expect(await shown(Buffer.concat(members), 'c.warc.gz')).toEqual(['0 boat 1', `${third} boat 3`])
  })

  test('one member for all records: which of them', async () => {
    const entries = await entriesOf(gzipSync(Buffer.concat([good(1), good(2)])), 'c.warc.gz')
    expect(entries).toMatchObject([{ input: 'c.warc.gz:0', place: { offset: 0 } }, { input: 'c.warc.gz:0-2', place: { offset: 0, nth: 2 } }])
  })

  test('records across members, names and comments in the headers of members', async () => {
    const all = Buffer.concat([good(1), good(2), good(3)])
    const named = (bytes: Uint8Array): Buffer => {
      const plain = gzipSync(bytes)
      plain[3] = 8 | 4
      return Buffer.concat([plain.subarray(0, 10), Buffer.from([3, 0, 1, 2, 3]), Buffer.from('name\0'), plain.subarray(10)])
    }
    const split = Buffer.concat([all.subarray(0, 300), all.subarray(300, 1000), all.subarray(1000)].map(named))
    expect((await shown(split, 'c.warc.gz')).map((line) => line.replace(/^\d+ /, ''))).toEqual(['boat 1', 'boat 2', 'boat 3'])
  })
})

describe('damage', () => {
  const around = (middle: Uint8Array): Buffer => Buffer.concat([good(1), middle, good(2)])
  const lengths: [string, string | undefined, string][] = [
    ['too large', '330', 'its Content-Length does not fit'], ['much too large', '5000000', 'the file ends within this record'],
    ['beyond reason', '1000000000000000000', 'its Content-Length does not fit'], ['too small', '100', 'its Content-Length does not fit'],
    ['negative', '-5', 'its Content-Length is missing or no number'], ['no number', '0x10', 'its Content-Length is missing or no number'],
    ['missing', undefined, 'its Content-Length is missing or no number'],
  ]
  test.each(lengths)('Content-Length %s', async (_, length, detail) => {
    const bad = warcRecord(9, smallPage('bad'), { fields: { 'Content-Length': length } })
    expect(await shown(around(bad))).toEqual(['0 boat 1', `bad-record ${detail}`, `${good(1).length + bad.length} boat 2`])
  })

  test('a length that leads over all that follows', async () => {
    const bad = warcRecord(9, smallPage('bad'), { fields: { 'Content-Length': '100000' } })
    expect((await shown(around(bad)))[1]).toBe('bad-record the file ends within this record')
    expect((await shown(around(bad)))[2]).toMatch(/boat 2$/)
  })

  test('between records: junk is told once, blank lines and missing ones are not', async () => {
    expect(await shown(around(Buffer.from('junk '.repeat(40_000))))).toMatchObject(
      ['0 boat 1', 'bad-record no WARC record begins here', expect.stringMatching(/boat 2$/)])
    expect(await shown(around(Buffer.from('\r\n'.repeat(5000))))).toHaveLength(2)
    expect(await shown(Buffer.concat([warcRecord(1, smallPage('a'), { tail: '' }), good(2)]))).toHaveLength(2)
    expect(await shown(Buffer.concat([1, 2].map((number) => warcRecord(number, smallPage('a'), { eol: '\n', tail: '\n\n' }))))).toHaveLength(2)
  })

  test.each([['of the header', 60], ['of the block', 500]])('the end within a record: %s', async (_, bytes) => {
    const cut = Buffer.concat([good(1), good(2).subarray(0, bytes)])
    expect(await shown(cut)).toEqual(['0 boat 1', expect.stringMatching(/^bad-record the file ends within/)])
  })

  test('gzip: a damaged member costs its record alone', async () => {
    const members = [1, 2, 3].map((number) => gzipSync(good(number)))
    const at = members[0]!.length
    for (const place of [30, members[1]!.length - 6]) {
      const bytes = Buffer.concat(members)
      bytes[at + place]! ^= 0xff
      const found = await entriesOf(bytes, 'c.warc.gz')
      expect(found).toMatchObject([
        { type: 'input' }, { type: 'failure', code: 'unreadable', detail: 'Z_DATA_ERROR', place: { offset: at } },
        { type: 'input', place: { offset: at + members[1]!.length } },
      ])
    }
  })

  test('gzip: cut, followed by junk or by nothing but zeros', async () => {
    const whole = gzipped(good(1), good(2))
    expect(await shown(whole.subarray(0, -20), 'c.warc.gz')).toEqual(['0 boat 1', 'unreadable Z_BUF_ERROR'])
    expect(await shown(Buffer.concat([whole, Buffer.from('junk')]), 'c.warc.gz')).toHaveLength(3)
    expect(await shown(Buffer.concat([whole, Buffer.alloc(3000)]), 'c.warc.gz')).toHaveLength(2)
  })

  test('a name that is wrong, and a compression of the whole file: what is whole is had', async () => {
    const both = Buffer.concat([good(1), good(2)])
    const titles = ['0 boat 1', `${good(1).length} boat 2`]
    expect(await shown(both, 'plain.warc.gz')).toEqual(titles)
    expect(await shown(gzipped(good(1), good(2)), 'packed.warc')).toEqual(['0 boat 1', `${gzipped(good(1)).length} boat 2`])
    const packed = brotliCompressSync(both)
    expect(await shown(packed, 'a.warc.br')).toEqual(titles)
    expect(await shown(Buffer.concat([packed, Buffer.from('more')]), 'more.warc.br')).toEqual([...titles, 'unreadable Z_TRAILING'])
    const cut = brotliCompressSync(Buffer.concat([both, randomBytes(5000)])).subarray(0, -100)
    expect(await shown(cut, 'cut.warc.br')).toEqual([...titles, expect.stringMatching(/^(?:bad-record|unreadable)/)])
  })

  test('no archive at all', async () => {
    expect(await shown(Buffer.from(smallPage('page')))).toEqual(['bad-record no WARC record begins here'])
    expect(await shown(Buffer.alloc(0))).toEqual(['bad-record the file is empty'])
    expect(await shown(Buffer.from('not gzip'), 'c.warc.gz')).toEqual(['bad-record no WARC record begins here'])
    expect(await shown(Buffer.from([0, 1, 2, 3]), 'c.warc.gz')).toEqual(['unreadable Z_OTHER'])
    for await (const entry of warcFromFile(join(folder, 'none.warc'), { file: 'none.warc', relative: 'n', limit: 1 })) {
      expect(entry).toMatchObject({ type: 'failure', code: 'missing' })
    }
  })

  test('a record header without an end, a response without a status, a record above the limit', async () => {
    const long = warcRecord(9, smallPage('bad'), { fields: { 'X-Big': 'a'.repeat(400_000) } })
    expect((await shown(around(long)))[1]).toBe('bad-record its header is too long')
    expect((await shown(around(warcRecord(9, 'hello', { http: 'Content-Type: text/html' }))))[1]).toBe('bad-record there is no HTTP response in it')
    expect(await shown(around(warcRecord(9, 'x'.repeat(20_000))), 'c.warc', 5000)).toEqual(
      ['0 boat 1', 'too-large 5000', expect.stringMatching(/boat 2$/)])
  })
})

test('from standard input, compressed or not; in a folder; what is skipped is counted', async () => {
  const all = gzipped(good(1), warcRecord(2, '', { type: 'revisit' }), good(3))
  writeFileSync(join(folder, 'a.warc.gz'), all)
  writeFileSync(join(folder, 'b.warc'), good(4))
  const read = async (given: string, stdin: Readable): Promise<[Entry[], unknown]> => {
    const skips = new Map()
    const found: Entry[] = []
    const options = { ...SOURCE_DEFAULTS, cwd: folder, stdin, container: given === '-' ? 'warc' as const : null }
    for await (const entry of documents(findDocuments(await findPlaces([given], folder), options), null, skips)) found.push(entry)
    return [found, Object.fromEntries(skips)]
  }
  expect(await read('-', Readable.from([all]))).toMatchObject([[{ input: '-:0' }, {}], { revisit: 1 }])
  expect(await read(folder, Readable.from([]))).toMatchObject([[{}, {}, { relative: 'b.warc/000000000000' }], { revisit: 1 }])
})
