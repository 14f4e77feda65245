/** Which documents are web pages and which are texts. */
import { extname } from 'node:path'
import type { DocumentKind } from './job.js'

const KIND_OF_EXTENSION: ReadonlyMap<string, DocumentKind> = new Map([
  ['.html', 'html'], ['.htm', 'html'], ['.xhtml', 'html'], ['.txt', 'text'], ['.md', 'text'],
])

/** Enough for a byte order mark, white space and the first tag. */
const SNIFFED_BYTES = 2048

const FIRST_TAG = /^<(?:[a-z][a-z0-9-]*[\s/>]|!doctype\s|!--|\?xml\s)/i

/** The kind that a file name stands for; null if it says nothing. */
export function kindOfName(name: string): DocumentKind | null {
  return KIND_OF_EXTENSION.get(extname(name).toLowerCase()) ?? null
}

/** Is this a name that a folder is searched for? */
export function isDocumentName(name: string): boolean {
  return kindOfName(name) !== null
}

/** A web page begins with a tag, comment or doctype; everything else is text. */
export function kindOfBytes(body: Uint8Array): DocumentKind {
  // Latin 1 keeps ASCII in all encodings of the web; NUL bytes go, so that UTF-16 reads as well.
  const start = Buffer.from(body.buffer, body.byteOffset, Math.min(body.byteLength, SNIFFED_BYTES)).toString('latin1')
  const plain = start.replace(/^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)/, '').replaceAll('\0', '').trimStart()
  return FIRST_TAG.test(plain) ? 'html' : 'text'
}
