/** Can a file or a folder be made there? Found before anything is read, so that no run does its work for nothing. */
import { constants } from 'node:fs'
import { access, stat, statfs } from 'node:fs/promises'
import { dirname, relative } from 'node:path'
import { detailOf } from '../batch/job.js'
import { describeSystem } from '../report/sentences.js'
import { UsageError } from './usage.js'

/** `proc` and `sysfs` of Linux: they hold what the kernel tells. Node tries for ever to make a folder in the first. */
const OF_THE_KERNEL: ReadonlySet<number> = new Set([0x9fa0, 0x62656572])

/** @throws UsageError */
export async function refusePlace(flag: string, path: string): Promise<void> {
  for (let at = path; ; at = dirname(at)) {
    const found = await stat(at).catch((error: unknown) => {
      if (['ENOENT', 'ENOTDIR'].includes(detailOf(error))) return null
      throw new UsageError(`${flag}: ${shown(at)}: ${describeSystem(detailOf(error))}`)
    })
    if (found === null && dirname(at) !== at) continue
    if (found === null) throw new UsageError(`${flag}: there is no ${at}`)
    if (at !== path && !found.isDirectory()) throw new UsageError(`${flag}: ${shown(at)} is a file, not a folder`)
    const folder = found.isDirectory() ? at : dirname(at)
    if (OF_THE_KERNEL.has((await statfs(folder)).type)) throw new UsageError(`${flag}: nothing can be written in ${shown(folder)}`)
    await access(folder, constants.W_OK).catch((error: unknown) => {
      throw new UsageError(`${flag}: nothing can be written in ${shown(folder)}: ${describeSystem(detailOf(error))}`)
    })
    return
  }
}

function shown(path: string): string {
  const below = relative(process.cwd(), path)
  return below === '' || below.startsWith('..') ? path : below
}
