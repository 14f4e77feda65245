/** Files that are either whole or not there: written under a temporary name in the same folder, then renamed. */
import { mkdir, open, rename, rm, writeFile, type FileHandle } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** Lines are collected up to this many characters before the disk is asked. */
const BUFFERED_CHARACTERS = 64 * 1024

let serial = 0

/** Hidden and short, so that no search takes it for a document and long names still fit. */
function temporaryFor(path: string): string {
  serial += 1
  return join(dirname(path), `.cleancopy-${process.pid}-${serial}.tmp`)
}

/** Replaces what is there. Rejects with the system's error, leaving nothing behind. */
export async function writeWhole(path: string, text: string): Promise<void> {
  const temporary = temporaryFor(path)
  try {
    await writeFile(temporary, text, { flag: 'wx' })
    await rename(temporary, path)
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
}

/**
 * How a run ended: `complete` the file gets its name · `interrupted` whole lines so far, kept as `NAME.partial` ·
 * `broken` nothing is kept.
 */
export type Ending = 'complete' | 'interrupted' | 'broken'

/** A growing file of JSON lines that gets its name only when it is complete. Calls must not overlap. */
export class LineFile {
  #waiting = ''

  private constructor(readonly path: string, readonly temporary: string, readonly file: FileHandle) {}

  /** Makes the folder if need be. Rejects with the system's error. */
  static async create(path: string): Promise<LineFile> {
    await mkdir(dirname(path), { recursive: true })
    const temporary = temporaryFor(path)
    return new LineFile(path, temporary, await open(temporary, 'wx'))
  }

  /** @param line without its line feed */
  async write(line: string): Promise<void> {
    this.#waiting += line + '\n'
    if (this.#waiting.length >= BUFFERED_CHARACTERS) await this.#flush()
  }

  /** @returns the path under which lines were kept, null if none were */
  async close(ending: Ending): Promise<string | null> {
    try {
      if (ending !== 'broken') {
        await this.#flush()
        await this.file.sync()
      }
      await this.file.close()
      if (ending === 'broken') {
        await rm(this.temporary, { force: true })
        return null
      }
      const final = ending === 'complete' ? this.path : `${this.path}.partial`
      await rename(this.temporary, final)
      return final
    } catch (error) {
      await this.file.close().catch(() => undefined)
      await rm(this.temporary, { force: true })
      throw error
    }
  }

  async #flush(): Promise<void> {
    const text = this.#waiting
    this.#waiting = ''
    await this.file.appendFile(text)
  }
}
