/** Compressed files and streams, by the end of their names or by their first bytes. Nothing is held but what is asked for. */
import type { Transform } from 'node:stream'
import * as zlib from 'node:zlib'
import { peek } from './lines.js'

export type Compression = 'gzip' | 'zstd' | 'brotli'

const OF_EXTENSION: ReadonlyMap<string, Compression> = new Map([['.gz', 'gzip'], ['.zst', 'zstd'], ['.br', 'brotli']])
const ENDING = /\.(?:gz|zst|br)$/i

/** Node has zstd from 22.15 on; its types come with a newer @types/node than the oldest Node we support. */
const withZstd: typeof zlib & {
  readonly createZstdDecompress?: () => Transform
  readonly createZstdCompress?: () => Transform
} = zlib

/** Damaged data, with the codes of zlib: `Z_DATA_ERROR`, `Z_BUF_ERROR` (cut short). */
class CompressionError extends Error {
  override readonly name = 'CompressionError'
  constructor(readonly code: string, message: string) {
    super(message)
  }
}

export function compressionOf(name: string): Compression | null {
  return OF_EXTENSION.get(ENDING.exec(name)?.[0].toLowerCase() ?? '') ?? null
}

/** `page.html.gz` → `page.html` */
export function withoutCompression(name: string): string {
  return name.replace(ENDING, '')
}

/**
 * The bytes behind a compression, chunk by chunk; several members or frames are one stream.
 * Everything before a fault comes out before it rejects. The fault carries a code of zlib's.
 */
export async function* decompressed(
  chunks: AsyncIterable<Uint8Array>, compression: Compression | null,
): AsyncGenerator<Uint8Array> {
  switch (compression) {
    case null:
      yield* chunks
      return
    case 'gzip':
      yield* through(chunks, zlib.createGunzip())
      return
    case 'brotli':
      yield* plainFaults(through(chunks, zlib.createBrotliDecompress()))
      return
    case 'zstd':
      yield* withZstd.createZstdDecompress ? through(chunks, withZstd.createZstdDecompress()) : unzstd(chunks)
  }
}

/** For streams without a name: gzip and zstd say what they are in their first bytes. */
export async function* recognized(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const { first, all } = await peek(chunks)
  yield* decompressed(all, compressionOfBytes(first))
}

function compressionOfBytes(first: Uint8Array): Compression | null {
  if (first[0] === 0x1f && first[1] === 0x8b) return 'gzip'
  return first[0] === 0x28 && first[1] === 0xb5 && first[2] === 0x2f && first[3] === 0xfd ? 'zstd' : null
}

/** Bytes that are decompressed at a time. A thousand times as many can come out of them, whatever limit the reader has. */
const PIECE = 16_384

/** Piping would drop what came out before a fault, and how much would be chance. */
async function* through(chunks: AsyncIterable<Uint8Array>, transform: Transform): AsyncGenerator<Uint8Array> {
  const ready: Uint8Array[] = []
  const fault: { error: Error | null } = { error: null }
  const ended = new Promise<void>((done) => {
    transform.on('data', (chunk: Uint8Array) => ready.push(chunk))
    transform.on('error', (error) => {
      fault.error = error
      done()
    })
    transform.on('end', done)
  })
  try {
    for await (const chunk of chunks) {
      for (let at = 0; at < chunk.length; at += PIECE) {
        // After a fault nobody calls back.
        await Promise.race([ended, new Promise<void>((done) => transform.write(chunk.subarray(at, at + PIECE), () => done()))])
        yield* ready.splice(0)
        if (fault.error) throw fault.error
      }
    }
    transform.end()
    await ended
    yield* ready.splice(0)
    if (fault.error) throw fault.error
  } finally {
    transform.destroy()
  }
}

/** Brotli has some thirty codes for damage, and one for an early end. */
async function* plainFaults(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* chunks
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && /^ERR_+(?:BROTLI|ERROR)/.test(String(error.code)))) throw error
    throw new CompressionError('Z_DATA_ERROR', error.message)
  }
}

async function* unzstd(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const { Decompress } = await import('fzstd')
  const ready: Uint8Array[] = []
  // The decoder's window is written over later: what comes out is copied.
  const decoder = new Decompress((chunk) => ready.push(chunk.slice()))
  const push = (chunk: Uint8Array, last: boolean): void => {
    try {
      decoder.push(chunk, last)
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error)
      throw new CompressionError(/EOF/.test(message) ? 'Z_BUF_ERROR' : 'Z_DATA_ERROR', message)
    }
  }
  let any = false
  for await (const chunk of chunks) {
    any = true
    push(chunk, false)
    yield* ready.splice(0)
  }
  if (any) push(new Uint8Array(), true)
  yield* ready.splice(0)
}

/** Can this Node write it? */
export function canCompress(compression: Compression): boolean {
  return compression !== 'zstd' || withZstd.createZstdCompress !== undefined
}

export function compressor(compression: Compression): Transform {
  switch (compression) {
    case 'gzip': return zlib.createGzip()
    case 'brotli': return zlib.createBrotliCompress()
    case 'zstd': return withZstd.createZstdCompress!()
  }
}
