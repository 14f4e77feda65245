/** `cleancopy page.html`, the commonest call: yargs takes longer to load than a page to clean, and has nothing to do here. */
import { CLEAN_FLAGS, type CleanFlags } from './clean.js'

/** A file by its looks: no flag, no pattern, and no word that could be a command. */
const FILE = /^[^-\0*?[\]{}()!+@][^\0*?[\]{}()!]*\.[a-z0-9]{1,8}$/i

/** The flags that yargs would give for these words: those of one file and nothing else; null for all other words. */
export function plainCall(given: readonly string[]): CleanFlags | null {
  const [file, ...more] = given
  if (file === undefined || more.length > 0 || !FILE.test(file)) return null
  const flags: Record<string, unknown> = { inputs: [file] }
  for (const [name, option] of Object.entries(CLEAN_FLAGS)) {
    if (!('default' in option)) continue
    const spellings = [name, name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase()), ...('alias' in option ? [option.alias] : [])]
    for (const spelling of spellings) flags[spelling] = option.default
  }
  return flags as CleanFlags
}
