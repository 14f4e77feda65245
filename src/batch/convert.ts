/** From the lines of a finished run to the file that was asked for, and back. */
import { createReadStream, createWriteStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { compressor, type Compression } from './compression.js'
import { decompressed } from './decompress.js'
import type { Convert } from './files.js'

/** @throws when this Node cannot write it; see `canCompress` */
export function compressing(compression: Compression): Convert {
  return (from, target) => pipeline(createReadStream(from), compressor(compression), createWriteStream(target, { flush: true }))
}

export function decompressing(compression: Compression): Convert {
  return (from, target) => {
    return pipeline(decompressed(createReadStream(from) as AsyncIterable<Buffer>, compression), createWriteStream(target, { flush: true }))
  }
}
