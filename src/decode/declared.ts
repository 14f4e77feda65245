import { getBOMEncoding, isomorphicDecode, normalizeEncoding } from '@exodus/bytes/encoding.js'
import sniff from 'html-encoding-sniffer'

export interface Declared {
  /** WHATWG name in lower case, or null for a label that is known but cannot be read (`replacement`). */
  readonly encoding: string | null
  readonly from: 'bom' | 'header' | 'meta'
  readonly label: string
}

const HEADER_CHARSET = /charset\s{0,9}=\s{0,9}["']?([^"'\s;,]{1,60})/i
const XML_ENCODING = /^\s{0,40}<\?xml\s[^>]{0,200}?\bencoding\s{0,9}=\s{0,9}["']([A-Za-z][\w.:-]{0,39})["']/
/** Browsers go on looking for a meta behind the first 1024 bytes; we as far as this. */
const LATE_META = 65_536
const META_WINDOW = 1024

/** What the document says of its encoding: byte order mark, else HTTP header, else (pages) its first meta. */
export function declaredEncoding(bytes: Uint8Array, contentType: string | null, page: boolean): Declared | null {
  const bom = getBOMEncoding(bytes)
  if (bom) return { encoding: bom, from: 'bom', label: bom }
  const header = HEADER_CHARSET.exec(contentType ?? '')?.[1]
  return fromLabel(header, 'header') ?? (page ? fromPage(bytes) : null)
}

function fromLabel(label: string | undefined, from: 'header' | 'meta'): Declared | null {
  const name = label === undefined ? null : normalizeEncoding(label)
  if (label === undefined || name === null) return null
  return { encoding: name === 'replacement' ? null : name, from, label }
}

function fromPage(bytes: Uint8Array): Declared | null {
  const early = sniffed(bytes.subarray(0, META_WINDOW))
  if (early) return early
  const head = isomorphicDecode(bytes.subarray(0, LATE_META))
  const xml = XML_ENCODING.exec(head.slice(0, META_WINDOW))?.[1]
  const fromXml = xml && /^utf-?16/i.test(xml) ? null : fromLabel(xml, 'meta')
  return fromXml ?? lateMeta(bytes, head)
}

/** The sniffer's own default is told apart from a find by asking for an encoding no meta can give. */
const NOTHING = 'UTF-16BE'

function sniffed(bytes: Uint8Array): Declared | null {
  const name = trySniff(bytes)
  return name === NOTHING ? null : fromLabel(name, 'meta')
}

function trySniff(bytes: Uint8Array): string {
  try {
    return sniff(bytes, { defaultEncoding: NOTHING })
  } catch {
    return NOTHING
  }
}

const COMMENT_OR_SCRIPT = /<!--|<(?:script|style|noscript|template|textarea)\b|<meta\b/gi

/** A meta behind the first 1024 bytes, outside comments, scripts and the like. */
function lateMeta(bytes: Uint8Array, head: string): Declared | null {
  COMMENT_OR_SCRIPT.lastIndex = 0
  for (let hit = COMMENT_OR_SCRIPT.exec(head); hit; hit = COMMENT_OR_SCRIPT.exec(head)) {
    const found = hit[0].toLowerCase()
    if (found === '<meta') {
      const end = head.indexOf('>', hit.index)
      if (end === -1) return null
      const declared = sniffed(bytes.subarray(hit.index, Math.min(end + 1, hit.index + META_WINDOW)))
      if (declared) return declared
      continue
    }
    const close = found === '<!--' ? '-->' : `</${found.slice(1)}`
    const end = indexOfIgnoringCase(head, close, hit.index)
    if (end === -1) return null
    COMMENT_OR_SCRIPT.lastIndex = end
  }
  return null
}

function indexOfIgnoringCase(text: string, wanted: string, from: number): number {
  const pattern = new RegExp(wanted.replace('/', '\\/'), 'gi')
  pattern.lastIndex = from
  return pattern.exec(text)?.index ?? -1
}
