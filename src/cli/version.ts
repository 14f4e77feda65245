import { readFileSync } from 'node:fs'

/** Of this package, as its package.json says. */
export function versionOfPackage(): string {
  const about: unknown = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))
  return typeof about === 'object' && about !== null && 'version' in about ? String(about.version) : 'unknown'
}
