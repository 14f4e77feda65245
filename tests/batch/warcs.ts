/** Small web archives of our own making. */
import { gzipSync } from 'node:zlib'

export interface RecordWishes {
  readonly type?: string
  /** Fields of the record beside the usual ones; an undefined one is left out. */
  readonly fields?: Readonly<Record<string, string | undefined>>
  /** Head of the HTTP response without the blank line behind it; null: the block is the body alone. */
  readonly http?: string | null
  readonly eol?: string
  readonly tail?: string
}

export const HTML_HEAD = 'HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8'

export function warcRecord(number: number, body: string | Uint8Array, wishes: RecordWishes = {}): Buffer {
  const { type = 'response', fields = {}, http = HTML_HEAD, eol = '\r\n', tail = '\r\n\r\n' } = wishes
  const block = Buffer.concat([Buffer.from(http === null ? '' : `${http}\r\n\r\n`), Buffer.from(body)])
  const all = {
    'WARC-Type': type, 'WARC-Record-ID': `<urn:uuid:00000000-0000-4000-8000-${String(number).padStart(12, '0')}>`,
    'WARC-Date': '2026-01-02T03:04:05Z', 'WARC-Target-URI': `https://post.example/${number}`,
    'Content-Type': http === null ? 'text/plain' : 'application/http; msgtype=response', 'Content-Length': String(block.length), ...fields,
  }
  const lines = Object.entries(all).flatMap(([name, value]) => value === undefined ? [] : [`${name}: ${value}`])
  return Buffer.concat([Buffer.from(['WARC/1.0', ...lines, '', ''].join(eol)), block, Buffer.from(tail)])
}

/** A member for each record, as the standard wants it. */
export function gzipped(...records: readonly Uint8Array[]): Buffer {
  return Buffer.concat(records.map((record) => gzipSync(record)))
}

/** A page of which the text is known. */
export function smallPage(word: string): string {
  return `<html lang="en"><head><title>${word}</title></head><body><article><h1>${word}</h1><p>The ${word} left the island before dawn, `
    + 'with forty passengers and a crate of lemons on board, and nobody in the harbour waved.</p></article></body></html>'
}

/** A frame of blocks that are stored as they are: nobody here can compress it. */
export function storedZstd(bytes: Buffer, most = 128 * 1024): Buffer {
  const parts: Uint8Array[] = [Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0, 0x58])]
  for (let at = 0; at < bytes.length; at += most) {
    const block = bytes.subarray(at, at + most)
    const header = Buffer.alloc(3)
    header.writeUIntLE((block.length << 3) | (at + most >= bytes.length ? 1 : 0), 0, 3)
    parts.push(header, block)
  }
  return Buffer.concat(parts)
}
