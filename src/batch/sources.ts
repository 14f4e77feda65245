/** Inputs as a stream of documents: nothing is held, and nothing that is missing stops the others. */
import { createHash } from 'node:crypto'
import { posix, resolve } from 'node:path'
import type { Readable } from 'node:stream'
import type { Problem } from '../model.js'
import { withoutTrailing } from './decompress.js'
import { byCodeUnits, filesIn } from './folders.js'
import {
  detailOf, failure, InputError, NO_FIELDS, type Content, type DocumentKind, type Entry, type Failure, type FailureCode, type Input, type Skipped,
  type Skips,
} from './job.js'
import { FIELD_NAMES, jsonRecords, type FieldNames } from './jsonl.js'
import { containerOfBytes, containerOfName, kindOfName, type Container } from './kinds.js'
import { isWithin } from './own-inputs.js'
import { filesByPattern } from './patterns.js'
import { commonRoot, findPlace, pathBelow, STDIN, type Place } from './places.js'
import { collectWhole, readWhole, sizeToRead, streamFile, streamInput, type Whole } from './read.js'
import { isInShard, type Shard } from './shard.js'
import { pageName } from './web/page-name.js'

export interface SourceOptions {
  /** The kind of every document; null: by name, else by a look at the bytes. */
  readonly as: DocumentKind | null
  /** Every file holds such records; null: by name. */
  readonly container: Container | null
  /** Names of the members of JSON records. */
  readonly fields: FieldNames
  /** Longest document, in bytes; longer ones are failures and never held. */
  readonly limit: number
  /** Empty lines of JSON lines count as records. */
  readonly everyLine: boolean
  /** Absolute paths: what is one of them or lies within is never an input of a folder or pattern. */
  readonly outside: readonly string[]
  /** Reads a page of the web; rejects with InputError. Null: there is no web. */
  readonly fetch: ((url: string) => Promise<Content>) | null
  readonly cwd: string
  readonly stdin: Readable
  /** Ends the reading of standard input: what came so far may be half a document. */
  readonly signal: AbortSignal | null
}

/** Everything tells itself what it is, and only monsters are refused. */
export const SOURCE_DEFAULTS = {
  as: null, container: null, fields: FIELD_NAMES, limit: 256_000_000, everyLine: false, outside: [], fetch: null, signal: null,
} as const satisfies Partial<SourceOptions>

/** A file of records. It is opened when its records are asked for. */
export interface RecordFile {
  readonly type: 'records'
  readonly input: string
  /** Absolute; null for standard input. */
  readonly path: string | null
  readonly relative: string
  /** @param relative another name for the file, if it cannot have its own */
  records(relative?: string): AsyncIterable<Entry | Skipped>
}

/**
 * Each document once, in the order of the arguments; within a folder by name. Folders are searched for
 * .html .htm .xhtml .txt .md, compressed or not; hidden entries and links to folders are passed over.
 * A file of records is one item, whatever it holds. No two have one `relative`.
 */
export async function* findDocuments(places: readonly Place[], options: SourceOptions): AsyncGenerator<Entry | RecordFile> {
  const root = commonRoot(places)
  // Within one place nothing is met twice, and its names differ.
  const seen = places.length > 1 || places.some(({ type }) => type === 'list') ? new Seen() : null
  for (const place of places) {
    for await (const entry of documentsAt(place, root, options)) {
      if (entry.type === 'failure' || seen === null) yield entry
      else if (!seen.has(entry)) yield seen.add(entry)
    }
  }
}

/** What was met, by what it is and by what it is called. */
class Seen {
  readonly #documents = new Set<string>()
  readonly #names = new Set<string>()

  has(item: Input | RecordFile): boolean {
    return this.#documents.has(documentOf(item))
  }

