/** A stored HTTP response: its status, its fields, and its body without what was done to it for the way. */
import { Readable } from 'node:stream'
import { promisify } from 'node:util'
import * as zlib from 'node:zlib'
import { CompressionError, type Compression } from './compression.js'
import { decompressed } from './decompress.js'
import { headerFields, type HeaderFields } from './header-fields.js'
import { InputError } from './job.js'
import { kindOfBytes } from './kinds.js'
import { collect } from './read.js'

export interface HttpHead {
  readonly status: number
  readonly fields: HeaderFields
  /** Where the body begins. */
  readonly length: number
}

/** Longest head that is looked for. */
const LONGEST_HEAD = 64 * 1024

const STATUS = /^HTTP\/\d(?:\.\d)?[ \t]+(\d{3})\b/

/** More announcements of a response than anybody sends. */
const MOST_ANNOUNCED = 5

/**
 * Null when it is no message.
 * @param bytes the message, or at least its head
 * @param announced of the responses before it, how many may still be passed over
 */
export function readHttpHead(bytes: Uint8Array, announced = MOST_ANNOUNCED): HttpHead | null {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, LONGEST_HEAD)).toString('latin1')
  const status = STATUS.exec(text)?.[1]
  if (status === undefined) return null
  const end = /\r?\n\r?\n/.exec(text)
  const length = end === null ? text.length : end.index + end[0].length
  // `100 Continue` and the like announce the response, and some archives have them before it.
  const next = status.startsWith('1') && announced > 0 ? readHttpHead(bytes.subarray(length), announced - 1) : null
  if (next !== null) return { ...next, length: length + next.length }
  return { status: Number(status), fields: headerFields(bytes.subarray(0, end?.index ?? text.length)), length }
}

/** `text/html; charset=utf-8` → `text/html` */
export function mediaType(contentType: string | undefined): string {
  return (contentType ?? '').split(';')[0]!.trim().toLowerCase()
}

export interface BodyOptions {
  /** Longest body, in bytes. */
  readonly limit: number
  /** It is known to be cut: what is there counts. */
  readonly cut: boolean
}

/**
 * Undoes the transfer coding and the content codings. Many archives store a body as it was read and leave the fields as they
 * came: a body that is evidently not coded is taken as it is.
 * @throws InputError for a coding that is broken, unknown, or blows up
 */
export async function decodeBody(body: Uint8Array, fields: HeaderFields, options: BodyOptions): Promise<Uint8Array> {
  const transfer = codings(fields.get('transfer-encoding'))
  let bytes = transfer.at(-1) === 'chunked' ? dechunked(body, options.cut) : body
  const content = [...codings(fields.get('content-encoding')), ...transfer.filter((coding) => coding !== 'chunked')]
  for (const coding of content.reverse()) {
    bytes = await decoded(bytes, coding, options)
    if (bytes.length > options.limit) throw new InputError('too-large', String(options.limit))
  }
  return bytes
}

function codings(value: string | undefined): string[] {
  return (value ?? '').split(',').map((word) => word.trim().toLowerCase()).filter((word) => word !== '' && word !== 'identity')
}

function dechunked(body: Uint8Array, cut: boolean): Uint8Array {
  const all = Buffer.from(body.buffer, body.byteOffset, body.byteLength)
  const parts: Buffer[] = []
  for (let at = 0; ;) {
    const size = /^[ \t]*([\da-f]{1,8})[ \t]*(?:;[^\n]*)?\r?\n/i.exec(all.subarray(at, at + 1024).toString('latin1'))
    if (size === null && parts.length === 0 && !cut) return notChunked(body)
    const length = size === null ? null : parseInt(size[1]!, 16)
    if (length === 0) return Buffer.concat(parts)
    const start = at + (size?.[0].length ?? 0)
    const part = length === null ? Buffer.alloc(0) : all.subarray(start, start + length)
    parts.push(part)
    if (length === null || part.length < length) {
      if (cut) return Buffer.concat(parts)
      throw new InputError('bad-record', 'its chunked transfer coding is broken')
    }
    at = start + length
    at += /^\r?\n?/.exec(all.subarray(at, at + 2).toString('latin1'))![0].length
  }
}

function notChunked(body: Uint8Array): Uint8Array {
  if (body.length === 0 || isPlain(body)) return body
  throw new InputError('bad-record', 'its chunked transfer coding is broken')
}

function isPlain(body: Uint8Array): boolean {
  return kindOfBytes(body) === 'html'
}

type Decoder = (bytes: Uint8Array, options: zlib.ZlibOptions) => Promise<Buffer>

const inflate: Decoder = promisify(zlib.inflate)
const inflateRaw: Decoder = promisify(zlib.inflateRaw)

async function decoded(bytes: Uint8Array, coding: string, { limit, cut }: BodyOptions): Promise<Uint8Array> {
  if (bytes.length === 0) return bytes
  const options = { maxOutputLength: limit, ...cut ? { finishFlush: zlib.constants.Z_SYNC_FLUSH } : {} }
  try {
    switch (coding) {
      case 'gzip':
      case 'x-gzip': return await unpacked(bytes, 'gzip', limit, cut)
      // Some servers leave the wrapper out that the standard wants.
      case 'deflate': return await inflate(bytes, options).catch(() => inflateRaw(bytes, options))
      case 'br': return await unpacked(bytes, 'brotli', limit, cut)
      case 'zstd': return await unpacked(bytes, 'zstd', limit, cut)
    }
  } catch (error) {
    if (error instanceof InputError) throw error
    if (error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE') throw new InputError('too-large', String(limit))
    if (isPlain(bytes)) return bytes
    throw new InputError('bad-record', `its content coding ${coding} is broken`)
  }
  if (isPlain(bytes)) return bytes
  throw new InputError('bad-record', `its content coding ${coding.slice(0, 40)} is not known`)
}

/** What servers send behind the end is passed over, as browsers do. */
async function unpacked(bytes: Uint8Array, compression: Compression, limit: number, cut: boolean): Promise<Uint8Array> {
  const whole = async function* (): AsyncGenerator<Uint8Array> {
    try {
      yield* decompressed(Readable.from([bytes]), compression)
    } catch (error) {
      const code = error instanceof CompressionError ? error.code : null
      if (code !== 'Z_TRAILING' && !(cut && code === 'Z_BUF_ERROR')) throw error
    }
  }
  return collect(whole(), limit)
}
