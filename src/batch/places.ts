/** What a person named on the command line: files, folders, patterns, pages of the web, standard input, or nothing that is there. */
import { stat } from 'node:fs/promises'
import { dirname, parse, relative, resolve, sep } from 'node:path'
import { isDynamicPattern } from 'tinyglobby'
import { detailOf, failure, type Failure } from './job.js'
import { containerOfName } from './kinds.js'
import { isAddress, parseAddress } from './web/page-name.js'

export type Place =
  | { readonly type: 'file', readonly given: string, readonly path: string }
  | { readonly type: 'folder', readonly given: string, readonly path: string }
  | { readonly type: 'pattern', readonly given: string, readonly base: string }
  | { readonly type: 'stdin' }
  | { readonly type: 'page', readonly given: string, readonly url: URL }
  /** Names of files and folders, relative to `base`; read while the batch runs. */
  | { readonly type: 'list', readonly names: AsyncIterable<string>, readonly base: string }
  | { readonly type: 'absent', readonly failure: Failure }

/** `ftp://…`, `file://…` */
const OTHER_SCHEME = /^[a-z][a-z0-9+.-]+:\/\//i

/** How standard input is named among the inputs. */
export const STDIN = '-'

/**
 * Looks at each argument once. A path that exists is taken as it is, even if it looks like a pattern.
 * @param given paths, patterns or `-`, relative to `cwd`
 */
export async function findPlaces(given: readonly string[], cwd: string): Promise<readonly Place[]> {
  return Promise.all(given.map((one) => findPlace(one, cwd)))
}

/** Can this stand for more than one document? */
export function isMany(places: readonly Place[]): boolean {
  return places.length > 1 || places.some((place) => {
    return ['folder', 'pattern', 'list'].includes(place.type) || (place.type === 'file' && containerOfName(place.path) !== null)
  })
}

/** The folder that output names are relative to: the given folder, else what all inputs have in common. */
export function commonRoot(places: readonly Place[]): string {
  const [first, ...rest] = places.flatMap(baseOf).map((base) => base.split(sep))
  if (first === undefined) return sep
  const parting = first.findIndex((part, at) => rest.some((parts) => parts[at] !== part))
  const shared = parting === -1 ? first : first.slice(0, parting)
  // `/` splits into one empty part; on Windows nothing at all may be shared.
  return shared.length < 2 ? (shared[0] ?? '') + sep : shared.join(sep)
}

function baseOf(place: Place): string[] {
  switch (place.type) {
    case 'file': return [dirname(place.path)]
    case 'folder': return [place.path]
    case 'pattern':
    case 'list': return [place.base]
    default: return []
  }
}

/** Path below `root`, with `/`; what lies elsewhere keeps its whole path, so that nothing leads out. */
export function pathBelow(root: string, path: string): string {
  const below = relative(root, path).split(sep).join('/')
  if (below !== '..' && !below.startsWith('../') && parse(below).root === '') return below
  return path.slice(parse(path).root.length).split(sep).join('/')
}

export async function findPlace(given: string, cwd: string): Promise<Place> {
  if (given === STDIN) return { type: 'stdin' }
  if (isAddress(given)) {
    const url = parseAddress(given)
    return url === null ? { type: 'absent', failure: failure(given, 'bad-address') } : { type: 'page', given, url }
  }
  const path = resolve(cwd, given)
  try {
    const found = await stat(path)
    return { type: found.isDirectory() ? 'folder' : 'file', given, path }
  } catch (error) {
    const detail = detailOf(error)
    if (detail !== 'ENOENT' && detail !== 'ENOTDIR') {
      return { type: 'absent', failure: failure(given, 'unreadable', detail) }
    }
    if (isDynamicPattern(given)) return { type: 'pattern', given, base: resolve(cwd, fixedPart(given)) }
    return { type: 'absent', failure: failure(given, OTHER_SCHEME.test(given) ? 'bad-address' : 'missing') }
  }
}

/** The folders of a pattern before its first wildcard. */
function fixedPart(pattern: string): string {
  const parts = pattern.split('/')
  const firstWild = parts.findIndex((part) => isDynamicPattern(part))
  return parts.slice(0, firstWild === -1 ? -1 : firstWild).join('/') || (pattern.startsWith('/') ? '/' : '.')
}
