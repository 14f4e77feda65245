/** The bytes behind a compression, chunk by chunk. Everything before a fault comes out before it rejects. */
import * as zlib from 'node:zlib'
import { CompressionError, compressionIn, type Compression } from './compression.js'
import { gzipMembers } from './gzip-members.js'
import { peek } from './lines.js'
import { ZstdFrames } from './zstd-frames.js'

/** Several members or frames are one stream. Rejects with the stream's error or CompressionError. */
export async function* decompressed(chunks: AsyncIterable<Uint8Array>, compression: Compression | null): AsyncGenerator<Uint8Array> {
  yield* compression === null ? chunks : DECODERS[compression](chunks)
}

const DECODERS: Readonly<Record<Compression, (chunks: AsyncIterable<Uint8Array>) => AsyncGenerator<Uint8Array>>> = {
  gzip: gunzipped, brotli: unbrotlied, zstd: unzstd,
}

/** The same for what may be compressed. @param named what its name says */
export async function* recognized(chunks: AsyncIterable<Uint8Array>, named: Compression | null = null): AsyncGenerator<Uint8Array> {
  const { first, all } = await peek(chunks)
  yield* decompressed(all, compressionIn(first, named))
}

/** Ends where compressed data is whole and something else follows, instead of rejecting. @param note told of it */
export async function* withoutTrailing(chunks: AsyncIterable<Uint8Array>, note: () => void): AsyncGenerator<Uint8Array> {
  try {
    yield* chunks
  } catch (error) {
    if (!(error instanceof CompressionError && error.code === 'Z_TRAILING')) throw error
    note()
  }
}

/** Not by `createGunzip`: what came before trailing bytes is lost in it, 16 kB or so. */
async function* gunzipped(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let any = false
  for await (const part of gzipMembers(chunks)) {
    if (part.type === 'fault') throw new CompressionError(any && !part.began ? 'Z_TRAILING' : part.code)
    any = true
    yield part.bytes
  }
  if (!any) throw new CompressionError('Z_BUF_ERROR')
}

/** Bytes that are decompressed at a time. A thousand times as many can come out of them, whatever limit the reader has. */
const PIECE = 16_384

async function* unbrotlied(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const transform = zlib.createBrotliDecompress()
  const ready: Uint8Array[] = []
  const run: { over: boolean, error: Error | null } = { over: false, error: null }
  const ended = new Promise<void>((done) => {
    transform.on('data', (chunk: Uint8Array) => ready.push(chunk))
    transform.on('error', (error) => {
      run.error = error
      done()
    })
    transform.on('end', () => {
      run.over = true
      done()
    })
  })
  let given = 0
  try {
    // Piping would drop what came out before a fault, and how much would be chance.
    for await (const piece of piecesOf(chunks)) {
      given += piece.length
      // After a fault or its end it calls nobody back.
      if (!run.over) await Promise.race([ended, new Promise<void>((done) => transform.write(piece, () => done()))])
      yield* ready.splice(0)
      if (run.error) throw faultOf(run.error)
      if (run.over && given > transform.bytesWritten) throw new CompressionError('Z_TRAILING')
    }
    transform.end()
    await ended
    yield* ready.splice(0)
    if (run.error) throw faultOf(run.error)
  } finally {
    transform.destroy()
  }
}

async function* piecesOf(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) for (let at = 0; at < chunk.length; at += PIECE) yield chunk.subarray(at, at + PIECE)
}

/** Brotli has some thirty codes for damage, and one for an early end. */
function faultOf(error: Error): CompressionError {
  return new CompressionError('code' in error && error.code === 'Z_BUF_ERROR' ? 'Z_BUF_ERROR' : 'Z_DATA_ERROR', error.message)
}

/** Not by Node's own: it ends behind the first frame, and with data that is cut, and says nothing (22.23). */
async function* unzstd(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const [{ Decompress }, { default: xxhash }] = await Promise.all([import('fzstd'), import('xxhash-wasm')])
  const hashes = await xxhash()
  const ready: Uint8Array[] = []
  // The decoder's window is written over later: what comes out is copied.
  const decoder = new Decompress((chunk) => ready.push(chunk.slice()))
  let any = false
  const push = (chunk: Uint8Array, last: boolean): CompressionError | null => {
    try {
      decoder.push(chunk, last)
      return null
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error)
      if (/EOF/.test(message)) return new CompressionError('Z_BUF_ERROR', message)
      // Between two frames it has no state.
      const between = !Reflect.get(decoder, 's')
      return new CompressionError(any && between ? 'Z_TRAILING' : 'Z_DATA_ERROR', message)
    }
  }
  const frames = new ZstdFrames()
  let sum = hashes.create64()
  const decoded = (): Uint8Array[] => {
    any ||= ready.length > 0
    for (const chunk of ready) sum.update(chunk)
    return ready.splice(0)
  }
  let begun = false
  for await (const piece of piecesOf(chunks)) {
    begun = true
    let from = 0
    for (const { at, checksum } of frames.endsIn(piece)) {
      // Of a frame of a few bytes it would wait for more.
      const fault = push(piece.subarray(from, at), true)
      yield* decoded()
      if (fault) throw fault
      if (checksum !== null && Number(BigInt.asUintN(32, sum.digest())) !== checksum) throw new CompressionError('Z_DATA_ERROR', 'checksum')
      sum = hashes.create64()
      from = at
    }
    const fault = from < piece.length ? push(piece.subarray(from), false) : null
    yield* decoded()
    if (fault) throw fault
  }
  const fault = begun ? push(new Uint8Array(), true) : new CompressionError('Z_BUF_ERROR')
  yield* ready.splice(0)
  if (fault) throw fault
}
