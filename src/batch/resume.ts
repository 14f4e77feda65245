/** What an earlier run left: made ready to go on with, or taken away. */
import { rename, rm } from 'node:fs/promises'
import { partialOf, sizeOf, type Convert } from './files.js'
import { headerLine, readFirstLine, type Setup } from './journal-file.js'

/** A file of lines that a run writes. */
export interface LinesPlan {
  /** Absolute. */
  readonly path: string
  readonly optional?: boolean
  readonly convert?: Convert
  readonly revert?: Convert
  /** Where the lines stay that were converted and cannot be had back, for a run that builds on this one. */
  readonly keeps?: string
}

/** `all.jsonl.before-1`: what an older run wrote, to copy from. */
export function beforeOf(path: string, number: number): string {
  return `${path}.before-${number}`
}

/** Is there something to go on with? */
export async function isResumable(journal: string): Promise<boolean> {
  return await sizeOf(journal) !== null || await sizeOf(beforeOf(journal, 1)) !== null
}

/** Takes away everything of earlier runs but their results. */
export async function forget(journal: string, files: readonly LinesPlan[]): Promise<void> {
  for (let number = 1; await sizeOf(beforeOf(journal, number)) !== null; number++) {
    for (const path of [journal, ...files.map((file) => file.path)]) await rm(beforeOf(path, number), { force: true })
  }
  for (const { path, keeps } of files) for (const one of [partialOf(path), ...keeps === undefined ? [] : [keeps]]) await rm(one, { force: true })
  await rm(journal, { force: true })
}

/**
 * Puts the files of an earlier run where a new one goes on: growing files under their growing names, complete ones as
 * something to copy from. A run under other rules or options is forgotten.
 * @returns false when it was forgotten
 */
export async function takeUp(journal: string, setup: Setup, files: readonly LinesPlan[]): Promise<boolean> {
  const newest = await sizeOf(journal) === null ? beforeOf(journal, 1) : journal
  if (`${await readFirstLine(newest)}\n` !== headerLine(setup)) {
    await forget(journal, files)
    return false
  }
  if (newest !== journal) return true
  const growing = await Promise.all(files.map(({ path }) => sizeOf(partialOf(path)).then((size) => size !== null)))
  if (growing.includes(true)) {
    // The run was ended while it gave the files their names.
    for (const [at, { path }] of files.entries()) {
      if (!growing[at] && await sizeOf(path) !== null) await rename(path, partialOf(path))
    }
    return true
  }
  return keepComplete(journal, files)
}

async function keepComplete(journal: string, files: readonly LinesPlan[]): Promise<boolean> {
  for (const { keeps } of files) {
    if (keeps === undefined || await sizeOf(keeps) !== null) continue
    await forget(journal, files)
    return false
  }
  for (const { path, revert, keeps } of files) {
    if (keeps !== undefined) await rename(keeps, beforeOf(path, 1))
    if (revert && await sizeOf(path) !== null) await revert(path, beforeOf(path, 1))
  }
  await rename(journal, beforeOf(journal, 1))
  return true
}
