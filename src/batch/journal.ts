/**
 * What is done, so that a run that was ended anywhere goes on where it was and ends with the same bytes.
 *
 * The lines of a document, or its file, are on the disk before the journal says so; what lies behind the journal's word is cut off. A
 * resumed run walks over its inputs again. While they are the journal's, in its order, everything stays in place. At the first
 * that is not, what was written becomes a file to copy from, and a new one begins with the same first bytes.
 */
import { mkdir, open, rename, rm, writeFile, type FileHandle } from 'node:fs/promises'
import { dirname } from 'node:path'
import { forgetBeginning } from './beginning.js'
import { Claims, keyOf } from './claims.js'
import { digestOf } from './digest.js'
import type { Unsynced } from './files.js'
import { doneLine, headerLine, isFailed, readJournal, type Done, type Noted } from './journal-file.js'
import { endsOf, isUnchanged, lastWhole, readFrom, readOlder, upTo, type Generation, type Old, type Place, type Whole } from './journal-past.js'
import { beforeOf, forgetOlder, leavingOf } from './resume.js'
import { guarded } from './sinks.js'

export interface JournalOptions extends Place {
  /** Files that documents have for themselves. */
  readonly unsynced: Unsynced
  /** Failures are done again. */
  readonly retryFailed: boolean
  /** Kept after a complete run, for runs over inputs that changed. A run with failures keeps it anyway. */
  readonly keep: boolean
}

/** Bytes or milliseconds after which the disk must have everything. */
const CHECKPOINT_BYTES = 1_000_000
const CHECKPOINT_TIME = 1000

export class Journal {
  readonly #older: Map<string, Old>
  #current: Generation
  /** Entries of the current files, in step with the inputs; null when they have parted. */
  #steps: AsyncIterator<Noted> | null
  /** Entries of the current files, where there is no order; else null. */
  readonly #claims: Claims | null
  /** Behind the last entry that stays. */
  #kept: { journalEnd: number, ends: readonly number[] }
  #waiting = ''
  #looked = Date.now()
  #failed = false
  /** New documents are written, so nothing stays in place any more. */
  #parted = false
  #generations: number
  /** Of files that are only read. */
  readonly #handles: (FileHandle | null)[]

  private constructor(
    readonly options: JournalOptions, private file: FileHandle,
    { current, older, generations, whole, handles }: {
      current: Generation, older: Map<string, Old>, generations: number, whole: Whole, handles: (FileHandle | null)[]
    },
  ) {
    const { path, setup, files, unordered } = options
    this.#current = current
    this.#older = older
    this.#generations = generations
    this.#handles = handles
    const starts = files.map(() => 0)
    const entries = upTo(whole.journalEnd, readJournal(path, setup, { starts }))
    this.#claims = unordered ? new Claims(entries, whole.replaced) : null
    this.#steps = unordered ? null : entries
    this.#kept = unordered ? whole : { journalEnd: Buffer.byteLength(headerLine(setup)), ends: starts }
  }

  /** Finds out what is done, and cuts off what is not certain. */
  static open(options: JournalOptions): Promise<Journal> {
    return guarded(options.path, () => Journal.#open(options))
  }

  static async #open(options: JournalOptions): Promise<Journal> {
    const { path, setup, files } = options
    await mkdir(dirname(path), { recursive: true })
    const whole = await lastWhole(options)
    for (const [at, file] of files.entries()) await file.truncate(whole.ends[at] ?? 0)
    const journal = await open(path, 'a+')
    if (whole.journalEnd === 0) {
      await journal.truncate(0)
      await journal.appendFile(headerLine(setup))
    } else {
      await journal.truncate(whole.journalEnd)
    }
    for (const file of files) file.resumable = true
    const { older, generations, handles } = await readOlder(options)
    const current = { handles: files.map(({ file }) => file) }
    return new Journal(options, journal, { current, older, generations, handles, whole })
  }

