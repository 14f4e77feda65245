/** `cleancopy rules …`: what the rulebook knows, and the work on rule files. */
import type { Argv, CommandModule, InferredOptionTypes, Options } from 'yargs'
import { INPUT_FLAGS, RULE_FLAGS } from './flags.js'
import { IMPORT_FLAGS, importRules } from './rules-import.js'
import { learn, LEARN_FLAGS } from './rules-learn.js'
import { GROUPS } from './usage.js'

const JSON_FLAG = { json: { type: 'boolean', default: false, describe: 'As data' } } as const satisfies Record<string, Options>

const LIST_FLAGS = {
  ...JSON_FLAG,
  rules: RULE_FLAGS.rules,
  sites: RULE_FLAGS.sites,
  'filter-list': RULE_FLAGS['filter-list'],
  'user-rules': RULE_FLAGS['user-rules'],
} as const satisfies Record<string, Options>

const SHOW_FLAGS = {
  ...JSON_FLAG,
  rules: RULE_FLAGS.rules,
  sites: RULE_FLAGS.sites,
  'user-rules': RULE_FLAGS['user-rules'],
} as const satisfies Record<string, Options>

const TEST_FLAGS = {
  ...JSON_FLAG,
  'built-in': { type: 'boolean', default: false, describe: 'Test the rule files of the package itself' },
} as const satisfies Record<string, Options>

const NEW_FLAGS = {
  out: { type: 'string', alias: 'o', requiresArg: true, describe: 'FILE.yaml for the draft; default: standard output' },
  url: INPUT_FLAGS.url,
  force: { type: 'boolean', default: false, describe: 'Replace the file if it is there' },
} as const satisfies Record<string, Options>

/** Of all commands of `rules`; none has them all. */
export const RULES_FLAGS = { ...LIST_FLAGS, ...SHOW_FLAGS, ...TEST_FLAGS, ...NEW_FLAGS, ...LEARN_FLAGS, ...IMPORT_FLAGS }

export type ListFlags = InferredOptionTypes<typeof LIST_FLAGS>

interface Words {
  readonly '--'?: readonly string[] | undefined
}

export interface CheckFlags extends Words {
  readonly paths: readonly string[] | undefined
}

export type TestFlags = CheckFlags & InferredOptionTypes<typeof TEST_FLAGS>
export type ShowFlags = InferredOptionTypes<typeof SHOW_FLAGS> & { readonly host: string | undefined }
export type NewFlags = Words & InferredOptionTypes<typeof NEW_FLAGS> & { readonly pages: readonly string[] | undefined }
export type DiffFlags = InferredOptionTypes<typeof JSON_FLAG> & {
  readonly old: string | undefined
  readonly new: string | undefined
  readonly corpus: readonly string[] | undefined
}

const list: CommandModule<object, ListFlags> = {
  command: 'list',
  describe: 'Each rule, its kind and what it removes; the site rules',
  builder: (yargs: Argv) => yargs.options(LIST_FLAGS),
  handler: async (flags) => {
    const { listRules } = await import('./rules-run.js')
    process.exitCode = await listRules(flags)
  },
}

const show: CommandModule<object, ShowFlags> = {
  command: 'show [host]',
  describe: 'The site rule of a host or address, each part with its file and line',
  builder: (yargs: Argv) => yargs.positional('host', { type: 'string', describe: 'Host or address' }).options(SHOW_FLAGS),
  handler: async (flags) => {
    const { showRule } = await import('./rules-show-run.js')
    process.exitCode = await showRule(flags)
  },
}

const check: CommandModule<object, CheckFlags> = {
  command: 'check [paths..]',
  describe: 'Check rule files: every error with file, line and column',
  builder: (yargs: Argv) => yargs
    .positional('paths', { type: 'string', array: true, describe: 'Rule files or folders (else yours and the project\'s)' }),
  handler: async (flags) => {
    const { checkFiles } = await import('./rules-run.js')
    process.exitCode = await checkFiles(flags)
  },
}

const test: CommandModule<object, TestFlags> = {
  command: 'test [paths..]',
  describe: 'Run the tests that rule files carry',
  builder: (yargs: Argv) => yargs
    .positional('paths', { type: 'string', array: true, describe: 'Rule files or folders (else yours and the project\'s)' }).options(TEST_FLAGS),
  handler: async (flags) => {
    const { runTests } = await import('./rules-test-run.js')
    process.exitCode = await runTests(flags)
  },
}

const draft: CommandModule<object, NewFlags> = {
  command: 'new [pages..]',
  describe: 'Draft a rule file from saved pages of one site',
  builder: (yargs: Argv) => yargs.positional('pages', { type: 'string', array: true, describe: 'Saved pages: files, folders, patterns' }).options(NEW_FLAGS),
  handler: async (flags) => {
    const { newRule } = await import('./rules-new-run.js')
    process.exitCode = await newRule(flags)
  },
}

const diff: CommandModule<object, DiffFlags> = {
  command: 'diff [old] [new] [corpus..]',
  describe: 'Sentences gained and lost between two rule sets, by rule',
  builder: (yargs: Argv) => yargs
    .positional('old', { type: 'string', describe: 'Rule file or folder, or none' })
    .positional('new', { type: 'string', describe: 'Rule file or folder, or none' })
    .positional('corpus', { type: 'string', array: true, describe: 'Documents' }).options(JSON_FLAG),
  handler: async (flags) => {
    const { diffRules } = await import('./rules-diff-run.js')
    process.exitCode = await diffRules(flags)
  },
}

export const rules: CommandModule = {
  command: 'rules',
  describe: 'List, show, check, test, draft, learn, import and compare rules',
  builder: (yargs: Argv) => yargs
    .command(list)
    .command(show)
    .command(check)
    .command(test)
    .command(learn)
    .command(importRules)
    .command(draft)
    .command(diff)
    .demandCommand(1, `rules needs one of: ${GROUPS.rules.join(', ')}`),
  // Never reached: demandCommand asks for a sub-command first.
  handler: () => undefined,
}
