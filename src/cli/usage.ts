/** Wrong use: one sentence for the person, exit code 2. */
import { nearest } from '../nearest.js'

export class UsageError extends Error {
  override readonly name = 'UsageError'
}

/** Only `clean` fetches: elsewhere an address is wrong use. */
export function refuseAddress(given: readonly string[], command: string): void {
  const address = given.find((one) => /^https?:\/\//i.test(one))
  if (address === undefined) return
  throw new UsageError(`${address}: only cleancopy clean fetches pages; save it first, as in  curl -s ${address} -o page.html, for ${command}`)
}

/** `; did you mean X?` or nothing. */
export function suggestion(word: string, known: readonly string[], prefix = ''): string {
  // What another command knows is no help to this one.
  const near = known.includes(word) ? null : nearest(word, known)
  return near === null ? '' : `; did you mean ${prefix}${near}?`
}

/** Commands that have commands of their own, and these. */
export const GROUPS = { rules: ['list', 'show', 'check', 'test', 'new', 'learn', 'import', 'diff'], import: ['ftr'] } as const

/** What yargs has to complain about, in one clear sentence. */
export function sentenceFor(complaint: string, given: readonly string[], flags: readonly string[]): string {
  const unknown = /^Unknown (?:argument|command)s?: (.+)$/.exec(complaint)?.[1]
  if (unknown !== undefined) return unknownArgument(unknown.split(', ')[0] ?? unknown, given, flags)
  const lacking = /^Not enough arguments following: (.+)$/.exec(complaint)?.[1]
  if (lacking !== undefined) return `${lacking.length === 1 ? '-' : '--'}${lacking} needs a value`
  return complaint.replace(/\s+/g, ' ').trim()
}

function unknownArgument(word: string, given: readonly string[], flags: readonly string[]): string {
  if (given.includes(word)) {
    const group = given[given.indexOf(word) - 1] ?? ''
    if (!isGroup(group)) return `unexpected argument "${word}"`
    return `unknown command "${word}"${suggestion(word, GROUPS[group]) || `; ${group} has ${GROUPS[group].join(', ')}`}`
  }
  if (given.some((one) => one.startsWith(`--no-${word}`))) {
    return `unknown flag --no-${word}${suggestion(word, flags, '--no-')}`
  }
  if (word.length === 1) return `unknown flag -${word}`
  return `unknown flag --${word}${suggestion(word, flags, '--')}`
}

function isGroup(word: string): word is keyof typeof GROUPS {
  return Object.hasOwn(GROUPS, word)
}
