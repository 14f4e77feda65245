/**
 * The records of a WARC file (ISO 28500), one by one. What is damaged is told with its place, and reading goes on at the next
 * record header: no record is lost for a neighbour's fault.
 */
import { ByteQueue } from './byte-queue.js'
import { headerFields, type HeaderFields } from './header-fields.js'
import type { Part } from './gzip-members.js'

/** Where a record begins. */
export interface RecordPlace {
  /** In the file, or of the gzip member in it that holds the record. */
  readonly offset: number
  /** 1 for the first record of a member, or of no member; a file compressed as a whole has all in its only one. */
  readonly nth: number
}

export interface WarcRecord extends RecordPlace {
  readonly type: 'record'
  readonly headers: HeaderFields
  /** The first bytes of the block: enough for HTTP headers. */
  readonly head: Uint8Array
  /** Null when it was not wanted, or is longer than the limit. */
  readonly block: Uint8Array | null
  /** Bytes of the block. */
  readonly length: number
}

export interface WarcDamage extends RecordPlace {
  readonly type: 'damage'
  /** A code of zlib or a sentence. */
  readonly detail: string
}

export interface WarcOptions {
  /** Longest block that is handed out, in bytes. */
  readonly limit: number
  /** Is the block of this record to be handed out? */
  readonly wants: (headers: HeaderFields, head: Uint8Array) => boolean
}

const LONGEST_HEADER = 256 * 1024
const HEAD = 64 * 1024
/** Blocks that nobody wants are checked as others are, up to this size. */
const LONGEST_CHECKED = 16 * 1024 * 1024
/** Blank lines behind a block: two are right, and more do no harm. */
const TRAILER = 4096

const NEXT_HEADER = /WARC\/\d{1,3}\.\d{1,3}\r?\n[A-Za-z][\w-]*:/
const AT_HEADER = /^WARC\/\d{1,3}\.\d{1,3}\r?\n/
const LONGEST_MATCH = 256

/** @param parts the bytes of the file without its compression, with the faults of it */
export async function* warcRecords(parts: AsyncIterable<Part>, options: WarcOptions): AsyncGenerator<WarcRecord | WarcDamage> {
  const reader = new Reader(parts)
  // One damage for what is lost between two good records.
  let lost = false
  let any = false
  for (;;) {
    await reader.skipBlank()
    if (!await reader.queue.fill(1)) {
      const fault = reader.takeFault()
      if (fault === null) break
      if (!lost) yield { type: 'damage', offset: fault.offset, nth: 1, detail: fault.code }
      lost = any = true
      continue
    }
    const place = reader.place()
    const found = await readRecord(reader, options)
    if (typeof found === 'string') {
      if (!lost) yield { type: 'damage', ...place, detail: found }
      lost = true
      await reader.skipToHeader(Infinity)
    } else {
      lost = false
      yield { type: 'record', ...place, ...found }
    }
    any = true
  }
  if (!any) yield { type: 'damage', offset: 0, nth: 1, detail: 'the file is empty' }
}

type Found = Omit<WarcRecord, 'type' | keyof RecordPlace>

/** @returns what is wrong when there is no whole record; the header is passed over then */
async function readRecord(reader: Reader, { limit, wants }: WarcOptions): Promise<Found | string> {
  const { queue } = reader
  const header = await reader.takeHeader()
  if (typeof header === 'string') return header
  const headers = headerFields(header)
  const length = lengthOf(headers.get('content-length'))
  if (length === null) return 'its Content-Length is missing or no number'
  await queue.fill(Math.min(length, HEAD))
  // A copy: the queue's bytes may be held for long by a record that is a document.
  const head = queue.slice(0, Math.min(length, HEAD))
  const wanted = length <= limit && wants(headers, head)
  if (!wanted && length > LONGEST_CHECKED) {
    if (await reader.skipToHeader(length)) return 'its Content-Length does not fit'
    return await reader.endsAt(0) ?? { headers, head, block: null, length }
  }
  if (!await queue.fill(length)) return reader.takeFault()?.code ?? 'the file ends within this record'
  const wrong = await reader.endsAt(length)
  if (wrong !== null) return wrong
  const block = queue.take(length)
  return { headers, head, block: wanted ? block : null, length }
}

function lengthOf(value: string | undefined): number | null {
  const length = value !== undefined && /^\d+$/.test(value) ? Number(value) : NaN
  return Number.isSafeInteger(length) ? length : /^\d+$/.test(value ?? '') ? Infinity : null
}

