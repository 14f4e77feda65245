/** Web archives as documents: stored responses that are pages, and texts that were extracted from them (WET). */
import { createReadStream } from 'node:fs'
import type { Readable } from 'node:stream'
import { CompressionError, compressionIn, compressionOf, type Compression } from './compression.js'
import { decompressed } from './decompress.js'
import { fieldsOf } from './fields.js'
import { gzipMembers, type Part } from './gzip-members.js'
import type { HeaderFields } from './header-fields.js'
import { decodeBody, mediaType, readHttpHead } from './http-message.js'
import {
  detailOf, failure, InputError, type Content, type DocumentKind, type Entry, type Input, type Place, type Skipped, type SkipReason,
} from './job.js'
import { httpUrl } from './jsonl.js'
import { kindOfBytes } from './kinds.js'
import { peek } from './lines.js'
import { streamPlain } from './read.js'
import { warcRecords, type WarcRecord } from './warc-records.js'

export interface WarcFile {
  /** As a person would name it. */
  readonly file: string
  /** Within the output folder. */
  readonly relative: string
  /** Longest document, in bytes. */
  readonly limit: number
}

/** The documents of a file, compressed or not, and what is lost in it. */
export function warcFromFile(path: string, file: WarcFile): AsyncGenerator<Entry | Skipped> {
  const chunks = createReadStream(path, { highWaterMark: 256 * 1024 }) as AsyncIterable<Buffer>
  return entries(partsOf(chunks, compressionOf(path)), file)
}

/** The same from standard input. */
export function warcFromStream(stdin: Readable, signal: AbortSignal | null, file: WarcFile): AsyncGenerator<Entry | Skipped> {
  return entries(partsOf(streamPlain(stdin, signal), null), file)
}

async function* partsOf(chunks: AsyncIterable<Uint8Array>, named: Compression | null): AsyncGenerator<Part> {
  const { first, all } = await peek(chunks)
  const compression = compressionIn(first, named)
  yield* compression === 'gzip' ? gzipMembers(all) : plainParts(decompressed(all, compression))
}

