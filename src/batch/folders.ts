/** The documents of a folder, by name: nothing of it is held but the names of the folders that one is in. */
import { opendir, stat } from 'node:fs/promises'
import type { Dirent } from 'node:fs'
import { join } from 'node:path'
import { detailOf, failure, type Failure } from './job.js'
import { isDocumentName } from './kinds.js'
import { isWithin, realPlace } from './own-inputs.js'

/** As a person would name it, and where it is. */
interface FoundFile {
  readonly path: string
  readonly given: string
}

interface Waiting extends FoundFile {
  /** Without links on the way to it. */
  readonly real: string
  readonly folder: boolean
}

/**
 * Depth first by name, with a stack of our own: folders may be nested deeply.
 * @param outside what is one of these or lies within is passed over
 */
export async function* filesIn({ path, given }: FoundFile, outside: readonly string[]): AsyncGenerator<FoundFile | Failure> {
  // A link may lead to the folder: what lies in it is outside by its real name, too.
  const waiting: Waiting[] = [{ path, real: await realPlace(path), given, folder: true }]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (isWithin(next.path, outside) || isWithin(next.real, outside)) continue
    if (!next.folder) {
      yield { path: next.path, given: next.given }
      continue
    }
    try {
      const entries = await listFolder(next.path)
      for (const { name, folder } of entries.reverse()) {
        waiting.push({ path: join(next.path, name), real: join(next.real, name), given: join(next.given, name), folder })
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

/** The same order on every machine, whatever its locale. */
export function byCodeUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
