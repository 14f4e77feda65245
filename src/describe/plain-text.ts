import { asciiWords, foldSpaces } from '../measure/text.js'

/** Longest value that is looked at, in code units: a title or a name is shorter, and time stays bounded. */
const LONGEST = 5000

const ENTITY = /&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([a-zA-Z]{2,8}));/g
const TAG = /<\/?[a-zA-Z][^<>]{0,300}>/g

/** The names that content systems write into metadata; everything else comes as number. */
const NAMED: Readonly<Record<string, string>> = {
  amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ', ndash: '–', mdash: '—', lsquo: '‘', rsquo: '’',
  ldquo: '“', rdquo: '”', laquo: '«', raquo: '»', hellip: '…', bull: '•', middot: '·', copy: '©', reg: '®', trade: '™',
  eacute: 'é', egrave: 'è', agrave: 'à', ccedil: 'ç', auml: 'ä', ouml: 'ö', uuml: 'ü', szlig: 'ß', ntilde: 'ñ', shy: '',
}

/** One line of text; entities that a system escaped twice are read. Empty for nothing. */
export function oneLine(value: string | null | undefined): string {
  if (!value) return ''
  const text = value.slice(0, LONGEST)
  const read = text.includes('&') ? text.replace(ENTITY, decodeEntity) : text
  return wellFormed(foldSpaces(read).trim())
}

/** As oneLine, for values that may be written in HTML (JSON-LD). */
export function oneLineOfHtml(value: string): string {
  const text = oneLine(value)
  return text.includes('<') ? oneLine(text.replace(TAG, ' ')) : text
}

/** Character references that stray into texts, read until none is left: some systems escape twice. Bounded. */
export function decodeEntities(text: string): string {
  let at = text
  for (let round = 0; round < 4 && at.includes('&'); round++) {
    const read = at.replace(ENTITY, decodeEntity)
    if (read === at) break
    at = read
  }
  return at
}

function decodeEntity(entity: string, decimal?: string, hex?: string, name?: string): string {
  if (name !== undefined) return Object.hasOwn(NAMED, name) ? (NAMED[name] ?? entity) : entity
  const code = decimal !== undefined ? Number.parseInt(decimal, 10) : Number.parseInt(hex ?? '', 16)
  if (!(code >= 32 && code <= 0x10ffff) || (code >= 0xd800 && code <= 0xdfff)) return ' '
  return String.fromCodePoint(code)
}

const LONE_SURROGATE = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g
const CONTROL = /[\u0000-\u0008\u000b\u000e-\u001f\u007f]/g

/** Whether there can be any of them. */
const MALFORMED = /[\uD800-\uDFFF\u0000-\u0008\u000b\u000e-\u001f\u007f]/

function wellFormed(text: string): string {
  if (!MALFORMED.test(text)) return text
  return text.replace(LONE_SURROGATE, '\uFFFD').replace(CONTROL, '')
}

const NOT_WORD = /[^\p{L}\p{M}\p{N}]+/gu

/** Folded for comparison: letters and digits, lower case, single spaces. */
export function folded(text: string): string {
  const beginning = text.slice(0, 1000)
  return asciiWords(beginning) ?? beginning.normalize('NFKC').toLowerCase().replace(NOT_WORD, ' ').trim()
}

export function wordCount(text: string): number {
  const words = folded(text)
  return words === '' ? 0 : words.split(' ').length
}