  /** `/srv/a.html` and `srv/a.html` in the current folder want one name: the later gets a mark of what it is. */
  add<T extends Input | RecordFile>(item: T): T {
    const document = documentOf(item)
    this.#documents.add(document)
    if (!this.#names.has(item.relative)) {
      this.#names.add(item.relative)
      return item
    }
    const { dir, name, ext } = posix.parse(item.relative)
    const marked = posix.join(dir, `${name}~${createHash('sha1').update(document).digest('hex').slice(0, 10)}${ext}`)
    return item.type === 'records' ? { ...item, relative: marked, records: () => item.records(marked) } : { ...item, relative: marked }
  }
}

function documentOf(item: Input | RecordFile): string {
  return item.path ?? (item.type === 'input' && item.once ? item.relative : item.input)
}

/**
 * Every document of every file, one after the other.
 * @param skips counts records that are no documents, if wanted
 */
export async function* documents(
  found: AsyncIterable<Entry | RecordFile> | Iterable<Entry | RecordFile>, shard: Division | null = null, skips: Skips = new Map(),
): AsyncGenerator<Entry> {
  const takes = (name: string, by: Division['by']): boolean => shard?.by !== by || isInShard(name, shard)
  for await (const item of found) {
    if (!takes(item.type === 'failure' ? item.input : item.relative, 'file')) continue
    if (item.type !== 'records') {
      yield item
      continue
    }
    for await (const entry of item.records()) {
      if (!takes(entry.type === 'failure' ? entry.input : entry.relative, 'record')) continue
      if (entry.type === 'skipped') skips.set(entry.reason, (skips.get(entry.reason) ?? 0) + 1)
      else yield entry
    }
  }
}

/** A shard and what is divided: files, or the records of the one file there is. */
export type Division = Shard & { readonly by: 'file' | 'record' }

export function divisionOf(shard: Shard, places: readonly Place[]): Division {
  const [first] = places
  const single = places.length === 1 && (first?.type === 'file' || first?.type === 'stdin')
  return { ...shard, by: single ? 'record' : 'file' }
}

async function* documentsAt(place: Place, root: string, options: SourceOptions): AsyncGenerator<Entry | RecordFile> {
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
    case 'page':
      yield fromPage(place.url, place.given, options)
      return
    case 'folder':
      yield* orFailure(failure(place.given, 'no-documents'), inFolder(place, root, options))
      return
    case 'pattern':
      yield* orFailure(failure(place.given, 'no-match'), byPattern(place.given, root, options))
      return
    case 'list':
      for await (const name of place.names) yield* documentsAt(await findPlace(name, place.base), root, options)
  }
}

async function* orFailure(
  none: Failure, entries: AsyncGenerator<Entry | RecordFile>,
): AsyncGenerator<Entry | RecordFile> {
  let any = false
  for await (const entry of entries) {
    any = true
    yield entry
  }
  if (!any) yield none
}

async function* byPattern(pattern: string, root: string, options: SourceOptions): AsyncGenerator<Entry | RecordFile> {
  for (const { name, real } of (await filesByPattern(pattern, options.cwd)).sort((a, b) => byCodeUnits(a.name, b.name))) {
    const path = resolve(options.cwd, name)
    if (!isWithin(path, options.outside) && !isWithin(real, options.outside)) yield fromFile(path, name, root, options)
  }
}

async function* inFolder(place: { readonly path: string, readonly given: string }, root: string, options: SourceOptions): AsyncGenerator<Entry | RecordFile> {
  for await (const found of filesIn(place, options.outside)) {
    yield 'type' in found ? found : fromFile(found.path, found.given, root, options)
  }
}

function fromFile(path: string, given: string, root: string, options: SourceOptions): Input | RecordFile {
  const relative = pathBelow(root, path)
  const container = options.container ?? containerOfName(path)
  if (container !== null) {
    return { type: 'records', input: given, path, relative, records: (name = relative) => recordsOf(container, path, { file: given, relative: name }, options) }
  }
  const kind = options.as ?? kindOfName(path)
  return {
    type: 'input', input: given, place: { file: given }, path, relative, size: () => sizeToRead(path),
    read: async () => asContent(await readWhole(path, options.limit), kind),
  }
}