/** A fault is one of the parts: the record before it is whole. */
async function* plainParts(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Part> {
  let offset = 0
  try {
    for await (const bytes of chunks) {
      offset += bytes.length
      yield { type: 'bytes', bytes, member: null }
    }
  } catch (error) {
    if (!(error instanceof CompressionError)) throw error
    yield { type: 'fault', offset, code: error.code, began: true }
  }
}

async function* entries(parts: AsyncIterable<Part>, file: WarcFile): AsyncGenerator<Entry | Skipped> {
  let last: Place = { file: file.file }
  try {
    for await (const item of warcRecords(parts, { limit: file.limit, wants: (headers, head) => typeof judge(headers, head) === 'object' })) {
      const { place, input, relative } = namesOf(item, file)
      last = place
      if (item.type === 'damage') {
        yield failure(input, /^Z_/.test(item.detail) ? 'unreadable' : 'bad-record', item.detail, { place })
        continue
      }
      const judgement = judge(item.headers, item.head)
      if (judgement === null) continue
      if (typeof judgement === 'string') yield { type: 'skipped', reason: judgement, relative }
      else yield entryOf(item, judgement, { place, input, relative }, file.limit)
    }
  } catch (error) {
    const detail = detailOf(error)
    yield failure(file.file, detail === 'ENOENT' ? 'missing' : 'unreadable', detail, { place: last })
  }
}

interface Names {
  /** `crawl.warc.gz:1204`, and `crawl.warc.gz:0-17` for the seventeenth record of one member. */
  readonly input: string
  readonly relative: string
  readonly place: Place
}

function namesOf({ offset, nth }: { readonly offset: number, readonly nth: number }, { file, relative }: WarcFile): Names {
  const name = nth === 1 ? '' : `-${nth}`
  return {
    input: `${file}:${offset}${name}`,
    relative: `${relative}/${String(offset).padStart(12, '0')}${name}`,
    place: { file, offset, ...nth === 1 ? {} : { nth } },
  }
}

interface Judgement {
  readonly kind: DocumentKind
  /** The block is a whole HTTP response. */
  readonly http: boolean
}

const PAGES: ReadonlySet<string> = new Set(['text/html', 'application/xhtml+xml'])

/** What a record is: a document, none by its nature, or nothing that was stored of the web (null: requests, metadata …). */
function judge(headers: HeaderFields, head: Uint8Array): Judgement | SkipReason | null {
  const type = mediaType(headers.get('content-type'))
  switch (headers.get('warc-type')?.toLowerCase()) {
    case 'response': return judgeResponse(type, head)
    // Some writers store the whole HTTP response in it.
    case 'resource': return type === 'application/http' ? judgeResponse(type, head) : judgeStored(type, head)
    case 'conversion': return type === 'text/plain' || type === '' ? { kind: 'text', http: false } : PAGES.has(type) ? { kind: 'html', http: false } : 'not-a-page'
    case 'revisit': return 'revisit'
    default: return null
  }
}

function judgeResponse(type: string, head: Uint8Array): Judgement | SkipReason {
  const http = readHttpHead(head)
  if (http === null) {
    const stored = judgeStored(type, head)
    // Without a status it is a broken record, which reading tells; other protocols (dns) have other media types.
    return typeof stored === 'string' && (type === '' || type === 'application/http') ? { kind: 'html', http: true } : stored
  }
  const { status, fields, length } = http
  if (status >= 300 && status < 400) return 'redirect'
  if (status < 200 || status >= 300) return 'http-error'
  const media = mediaType(fields.get('content-type'))
  return isPage(media, head.subarray(length)) ? { kind: 'html', http: true } : 'not-a-page'
}

/** The block is the page itself. */
function judgeStored(type: string, head: Uint8Array): Judgement | SkipReason {
  return isPage(type, head) ? { kind: 'html', http: false } : 'not-a-page'
}

function isPage(media: string, body: Uint8Array): boolean {
  return media === '' ? kindOfBytes(body) === 'html' : PAGES.has(media)
}

function entryOf(record: WarcRecord, judgement: Judgement, { input, relative, place }: Names, limit: number): Entry {
  const { block, headers, length } = record
  const fields = fieldsOf(knownFields(headers))
  if (block === null) return failure(input, 'too-large', String(limit), { bytes: length, place, fields })
  const entry: Input = {
    type: 'input', input, place, path: null, relative,
    read: () => readBlock(block, headers, judgement, limit).catch((error: unknown) => {
      throw error instanceof InputError ? new InputError(error.code, error.detail, fields) : error
    }),
  }
  return entry
}

async function readBlock(block: Uint8Array, headers: HeaderFields, { kind, http }: Judgement, limit: number): Promise<Content> {
  const url = targetOf(headers)
  const about = { kind, fields: fieldsOf(knownFields(headers)), raw: block }
  if (!http) {
    const contentType = kind === 'text' ? 'text/plain; charset=utf-8' : headers.get('content-type') ?? null
    return { ...about, body: block, source: { url, contentType } }
  }
  const head = readHttpHead(block)
  if (head === null) throw new InputError('bad-record', 'there is no HTTP response in it')
  const body = await decodeBody(block.subarray(head.length), head.fields, { limit, cut: headers.has('warc-truncated') })
  return { ...about, body, source: { url, contentType: head.fields.get('content-type') ?? null } }
}

/** What goes on with the result. */
function knownFields(headers: HeaderFields): Record<string, string> {
  const id = headers.get('warc-record-id')?.replace(/^<|>$/g, '')
  const date = headers.get('warc-date')
  const url = targetOf(headers) ?? headers.get('warc-target-uri')
  return { ...url === undefined ? {} : { url }, ...id === undefined ? {} : { id }, ...date === undefined ? {} : { date } }
}

/** Some writers put it in angle brackets. */
function targetOf(headers: HeaderFields): string | null {
  return httpUrl(headers.get('warc-target-uri')?.replace(/^<(.*)>$/, '$1'))
}
