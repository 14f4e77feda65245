/** The config file: found in the current folder or named, and laid below the flags. yaml and zod are loaded if there is one. */
import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { detailOf } from '../batch/job.js'
import type { ConfigKey, ConfigKeys, ConfigValues } from '../config/read-config.js'
import { describeSystem } from '../report/sentences.js'
import { CLEAN_FLAGS } from './clean.js'
import { EXPLAIN_FLAGS } from './explain.js'
import { UsageError } from './usage.js'
import {
  AGENT, DELAY, faultOf, FAVOR, FETCH_TIMEOUT, FIELD, FORM, FORMAT_WORDS, JOBS, KIND, LANG, LOG, MAX_SIZE, MEMORY, NAME, PER_HOST, SHARD, TIMEOUT, type ValueRule,
} from './values.js'

/** The file of a folder, found without being named. */
export const CONFIG_NAMES = ['cleancopy.config.yaml', 'cleancopy.config.json'] as const

/** Belong to one run, or say where the file is. */
const NOT_IN_FILE: ReadonlySet<string> = new Set(['config', 'url', 'from', 'filter'])
const NUMBERS: Readonly<Record<string, ValueRule>> = {
  'jobs': JOBS, 'timeout': TIMEOUT, 'memory': MEMORY, 'max-size': MAX_SIZE, 'delay': DELAY, 'per-host': PER_HOST, 'fetch-timeout': FETCH_TIMEOUT,
}
const TEXTS: Readonly<Record<string, ValueRule>> = {
  'lang': LANG, 'shard': SHARD, 'user-agent': AGENT,
  'out': NAME, 'failed': NAME, 'ledger': NAME, 'report': NAME, 'site-state': NAME, 'rules': NAME, 'filter-list': NAME,
}
/** Lists of words, which a text may hold with commas between them. */
const WORDS: Readonly<Record<string, ValueRule>> = { keep: KIND, fields: FIELD }
const RULES_LIST: readonly string[] = ['rules', 'sites']

const CHOICES: Readonly<Record<string, readonly string[]>> = { format: FORMAT_WORDS, log: LOG.known ?? [], favor: FAVOR.known ?? [], as: FORM.known ?? [] }

/** Something is wrong with the config file: a line for each error. */
export class ConfigFileError extends Error {
  override readonly name = 'ConfigFileError'
}

/** Every flag of `clean` that may stand in the file. */
export const CONFIG_KEYS: ConfigKeys = Object.fromEntries(
  Object.entries<FlagLooks>(CLEAN_FLAGS).filter(([name]) => !NOT_IN_FILE.has(name)).map(([name, flag]): [string, ConfigKey] => [name, keyOf(name, flag)]),
)

interface FlagLooks {
  readonly type?: string
  readonly array?: boolean
  readonly describe?: string
}

function keyOf(name: string, { type, array, describe = '' }: FlagLooks): ConfigKey {
  const kind = array ? 'list' : type === 'boolean' ? 'boolean' : name in NUMBERS ? 'number' : 'text'
  const choices = CHOICES[name]
  const words = WORDS[name]
  const rule = words ?? NUMBERS[name] ?? TEXTS[name]
  return {
    type: kind, describe,
    ...choices === undefined ? {} : { choices },
    ...rule?.range === undefined ? {} : { range: rule.range },
    ...rule === undefined ? {} : { check: (given) => faultOf(rule, given, rule === words ? ',' : null) },
  }
}

/** What the config file sets, and where it says so. */
export interface Config {
  readonly values: ConfigValues
  /** `file:line:column: ` of what an error is about; empty where it is not about the file. */
  placeOf(error: Error): string
}

/**
 * What the config file sets for the command that is being called; empty without a file.
 * @throws UsageError, ConfigFileError
 */
export async function configFor(words: readonly string[], cwd: string): Promise<Config> {
  const file = configFile(words, cwd)
  if (file === null) return { values: {}, placeOf: () => '' }
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
  const untyped = values.map(([key]) => key).filter((key) => !spellingsOf(key).some((flag) => words.some((word) => word === flag || word.startsWith(`${flag}=`))))
  return {
    // These flags check their words themselves.
    values: Object.fromEntries(values.map(([key, value]) => [key, key in NUMBERS ? String(value) : value])),
    placeOf(error) {
      const rule = 'rule' in error ? String(error.rule) : undefined
      const key = untyped.find((one) => rule === undefined ? spellingsOf(one).some((flag) => error.message.startsWith(`${flag} `))
        : (one === 'off' || one === 'only') && [result.values[one]].flat().join().includes(rule))
      return key === undefined ? '' : `${result.placeOf(key, rule)}: `
    },
  }
}

/** `--out`, `-o` */
function spellingsOf(key: string): readonly string[] {
  const { alias } = (CLEAN_FLAGS as Readonly<Record<string, { readonly alias?: string }>>)[key] ?? {}
  return [`--${key}`, ...alias === undefined ? [] : [`-${alias}`]]
}

function keysOf(words: readonly string[]): ReadonlySet<string> {
  if (words[0] === 'rules') return new Set(words[1] === 'list' ? RULES_LIST : [])
  return new Set(Object.keys(words[0] === 'explain' ? EXPLAIN_FLAGS : CLEAN_FLAGS))
}

/** There is a config file here, or several. */
export function isConfigured(cwd: string): boolean {
  return CONFIG_NAMES.some((name) => existsSync(resolve(cwd, name)))
}

function configFile(words: readonly string[], cwd: string): string | null {
  const end = words.indexOf('--')
  const flags = end === -1 ? words : words.slice(0, end)
  if (flags.includes('--no-config')) return null
  const at = flags.findIndex((word) => word === '--config' || word.startsWith('--config='))
  const named = at === -1 ? undefined : flags[at]?.includes('=') ? flags[at].slice('--config='.length) : flags[at + 1]
  if (named !== undefined && named !== '') return named
  const found = CONFIG_NAMES.filter((name) => existsSync(resolve(cwd, name)))
  if (found.length > 1) throw new UsageError(`there are two config files here, ${found.join(' and ')}; say which one with --config FILE`)
  return found[0] ?? null
}
