import type { Fault } from './fault.js'

const MOST_STARS = 6
const LONGEST_GLOB = 300
/** Longer paths are data. */
const LONGEST_PATH = 4000

/** What is wrong with a glob over the URL's path; null when it is fine. */
export function globFault(glob: string): Fault | null {
  const expected = 'a path such as /news/** or /2026/*/index.html'
  if (/^https?:/i.test(glob)) return { message: 'a path has no scheme and host', expected }
  if (!glob.startsWith('/')) return { message: 'a path begins with /', expected, suggestion: `/${glob}` }
  const query = glob.search(/[?#]/)
  if (query !== -1) return { message: 'a path has no query and no fragment', expected, offset: query }
  if (/\s/.test(glob)) return { message: 'white space in a path', expected, offset: glob.search(/\s/) }
  const triple = glob.indexOf('***')
  if (triple !== -1) return { message: '*** means nothing', expected: '* or **', offset: triple }
  if (glob.length > LONGEST_GLOB) return { message: 'path too long', expected: `at most ${LONGEST_GLOB} characters` }
  if ((glob.match(/\*+/g) ?? []).length > MOST_STARS) return { message: 'too many stars', expected: `at most ${MOST_STARS}` }
  return null
}

const compiled = new Map<string, RegExp>()

/** Whether a glob fits a path: `*` stays inside one segment, `**` crosses them, everything else is literal. */
export function fitsPath(glob: string, path: string): boolean {
  if (path.length > LONGEST_PATH) return false
  let pattern = compiled.get(glob)
  if (!pattern) {
    const source = glob.split(/(\*\*|\*)/).map(part => (part === '**' ? '.*' : part === '*' ? '[^/]*' : escaped(part))).join('')
    compiled.set(glob, (pattern = new RegExp(`^${source}$`, 's')))
  }
  return pattern.test(path)
}

/** Code units before the first star: how specific a glob is. */
export function literalPrefix(glob: string): number {
  const star = glob.indexOf('*')
  return star === -1 ? glob.length + 1 : star
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
