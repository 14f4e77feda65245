/** `cleancopy rules learn`: the flags. The work is in rules-learn-run.ts, loaded when it is needed. */
import type { Argv, CommandModule, InferredOptionTypes, Options } from 'yargs'

export const LEARN_FLAGS = {
  out: { alias: 'o', type: 'string', requiresArg: true, describe: 'FILE.yaml for the rule; default: standard output' },
  host: { type: 'string', array: true, requiresArg: true, describe: 'Hosts of the rule; default: what the pages say' },
  force: { type: 'boolean', default: false, describe: 'Replace the file if it is there' },
  json: { type: 'boolean', default: false, describe: 'As data, with all evidence' },
} as const satisfies Record<string, Options>

export type LearnFlags = InferredOptionTypes<typeof LEARN_FLAGS> & {
  readonly pages: readonly string[] | undefined
  readonly '--'?: readonly string[] | undefined
}

export const learn: CommandModule<object, LearnFlags> = {
  command: 'learn [pages..]',
  describe: 'Propose a site rule from saved pages of one site',
  builder: (yargs: Argv) => yargs
    .positional('pages', { type: 'string', array: true, describe: 'At least 3 saved pages: files, folders, patterns' })
    .options(LEARN_FLAGS)
    .example('$0 rules learn saved/post.example -o post.example.yaml', 'A rule to read, and to try with --rules'),
  handler: async (flags) => {
    const { runLearn } = await import('./rules-learn-run.js')
    process.exitCode = await runLearn(flags)
  },
}
