/** The config file: found in the current folder or named, and laid below the flags. yaml and zod are loaded if there is one. */
import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { detailOf } from '../batch/job.js'
import type { ConfigKey, ConfigKeys, ConfigValues } from '../config/read-config.js'
import { describeSystem } from '../report/sentences.js'
import { CLEAN_FLAGS } from './clean.js'
import { EXPLAIN_FLAGS } from './explain.js'
import { FORMAT_WORDS } from './flags.js'
import { UsageError } from './usage.js'

const NAMES = ['cleancopy.config.yaml', 'cleancopy.config.json'] as const

/** Belong to one run, or say where the file is. */
const NOT_IN_FILE: ReadonlySet<string> = new Set(['config', 'url', 'from', 'filter'])
const NUMBERS: ReadonlySet<string> = new Set(['jobs', 'timeout', 'memory', 'max-size', 'delay', 'per-host', 'fetch-timeout'])
const RULES_LIST: readonly string[] = ['rules', 'sites']

const CHOICES: Readonly<Record<string, readonly string[]>> = { format: FORMAT_WORDS, log: ['text', 'json'] }

/** Something is wrong with the config file: a line for each error. */
export class ConfigFileError extends Error {
  override readonly name = 'ConfigFileError'
}

/** Every flag of `clean` that may stand in the file. */
export const CONFIG_KEYS: ConfigKeys = Object.fromEntries(
  Object.entries<{ readonly type?: string, readonly array?: boolean, readonly describe?: string }>(CLEAN_FLAGS)
    .filter(([name]) => !NOT_IN_FILE.has(name))
    .map(([name, { type, array, describe = '' }]): [string, ConfigKey] => {
      const choices = CHOICES[name]
      const kind = array ? 'list' : type === 'boolean' ? 'boolean' : type === 'number' || NUMBERS.has(name) ? 'number' : 'text'
      return [name, { type: kind, describe, ...choices === undefined ? {} : { choices } }]
    }),
)

/**
 * What the config file sets for the command that is being called; empty without a file.
 * @throws UsageError, ConfigFileError
 */
export async function configFor(words: readonly string[], cwd: string): Promise<ConfigValues> {
  const file = configFile(words, cwd)
  if (file === null) return {}
  let text: string
  try {
    text = readFileSync(resolve(cwd, file), 'utf8')
  } catch (error) {
    throw new UsageError(`the config file ${file}: ${describeSystem(detailOf(error))}`)
  }
  const { readConfig } = await import('../config/read-config.js')
  const result = readConfig(file, text, CONFIG_KEYS)
  if (!result.ok) throw new ConfigFileError(result.lines.join('\n'))
  const known = keysOf(words)
  const values = Object.entries(result.values).filter(([key]) => known.has(key))
  // These flags check their words themselves.
  return Object.fromEntries(values.map(([key, value]) => [key, NUMBERS.has(key) ? String(value) : value]))
}

function keysOf(words: readonly string[]): ReadonlySet<string> {
  if (words[0] === 'rules') return new Set(words[1] === 'list' ? RULES_LIST : [])
  return new Set(Object.keys(words[0] === 'explain' ? EXPLAIN_FLAGS : CLEAN_FLAGS))
}

/** There is a config file here, or several. */
export function isConfigured(cwd: string): boolean {
  return NAMES.some((name) => existsSync(resolve(cwd, name)))
}

function configFile(words: readonly string[], cwd: string): string | null {
  const end = words.indexOf('--')
  const flags = end === -1 ? words : words.slice(0, end)
  if (flags.includes('--no-config')) return null
  const at = flags.findIndex((word) => word === '--config' || word.startsWith('--config='))
  const named = at === -1 ? undefined : flags[at]?.includes('=') ? flags[at].slice('--config='.length) : flags[at + 1]
  if (named !== undefined && named !== '') return named
  const found = NAMES.filter((name) => existsSync(resolve(cwd, name)))
  if (found.length > 1) throw new UsageError(`there are two config files here, ${found.join(' and ')}; say which one with --config FILE`)
  return found[0] ?? null
}
