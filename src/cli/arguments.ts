/** What a person may write, turned into what yargs understands. */
import { UsageError } from './usage.js'

/** Stands for a lone `-`, which yargs would drop. An argument can never contain NUL, so no file is called so. */
export const DASH = '\0-'

/** Flags of one thing each that is kept or dropped. */
const POLICIES: ReadonlySet<string> = new Set(['title', 'captions', 'links', 'images', 'tables', 'comments'])

/** Flags that a lone `-` means a stream for; `rules` has none. */
const STREAMED: ReadonlySet<string> = new Set(['out', 'from'])

/** What yargs would take for a flag, too. */
const POSITIONALS: ReadonlySet<string> = new Set(['inputs', 'input', 'paths', 'pages', 'host', 'old', 'new', 'corpus', 'configs'])

interface FlagLooks {
  readonly type?: string
  readonly alias?: string
}

/** The flags of a command, by their long names. */
export type Flags = Readonly<Record<string, FlagLooks>>

/**
 * `--captions keep` and `--captions=drop` become `--captions` and `--no-captions`; `-fjson` becomes `--format=json`; `-` becomes DASH.
 * @throws UsageError for what yargs would take for something else
 */
export function prepareArguments(given: readonly string[], flags: Flags): string[] {
  const prepared: string[] = []
  for (let at = 0; at < given.length; at++) {
    const word = given[at] ?? ''
    if (word === '--') return [...prepared, ...given.slice(at)]
    if (word === '-' && at > 0) refuseStream(prepared.at(-1) ?? '', flags, given[0] === 'rules')
    if (!word.startsWith('--')) {
      prepared.push(...word === '-' ? [DASH] : /^-[a-z]./i.test(word) ? apart(word, flags) : [word])
      continue
    }
    const [name = '', value] = word.slice(2).split(/=(.*)/s)
    if (value === '-') refuseStream(`--${name}`, flags, given[0] === 'rules')
    const choice = POLICIES.has(name) ? value ?? given[at + 1] : undefined
    if (choice === 'keep' || choice === 'drop') {
      prepared.push(choice === 'keep' ? `--${name}` : `--no-${name}`)
      if (value === undefined) at += 1
    } else {
      refuseLostValue(name, value, flags)
      prepared.push(word)
    }
  }
  return prepared
}

/** `-qfjson` → `--quiet`, `--format=json`; as it is when a letter is unknown. */
function apart(word: string, flags: Flags): string[] {
  const found: string[] = []
  for (let at = 1; at < word.length; at++) {
    const [name, looks] = Object.entries(flags).find(([, { alias }]) => alias === word[at]) ?? []
    if (name === undefined) return [word]
    const rest = word.slice(at + 1)
    if (looks?.type !== 'boolean') return [...found, rest === '' ? `-${word[at]}` : `--${name}=${rest.replace(/^=/, '')}`]
    if (rest.startsWith('=')) {
      refuseLostValue(name, rest.slice(1), flags)
      return [...found, `--${name}${rest}`]
    }
    found.push(`--${name}`)
  }
  return found
}

/** What yargs would make `false` in silence: `--no-out`, `--title=maybe`. */
function refuseLostValue(word: string, value: string | undefined, flags: Flags): void {
  const name = longName(word.replace(/^no-/, ''), flags)
  const isBoolean = flags[name]?.type === 'boolean'
  if (word.startsWith('no-')) {
    // Says that there is none.
    if (word === 'no-config' && value === undefined) return
    if (POSITIONALS.has(name)) throw new UsageError(`unknown flag --${word}`)
    if (Object.hasOwn(flags, name) && !isBoolean) throw new UsageError(`--${word}: --${name} takes a value and has no opposite; leave it out`)
    if (isBoolean && value !== undefined) throw new UsageError(`--${word} takes no value; not "${value}"`)
  } else if (isBoolean && value !== undefined && value !== 'true' && value !== 'false') {
    throw new UsageError(`--${word} is ${POLICIES.has(name) ? 'keep or drop' : 'true or false'}; not "${value}"`)
  }
}

/** A lone `-` is no name of a file: it would be written to a file that nobody finds, or read from one that there is not. */
function refuseStream(before: string, flags: Flags, isRules: boolean): void {
  const looks = /^--?[a-z]/i.test(before) && !before.includes('=') ? longName(before.replace(/^--?/, ''), flags) : ''
  if (!Object.hasOwn(flags, looks) || flags[looks]?.type === 'boolean' || (STREAMED.has(looks) && !isRules)) return
  throw new UsageError(looks === 'out' ? `${before} - is what happens without ${before}: leave it out for standard output`
    : `${before} needs a value; - stands for standard input as an input, and for standard output behind -o`)
}

/** Arguments of commands that read files and folders alone. */
const FILES_ONLY = ['paths', 'host', 'old', 'new', 'corpus'] as const

/** @throws UsageError for a lone `-` where no stream is read */
export function refuseStreams(values: Readonly<Record<string, unknown>>): void {
  if (FILES_ONLY.some((name) => [values[name]].flat().includes(DASH))) throw new UsageError('- (standard input) is not read by this command: name what it needs')
}

/** `o` → `out`, `maxSize` → `max-size` */
function longName(word: string, flags: Flags): string {
  const name = word.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
  return Object.entries(flags).find(([, { alias }]) => alias === name)?.[0] ?? name
}

/** `-` again. */
export function plainArgument(word: string): string {
  return word === DASH ? '-' : word
}