function fromPage({ href }: URL, given: string, { fetch, as }: SourceOptions): Input {
  return {
    type: 'input', input: given, place: { file: given }, path: null, relative: pageName(new URL(href)), once: true,
    async read() {
      if (fetch === null) throw new InputError('unreachable', 'there is no web here')
      const content = await fetch(href)
      return as === null ? content : { ...content, kind: as }
    },
  }
}

function fromStdin(options: SourceOptions): Input | RecordFile {
  const { container, stdin, signal, limit, as } = options
  const name = { file: STDIN, relative: 'stdin' }
  const open = (): AsyncIterable<Uint8Array> => streamInput(stdin, signal)
  if (container === 'warc') {
    const records = (relative = name.relative): AsyncIterable<Entry | Skipped> => (
      withWarc(({ warcFromStream }) => warcFromStream(stdin, signal, { ...name, relative, limit })))
    return { type: 'records', input: STDIN, path: null, relative: name.relative, records }
  }
  if (container !== null) {
    return { type: 'records', input: STDIN, path: null, relative: name.relative, records: (relative = name.relative) => recordsIn(open, { ...name, relative }, options) }
  }
  return {
    type: 'input', input: STDIN, place: { file: STDIN }, path: null, relative: name.relative,
    read: async () => asContent(await collectWhole(open(), limit), as),
  }
}

const TRAILING: Problem = { code: 'trailing-bytes', stage: 'decode', rule: '', detail: '' }

/** How records are told that came without a name of theirs. */
const RECORDS: Readonly<Record<Container, string>> = {
  jsonl: 'JSON lines with a document in each: --as jsonl reads them', warc: 'a web archive: --as warc reads it',
}

function asContent({ bytes, trailing }: Whole, kind: DocumentKind | null): Content {
  const container = kind === null ? containerOfBytes(bytes) : null
  if (container !== null) throw new InputError('not-a-page', RECORDS[container])
  return { body: bytes, kind, source: {}, fields: NO_FIELDS, raw: bytes, ...trailing ? { problem: TRAILING } : {} }
}

function recordsOf(
  container: Container, path: string, name: { readonly file: string, readonly relative: string }, options: SourceOptions,
): AsyncIterable<Entry | Skipped> {
  if (container === 'warc') return withWarc(({ warcFromFile }) => warcFromFile(path, { ...name, limit: options.limit }))
  return recordsIn(() => streamFile(path), name, options)
}

/** The reader of web archives is loaded when there is one. */
async function* withWarc(read: (warc: typeof import('./warc.js')) => AsyncIterable<Entry | Skipped>): AsyncGenerator<Entry | Skipped> {
  yield* read(await import('./warc.js'))
}

/** The records of a file, and if it cannot be read to its end, the place where it ended. */
async function* recordsIn(
  open: () => AsyncIterable<Uint8Array>, name: { readonly file: string, readonly relative: string },
  { as, fields, limit, everyLine }: SourceOptions,
): AsyncGenerator<Entry> {
  let last = { file: name.file, line: 0 }
  let trailing = false
  const chunks = withoutTrailing(open(), () => {
    trailing = true
  })
  const ended = (code: FailureCode, detail: string): Failure => {
    const place = { ...last, line: last.line + 1 }
    return last.line === 0 ? failure(name.file, code, detail) : failure(`${name.file}:${place.line}`, code, detail, { place })
  }
  try {
    for await (const entry of jsonRecords(chunks, { ...name, as, fields, limit, everyLine })) {
      last = { file: name.file, line: entry.place.line ?? 0 }
      yield entry
    }
  } catch (error) {
    const detail = detailOf(error)
    yield ended(detail === 'ENOENT' ? 'missing' : 'unreadable', detail)
  }
  if (trailing) yield ended('unreadable', 'Z_TRAILING')
}
