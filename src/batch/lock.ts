/** One run at a time: two that write the same lines would tear each other's. Whoever was killed leaves a lock that holds nobody. */
import { readFileSync } from 'node:fs'
import { mkdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { dirname } from 'node:path'
import { detailOf } from './job.js'

/** Of a run on another machine nothing is known but how long ago it gave a sign of life: one that is silent for so long is dead. */
const SILENT = 60_000
const SIGN_OF_LIFE = 10_000

/** By this process. */
const held = new Set<string>()

interface Owner {
  readonly pid: number
  readonly host: string
  /** When the process began, as the system counts; null where it does not say. A number of an ended process is given to others. */
  readonly began: string | null
}

/** Another run is at work. */
export class LockedError extends Error {
  override readonly name = 'LockedError'
  constructor(readonly path: string, readonly pid: number, readonly host: string) {
    super(`${path} belongs to process ${pid} on ${host}`)
  }
}

/**
 * Makes the folder if need be. Rejects with the system's error.
 * @returns gives it back
 * @throws LockedError
 */
export async function lock(path: string): Promise<() => Promise<void>> {
  await mkdir(dirname(path), { recursive: true })
  const own: Owner = { pid: process.pid, host: hostname(), began: beginningOf(process.pid) }
  for (let free = false; !free;) {
    free = await writeFile(path, JSON.stringify(own), { flag: 'wx' }).then(() => true, async (error: unknown) => {
      if (detailOf(error) !== 'EEXIST') throw error
      await refuseHeld(path)
      await rm(path, { force: true })
      return false
    })
  }
  held.add(path)
  const sign = setInterval(() => void utimes(path, new Date(), new Date()).catch(() => undefined), SIGN_OF_LIFE)
  sign.unref()
  return async () => {
    clearInterval(sign)
    held.delete(path)
    await rm(path, { force: true })
  }
}

/** @throws LockedError when a run is at work */
export async function refuseHeld(path: string): Promise<void> {
  const owner = await ownerOf(path)
  if (owner !== null && await isAlive(path, owner)) throw new LockedError(path, owner.pid, owner.host)
}

/** Null when there is none, or it says nothing that can be read: its process was killed before it wrote its name. */
async function ownerOf(path: string): Promise<Owner | null> {
  try {
    const { pid, host, began } = JSON.parse(await readFile(path, 'utf8')) as Partial<Owner>
    return typeof pid === 'number' && typeof host === 'string' ? { pid, host, began: began ?? null } : null
  } catch {
    return null
  }
}

async function isAlive(path: string, { pid, host, began }: Owner): Promise<boolean> {
  if (host !== hostname()) return Date.now() - await stat(path).then(({ mtimeMs }) => mtimeMs, () => 0) < SILENT
  // In a container that begins again, everybody has the number of the one before.
  if (pid === process.pid) return held.has(path)
  try {
    process.kill(pid, 0)
  } catch (error) {
    return detailOf(error) === 'EPERM'
  }
  return began === beginningOf(pid)
}

/** In clock ticks since the machine began, where `/proc` tells it. Null for one that has ended and that nobody has asked after, too. */
function beginningOf(pid: number): string | null {
  try {
    // The process's name, in parentheses, may hold anything.
    const [state = '', ...fields] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? []
    return state === 'Z' ? null : fields[18] ?? null
  } catch {
    return null
  }
}
