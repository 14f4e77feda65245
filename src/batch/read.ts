/** The bytes of a document, never more of them than a limit. */
import { createReadStream } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { addAbortSignal, Readable } from 'node:stream'
import { compressionOf, compressionOfBytes } from './compression.js'
import { recognized, withoutTrailing } from './decompress.js'
import { InputError } from './job.js'

/** Bytes asked of the disk at one time, where a file is streamed. */
const CHUNK = 256 * 1024

/** A document that was read to its end. */
export interface Whole {
  readonly bytes: Uint8Array
  /** Behind its compressed data there is something else. */
  readonly trailing: boolean
}

/** A whole file, without its compression. Rejects with the system's error, CompressionError, or InputError `too-large`. */
export async function readWhole(path: string, limit: number): Promise<Whole> {
  if (compressionOf(path) !== null) return collectWhole(streamFile(path), limit)
  const found = await stat(path)
  // Pipes and devices have no size, and need not have an end.
  if (!found.isFile()) return collectWhole(streamFile(path), limit)
  const { size } = found
  if (size > limit) throw new InputError('too-large', String(limit))
  const bytes = await readFile(path)
  return compressionOfBytes(bytes) === null ? { bytes, trailing: false } : collectWhole(recognized(Readable.from([bytes])), limit)
}

/** Pages are compressed to a fifth, mostly. */
const COMPRESSED = 5

/** Of a whole file without its compression, about; null when it cannot be read. */
export async function sizeToRead(path: string): Promise<number | null> {
  return stat(path).then(({ size }) => compressionOf(path) === null ? size : size * COMPRESSED, () => null)
}

/** The bytes of a file without its compression, piece by piece. */
export function streamFile(path: string): AsyncIterable<Uint8Array> {
  return recognized(createReadStream(path, { highWaterMark: CHUNK }) as AsyncIterable<Buffer>, compressionOf(path))
}

/** @param signal ends the reading: what came so far may be half a document */
export function streamInput(stdin: Readable, signal: AbortSignal | null): AsyncIterable<Uint8Array> {
  return recognized(streamPlain(stdin, signal))
}

/** The same with its compression. */
export function streamPlain(stdin: Readable, signal: AbortSignal | null): AsyncIterable<Uint8Array> {
  return bytesOf(signal === null ? stdin : addAbortSignal(signal, stdin))
}

async function* bytesOf(stream: Readable): AsyncGenerator<Uint8Array> {
  for await (const chunk of stream as AsyncIterable<string | Uint8Array>) {
    yield typeof chunk === 'string' ? Buffer.from(chunk) : chunk
  }
}

export async function collect(chunks: AsyncIterable<Uint8Array>, limit: number): Promise<Uint8Array> {
  const held: Uint8Array[] = []
  let length = 0
  for await (const chunk of chunks) {
    length += chunk.length
    if (length > limit) throw new InputError('too-large', String(limit))
    held.push(chunk)
  }
  return Buffer.concat(held)
}

/** @param chunks a compressed document without its compression */
export async function collectWhole(chunks: AsyncIterable<Uint8Array>, limit: number): Promise<Whole> {
  let trailing = false
  const bytes = await collect(withoutTrailing(chunks, () => {
    trailing = true
  }), limit)
  return { bytes, trailing }
}
