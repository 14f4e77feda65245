/**
 * Gzip by its members. WARC files have one for each record, so that a member's place is the record's, and what is damaged ends
 * with its member. `createGunzip` makes one stream of all members, which a fault ends for good; here each is inflated alone.
 */
import { crc32, createInflateRaw, type InflateRaw } from 'node:zlib'
import { ByteQueue } from './byte-queue.js'
import type { CompressionFault } from './compression.js'

/** Bytes that were uncompressed, or the place where they could not be. */
export type Part =
  | {
    readonly type: 'bytes'
    /** None at all of a member that holds nothing. */
    readonly bytes: Uint8Array
    /** Where the member lies in the file whose first bytes these are; null for the others. */
    readonly member: number | null
  }
  | {
    readonly type: 'fault'
    /** Of the member, in the file. */
    readonly offset: number
    readonly code: CompressionFault
    /** A member begins there; else it is something else. */
    readonly began: boolean
  }

const MAGIC = Buffer.from([0x1f, 0x8b, 8])
/** Given to zlib at one time: what bursts of it is at most a thousand times as much. */
const PIECE = 16 * 1024
const FIXED_HEADER = 10
const TRAILER = 8
/** Extra fields, names and comments that are longer belong to no member. */
const LONGEST_HEADER = 128 * 1024
const FLAG = { checksum: 2, extra: 4, name: 8, comment: 16, reserved: 0xe0 } as const

/**
 * Every member, and a fault for what is none. Rejects with the stream's error. Behind a fault the next that looks like a member is
 * tried, so one damaged stretch can make several faults, and bytes between them that belong to nothing.
 */
export async function* gzipMembers(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Part> {
  const iterator = chunks[Symbol.asyncIterator]()
  const queue = new ByteQueue(() => iterator.next().then(({ value, done }) => done === true ? null : value))
  try {
    while (await queue.fill(1)) {
      const offset = queue.position
      const header = await headerLength(queue)
      if (header === null) {
        const start = queue.slice(0, MAGIC.length)
        const cut = start.equals(MAGIC.subarray(0, start.length)) && !await queue.fill(FIXED_HEADER)
        const padding = await skipToMember(queue)
        if (!padding) yield { type: 'fault', offset, code: cut ? 'Z_BUF_ERROR' : 'Z_DATA_ERROR', began: cut }
        continue
      }
      queue.skip(header)
      yield* inflated(queue, offset)
    }
  } finally {
    await iterator.return?.()
  }
}

async function* inflated(queue: ByteQueue, offset: number): AsyncGenerator<Part> {
  const inflate = createInflateRaw()
  const run = watch(inflate)
  let member: number | null = offset
  let checksum = 0
  let size = 0
  let given = 0
  let piece: Buffer = Buffer.alloc(0)
  try {
    while (!run.over()) {
      const more = await queue.fill(1)
      piece = queue.takePiece(PIECE)
      given += piece.length
      await (more ? run.write(piece) : run.end())
      for (const bytes of run.ready.splice(0)) {
        yield { type: 'bytes', bytes, member }
        member = null
        checksum = crc32(bytes, checksum)
        size = (size + bytes.length) >>> 0
      }
    }
    if (run.fault() !== null) {
      // The fault lies in the last piece: what was given before it went through.
      queue.unread(piece)
      yield { type: 'fault', offset, code: run.fault() === 'Z_BUF_ERROR' ? 'Z_BUF_ERROR' : 'Z_DATA_ERROR', began: true }
      return
    }
    queue.unread(piece.subarray(piece.length - (given - inflate.bytesWritten)))
  } finally {
    inflate.destroy()
  }
  const whole = await queue.fill(TRAILER)
  const trailer = queue.take(TRAILER)
  if (!whole) yield { type: 'fault', offset, code: 'Z_BUF_ERROR', began: true }
  else if (trailer.readUInt32LE(0) !== checksum || trailer.readUInt32LE(4) !== size) yield { type: 'fault', offset, code: 'Z_DATA_ERROR', began: true }
  // Whole, and nothing in it: parts of a job that have nothing to write are written so.
  else if (member !== null) yield { type: 'bytes', bytes: Buffer.alloc(0), member }
}

/** A stream that ends by itself, before its input does, and calls nobody back then. */
function watch(inflate: InflateRaw): {
  readonly ready: Buffer[], over: () => boolean, fault: () => string | null, write: (piece: Buffer) => Promise<void>, end: () => Promise<void>
} {
  const ready: Buffer[] = []
  let over = false
  let fault: string | null = null
  const ended = new Promise<void>((done) => {
    inflate.on('data', (chunk: Buffer) => ready.push(chunk))
    inflate.on('error', (error) => {
      over = true
      fault = 'code' in error ? String(error.code) : 'Z_DATA_ERROR'
      done()
    })
    inflate.on('end', () => {
      over = true
      done()
    })
  })
  return {
    ready, over: () => over, fault: () => fault,
    write: (piece) => Promise.race([ended, new Promise<void>((done) => inflate.write(piece, () => done()))]),
    end: () => {
      inflate.end()
      return ended
    },
  }
}

/** @returns bytes of the header of a member that begins here, null when none does */
async function headerLength(queue: ByteQueue): Promise<number | null> {
  if (!await queue.fill(FIXED_HEADER)) return null
  const fixed = queue.slice(0, FIXED_HEADER)
  const flags = fixed[3]!
  if (!fixed.subarray(0, MAGIC.length).equals(MAGIC) || (flags & FLAG.reserved) !== 0) return null
  let length = FIXED_HEADER
  if ((flags & FLAG.extra) !== 0) {
    if (!await queue.fill(length + 2)) return null
    length += 2 + queue.slice(length, 2).readUInt16LE(0)
  }
  for (const flag of [FLAG.name, FLAG.comment]) {
    if ((flags & flag) === 0) continue
    const end = await endOfText(queue, length)
    if (end === null) return null
    length = end
  }
  if ((flags & FLAG.checksum) !== 0) length += 2
  return await queue.fill(length) ? length : null
}

/** Behind the NUL that ends a text. */
async function endOfText(queue: ByteQueue, from: number): Promise<number | null> {
  for (let looked = 256; ; looked *= 2) {
    const more = await queue.fill(from + looked)
    const end = queue.slice(from, looked).indexOf(0)
    if (end !== -1) return from + end + 1
    if (!more || looked > LONGEST_HEADER) return null
  }
}

/** @returns whether nothing but zeros was passed over, as tapes and disks leave them behind the last member */
async function skipToMember(queue: ByteQueue): Promise<boolean> {
  let zeros = true
  let passed = 1
  for (;;) {
    await queue.fill(passed + MAGIC.length)
    const held = queue.slice(0, queue.length)
    const at = held.indexOf(MAGIC, passed)
    const end = at === -1 ? Math.max(passed, held.length - MAGIC.length + 1) : at
    zeros &&= held.subarray(0, end).every((byte) => byte === 0)
    queue.skip(end)
    if (at !== -1) return zeros
    passed = 0
    if (!await queue.fill(MAGIC.length)) {
      zeros &&= queue.slice(0, queue.length).every((byte) => byte === 0)
      queue.skip(queue.length)
      return zeros
    }
  }
}
