/** Output names: the input's path with another extension, safe on every system, and never the same name twice. */
import { createHash } from 'node:crypto'
import { withoutCompression } from './compression.js'

export interface Names {
  /** Output path by the input's `relative`. */
  readonly nameOf: ReadonlyMap<string, string>
  /** Inputs whose output got another name than usual: two inputs wanted the same, or some system cannot have it. */
  readonly changed: readonly string[]
}

/** Longest part of a path, in UTF-8: file systems end at 255 bytes, and a number or an extension may follow. */
const LONGEST_PART = 240

/** Signs that Windows has other uses for, or that no file should have. */
const UNSAFE = /[<>:"|?*\\\u0000-\u001f\u007f]/g

/** Names of devices on Windows, with any extension. */
const DEVICE = /^(?:con|prn|aux|nul|com[0-9\u00b9\u00b2\u00b3]|lpt[0-9\u00b9\u00b2\u00b3])(?=\.|$)/i

/**
 * `a.html` → `a.txt`. When several inputs want one name, each of them keeps its own extension (`a.html.txt`,
 * `a.htm.txt`), and what still clashes is numbered (`a.html-2.txt`). Depends on the set of inputs and their order
 * alone. Names that differ only in case or composition clash too: many file systems cannot hold both.
 * @param extension with its dot
 */
export function planNames(relatives: readonly string[], extension: string): Names {
  const usualName = (relative: string): string => safePath(withoutExtension(relative) + extension)
  const short = countBy(relatives, (relative) => clashKey(usualName(relative)))
  const nameOf = new Map<string, string>()
  const changed: string[] = []
  const taken = new Set<string>()
  const take = (relative: string, name: string): void => {
    taken.add(clashKey(name))
    nameOf.set(relative, name)
    if (name !== withoutExtension(relative) + extension) changed.push(relative)
  }

  const clashing: string[] = []
  for (const relative of relatives) {
    const usual = usualName(relative)
    if ((short.get(clashKey(usual)) ?? 0) > 1) clashing.push(relative)
    else take(relative, usual)
  }
  for (const relative of clashing) take(relative, firstFree(relative, extension, taken))
  return { nameOf, changed }
}

/** The same path with names that every system can hold. */
export function safePath(path: string): string {
  return path.split('/').map(safePart).join('/')
}

function safePart(part: string): string {
  const plain = part.replace(UNSAFE, '_').replace(/[. ]+$/, (end) => '_'.repeat(end.length)).replace(DEVICE, '$&_')
  if (Buffer.byteLength(plain) <= LONGEST_PART) return plain
  const dot = plain.lastIndexOf('.')
  const extension = dot > 0 && plain.length - dot <= 12 ? plain.slice(dot) : ''
  const mark = `~${createHash('sha1').update(part).digest('hex').slice(0, 8)}${extension}`
  return cutBytes(plain, LONGEST_PART - Buffer.byteLength(mark)) + mark
}

/** As much as fits, without half a character. */
function cutBytes(text: string, bytes: number): string {
  return new TextDecoder().decode(Buffer.from(text).subarray(0, bytes)).replace(/\ufffd+$/, '')
}

function firstFree(relative: string, extension: string, taken: ReadonlySet<string>): string {
  let name = safePath(relative + extension)
  for (let number = 2; taken.has(clashKey(name)); number++) name = safePath(`${relative}-${number}${extension}`)
  return name
}

/** A leading dot belongs to the name; the end of a compressed file goes with its extension. */
function withoutExtension(relative: string): string {
  const plain = withoutCompression(relative)
  const name = plain.lastIndexOf('/') + 1
  const dot = plain.lastIndexOf('.')
  return dot > name ? plain.slice(0, dot) : plain
}

function clashKey(name: string): string {
  return name.normalize('NFC').toLowerCase()
}

function countBy(items: readonly string[], keyOf: (item: string) => string): Map<string, number> {
  const counts = new Map<string, number>()
  for (const item of items) counts.set(keyOf(item), (counts.get(keyOf(item)) ?? 0) + 1)
  return counts
}
