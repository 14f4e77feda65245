/** One run at a time: two that write the same lines would tear each other's. Whoever was killed leaves a lock that holds nobody. */
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { link, mkdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { dirname } from 'node:path'
import { detailOf } from './job.js'

/** Of a run on another machine nothing is known but how long ago it gave a sign of life: one that is silent for so long is dead. */
const SILENT = 60_000
const SIGN_OF_LIFE = 10_000

/** By this process: their tokens. */
const held = new Set<string>()

interface Owner {
  readonly pid: number
  readonly host: string
  /** When the process began, as the system counts; null where it does not say. A number of an ended process is given to others. */
  readonly began: string | null
  /** No other has it. */
  readonly token: string
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
 *
 * A lock that nobody holds any more is never taken away: of two that find it so, the slower would take away the lock of the faster.
 * Its heir writes a file of its own, named after it, and the last of such a chain is the holder. Only the holder takes files away, the
 * first one first.
 * @returns gives it back
 * @throws LockedError
 */
export async function lock(path: string): Promise<() => Promise<void>> {
  await mkdir(dirname(path), { recursive: true })
  const own: Owner = { pid: process.pid, host: hostname(), began: beginningOf(process.pid), token: randomUUID() }
  for (;;) {
    const chain = await refuseHeld(path)
    const last = chain.at(-1)
    const at = last === undefined ? path : heirOf(path, last)
    if (!await create(at, own)) continue
    held.add(own.token)
    const reached = await chainOf(path)
    // The heir of one that has been inherited, given back and taken away meanwhile: nothing leads to it.
    if (reached.at(-1)?.token === own.token) return hold(at, own, reached.map((link) => link.at))
    await rm(at, { force: true })
  }
}

function hold(at: string, { token }: Owner, files: readonly string[]): () => Promise<void> {
  const sign = setInterval(() => void utimes(at, new Date(), new Date()).catch(() => undefined), SIGN_OF_LIFE)
  sign.unref()
  return async () => {
    clearInterval(sign)
    for (const file of files) await rm(file, { force: true })
    held.delete(token)
  }
}

/** @returns whether nobody else has been there; with its words from its first moment on, where the file system can link */
async function create(path: string, own: Owner): Promise<boolean> {
  const draft = `${path}.${own.token}`
  try {
    await writeFile(draft, JSON.stringify(own))
    await link(draft, path).catch(async (error: unknown) => {
      if (detailOf(error) === 'EEXIST') throw error
      await writeFile(path, JSON.stringify(own), { flag: 'wx' })
    })
    return true
  } catch (error) {
    if (detailOf(error) === 'EEXIST') return false
    throw error
  } finally {
    await rm(draft, { force: true })
  }
}

function heirOf(path: string, { token }: Owner): string {
  return `${path}-${token}`
}

interface Link extends Owner {
  /** Its file. */
  readonly at: string
}

/** @returns whoever held it, one after the other @throws LockedError when a run is at work */
export async function refuseHeld(path: string): Promise<readonly Link[]> {
  const chain = await chainOf(path)
  const last = chain.at(-1)
  if (last !== undefined && await isAlive(last)) throw new LockedError(path, last.pid, last.host)
  return chain
}

async function chainOf(path: string): Promise<readonly Link[]> {
  const chain: Link[] = []
  for (let at = path; ;) {
    const owner = await ownerOf(at)
    if (owner === null) return chain
    chain.push({ ...owner, at })
    at = heirOf(path, owner)
  }
}

/** Null when there is no file. One that says nothing is a dead one's: its process was killed before it wrote its name. */
async function ownerOf(path: string): Promise<Owner | null> {
  let text: string
  let mark: string
  try {
    text = await readFile(path, 'utf8')
    const { ino, birthtimeMs } = await stat(path)
    mark = `${ino}-${Math.floor(birthtimeMs)}`
  } catch (error) {
    if (detailOf(error) === 'ENOENT') return null
    throw error
  }
  try {
    const { pid, host, began = null, token = mark } = JSON.parse(text) as Partial<Owner>
    if (typeof pid === 'number' && typeof host === 'string' && /^[\w-]+$/.test(token)) return { pid, host, began, token }
  } catch { /* it says nothing */ }
  return { pid: 0, host: '', began: null, token: mark }
}

async function isAlive({ pid, host, began, token, at }: Link): Promise<boolean> {
  if (host === '') return false
  if (host !== hostname()) return Date.now() - await stat(at).then(({ mtimeMs }) => mtimeMs, () => 0) < SILENT
  // In a container that begins again, everybody has the number of the one before.
  if (pid === process.pid) return held.has(token)
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
