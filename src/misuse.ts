/** For callers without types: what would be ignored or fail somewhere within is refused in one sentence. Every error is a TypeError. */
import type { DocumentInput, KnownSource, Source } from './model.js'
import { nearest } from './nearest.js'

/** What a value must be. */
export interface Check {
  /** Behind "to be". */
  readonly expected: string
  fits(given: unknown): boolean
}

export const A_LIST: Check = { expected: 'a list', fits: given => Array.isArray(given) }
export const TEXTS: Check = { expected: 'a list of texts', fits: given => Array.isArray(given) && given.every(one => typeof one === 'string') }
export const A_TEXT: Check = { expected: 'a text', fits: given => typeof given === 'string' }
export const A_FUNCTION: Check = { expected: 'a function', fits: given => typeof given === 'function' }
export const YES_OR_NO: Check = { expected: 'true or false', fits: given => typeof given === 'boolean' }
export const A_DATE: Check = { expected: 'a date such as 2026-03-31', fits: given => typeof given === 'string' && !Number.isNaN(Date.parse(given)) }
export const AN_OBJECT: Check = { expected: 'an object', fits: given => typeof given === 'object' && given !== null && !Array.isArray(given) }

const LONGEST_SHOWN = 60

/** Each key must be known and its value be as it should; what is undefined counts as left out. */
export function checkKeys(what: string, many: string, given: unknown, checks: Readonly<Record<string, Check>>): void {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) throw new TypeError(`Expected ${many} to be an object; got ${shown(given)}`)
  for (const [key, value] of Object.entries(given) as [string, unknown][]) {
    const check = Object.hasOwn(checks, key) ? checks[key] : undefined
    if (check === undefined) throw new TypeError(`Unknown ${what} "${key}"${nearOf(key, Object.keys(checks))}`)
    if (value !== undefined && !check.fits(value)) throw new TypeError(`Expected the ${what} "${key}" to be ${check.expected}; got ${shown(value)}`)
  }
}

/** `; did you mean "X"?`, or all that there are. */
export function nearOf(word: string, known: readonly string[]): string {
  const near = nearest(word, known)
  return near === null ? `; there are ${known.join(', ')}` : `; did you mean "${near}"?`
}

export function shown(given: unknown): string {
  if (typeof given === 'string') return given.length > LONGEST_SHOWN ? `"${given.slice(0, LONGEST_SHOWN)}…"` : `"${given}"`
  if (typeof given === 'function') return 'a function'
  if (typeof given !== 'object' || given === null) return String(given)
  if ('then' in given) return 'a promise: is an await missing?'
  return Array.isArray(given) ? 'a list' : 'an object'
}

export function bodyOf(input: DocumentInput): string | Uint8Array {
  const given: unknown = input
  if (typeof given === 'string' || given instanceof Uint8Array) return given
  if (ArrayBuffer.isView(given)) return new Uint8Array(given.buffer, given.byteOffset, given.byteLength)
  // By its name, so that one of another realm (a test's, a frame's) fits, too.
  if (Object.prototype.toString.call(given) === '[object ArrayBuffer]') return new Uint8Array(given as ArrayBuffer)
  throw new TypeError(`Expected a document as a string or as bytes (an ArrayBuffer or a view of one); got ${shown(given)}`)
}

const DOCUMENT_NODE = 9
const ELEMENT_NODE = 1

/** An element has a querySelectorAll, too, and would be read as a document without anything in it. */
export function refuseNoDocument(given: unknown): void {
  const { nodeType, querySelectorAll } = (typeof given === 'object' && given !== null ? given : {}) as Readonly<Record<string, unknown>>
  if (nodeType === DOCUMENT_NODE && typeof querySelectorAll === 'function') return
  throw new TypeError(`Expected a document of linkedom, jsdom or a browser; got ${nodeType === ELEMENT_NODE ? 'an element' : shown(given)}`)
}

const NO_SOURCE: Source = { url: null, contentType: null, lang: null }
const SOURCE_KEYS: readonly string[] = Object.keys(NO_SOURCE)

export function sourceOf(known: KnownSource | null | undefined): Source {
  const given: unknown = known ?? NO_SOURCE
  if (typeof given !== 'object' || given === null) throw new TypeError(`Expected the source to be an object with url, contentType and lang; got ${shown(given)}`)
  for (const key of Object.keys(given)) {
    const meant = Object.hasOwn(NO_SOURCE, key) ? undefined : meantKey(key)
    if (meant !== undefined) throw new TypeError(`Unknown key "${key}" of the source; did you mean "${meant}"?`)
  }
  const { url: address, contentType, lang } = given as Readonly<Record<keyof Source, unknown>>
  const url = typeof address === 'object' && address !== null && 'href' in address ? address.href : address
  return { url: textOf('url', url, 'a string or a URL'), contentType: textOf('contentType', contentType), lang: textOf('lang', lang) }
}

/** A record of the caller's may have more fields than a source: only what looks like one of its keys is taken for a mistake (`Url`, `language`). */
function meantKey(key: string): string | undefined {
  return nearest(key, SOURCE_KEYS) ?? SOURCE_KEYS.find(known => key.toLowerCase().startsWith(known))
}

function textOf(key: keyof Source, given: unknown, expected = 'a string'): string | null {
  if (given === undefined || given === null) return null
  if (typeof given === 'string') return given
  throw new TypeError(`Expected "${key}" of the source to be ${expected}; got ${shown(given)}`)
}

/** Without what is undefined, which would hide a default. */
export function stated<T extends object>(given: { readonly [K in keyof T]?: T[K] | undefined }): Partial<T> {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Partial<T>
}
