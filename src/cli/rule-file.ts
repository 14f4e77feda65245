/** What the commands that make a rule file refuse before they read a page: nobody could use the file. */
import { resolve } from 'node:path'
import { describeHostFault } from '../report/hosts.js'
import { UsageError } from './usage.js'

/** The path of `-o`; null without one. @throws UsageError */
export function ruleFilePath(out: string | undefined, cwd: string): string | null {
  if (out === undefined) return null
  if (/[\\/]$/.test(out)) throw new UsageError(`-o ${out} is a folder; a file is needed`)
  if (!/\.ya?ml$/i.test(out)) throw new UsageError(`-o ${out}: a rule file is read by its extension: FILE.yaml`)
  return resolve(cwd, out)
}

/** @throws UsageError */
export function checkHosts(hosts: readonly string[] = []): void {
  for (const host of hosts) {
    const fault = describeHostFault(host)
    if (fault !== null) throw new UsageError(`--host ${host}: ${fault}`)
  }
}
