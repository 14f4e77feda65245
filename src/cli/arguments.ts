/** What a person may write, turned into what yargs understands. */

/** Stands for a lone `-`, which yargs would drop. An argument can never contain NUL, so no file is called so. */
export const DASH = '\0-'

/** Flags of one thing each that is kept or dropped. */
const POLICIES: ReadonlySet<string> = new Set(['title', 'captions', 'links', 'images', 'tables', 'comments'])

/** `--captions keep` and `--captions=drop` become `--captions` and `--no-captions`; `-` becomes DASH. */
export function prepareArguments(given: readonly string[]): string[] {
  const prepared: string[] = []
  for (let at = 0; at < given.length; at++) {
    const word = given[at] ?? ''
    if (word === '--') return [...prepared, ...given.slice(at)]
    const [name = '', value] = word.startsWith('--') ? word.slice(2).split('=', 2) : []
    if (!POLICIES.has(name)) {
      prepared.push(word === '-' ? DASH : word)
      continue
    }
    const choice = value ?? given[at + 1]
    if (choice === 'keep' || choice === 'drop') {
      prepared.push(choice === 'keep' ? `--${name}` : `--no-${name}`)
      if (value === undefined) at += 1
    } else {
      prepared.push(word)
    }
  }
  return prepared
}

/** `-` again. */
export function plainArgument(word: string): string {
  return word === DASH ? '-' : word
}
