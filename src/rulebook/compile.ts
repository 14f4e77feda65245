/**
 * A step of the build: checks rules/ and writes it as one JSON file, so that starting up needs no YAML.
 * Usage: node dist/rulebook/compile.js → dist/rulebook.json; exit code 2 when a rule file is broken.
 */
import { realpathSync } from 'node:fs'
import { rename, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { RulebookError, readBuiltIn } from './load.js'

/** Writes the rules of one folder to `target`; throws RulebookError and writes nothing when one is broken. */
export async function compileRulebook(rules: URL, target: URL): Promise<void> {
  const rulebook = await readBuiltIn(fileURLToPath(rules))
  const draft = new URL(`${target.href}.new`)
  await writeFile(draft, `${JSON.stringify(rulebook)}\n`)
  await rename(draft, target)
}

async function main(): Promise<void> {
  try {
    await compileRulebook(new URL('../../rules/', import.meta.url), new URL('../rulebook.json', import.meta.url))
  } catch (error) {
    if (!(error instanceof RulebookError)) throw error
    process.stderr.write(`${error.message}\n`)
    process.exitCode = 2
  }
}

const [, started = ''] = process.argv
if (started !== '' && realpathSync(started) === fileURLToPath(import.meta.url)) await main()
