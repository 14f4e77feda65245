/** Which documents are web pages and which are texts, and which files hold many of them. */
import { extname } from 'node:path'
import { withoutCompression } from './compression.js'
import type { DocumentKind } from './job.js'

/** Files of records. */
export type Container = 'jsonl' | 'warc'

const KIND_OF_EXTENSION: ReadonlyMap<string, DocumentKind> = new Map([
  ['.html', 'html'], ['.htm', 'html'], ['.xhtml', 'html'], ['.txt', 'text'], ['.md', 'text'],
])

const CONTAINER_OF_EXTENSION: ReadonlyMap<string, Container> = new Map([
  ['.jsonl', 'jsonl'], ['.ndjson', 'jsonl'], ['.warc', 'warc'], ['.wet', 'warc'],
])

/** The first record of JSON lines is looked for in as many bytes. */
const FIRST_RECORD = 1_000_000

/** Enough for a byte order mark, white space and the first tag. */
const SNIFFED_BYTES = 2048

const OPENING_BRACE = 0x7b

const FIRST_TAG = /^<(?:[a-z][a-z0-9-]*[\s/>]|!doctype\s|!--|\?xml\s)/i

/** The kind that a file name stands for, compressed or not; null if it says nothing. */
export function kindOfName(name: string): DocumentKind | null {
  return KIND_OF_EXTENSION.get(extname(withoutCompression(name)).toLowerCase()) ?? null
}

/** The kind of records that a file of this name holds; null when it is one document. */
export function containerOfName(name: string): Container | null {
  return CONTAINER_OF_EXTENSION.get(extname(withoutCompression(name)).toLowerCase()) ?? null
}

/** Is this a name that a folder is searched for? JSON lines are not: they are what a batch writes, too. */
export function isDocumentName(name: string): boolean {
  return kindOfName(name) !== null || containerOfName(name) === 'warc'
}

/** A web page begins with a tag, comment or doctype; everything else is text. */
export function kindOfBytes(body: Uint8Array | string): DocumentKind {
  // Latin 1 keeps ASCII in all encodings of the web; NUL bytes go, so that UTF-16 reads as well.
  const start = typeof body === 'string'
    ? body.slice(0, SNIFFED_BYTES)
    : Buffer.from(body.buffer, body.byteOffset, Math.min(body.byteLength, SNIFFED_BYTES)).toString('latin1')
  const plain = start.replace(/^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff|\ufeff)/, '').replaceAll('\0', '').trimStart()
  return FIRST_TAG.test(plain) ? 'html' : 'text'
}

/** What holds many documents although its name does not say so: a web archive, or JSON lines with a document in the first of them. */
export function containerOfBytes(body: Uint8Array): Container | null {
  const start = Buffer.from(body.buffer, body.byteOffset, Math.min(body.byteLength, FIRST_RECORD))
  if (start.toString('latin1', 0, 5) === 'WARC/') return 'warc'
  if (start[0] !== OPENING_BRACE) return null
  const end = start.indexOf(0x0a)
  try {
    const record: unknown = JSON.parse(start.toString('utf8', 0, end === -1 ? start.length : end))
    return typeof record === 'object' && record !== null && ('html' in record || 'text' in record) ? 'jsonl' : null
  } catch {
    return null
  }
}
