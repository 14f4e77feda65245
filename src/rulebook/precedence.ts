import type { SiteRule } from '../model.js'
import type { RuleFileError } from './fault.js'
import { normalizeHostPattern } from './host.js'
import type { SiteFile } from './inherit.js'

/**
 * Site files of one layer that are equally specific: the same host, the same paths, the same conditions. Which of them
 * applies would hang on the order of files, so the later one is an error that names the first.
 */
export function clashes(files: readonly SiteFile[]): RuleFileError[] {
  const taken = new Map<string, { readonly file: string; readonly line: number }>()
  const errors: RuleFileError[] = []
  for (const { file, site, hostPlaces } of files) {
    const hosts = site.hosts.length > 0 ? site.hosts : site.when ? [''] : []
    hosts.forEach((host, index) => {
      const { line = 1, column = 1 } = hostPlaces[index] ?? {}
      for (const claim of claimsOf(site, host)) {
        const before = taken.get(claim)
        if (!before) taken.set(claim, { file, line })
        else if (before.file !== file) {
          const message = host === '' ? 'these conditions have a rule already' : `the host ${host} has a rule already`
          errors.push({ file, line, column, message, got: null, expected: `one, the first is in ${before.file}:${before.line}`, suggestion: null })
          return
        }
      }
    })
  }
  return errors
}

/** What a file claims by one of its hosts: once for each of its paths. */
function claimsOf({ paths, when }: SiteRule, host: string): string[] {
  const pattern = normalizeHostPattern(host) ?? host
  const conditions = JSON.stringify([when?.present ?? [], when?.absent ?? [], when?.lang ?? []].map(list => [...list].sort()))
  return (paths?.include ?? ['']).map(path => [pattern, path, conditions].join('\n'))
}
