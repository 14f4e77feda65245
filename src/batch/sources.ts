/** Inputs as a stream of documents: nothing is read here, and nothing that is missing stops the others. */
import { opendir, readFile, stat } from 'node:fs/promises'
import type { Dirent } from 'node:fs'
import { join, relative, resolve, sep } from 'node:path'
import { addAbortSignal, type Readable } from 'node:stream'
import { glob } from 'tinyglobby'
import { detailOf, failure, type DocumentKind, type Entry, type Failure, type Input } from './job.js'
import { isDocumentName, kindOfName } from './kinds.js'
import { commonRoot, STDIN, type Place } from './places.js'

export interface SourceOptions {
  /** The kind of every document; null: by name, else by a look at the bytes. */
  readonly as: DocumentKind | null
  /** Absolute path of the output folder: what lies in it is never an input of a folder or pattern. */
  readonly outside: string | null
  readonly cwd: string
  readonly stdin: Readable
  /** Ends the reading of standard input: what came so far may be half a document. */
  readonly signal: AbortSignal | null
}

/**
 * Each document once, in the order of the arguments; within a folder by name. Folders are searched for
 * .html .htm .xhtml .txt .md; hidden entries and links to folders are passed over.
 */
export async function* documents(places: readonly Place[], options: SourceOptions): AsyncGenerator<Entry> {
  const root = commonRoot(places)
  const seen = new Set<string>()
  for (const place of places) {
    for await (const entry of documentsAt(place, root, options)) {
      if (entry.type === 'input' && entry.path !== null) {
        if (seen.has(entry.path)) continue
        seen.add(entry.path)
      }
      yield entry
    }
  }
}

async function* documentsAt(place: Place, root: string, options: SourceOptions): AsyncGenerator<Entry> {
  switch (place.type) {
    case 'absent':
      yield place.failure
      return
    case 'stdin':
      yield fromStdin(options)
      return
    case 'file':
      yield fromFile(place.path, place.given, root, options)
      return
    case 'folder':
      yield* orFailure(failure(place.given, 'no-documents'), inFolder(place.path, place.given, root, options))
      return
    case 'pattern':
      yield* orFailure(failure(place.given, 'no-match'), byPattern(place.given, root, options))
  }
}

async function* orFailure(none: Failure, entries: AsyncGenerator<Entry>): AsyncGenerator<Entry> {
  let any = false
  for await (const entry of entries) {
    any = true
    yield entry
  }
  if (!any) yield none
}

async function* byPattern(pattern: string, root: string, options: SourceOptions): AsyncGenerator<Entry> {
  const found = await glob(pattern, { cwd: options.cwd, onlyFiles: true, expandDirectories: false })
  for (const name of found.sort(byCodeUnits)) {
    const path = resolve(options.cwd, name)
    if (!isWithin(path, options.outside)) yield fromFile(path, name, root, options)
  }
}

/** Depth first by name, with a stack of our own: folders may be nested deeply. */
async function* inFolder(path: string, given: string, root: string, options: SourceOptions): AsyncGenerator<Entry> {
  const waiting: { path: string, given: string, folder: boolean }[] = [{ path, given, folder: true }]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (isWithin(next.path, options.outside)) continue
    if (!next.folder) {
      yield fromFile(next.path, next.given, root, options)
      continue
    }
    try {
      const entries = await listFolder(next.path)
      for (const { name, folder } of entries.reverse()) {
        waiting.push({ path: join(next.path, name), given: join(next.given, name), folder })
      }
    } catch (error) {
      yield failure(next.given, 'unreadable', detailOf(error))
    }
  }
}

async function listFolder(path: string): Promise<{ name: string, folder: boolean }[]> {
  const found: { name: string, folder: boolean }[] = []
  for await (const entry of await opendir(path)) {
    if (entry.name.startsWith('.')) continue
    if (entry.isDirectory()) found.push({ name: entry.name, folder: true })
    else if (isDocumentName(entry.name) && await isFile(path, entry)) found.push({ name: entry.name, folder: false })
  }
  return found.sort((a, b) => byCodeUnits(a.name, b.name))
}

async function isFile(folder: string, entry: Dirent): Promise<boolean> {
  if (!entry.isSymbolicLink()) return entry.isFile()
  // A link that leads nowhere stays in: reading it fails by name, instead of losing it in silence.
  return stat(join(folder, entry.name)).then((target) => target.isFile(), () => true)
}

function fromFile(path: string, given: string, root: string, options: SourceOptions): Input {
  return {
    type: 'input',
    input: given,
    path,
    relative: relative(root, path).split(sep).join('/'),
    kind: options.as ?? kindOfName(path),
    read: () => readFile(path),
  }
}

function fromStdin(options: SourceOptions): Input {
  return {
    type: 'input', input: STDIN, path: null, relative: 'stdin', kind: options.as, read: () => readAll(options),
  }
}

async function readAll({ stdin, signal }: SourceOptions): Promise<Uint8Array> {
  const stream = signal === null ? stdin : addAbortSignal(signal, stdin)
  const chunks: Uint8Array[] = []
  for await (const chunk of stream as AsyncIterable<string | Uint8Array>) {
    chunks.push(typeof chunk === 'string' ? Buffer.from(chunk) : chunk)
  }
  return Buffer.concat(chunks)
}

function isWithin(path: string, folder: string | null): boolean {
  return folder !== null && (path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep))
}

/** The same order on every machine, whatever its locale. */
function byCodeUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
