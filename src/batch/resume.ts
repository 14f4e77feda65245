/** What an earlier run left: made ready to go on with, or taken away. */
import { rename, rm } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { partialOf, sizeOf, type Convert } from './files.js'
import { filesNamedIn, headerLine, readFirstLine, type Setup } from './journal-file.js'

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

/**
 * A file on its way to become one of those, until its journal is. Only so is it known what a kill has cut short: files of this name
 * beside a journal go back, and without one they go on.
 */
export function leavingOf(path: string): string {
  return `${path}.leaving`
}

function revertedOf(path: string): string {
  return `${path}.reverted`
}

/** Is there something to go on with? */
export async function isResumable(journal: string): Promise<boolean> {
  return await sizeOf(journal) !== null || await sizeOf(beforeOf(journal, 1)) !== null
}

/** Absolute paths of the files of lines that earlier runs wrote. */
export async function filesOf(journal: string): Promise<readonly string[]> {
  const named = await Promise.all([journal, beforeOf(journal, 1)].map(filesNamedIn))
  return [...new Set(named.flat())].map((name) => resolve(dirname(journal), name))
}

/** Takes away everything of earlier runs but their results. */
export async function forget(journal: string, files: readonly LinesPlan[]): Promise<void> {
  // Also what grew under other names.
  const others = (await filesOf(journal)).filter((path) => !files.some((file) => file.path === path)).map((path) => ({ path }))
  await forgetOlder(journal, [...files, ...others])
  await rm(journal, { force: true })
  await rm(leavingOf(journal), { force: true })
  for (const { path, keeps } of [...files, ...others] as readonly LinesPlan[]) {
    for (const one of [partialOf(path), leavingOf(path), revertedOf(path), ...keeps === undefined ? [] : [keeps]]) await rm(one, { force: true })
  }
}

/** What there was to copy from, the newest first and journals before their files: what a kill leaves of it is whole, or is never read. */
export async function forgetOlder(journal: string, files: readonly { readonly path: string }[]): Promise<void> {
  const paths = [journal, ...files.map(({ path }) => path)]
  let number = 1
  while ((await Promise.all(paths.map((path) => sizeOf(beforeOf(path, number))))).some((size) => size !== null)) number += 1
  for (number -= 1; number > 0; number--) for (const path of paths) await rm(beforeOf(path, number), { force: true })
}

/**
 * Puts the files of an earlier run where a new one goes on: growing files under their growing names, complete ones as
 * something to copy from. A run under other rules or options is forgotten.
 * @returns false when it was forgotten
 */
export async function takeUp(journal: string, setup: Setup, files: readonly LinesPlan[]): Promise<boolean> {
  await finishLeaving(journal, files)
  const header = headerLine(setup)
  // A journal that was ended before its first line says nothing yet.
  const begun = (await sizeOf(journal) ?? 0) >= Buffer.byteLength(header)
  const newest = begun || await sizeOf(beforeOf(journal, 1)) === null ? journal : beforeOf(journal, 1)
  if (`${await readFirstLine(newest)}\n` !== header) {
    await forget(journal, files)
    return false
  }
  if (newest !== journal) return true
  const growing = await Promise.all(files.map(({ path }) => sizeOf(partialOf(path)).then((size) => size !== null)))
  if (growing.includes(true)) {
    // The run was ended while it gave the files their names.
    for (const [at, file] of files.entries()) if (!growing[at]) await bringBack(file, partialOf(file.path))
    return true
  }
  return keepComplete(journal, files)
}

/** The run was ended while it made its files something to copy from. */
async function finishLeaving(journal: string, files: readonly LinesPlan[]): Promise<void> {
  const isNamed = await sizeOf(journal) === null
  let number = 0
  while (await sizeOf(beforeOf(journal, number + 1)) !== null) number += 1
  await rm(leavingOf(journal), { force: true })
  for (const { path } of files) {
    await rm(revertedOf(path), { force: true })
    if (await sizeOf(leavingOf(path)) !== null) await rename(leavingOf(path), isNamed ? beforeOf(path, number) : partialOf(path))
  }
}

/** The lines of a complete file, under another name. Where they are the file itself, `target` takes it away. */
async function bringBack({ path, convert, revert, keeps }: LinesPlan, target: string): Promise<void> {
  if (keeps !== undefined) {
    if (await sizeOf(keeps) !== null) await rename(keeps, target)
  } else if (await sizeOf(path) !== null) {
    if (!convert) await rename(path, target)
    // Half of them must not pass for all.
    else if (revert) await revert(path, revertedOf(path)).then(() => rename(revertedOf(path), target))
  }
}

async function keepComplete(journal: string, files: readonly LinesPlan[]): Promise<boolean> {
  for (const { keeps } of files) {
    if (keeps === undefined || await sizeOf(keeps) !== null) continue
    await forget(journal, files)
    return false
  }
  await forgetOlder(journal, files)
  // Lines that are a file of their own stay where they are until there are better ones.
  for (const file of files) if (file.convert) await bringBack(file, leavingOf(file.path))
  await rename(journal, beforeOf(journal, 1))
  await finishLeaving(journal, files)
  return true
}
