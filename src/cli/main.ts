#!/usr/bin/env node
/** The command line: which command, which exit code. 0 all fine · 1 some documents failed · 2 wrong use or bad rules. */
import { SinkError } from '../batch/sinks.js'
import { describeSystem } from '../report/sentences.js'
import { DASH, prepareArguments, refuseStreams, type Flags } from './arguments.js'
import { clean, CLEAN_FLAGS } from './clean.js'
import { configFor, isConfigured, type Config } from './config.js'
import { explain, EXPLAIN_FLAGS } from './explain.js'
import { refuseEmpty, refuseRepeated } from './flags.js'
import { tell, watchStreams } from './output.js'
import { plainCall } from './plain-call.js'
import { rules, RULES_FLAGS } from './rules.js'
import { sentenceFor, UsageError } from './usage.js'
import { versionOfPackage } from './version.js'

/** Flags that may be given again; `--` and `_` are yargs' own. */
const LISTS: ReadonlySet<string> = new Set(['_', '--', 'inputs', 'paths', 'pages', 'host', 'corpus', 'format', 'f', 'fields', 'off', 'only', 'keep', 'rules', 'filter-list', 'filterList'])

/** What the given command knows. */
function flagsFor(words: readonly string[]): Flags {
  return words[0] === 'rules' ? RULES_FLAGS : words[0] === 'explain' ? EXPLAIN_FLAGS : CLEAN_FLAGS
}

/** The library's own errors are known by name, so that it need not be loaded for them. */
const MISUSE: ReadonlySet<string> = new Set(['UsageError', 'UnknownRuleError'])

let config: Config | null = null

async function main(given: readonly string[]): Promise<void> {
  const plain = isConfigured(process.cwd()) ? null : plainCall(given)
  if (plain) {
    const { runClean } = await import('./clean-run.js')
    process.exitCode = await runClean(plain)
    return
  }
  const { default: yargs } = await import('yargs')
  const known = flagsFor(given)
  const words = prepareArguments(given, known)
  config = await configFor(words, process.cwd())
  const parser = yargs(words.filter((word) => word !== '--no-config'))
    .config(config.values)
    .scriptName('cleancopy')
    .locale('en')
    .usage('Turns messy web pages and noisy texts into clean article bodies.\n\nUsage: $0 [command] [flags]')
    .parserConfiguration({ 'greedy-arrays': false, 'parse-positional-numbers': false, 'dot-notation': false, 'populate--': true })
    .command(clean)
    .command(explain)
    .command(rules)
    .strict()
    .check((flags) => {
      refuseRepeated(flags, LISTS)
      refuseEmpty(flags, words)
      refuseStreams(flags)
      return true
    })
    .version(versionOfPackage())
    .alias('version', 'V')
    .help()
    .alias('help', 'h')
    .epilogue('Exit codes: 0 all delivered, 1 some documents failed, 2 wrong use or bad rules; 130 or 143 after a signal.')
    .wrap(Math.min(110, process.stdout.columns ?? 100))
    .exitProcess(false)
    .fail((complaint, error) => {
      // What yargs finds while reading the words comes as an error, what it finds later as a complaint.
      if (error instanceof Error && error.name !== 'YError') throw error
      throw new UsageError(sentenceFor((error instanceof Error ? error.message : complaint).replaceAll(DASH, '-'), given, ['help', 'version', ...Object.keys(known)]))
    })
  await parser.parseAsync()
}

/** @returns the exit code */
function answer(error: unknown): number {
  if (error instanceof SinkError) {
    // Whoever reads has seen enough (`| head`).
    if (error.code === 'EPIPE') return 0
    tell(`cleancopy: cannot write to ${error.target}: ${describeSystem(error.code)}`)
    return 1
  }
  if (!(error instanceof Error)) throw error
  if (error.name === 'RulebookError' || error.name === 'ConfigFileError') {
    tell(error.message)
    return 2
  }
  const sentence = error instanceof UsageError ? error.message : error.message.split('\n')[0]
  // What the config file set is wrong there, and was not typed.
  tell(`${MISUSE.has(error.name) ? config?.placeOf(error) || 'cleancopy: ' : 'cleancopy: '}${sentence}`)
  return MISUSE.has(error.name) ? 2 : 1
}

watchStreams()
try {
  await main(process.argv.slice(2))
} catch (error) {
  process.exitCode = answer(error)
}
