/** The files that a pattern stands for, each of them once. */
import { realpath } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { glob } from 'tinyglobby'

interface ByPattern {
  /** Relative to the current folder. */
  readonly name: string
  /** Absolute, without links on the way to it. */
  readonly real: string
}

/** @returns in no order */
export async function filesByPattern(pattern: string, cwd: string): Promise<ByPattern[]> {
  return withoutTwins(await glob(pattern, { cwd, onlyFiles: true, expandDirectories: false }), cwd)
}

interface Found {
  readonly name: string
  /** No link to a folder is on its path. */
  readonly direct: boolean
}

/** Links to folders may lead back up, or to what is found anyway: a file comes by its own path, else by the shortest. */
async function withoutTwins(names: readonly string[], cwd: string): Promise<ByPattern[]> {
  const base = await realpath(cwd)
  const folders = new Map<string, string>()
  const files = new Map<string, Found>()
  for (const name of names) {
    const written = dirname(name)
    const path = resolve(base, written)
    const folder = folders.get(written) ?? await realpath(path).catch(() => path)
    folders.set(written, folder)
    const file = join(folder, basename(name))
    const found = { name, direct: folder === path }
    const before = files.get(file)
    if (before === undefined || isBetter(found, before)) files.set(file, found)
  }
  return [...files].map(([real, { name }]) => ({ name, real }))
}

function isBetter(found: Found, before: Found): boolean {
  if (found.direct !== before.direct) return found.direct
  return found.name.length < before.name.length || (found.name.length === before.name.length && found.name < before.name)
}
