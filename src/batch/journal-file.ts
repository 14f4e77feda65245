/** The journal on disk: a header, then one line per document in the order of delivery. A torn last line is no line. */
import { createReadStream } from 'node:fs'
import { linesOf } from './lines.js'

/** What results depend on beside their input. A run can build on another only when all of it is the same. */
export interface Setup {
  readonly version: string
  /** Hashes. */
  readonly rulebook: string
  readonly options: string
  /** Names of the files of lines, seen from the journal. */
  readonly files?: readonly string[]
}

/** One document that is done. */
export interface Done {
  /** Its name in every run over the same inputs. */
  readonly identity: string
  /** Of what was read. */
  readonly hash: string
  /** `clean`, `partial`, or the code of a failure. */
  readonly code: string
  /** Bytes read. */
  readonly bytes: number
  /** Bytes that it added to each file of lines, in the order of the files. */
  readonly lengths: readonly number[]
  /** Digest of these lines: somebody may have changed them since. */
  readonly sum: string
  /** Digest of the file of its own, null where there is none. */
  readonly stored: string | null
}

/** A line of a journal, where it lies and where its lines lie. */
export interface Noted extends Done {
  /** Behind it, in the journal. */
  readonly journalEnd: number
  /** Where its lines begin in each file. */
  readonly starts: readonly number[]
}

export function isFailed(code: string): boolean {
  return code !== 'clean' && code !== 'partial'
}

const SCHEMA = 2
const LONGEST_LINE = 1_000_000

export function headerLine(setup: Setup): string {
  return `${JSON.stringify({ journal: SCHEMA, ...setup })}\n`
}

export function doneLine({ identity, hash, code, bytes, lengths, sum, stored }: Done): string {
  return `${JSON.stringify([identity, hash, code, bytes, lengths, sum, stored])}\n`
}

/**
 * The entries of a journal, up to the first line that is none or is torn. Nothing when it is missing, or made under
 * another setup.
 * @param from bytes to pass over, behind an entry; 0 for all
 * @param starts where the lines of the first entry begin
 */
export async function* readJournal(
  path: string, setup: Setup, { from = 0, starts }: { from?: number, starts: readonly number[] },
): AsyncGenerator<Noted> {
  const stream = createReadStream(path, { start: from }) as AsyncIterable<Buffer>
  let begins = starts
  try {
    for await (const { number, offset, bytes, length } of linesOf(withEnd(stream), LONGEST_LINE)) {
      const line = bytes === null ? '' : Buffer.from(bytes).toString()
      if (number === 1 && from === 0) {
        if (`${line}\n` !== headerLine(setup)) return
        continue
      }
      const done = parseDone(line, starts.length)
      if (done === null) return
      const noted = { ...done, starts: begins, journalEnd: from + offset + length + 1 }
      yield noted
      begins = begins.map((start, at) => start + (done.lengths[at] ?? 0))
    }
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
  }
}

/** A last line without its end is torn: a mark makes it unreadable for certain. */
async function* withEnd(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield* chunks
  yield Buffer.from('\u0000')
}

function parseDone(line: string, files: number): Done | null {
  try {
    const [identity, hash, code, bytes, lengths, sum, stored] = JSON.parse(line) as [string, string, string, number, number[], string, string | null]
    if (typeof identity !== 'string' || !Array.isArray(lengths) || lengths.length !== files) return null
    return { identity, hash, code, bytes, lengths, sum, stored }
  } catch {
    return null
  }
}

/** Names of the files of lines in the first line of a journal, under whatever setup. */
export async function filesNamedIn(path: string): Promise<readonly string[]> {
  try {
    const { files } = JSON.parse(await readFirstLine(path)) as Partial<Setup>
    return Array.isArray(files) ? files.filter((name) => typeof name === 'string') : []
  } catch {
    return []
  }
}

/** Empty when there is none. */
export async function readFirstLine(path: string): Promise<string> {
  try {
    for await (const { bytes } of linesOf(createReadStream(path) as AsyncIterable<Buffer>, LONGEST_LINE)) {
      return Buffer.from(bytes ?? []).toString()
    }
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
  }
  return ''
}
