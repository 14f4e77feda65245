/** What earlier runs left of a journal and its files of lines. */
import { open, type FileHandle } from 'node:fs/promises'
import { keyOf, Retries } from './claims.js'
import { digestOf } from './digest.js'
import { sizeOf, type LineFile } from './files.js'
import { readJournal, type Noted, type Setup } from './journal-file.js'
import { beforeOf } from './resume.js'

export interface Place {
  /** Absolute. */
  readonly path: string
  readonly setup: Setup
  /** Every file of lines of the run; made by `createLines`. */
  readonly files: readonly LineFile[]
  /** Results stand in the order in which they were ready. */
  readonly unordered: boolean
}

/** Something that was written before, to be kept or copied. */
export interface Old extends Noted {
  readonly from: Generation
}

/** The files of lines as they were at one time. */
export interface Generation {
  /** Null where there was no file. */
  readonly handles: readonly (FileHandle | null)[]
}

/** Where everything ends behind the last entry whose lines are all there. Zeros when there is none. */
export interface Whole {
  readonly journalEnd: number
  readonly ends: readonly number[]
  /** Entries of failures that were done again later, by `journalEnd`; looked for where there is no order. */
  readonly replaced: Set<number>
}

export async function lastWhole({ path, setup, files, unordered }: Place): Promise<Whole> {
  const sizes = files.map(({ end }) => end)
  const retries = new Retries()
  let whole: Whole = { journalEnd: 0, ends: sizes.map(() => 0), replaced: retries.replaced }
  for await (const noted of readJournal(path, setup, { starts: whole.ends })) {
    const ends = endsOf(noted)
    if (ends.some((end, at) => end > (sizes[at] ?? 0))) break
    if (unordered) retries.see(noted)
    whole = { ...whole, journalEnd: noted.journalEnd, ends }
  }
  return whole
}

/** What older runs left to copy from; of two results for one document the newer. */
export async function readOlder({ path, setup, files }: Place): Promise<{
  older: Map<string, Old>, generations: number, handles: (FileHandle | null)[]
}> {
  const opened: (FileHandle | null)[] = []
  const older = new Map<string, Old>()
  let generations = 0
  while (await sizeOf(beforeOf(path, generations + 1)) !== null) {
    generations += 1
    const handles: (FileHandle | null)[] = []
    const sizes: number[] = []
    // A run that was complete left its lines in the very file.
    const complete: boolean[] = []
    for (const file of files) {
      const before = await open(beforeOf(file.path, generations), 'r').catch(() => null)
      const handle = before ?? await open(file.path, 'r').catch(() => null)
      handles.push(handle)
      sizes.push((await handle?.stat())?.size ?? 0)
      complete.push(before === null)
    }
    opened.push(...handles)
    let ends: readonly number[] = files.map(() => 0)
    const from = { handles }
    const found: Old[] = []
    for await (const noted of readJournal(beforeOf(path, generations), setup, { starts: ends })) {
      if (endsOf(noted).some((end, at) => end > (sizes[at] ?? 0))) break
      ends = endsOf(noted)
      found.push({ ...noted, from })
    }
    // Somebody has changed it since: it holds other lines, or its lines lie elsewhere.
    if (complete.some((one, at) => one && sizes[at] !== ends[at])) continue
    for (const old of found) older.set(keyOf(old), old)
  }
  return { older, generations, handles: opened }
}

/** Are its lines those that were written? A size says too little: a word may be changed for another. */
export async function isUnchanged({ from: { handles }, starts, lengths, sum }: Old): Promise<boolean> {
  const lines: Buffer[] = []
  for (const [at, length] of lengths.entries()) {
    const handle = handles[at] ?? null
    if (length === 0) continue
    if (handle === null) return false
    lines.push(await readFrom(handle, starts[at] ?? 0, length))
  }
  return digestOf(...lines) === sum
}

export function endsOf({ starts, lengths }: Noted): readonly number[] {
  return starts.map((start, at) => start + (lengths[at] ?? 0))
}

/** @param end what lies behind it is being written meanwhile */
export async function* upTo(end: number, entries: AsyncIterable<Noted>): AsyncGenerator<Noted> {
  for await (const noted of entries) {
    if (noted.journalEnd > end) return
    yield noted
  }
}

export async function readFrom(handle: FileHandle | null, from: number, length: number): Promise<Buffer> {
  if (handle === null) throw new Error('a file of results of an earlier run is gone')
  const bytes = Buffer.alloc(length)
  const { bytesRead } = await handle.read(bytes, 0, length, from)
  if (bytesRead < length) throw new Error('a file of results is shorter than its journal says')
  return bytes
}
