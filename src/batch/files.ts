/** Files that are either whole or not there: written under another name in the same folder, then renamed. */
import { createHash } from 'node:crypto'
import { copyFile, mkdir, open, rename, rm, stat, writeFile, type FileHandle } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import PQueue from 'p-queue'
import { detailOf } from './job.js'

/** Lines are collected up to this many bytes before the disk is asked. */
const BUFFERED_BYTES = 64 * 1024

/** Hidden and short, so that no search takes it for a document and long names still fit; the same for the same path. */
function temporaryFor(path: string): string {
  return join(dirname(path), `.cleancopy-${createHash('sha1').update(basename(path)).digest('hex').slice(0, 16)}.tmp`)
}

/**
 * Replaces what is there. Rejects with the system's error, leaving nothing behind.
 * @param options `flush`: the disk has it before it gets its name. Of many files that is asked together: see Unsynced
 */
export async function writeWhole(path: string, text: string, { flush = false }: { readonly flush?: boolean } = {}): Promise<void> {
  const temporary = temporaryFor(path)
  try {
    // A run that was killed may have left one; a link of somebody else's is not followed.
    await writeFile(temporary, text, { flag: 'wx', flush }).catch(async (error: unknown) => {
      if (detailOf(error) !== 'EEXIST') throw error
      await rm(temporary, { force: true })
      await writeFile(temporary, text, { flag: 'wx', flush })
    })
    await rename(temporary, path)
    if (flush) await syncFolder(dirname(path))
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
}

/** Files under way to the disk at one time: one by one, each would wait for a write of its own. */
const SYNCED_TOGETHER = 16

/** Files that have their names and may still be in the machine's memory alone: a power cut would leave them empty. */
export class Unsynced {
  #paths: string[] = []

  add(path: string): void {
    this.#paths.push(path)
  }

  /** Resolves when the disk has all that were added before. Rejects with the system's error. */
  async sync(): Promise<void> {
    const paths = this.#paths
    this.#paths = []
    const queue = new PQueue({ concurrency: SYNCED_TOGETHER })
    await queue.addAll(paths.map((path) => () => syncFile(path)))
    for (const folder of new Set(paths.map(dirname))) await syncFolder(folder)
  }
}

async function syncFile(path: string): Promise<void> {
  // Whoever took it away since: the journal finds that it is gone.
  const file = await open(path, 'r+').catch((error: unknown) => {
    if (detailOf(error) === 'ENOENT') return null
    throw error
  })
  if (file === null) return
  try {
    await file.datasync()
  } finally {
    await file.close()
  }
}

/** The names in a folder, too. Not every system can, and where it cannot a folder needs no telling. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r').catch(() => null)
  await folder?.sync().catch(() => undefined)
  await folder?.close()
}

/**
 * How a run ended: `complete` the file gets its name · `interrupted` whole lines so far, kept as `NAME.partial` ·
 * `broken` nothing is kept, but for a run that can be resumed.
 */
export type Ending = 'complete' | 'interrupted' | 'broken'

/** Where a file grows until it is complete. */
export function partialOf(path: string): string {
  return `${path}.partial`
}

/** Turns the lines of a file into what is asked for, at the end. */
export type Convert = (from: string, target: string) => Promise<void>

export interface LineFileOptions {
  /** Go on behind what is there. */
  readonly append?: boolean
  /** Without a line it is not kept. */
  readonly optional?: boolean
  /** Makes of the lines what is asked for. */
  readonly convert?: Convert
  /** And lines again, for a run that builds on it. */
  readonly revert?: Convert
  /** Where the lines stay when they were converted; else they go. */
  readonly keeps?: string
}

/** A growing file of lines that gets its name only when it is complete. Calls must not overlap. */
export class LineFile {
  #waiting: Buffer[] = []
  #waitingBytes = 0
  #marked: Buffer[] | null = null
  /** What a journal knows of stays when the run breaks. */
  resumable = false

  private constructor(
    readonly path: string, readonly options: LineFileOptions, public file: FileHandle, private written: number,
  ) {}

  /** Makes the folder if need be. Rejects with the system's error. */
  static async create(path: string, options: LineFileOptions = {}): Promise<LineFile> {
    await mkdir(dirname(path), { recursive: true })
    if (!options.append) await rm(partialOf(path), { force: true })
    const file = await open(partialOf(path), 'a+')
    return new LineFile(path, options, file, (await file.stat()).size)
  }

  /** Bytes of all lines so far, on the disk or waiting. */
  get end(): number {
    return this.written + this.#waitingBytes
  }

  /** What is added from here on is held until `takeMarked`. */
  mark(): void {
    this.#marked = []
  }

  takeMarked(): readonly Buffer[] {
    const marked = this.#marked ?? []
    this.#marked = null
    return marked
  }

  /** @param line without its line feed */
  async write(line: string): Promise<void> {
    await this.append(Buffer.from(`${line}\n`))
  }

  /** Whole lines, with their ends. */
  async append(bytes: Buffer): Promise<void> {
    if (bytes.length === 0) return
    this.#waiting.push(bytes)
    this.#marked?.push(bytes)
    this.#waitingBytes += bytes.length
    if (this.#waitingBytes >= BUFFERED_BYTES) await this.flush()
  }

  async flush(): Promise<void> {
    const bytes = Buffer.concat(this.#waiting)
    this.#waiting = []
    this.#waitingBytes = 0
    await this.file.appendFile(bytes)
    this.written += bytes.length
  }

  /** Only what is on the disk may be cut. */
  async truncate(end: number): Promise<void> {
    await this.file.truncate(end)
    this.written = end
  }

  /** Keeps what is there as another file. @returns what reads it, whatever it will be called */
  async leave(as: string): Promise<FileHandle> {
    await this.flush()
    await rename(partialOf(this.path), as)
    return this.file
  }

  /** Begins anew after `leave`, with the first bytes of what was there. */
  async renew(before: string, keep: number): Promise<void> {
    if (keep > 0) await copyFile(before, partialOf(this.path))
    this.file = await open(partialOf(this.path), 'a+')
    await this.truncate(keep)
    await this.file.datasync()
  }

  /** @returns the path under which lines were kept, null if none were */
  async close(ending: Ending): Promise<string | null> {
    const partial = partialOf(this.path)
    try {
      if (ending !== 'broken') {
        await this.flush()
        await this.file.sync()
      }
      const { size } = await this.file.stat()
      await this.file.close()
      if (ending === 'complete') return await this.#complete(partial, size)
      const kept = ending === 'interrupted' ? !(this.options.optional && size === 0) : this.resumable
      if (!kept) await rm(partial, { force: true })
      return ending === 'interrupted' && !this.options.optional ? partial : null
    } catch (error) {
      await this.file.close().catch(() => undefined)
      if (!this.resumable) await rm(partial, { force: true })
      throw error
    }
  }

  async #complete(partial: string, size: number): Promise<string | null> {
    const { optional, convert, keeps } = this.options
    if (optional && size === 0) {
      await rm(partial, { force: true })
      await rm(this.path, { force: true })
      return null
    }
    if (convert) {
      const temporary = temporaryFor(this.path)
      try {
        await convert(partial, temporary)
        await rename(temporary, this.path)
      } catch (error) {
        await rm(temporary, { force: true })
        throw error
      }
      if (keeps !== undefined) await rename(partial, keeps)
      else await rm(partial, { force: true })
    } else {
      await rename(partial, this.path)
    }
    await syncFolder(dirname(this.path))
    return this.path
  }
}

/** Bytes; null when there is no such file. */
export async function sizeOf(path: string): Promise<number | null> {
  return stat(path).then(({ size }) => size, () => null)
}