class Reader {
  readonly queue: ByteQueue
  #fault: (Part & { type: 'fault' }) | null = null
  /** Members by where their bytes begin among all, the first not behind the queue's. */
  #members: { readonly at: number, readonly offset: number, records: number }[] = []
  #pulled = 0

  constructor(parts: AsyncIterable<Part>) {
    const iterator = parts[Symbol.asyncIterator]()
    this.queue = new ByteQueue(async () => {
      // What comes behind a fault is read when the fault was taken note of.
      if (this.#fault !== null) return null
      const next = await iterator.next()
      if (next.done === true) return null
      if (next.value.type === 'fault') {
        this.#fault = next.value
        return null
      }
      const { bytes, member } = next.value
      if (member !== null) this.#members.push({ at: this.#pulled, offset: member, records: 0 })
      this.#pulled += bytes.length
      return bytes
    })
  }

  /** Why no more bytes come; null at the end of the file. Reading can go on behind it. */
  takeFault(): (Part & { type: 'fault' }) | null {
    const fault = this.#fault
    this.#fault = null
    return fault
  }

  /** Of the record that begins here; counts it. */
  place(): RecordPlace {
    const { position } = this.queue
    while (this.#members.length > 1 && this.#members[1]!.at <= position) this.#members.shift()
    const member = this.#members[0]
    if (member === undefined) return { offset: position, nth: 1 }
    member.records += 1
    return { offset: member.offset, nth: member.records }
  }

  async skipBlank(): Promise<void> {
    while (await this.queue.fill(1)) {
      const bytes = this.queue.slice(0, TRAILER)
      const text = bytes.findIndex((byte) => byte !== 10 && byte !== 13)
      this.queue.skip(text === -1 ? bytes.length : text)
      if (text !== -1) return
    }
  }

  /** The header that begins here, without the blank line behind it; or what is wrong. */
  async takeHeader(): Promise<Buffer | string> {
    await this.queue.fill(LONGEST_MATCH)
    if (!AT_HEADER.test(this.queue.slice(0, LONGEST_MATCH).toString('latin1'))) {
      this.queue.skip(1)
      return 'no WARC record begins here'
    }
    for (let looked = 4096; ; looked *= 2) {
      const more = await this.queue.fill(looked)
      const bytes = this.queue.slice(0, looked)
      const end = /\r?\n\r?\n/.exec(bytes.toString('latin1'))
      if (end !== null) {
        this.queue.skip(end.index + end[0].length)
        return bytes.subarray(0, end.index)
      }
      if (more && looked < LONGEST_HEADER) continue
      this.queue.skip(1)
      return more ? 'its header is too long' : this.takeFault()?.code ?? 'the file ends within a record header'
    }
  }

  /**
   * Null when a record can end behind so many bytes: its two line ends follow (what comes then is not its fault), a header, or the
   * end. Else what is wrong.
   */
  async endsAt(length: number): Promise<string | null> {
    const more = await this.queue.fill(length + TRAILER)
    const rest = this.queue.slice(length, TRAILER).toString('latin1')
    const tail = rest.replace(/^[\r\n]+/, '')
    if (tail === '') {
      // A checksum that does not fit is told behind the last byte; what is wrong with the next member is no fault of this one.
      const mine = !more && this.#fault !== null && this.#fault.offset === this.#members.at(-1)?.offset
      return mine ? this.takeFault()!.code : null
    }
    return /^(?:\r\n\r\n|\n\n|WARC\/)/.test(rest) || tail.startsWith('WARC/') ? null : 'its Content-Length does not fit'
  }

  /**
   * Passes over bytes up to a record header, but no more than a number of them.
   * @returns whether there is a header, with bytes of that number left
   */
  async skipToHeader(most: number): Promise<boolean> {
    let left = most
    for (;;) {
      const more = await this.queue.fill(HEAD)
      const bytes = this.queue.slice(0, Math.min(HEAD, left))
      const at = headerIn(bytes)
      if (at !== null) {
        this.queue.skip(at)
        return true
      }
      // A header may be here in part.
      const whole = !more || bytes.length === left
      const passed = whole ? bytes.length : Math.max(1, bytes.length - LONGEST_MATCH)
      this.queue.skip(passed)
      left -= passed
      if (whole) return false
    }
  }
}

function headerIn(bytes: Buffer): number | null {
  for (let at = bytes.indexOf('WARC/'); at !== -1; at = bytes.indexOf('WARC/', at + 1)) {
    const match = NEXT_HEADER.exec(bytes.subarray(at, at + LONGEST_MATCH).toString('latin1'))
    if (match?.index === 0) return at
  }
  return null
}
