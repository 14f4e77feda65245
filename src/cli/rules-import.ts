/** `cleancopy rules import ftr …`: the flags. The work is in rules-import-run.ts. */
import type { Argv, CommandModule, InferredOptionTypes, Options } from 'yargs'
import { GROUPS } from './usage.js'

export const IMPORT_FLAGS = {
  out: { alias: 'o', type: 'string', requiresArg: true, describe: 'Folder for the rule files (without it: one file to standard output, a folder is only reported)' },
  force: { type: 'boolean', default: false, describe: 'Replace files that are there' },
  verified: { type: 'string', requiresArg: true, describe: 'Last day on which the configs were seen to work, YYYY-MM-DD (else from git)' },
  json: { type: 'boolean', default: false, describe: 'The report as data, with every line that was not carried over' },
} as const satisfies Record<string, Options>

export type ImportFlags = InferredOptionTypes<typeof IMPORT_FLAGS> & {
  readonly paths: readonly string[] | undefined
  readonly '--'?: readonly string[] | undefined
}

const ftr: CommandModule<object, ImportFlags> = {
  command: 'ftr [paths..]',
  describe: 'Make site rules of Full-Text RSS site configs: files or folders',
  builder: (yargs: Argv) => yargs
    .positional('paths', { type: 'string', array: true, describe: 'Configs, as example.com.txt, or folders of them' })
    .options(IMPORT_FLAGS),
  handler: async (flags) => {
    const { importFtr } = await import('./rules-import-run.js')
    process.exitCode = await importFtr(flags)
  },
}

export const importRules: CommandModule = {
  command: 'import',
  describe: 'Make rule files of other programs\' site rules',
  builder: (yargs: Argv) => yargs.command(ftr).demandCommand(1, `rules import needs a format: ${GROUPS.import.join(', ')}`),
  // Never reached: demandCommand asks for a sub-command first.
  handler: () => undefined,
}
