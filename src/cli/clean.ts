/** `cleancopy [clean] INPUTS…`: the flags. The work is in clean-run.ts, loaded when it is needed. */
import type { Argv, CommandModule, InferredOptionTypes, Options } from 'yargs'
import { CONFIG_FLAG, INPUT_FLAGS, POLICY_FLAGS, RULE_FLAGS } from './flags.js'

const OUTPUT_GROUP = 'Output:'
const RUN_GROUP = 'Run:'
const BATCH_GROUP = 'Batches:'
const WEB_GROUP = 'Pages of the web:'

export const CLEAN_FLAGS = {
  out: {
    group: OUTPUT_GROUP, alias: 'o', type: 'string', requiresArg: true,
    describe: 'Where to: a folder, FILE.jsonl, FILE.parquet, or FILE.txt/.md/.html/.json for one input',
  },
  format: {
    group: OUTPUT_GROUP, alias: 'f', type: 'string', array: true, requiresArg: true,
    describe: 'text, markdown, html, json (json,markdown: JSON with both bodies)',
  },
  force: { group: OUTPUT_GROUP, type: 'boolean', default: false, describe: 'Replace files that are there' },
  failed: { group: OUTPUT_GROUP, type: 'string', requiresArg: true, describe: 'FILE.jsonl for documents that were not delivered' },
  ledger: { group: OUTPUT_GROUP, type: 'string', requiresArg: true, describe: 'FILE.jsonl for every removal, with rule and reason' },
  report: { group: OUTPUT_GROUP, type: 'string', requiresArg: true, describe: 'FILE.html: the run as a page, with what looks wrong and samples' },
  jobs: { group: RUN_GROUP, alias: 'j', type: 'string', requiresArg: true, describe: 'Worker threads; 1 cleans in the main thread (default: the number of cores)' },
  timeout: { group: RUN_GROUP, type: 'string', requiresArg: true, describe: 'Seconds that one document may take (default 30, in workers)' },
  memory: { group: RUN_GROUP, type: 'string', requiresArg: true, describe: 'Megabytes of heap that a worker may take (default 1024)' },
  timings: { group: OUTPUT_GROUP, type: 'boolean', default: false, describe: 'Milliseconds per stage, in JSON' },
  quiet: { group: RUN_GROUP, alias: 'q', type: 'boolean', default: false, describe: 'No progress and no summary' },
  log: { group: RUN_GROUP, type: 'string', requiresArg: true, describe: 'Standard error as text, or as json: one object per line' },
  verbose: { group: RUN_GROUP, type: 'boolean', default: false, describe: 'Say also what is doubtful about delivered documents' },
  'learn-sites': {
    group: RUN_GROUP, type: 'boolean', default: false,
    describe: 'Look at all inputs first; remove lines that recur on many documents of one site',
  },
  'site-state': {
    group: RUN_GROUP, type: 'string', requiresArg: true,
    describe: 'FILE.json that knows which lines recur; with --learn-sites it learns on',
  },
  ...POLICY_FLAGS,
  comments: {
    type: 'boolean', default: false, group: POLICY_FLAGS.title.group,
    describe: 'Reader comments, apart from the body (JSON only)',
  },
  ...INPUT_FLAGS,
  as: { ...INPUT_FLAGS.as, describe: 'Treat every input as: html, text, markdown, jsonl, warc (else by name, or by its first characters)' },
  from: {
    group: BATCH_GROUP, type: 'string', requiresArg: true,
    describe: 'FILE with inputs to take, one per line or separated by NUL; - for standard input',
  },
  fields: {
    group: BATCH_GROUP, type: 'string', array: true, requiresArg: true,
    describe: 'Names in JSON records: html=NAME,text=NAME,url=NAME,id=NAME',
  },
  shard: { group: BATCH_GROUP, type: 'string', requiresArg: true, describe: 'Only part I of N: I/N' },
  filter: {
    group: BATCH_GROUP, type: 'boolean', default: false,
    describe: 'JSON lines in, JSON lines out: one for one, in order, whatever happens',
  },
  resume: { group: BATCH_GROUP, type: 'boolean', default: false, describe: 'Go on with an earlier run: only what is missing or has changed' },
  'retry-failed': { group: BATCH_GROUP, type: 'boolean', default: false, describe: 'Go on, and do again what failed' },
  unordered: { group: BATCH_GROUP, type: 'boolean', default: false, describe: 'Results as they are ready, not in the order of the inputs' },
  'max-size': { group: BATCH_GROUP, type: 'string', default: '256', requiresArg: true, describe: 'Largest document, in megabytes' },
  robots: { group: WEB_GROUP, type: 'boolean', default: true, describe: 'Do what robots.txt says (--no-robots: do not ask for it)' },
  delay: { group: WEB_GROUP, type: 'string', default: '1', requiresArg: true, describe: 'Seconds between two requests to one host' },
  'per-host': { group: WEB_GROUP, type: 'string', default: '1', requiresArg: true, describe: 'Requests to one host at one time' },
  'fetch-timeout': { group: WEB_GROUP, type: 'string', default: '30', requiresArg: true, describe: 'Seconds that one request may take' },
  'user-agent': { group: WEB_GROUP, type: 'string', requiresArg: true, describe: 'Who asks, as in "mybot/1.0 (+https://example.org/bot)" (default: cleancopy and its version)' },
  'allow-private': { group: WEB_GROUP, type: 'boolean', default: false, describe: 'Fetch from this machine and from private networks, too' },
  ...RULE_FLAGS,
  ...CONFIG_FLAG,
} as const satisfies Record<string, Options>

export type CleanFlags = InferredOptionTypes<typeof CLEAN_FLAGS> & {
  readonly inputs: readonly string[] | undefined
  readonly '--'?: readonly string[] | undefined
}

const EXAMPLES: readonly (readonly [string, string])[] = [
  ['$0 page.html', 'The article, on standard output'],
  ['$0 saved/ -o cleaned', 'A folder, file by file, in the same structure'],
  ['$0 "saved/**/*.html" -o articles.jsonl', 'One JSON line per page'],
  ['$0 pages.jsonl.gz -o articles.jsonl', 'Records with html or text in, records out'],
  ['$0 crawl.warc.gz -o articles.parquet', 'The pages of a web archive, as a table'],
  ['$0 https://example.org/a -f markdown', 'A page of the web'],
  ['curl -s https://example.org/a | $0 --url https://example.org/a', 'From standard input'],
  ['$0 notes.txt --keep byline,dateline --off related-teasers', 'Keep more'],
  ['$0 explain page.html', 'What went, and why'],
]

export const clean: CommandModule<object, CleanFlags> = {
  command: ['clean [inputs..]', '$0'],
  describe: 'Clean pages and texts: files, folders, patterns, addresses, or - for standard input',
  builder: (yargs: Argv) => yargs
    .positional('inputs', { type: 'string', array: true, describe: 'Files, folders, patterns, addresses, or - for standard input' })
    .options(CLEAN_FLAGS)
    .example(EXAMPLES.map(([command, what]): [string, string] => [command, what])),
  handler: async (flags) => {
    const { runClean } = await import('./clean-run.js')
    process.exitCode = await runClean(flags)
  },
}
