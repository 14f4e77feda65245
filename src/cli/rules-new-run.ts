/** `cleancopy rules new`: a rule file to start from, drafted from saved pages. */
import { readFile } from 'node:fs/promises'
import { dirname, relative, resolve } from 'node:path'
import { exists } from '../batch/sinks.js'
import { createCleaner, draftSite, loadRulebook, writeDraft, type SavedPage } from '../index.js'
import { describeSystem } from '../report/sentences.js'
import { urlOf } from './flags.js'
import { print, tell } from './output.js'
import type { NewFlags } from './rules.js'
import { isFolder, save } from './target.js'
import { refuseAddress, UsageError } from './usage.js'

/** @returns the exit code: 1 when a page cannot be read or the file cannot be written */
export async function newRule(flags: NewFlags): Promise<number> {
  const paths = [...flags.pages ?? [], ...flags['--'] ?? []]
  if (paths.length === 0) throw new UsageError('rules new needs saved pages of one site: cleancopy rules new page.html')
  refuseAddress(paths, 'cleancopy rules new')
  const url = urlOf(flags)
  if (url !== null && paths.length > 1) throw new UsageError('--url names one page, and there are several')
  if (flags.out !== undefined && (/[\\/]$/.test(flags.out) || await isFolder(flags.out))) throw new UsageError(`-o ${flags.out} is a folder; a file is needed`)
  if (flags.out !== undefined && await exists(flags.out)) throw new UsageError(`${flags.out} is there already, and is not replaced`)
  const pages: SavedPage[] = []
  for (const path of paths) {
    try {
      pages.push({ file: nameFor(path, flags.out), body: await readFile(path), ...(url === null ? {} : { source: { url } }) })
    } catch (error) {
      tell(`cleancopy: ${path}: ${describeSystem(codeOf(error))}`)
      return 1
    }
  }
  // With the built-in site rules left out: the draft says what a rule has to do, not what one does already.
  const cleaner = await createCleaner(await loadRulebook({ sites: false }))
  const draft = draftSite(cleaner, pages)
  const hosts = new Set(draft.pages.flatMap((page) => (page.url === null ? [] : [new URL(page.url).hostname])))
  if (hosts.size > 1) tell(`cleancopy: these pages are of several hosts: ${[...hosts].join(', ')}`)
  for (const { file, samples } of draft.pages) if (samples.length === 0) tell(`cleancopy: ${file}: no article was found in it, so that it says nothing about the site`)
  const text = await writeDraft(draft, new Date().toISOString().slice(0, 10))
  if (flags.out === undefined) await print(text)
  else {
    await save(flags.out, text)
    tell(`${flags.out}: a draft from ${pages.length} ${pages.length === 1 ? 'page' : 'pages'}; try: cleancopy rules test ${flags.out}`)
  }
  return 0
}

/** By its path from the rule file, which is where tests look for it. */
function nameFor(path: string, out: string | undefined): string {
  return relative(out === undefined ? '.' : dirname(resolve(out)), path).replaceAll('\\', '/')
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error)
}
