import type { JsonObject } from './json-ld.js'
import { textValue } from './article-node.js'
import type { Metas } from './metas.js'

const NAMES = ['og:site_name', 'application-name', 'apple-mobile-web-app-title', 'al:ios:app_name', 'publisher', 'dc.publisher']
const LONGEST = 80

/** What the site calls itself, in order of trust. */
export function siteCandidates(metas: Metas, sites: readonly JsonObject[]): readonly string[] {
  const fromMetas = NAMES.flatMap(name => metas.get(name)?.slice(0, 1) ?? [])
  const fromData = sites.slice(0, 10).flatMap(node => [textValue(node['name']), textValue(node['alternateName'])])
  return [...fromMetas, ...fromData].filter((name): name is string => name !== null && name.length <= LONGEST)
}

/** Host of an address, or null. */
export function hostOf(address: string | null): string | null {
  if (address === null) return null
  try {
    return new URL(address).hostname
  } catch {
    return null
  }
}
