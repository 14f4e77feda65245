/** Where results go: a stream, one file, a folder, or JSON lines. A sink gets outcomes in input order, one at a time. */
import { lstat, mkdir, readFile, realpath } from 'node:fs/promises'
import { dirname, join, relative, resolve, sep } from 'node:path'
import type { Writable } from 'node:stream'
import type { Cleaned } from '../model.js'
import { digestOf } from './digest.js'
import { LineFile, writeWhole, type Ending, type LineFileOptions, type Unsynced } from './files.js'
import { detailOf, failure, type Delivered, type Failure, type Input, type Outcome } from './job.js'
import type { OwnInputs } from './own-inputs.js'

export interface Sink {
  /** Asked before a document is read: null, or why its result could not be stored. */
  refusal(input: Input): Promise<Failure | null>
  /**
   * Stores one delivered document.
   * @returns null, or why this one could not be stored while others may
   * @throws SinkError when nothing more can be stored
   */
  write(document: Delivered): Promise<Failure | null>
  /** A digest of the file that one document has for itself; null when it is not there. Only where documents have files. */
  stored?(relative: string): Promise<string | null>
  /** Called once, after the last write. @returns a path that a person should know of, null if none */
  close(ending: Ending): Promise<string | null>
}

/** Notes every outcome, delivered or not (a ledger, a list of failures). */
export interface Recorder {
  record(outcome: Outcome): Promise<void>
  close(ending: Ending): Promise<string | null>
}

/** Nothing more can be written to `target`. `code` is the system's (`EPIPE`, `ENOSPC`, …). */
export class SinkError extends Error {
  override readonly name = 'SinkError'
  constructor(readonly target: string, readonly code: string) {
    super(`cannot write to ${target}: ${code}`)
  }
}

export type Encode = (cleaned: Cleaned) => string
/** One line of JSON without its line feed. */
export type ToLine = (document: Delivered) => string

/** No later document can be stored either. */
const FULL: ReadonlySet<string> = new Set(['ENOSPC', 'EDQUOT', 'EROFS'])

const accepts = (): Promise<null> => Promise.resolve(null)

/** Takes every document and stores none: where a recorder does the work. */
export const noSink: Sink = { refusal: accepts, write: accepts, close: accepts }

/** Document after document to a stream (standard output), each as soon as it is there. */
export function streamSink(stream: Writable, target: string, encode: (document: Delivered) => string): Sink {
  return {
    refusal: accepts,
    async write(document) {
      await writeTo(stream, target, encode(document))
      return null
    },
    close: accepts,
  }
}

/** Lines about every outcome to a stream, each as soon as it is there. */
export function streamRecorder(stream: Writable, target: string, toLines: (outcome: Outcome) => Iterable<string>): Recorder {
  return {
    async record(outcome) {
      for (const line of toLines(outcome)) await writeTo(stream, target, `${line}\n`)
    },
    close: accepts,
  }
}

async function writeTo(stream: Writable, target: string, text: string): Promise<void> {
  await new Promise<void>((done, failed) => {
    stream.write(text, (error) => error ? failed(new SinkError(target, detailOf(error))) : done())
  })
}

/** One document to one file, whole or not at all. */
export function fileSink(path: string, encode: Encode): Sink {
  return {
    refusal: accepts,
    async write(document) {
      const text = encode(document.cleaned)
      try {
        await mkdir(dirname(path), { recursive: true })
        await writeWhole(path, text, { flush: true })
        return null
      } catch (error) {
        return unwritable(document, path, error)
      }
    },
    close: accepts,
  }
}

export interface FolderOptions {
  /** Absolute. */
  readonly folder: string
  /** Path within the folder for a document's `relative`. */
  readonly nameOf: (relative: string) => string
  readonly force: boolean
  /** Without `force`: what is older was there before this run and those that it goes on with, in milliseconds. Default: everything. */
  readonly began?: number
  readonly inputs: OwnInputs
  readonly encode: Encode
  /** Told of every file that was written. */
  readonly unsynced: Unsynced
}

