/** `cleancopy rules new`: a rule file to start from, drafted from saved pages. */
import { dirname, relative } from 'node:path'
import { findPlaces, isMany } from '../batch/places.js'
import { createCleaner, draftSite, loadRulebook, writeDraft, type SavedPage } from '../index.js'
import { plainArgument } from './arguments.js'
import { urlOf } from './flags.js'
import { print, tell } from './output.js'
import { ruleFilePath } from './rule-file.js'
import type { NewFlags } from './rules.js'
import { savedPages } from './saved-pages.js'
import { claimFiles, filesAmong, save } from './target.js'
import { refuseAddress, UsageError } from './usage.js'

/** @returns the exit code: 0 drafted from every page, 1 some could not be read */
export async function newRule(flags: NewFlags): Promise<number> {
  const given = [...flags.pages ?? [], ...flags['--'] ?? []].map(plainArgument)
  if (given.length === 0) throw new UsageError('rules new needs saved pages of one site: cleancopy rules new page.html')
  refuseAddress(given, 'cleancopy rules new')
  const cwd = process.cwd()
  const places = await findPlaces(given, cwd)
  const url = urlOf(flags)
  if (url !== null && isMany(places)) throw new UsageError('--url names one page, and there can be several')
  const out = ruleFilePath(flags.out, cwd)
  if (out !== null) await claimFiles([{ flag: '-o', path: out }], { inputs: filesAmong(places), force: flags.force })
  const pages: SavedPage[] = []
  let failed = 0
  for await (const { input, path, body, source } of savedPages(places, cwd, () => { failed += 1 })) {
    pages.push({ file: path === null ? input : nameFor(path, out === null ? cwd : dirname(out)), body, source: { ...source, ...url === null ? {} : { url } } })
  }
  if (pages.length === 0) return 1
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
  return failed > 0 ? 1 : 0
}

/** By its path from the rule file, which is where tests look for it. */
function nameFor(path: string, folder: string): string {
  return relative(folder, path).replaceAll('\\', '/')
}