  /** What the journal says of the next document, asked in the order of the inputs, before it is read. */
  async next(identity: string): Promise<Old | null> {
    if (this.#steps === null) return null
    const step = await this.#steps.next()
    if (step.done === true) {
      this.#steps = null
      return null
    }
    return step.value.identity === identity ? { ...step.value, from: this.#current } : null
  }

  /** An earlier result for the same document with the same content, null if it must be done or somebody has changed it since. */
  async find(step: Old | null, identity: string, hash: string): Promise<Old | null> {
    const key = keyOf({ identity, hash })
    const old = (step?.hash === hash ? step : null) ?? await this.#claim(key) ?? this.#older.get(key) ?? null
    if (old === null || (this.options.retryFailed && isFailed(old.code))) return null
    return await guarded(this.options.path, () => isUnchanged(old)) ? old : null
  }

  async #claim(key: string): Promise<Old | null> {
    const noted = await this.#claims?.take(key) ?? null
    return noted === null ? null : { ...noted, from: this.#current }
  }

  /** The next document in order is an old one. */
  reuse(old: Old): Promise<void> {
    return guarded(this.options.path, () => this.#reuse(old))
  }

  async #reuse(old: Old): Promise<void> {
    this.#failed ||= isFailed(old.code)
    if (this.#claims !== null && old.from === this.#current) return this.#claims.keep(old)
    if (old.from === this.#current && this.#isNext(old)) {
      this.#kept = { journalEnd: old.journalEnd, ends: endsOf(old) }
      return
    }
    await this.#part()
    await this.#copy(old)
  }

  async #copy(old: Old): Promise<void> {
    for (const [at, file] of this.options.files.entries()) {
      const length = old.lengths[at] ?? 0
      if (length > 0) await file.append(await readFrom(old.from.handles[at] ?? null, old.starts[at] ?? 0, length))
    }
    await this.#note(old)
  }

  /** The next document in order is new: called before anything of it is written. */
  async begin(): Promise<readonly number[]> {
    await guarded(this.options.path, () => this.#part())
    for (const file of this.options.files) file.mark()
    return this.options.files.map(({ end }) => end)
  }

  /** It is written. `begun` is what `begin` said. */
  async done(done: Omit<Done, 'lengths' | 'sum'>, begun: readonly number[]): Promise<void> {
    this.#failed ||= isFailed(done.code)
    const lengths = this.options.files.map(({ end }, at) => end - (begun[at] ?? 0))
    const sum = digestOf(...this.options.files.flatMap((file) => file.takeMarked()))
    await guarded(this.options.path, () => this.#note({ ...done, lengths, sum }))
  }

  /** Before the files of lines are closed. What the inputs no longer have goes, when the run was complete. */
  async seal(complete: boolean): Promise<void> {
    await guarded(this.options.path, async () => {
      if (complete) await (this.#claims === null ? this.#part() : this.#sweep(await this.#claims.left()))
      await this.#checkpoint()
    })
  }

  /** After the files of lines are closed. */
  async close(complete: boolean): Promise<void> {
    await this.file.close()
    for (const handle of this.#handles) await handle?.close()
    if (!complete) return
    const { path, files, keep } = this.options
    await forgetOlder(path, files)
    if (keep || this.#failed) return
    for (const { options } of files) if (options.keeps !== undefined) await rm(options.keeps, { force: true })
    await rm(path, { force: true })
    await forgetBeginning(path)
  }

  #isNext({ starts, journalEnd }: Old): boolean {
    return !this.#parted && journalEnd > this.#kept.journalEnd && starts.every((start, at) => start === this.#kept.ends[at])
  }

  /** From here on everything is written anew. */
  async #part(): Promise<void> {
    if (this.#parted || this.#claims !== null) return
    this.#parted = true
    const { setup } = this.options
    const { journalEnd, ends } = this.#kept
    const { size } = await this.file.stat()
    if (size <= journalEnd) return
    // Something lies behind what stays: later documents may ask for it.
    const { before, from } = await this.#renew()
    for await (const noted of readJournal(before, setup, { from: journalEnd, starts: ends })) this.#older.set(keyOf(noted), { ...noted, from })
    this.#steps = null
  }

  /** Leaves out what was replaced or has gone from the inputs. */
  async #sweep(left: ReadonlySet<number>): Promise<void> {
    if (left.size === 0) return
    await this.#checkpoint()
    const { setup, files } = this.options
    const starts = files.map(() => 0)
    this.#kept = { journalEnd: Buffer.byteLength(headerLine(setup)), ends: starts }
    const { before, from } = await this.#renew()
    for await (const noted of readJournal(before, setup, { starts })) if (!left.has(noted.journalEnd)) await this.#copy({ ...noted, from })
  }

  /**
   * What was written becomes something to copy from; what stays of it is the beginning of new files. Ended at any step, `takeUp`
   * finds either the old files or older ones to copy from.
   */
  async #renew(): Promise<{ before: string, from: Generation }> {
    const { path, files } = this.options
    const { journalEnd, ends } = this.#kept
    this.#generations += 1
    const number = this.#generations
    const before = beforeOf(path, number)
    await this.file.close()
    const handles: FileHandle[] = []
    for (const file of files) handles.push(await file.leave(leavingOf(file.path)))
    this.#handles.push(...handles)
    const from = { handles }
    await rename(path, before)
    for (const file of files) await rename(leavingOf(file.path), beforeOf(file.path, number))
    for (const [at, file] of files.entries()) await file.renew(beforeOf(file.path, number), ends[at] ?? 0)
    const old = await open(before, 'r')
    const head = await readFrom(old, 0, journalEnd)
    await old.close()
    // It gets its name when it has its words: one without them would say that nothing was done.
    await writeFile(leavingOf(path), head, { flush: true })
    await rename(leavingOf(path), path)
    this.file = await open(path, 'a+')
    this.#current = { handles: files.map(({ file }) => file) }
    return { before, from }
  }

  async #note(done: Done): Promise<void> {
    this.#waiting += doneLine(done)
    const waiting = this.options.files.reduce((sum, { end }, at) => sum + end - (this.#kept.ends[at] ?? 0), 0)
    if (waiting >= CHECKPOINT_BYTES || Date.now() - this.#looked >= CHECKPOINT_TIME) await this.#checkpoint()
  }

  /** First the lines and files, then the word that they are there: also after a power cut it must be true. */
  async #checkpoint(): Promise<void> {
    this.#looked = Date.now()
    if (this.#waiting === '') return
    await this.options.unsynced.sync()
    for (const file of this.options.files) {
      await file.flush()
      await file.file.datasync()
    }
    const lines = this.#waiting
    this.#waiting = ''
    await this.file.appendFile(lines)
    await this.file.datasync()
    this.#kept = { ...this.#kept, ends: this.options.files.map(({ end }) => end) }
  }
}
