/** `cleancopy explain INPUT`: the document in its order, what went struck out, the reason beside. */
import type { Argv, CommandModule, InferredOptionTypes, Options } from 'yargs'
import { CONFIG_FLAG, INPUT_FLAGS, POLICY_FLAGS, RULE_FLAGS } from './flags.js'

const { title, captions, links, images, tables } = POLICY_FLAGS

export const EXPLAIN_FLAGS = {
  json: { type: 'boolean', default: false, describe: 'As data: verdict, signals, removals, problems' },
  color: { type: 'boolean', describe: 'Colours, also into a pipe (--no-color: none; NO_COLOR is honoured)' },
  ...INPUT_FLAGS,
  title, captions, links, images, tables,
  ...RULE_FLAGS,
  ...CONFIG_FLAG,
} as const satisfies Record<string, Options>

export type ExplainFlags = InferredOptionTypes<typeof EXPLAIN_FLAGS> & {
  readonly input: string | undefined
  readonly '--'?: readonly string[] | undefined
}

export const explain: CommandModule<object, ExplainFlags> = {
  command: 'explain [input]',
  describe: 'Show one document with what stays, what goes, and why',
  builder: (yargs: Argv) => yargs
    .positional('input', { type: 'string', describe: 'A file, or - for standard input' })
    .options(EXPLAIN_FLAGS)
    .example('$0 explain page.html | less -R', 'Read it page by page (with --color)')
    .example('$0 explain page.html --json', 'The same as data'),
  handler: async (flags) => {
    const { runExplain } = await import('./explain-run.js')
    process.exitCode = await runExplain(flags)
  },
}