/** Each document to a file of its own under one folder. Nothing is written outside of it. */
export function folderSink({ folder, nameOf, force, began = Infinity, inputs, encode, unsynced }: FolderOptions): Sink {
  const ready = new Map<string, Promise<void>>()
  const pathOf = (name: string): string => resolve(folder, nameOf(name))
  const prepare = (path: string): Promise<void> => {
    const parent = dirname(path)
    const known = ready.get(parent) ?? makeWithin(folder, parent)
    ready.set(parent, known)
    return known
  }
  return {
    async refusal({ input, relative, place }) {
      const path = pathOf(relative)
      if (!isInside(folder, path)) return failure(input, 'unwritable', 'OUTSIDE', { place })
      if (await inputs.has(path)) return failure(input, 'own-input', path, { place })
      if (!force && await isOlder(path, began)) return failure(input, 'exists', path, { place })
      return null
    },
    async write(document) {
      const text = encode(document.cleaned)
      const path = pathOf(document.relative)
      try {
        await prepare(path)
        await writeWhole(path, text)
        unsynced.add(path)
        return null
      } catch (error) {
        return unwritable(document, path, error)
      }
    },
    stored: (name) => readFile(pathOf(name)).then((bytes) => digestOf(bytes), () => null),
    close: accepts,
  }
}

/** One JSON line per delivered document; the file appears when all are written. */
export function jsonlSink(lines: LineFile, toLine: ToLine): Sink {
  return {
    refusal: accepts,
    async write(document) {
      const line = toLine(document)
      await guarded(lines.path, () => lines.write(line))
      return null
    },
    close: (ending) => closeLines(lines, ending),
  }
}

/** JSON lines about outcomes: as many as `toLines` makes of each. */
export function jsonlRecorder(lines: LineFile, toLines: (outcome: Outcome) => Iterable<string>): Recorder {
  return {
    async record(outcome) {
      for (const line of toLines(outcome)) await guarded(lines.path, () => lines.write(line))
    },
    close: (ending) => closeLines(lines, ending),
  }
}

/** A full disk is every document's; what else goes wrong is this one's. */
function unwritable({ input, bytes, place, fields }: Delivered, path: string, error: unknown): Failure {
  const detail = detailOf(error)
  if (FULL.has(detail)) throw new SinkError(path, detail)
  return failure(input, 'unwritable', detail, { bytes, place, fields })
}

/** Is something there that is older? */
async function isOlder(path: string, began: number): Promise<boolean> {
  return lstat(path).then(({ mtimeMs }) => mtimeMs < began, () => false)
}

/** Is something there, even a link that leads nowhere? */
export async function exists(path: string): Promise<boolean> {
  return lstat(path).then(() => true, () => false)
}

/** Rejects with SinkError when the place cannot be written. */
export async function createLines(path: string, options: LineFileOptions = {}): Promise<LineFile> {
  return guarded(path, () => LineFile.create(path, options))
}

async function closeLines(lines: LineFile, ending: Ending): Promise<string | null> {
  const kept = await guarded(lines.path, () => lines.close(ending))
  return ending === 'interrupted' ? kept : null
}

/** A system error while writing becomes SinkError. */
export async function guarded<T>(target: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof Error && 'syscall' in error) throw new SinkError(target, detailOf(error))
    throw error
  }
}

/** Makes a folder, unless a link on the way would lead out of the output folder. */
async function makeWithin(folder: string, parent: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  const root = await realpath(folder)
  let reached = folder
  for (const step of relative(folder, parent).split(sep).filter((part) => part !== '')) {
    reached = join(reached, step)
    if (!await exists(reached)) break
    if (!isInside(root, await realpath(reached))) throw new Error('OUTSIDE')
  }
  await mkdir(parent, { recursive: true })
}

function isInside(folder: string, path: string): boolean {
  return path.startsWith(folder.endsWith(sep) ? folder : folder + sep)
}
