/** Compressed files and streams: known by their first bytes, else by the end of their names. */
import { isUtf8 } from 'node:buffer'
import type { Transform } from 'node:stream'
import * as zlib from 'node:zlib'

export type Compression = 'gzip' | 'zstd' | 'brotli'

const OF_EXTENSION: ReadonlyMap<string, Compression> = new Map([['.gz', 'gzip'], ['.zst', 'zstd'], ['.br', 'brotli']])
const ENDING = /\.(?:gz|zst|br)$/i

/** Node has zstd from 22.15 on; its types come with a newer @types/node than the oldest Node we support. */
const withZstd: typeof zlib & { readonly createZstdCompress?: () => Transform } = zlib

/**
 * What is wrong with compressed data: `Z_DATA_ERROR` and `Z_BUF_ERROR` (cut short) as zlib says it · `Z_TRAILING` it is whole, and
 * something else follows · `Z_OTHER` it is something else from the start.
 */
export type CompressionFault = 'Z_DATA_ERROR' | 'Z_BUF_ERROR' | 'Z_TRAILING' | 'Z_OTHER'

export class CompressionError extends Error {
  override readonly name = 'CompressionError'
  constructor(readonly code: CompressionFault, message = '') {
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

/** Bytes at the start that tell a text from compressed data. */
const LOOKED_AT = 2048

/** Fewer bytes may look like a text by chance. */
const ENOUGH = 32

/**
 * How a file is compressed. Names are wrong often enough: programs that fetch pages undo a compression and keep the name, or keep the
 * compression and lose the name. No page and no text begins like gzip or zstd.
 * @param first the first bytes
 * @throws CompressionError for what is neither compressed as its name says nor a text
 */
export function compressionIn(first: Uint8Array, named: Compression | null): Compression | null {
  const told = compressionOfBytes(first)
  if (told !== null || named === null || first.length === 0) return told ?? named
  const start = first.subarray(0, LOOKED_AT)
  if (named === 'brotli') return start.length >= ENOUGH && isPlain(start) && isUtf8(wholeCharacters(start)) ? null : named
  if (isPlain(start)) return null
  // A member that is cut within its first bytes.
  if (first.length < 4 && [[0x1f], [0x28, 0xb5, 0x2f]].some((magic) => first.every((byte, at) => byte === magic[at]))) return named
  throw new CompressionError('Z_OTHER', `it is not ${named}`)
}

export function compressionOfBytes(first: Uint8Array): Compression | null {
  if (first[0] === 0x1f && first[1] === 0x8b) return 'gzip'
  // Of zstd a frame, or one that is to be skipped.
  const [a = 0, b = 0, c = 0, d = 0] = first
  return (a === 0x28 && b === 0xb5 && c === 0x2f && d === 0xfd) || ((a & 0xf0) === 0x50 && b === 0x2a && c === 0x4d && d === 0x18) ? 'zstd' : null
}

/** No byte that texts do not have, in any encoding of the web; UTF-16 says what it is. */
function isPlain(start: Uint8Array): boolean {
  const isWide = (start[0] === 0xff && start[1] === 0xfe) || (start[0] === 0xfe && start[1] === 0xff)
  return isWide || start.every((byte) => byte >= 32 || byte === 27 || (byte >= 9 && byte <= 13))
}

/** Without a last character that may be here in part. */
function wholeCharacters(bytes: Uint8Array): Uint8Array {
  for (let cut = 0; cut < 4; cut++) if (isUtf8(bytes.subarray(0, bytes.length - cut))) return bytes.subarray(0, bytes.length - cut)
  return bytes
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
