/** The files that a run reads, also where a link leads to them by another name: none is ever replaced, not even by force. */
import { lstat, realpath } from 'node:fs/promises'
import { basename, dirname, join, sep } from 'node:path'

export class OwnInputs {
  /** Where inputs lie really, as far as that is elsewhere than their names say. */
  #behindLinks: Promise<ReadonlySet<string>> | null = null

  /** @param paths absolute */
  constructor(private readonly paths: ReadonlySet<string>) {}

  /** Would an input be gone, if something was written to this path? */
  async has(path: string): Promise<boolean> {
    if (this.paths.has(path)) return true
    // Links are followed only for a file that is there to be replaced: most runs write none.
    if (!await lstat(path).then(() => true, () => false)) return false
    this.#behindLinks ??= behindLinks(this.paths)
    const real = await entryOf(path)
    return this.paths.has(real) || (await this.#behindLinks).has(real)
  }
}

async function behindLinks(paths: ReadonlySet<string>): Promise<ReadonlySet<string>> {
  const found = new Set<string>()
  for (const path of paths) {
    for (const real of [await entryOf(path), await realpath(path).catch(() => path)]) if (real !== path) found.add(real)
  }
  return found
}

/** The entry itself, which writing replaces even if it is a link; without links on the way to it. */
async function entryOf(path: string): Promise<string> {
  return join(await realpath(dirname(path)).catch(() => dirname(path)), basename(path))
}

/** A place that need not be there yet, without links on the way to it. */
export async function realPlace(path: string): Promise<string> {
  const found = await realpath(path).catch(() => null)
  if (found !== null || dirname(path) === path) return found ?? path
  return join(await realPlace(dirname(path)), basename(path))
}

/** Is it one of these folders, or in one of them? All absolute. */
export function isWithin(path: string, folders: readonly string[]): boolean {
  return folders.some((folder) => path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep))
}
