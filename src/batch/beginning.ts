/** When the first of several runs into a folder began: they may replace each other's results, and nothing that was there before. */
import { opendir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'

/** Beside the journal, which may be begun anew meanwhile. */
function beginningOf(journal: string): string {
  return `${journal}-began`
}

/** Before a first run writes anything. The file system's clock counts: it is that of the results, too. */
export async function noteBeginning(journal: string): Promise<void> {
  const path = beginningOf(journal)
  await rm(path, { force: true })
  if (!await holdsFiles(dirname(journal))) return
  await writeFile(path, '', { flag: 'wx' })
  await writeFile(path, String((await stat(path)).mtimeMs), { flush: true })
}

/** Other files than our own. */
async function holdsFiles(folder: string): Promise<boolean> {
  for await (const { name } of await opendir(folder)) if (!name.startsWith('.cleancopy-')) return true
  return false
}

/** Milliseconds; 0 when everything there may be replaced. */
export async function knownBeginning(journal: string): Promise<number> {
  return Number(await readFile(beginningOf(journal), 'utf8').catch(() => '')) || 0
}

export async function forgetBeginning(journal: string): Promise<void> {
  await rm(beginningOf(journal), { force: true })
}
