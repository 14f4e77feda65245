/** `cleancopy rules …`: what the rulebook knows. */
import type { Argv, CommandModule, InferredOptionTypes, Options } from 'yargs'
import { RULE_FLAGS } from './flags.js'
import { importRules } from './rules-import.js'
import { learn } from './rules-learn.js'

const LIST_FLAGS = {
  json: { type: 'boolean', default: false, describe: 'As data' },
  rules: RULE_FLAGS.rules,
  sites: RULE_FLAGS.sites,
  'filter-list': RULE_FLAGS['filter-list'],
} as const satisfies Record<string, Options>

export type ListFlags = InferredOptionTypes<typeof LIST_FLAGS>

export interface CheckFlags {
  readonly paths: readonly string[] | undefined
  readonly '--'?: readonly string[] | undefined
}

const list: CommandModule<object, ListFlags> = {
  command: 'list',
  describe: 'Each rule, its kind and what it removes',
  builder: (yargs: Argv) => yargs.options(LIST_FLAGS),
  handler: async (flags) => {
    const { listRules } = await import('./rules-run.js')
    process.exitCode = await listRules(flags)
  },
}

const check: CommandModule<object, CheckFlags> = {
  command: 'check [paths..]',
  describe: 'Check rule files: every error with file, line and column',
  builder: (yargs: Argv) => yargs.positional('paths', { type: 'string', array: true, describe: 'Rule files or folders' }),
  handler: async (flags) => {
    const { checkRules } = await import('./rules-run.js')
    process.exitCode = await checkRules(flags)
  },
}

export const rules: CommandModule = {
  command: 'rules',
  describe: 'List the rules, check, import and learn them',
  builder: (yargs: Argv) => yargs
    .command(list)
    .command(check)
    .command(importRules)
    .command(learn)
    .demandCommand(1, 'rules needs one of: list, check, import, learn'),
  // Never reached: demandCommand asks for a sub-command first.
  handler: () => undefined,
}
