/** `cleancopy [clean]`: flags → inputs, cleaner and sink → batch → exit code. Decides nothing about content. */
import { readdir } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Failure } from '../batch/job.js'
import { isMany, type Place } from '../batch/places.js'
import { filesOf as filesOfEarlier } from '../batch/resume.js'
import { runBatch, type BatchResult } from '../batch/run.js'
import type { Shard } from '../batch/shard.js'
import { isWithin, realPlace } from '../batch/own-inputs.js'
import { divisionOf, findDocuments, SOURCE_DEFAULTS, type SourceOptions } from '../batch/sources.js'
import { nameFailure } from '../report/summary.js'
import type { CleanFlags } from './clean.js'
import { openCleaner, setupOf, sourceOf } from './cleaning.js'
import { CONFIG_NAMES } from './config.js'
import { outputOf, policiesOf, type Output } from './flags.js'
import { fieldNamesOf, formOf, limitOf, placesOf, shardOf } from './inputs.js'
import { catchInterrupt } from './interrupt.js'
import { workWishesOf } from './limits.js'
import { journalPathOf, mayResume, openFiles, setupHash, type Files } from './output-files.js'
import { isReport, NO_REPORT, openReport, type RunReport } from './run-report.js'
import { logStyleOf, openSpeech } from './speech.js'
import { siteStatisticsFor } from './site-learning.js'
import { chooseTarget, claimFiles, filesAmong, formatForTarget, NO_PLACE, type SingleFile, type Target } from './target.js'
import { suggestion, UsageError } from './usage.js'
import { versionOfPackage } from './version.js'
import { inFlightFor, webOf } from './web.js'

const COMMANDS = ['clean', 'explain', 'rules']

/** @returns the exit code: 0 all delivered, 1 some documents failed, 130 or 143 after a signal */
export async function runClean(flags: CleanFlags): Promise<number> {
  const cwd = process.cwd()
  const places = await placesOf(flags, cwd)
  const absent = places.every(({ type }) => type === 'absent')
  if (absent) refuseCommand(flags.inputs?.[0] ?? '')
  const { as, container } = formOf(flags)
  const many = isMany(places) || container !== null
  const target = await targetOf(flags, places, many, cwd)
  const output = outputOf(flags.format, formatForTarget(target))
  checkTogether(flags, target, output, many)
  if (target.type === 'folder') await refuseOwnFolder(target.path, flags.out ?? '', places)
  const wishes = workWishesOf(flags)
  const log = logStyleOf(flags.log)
  const source = sourceOf(flags)
  const shard = shardOf(flags.shard)
  const records = { fields: fieldNamesOf(flags.fields), limit: limitOf(flags['max-size']), everyLine: flags.filter }
  const files = filesOf(flags, target, many, shard, cwd)
  const journalPath = journalPathOf(target, shard)
  const resume = await mayResume(journalPath, flags)
  const knowledge = await knowledgeOf(flags, cwd)
  await claimFiles(singleFiles(flags, target, files, cwd), {
    inputs: [...filesAmong(places), ...knowledge], force: flags.force,
    ...resume && journalPath !== null ? { own: await ownFiles(journalPath, files.report) } : {},
  })
  const interrupt = catchInterrupt()
  const web = webOf(flags, records.limit, interrupt.signal)
  const reading: SourceOptions = {
    as, container, ...records, cwd, fetch: web.fetch, stdin: process.stdin, signal: interrupt.signal,
    outside: await withReal(['path' in target ? target.path : null, files.ledger, files.failed, files.report].filter((path) => path !== null)),
  }
  const setup = await setupOf(flags, {
    formats: output.formats,
    policies: { ...policiesOf(flags), comments: flags.comments },
    timings: flags.timings,
    siteStatistics: await siteStatisticsFor(flags, places, reading, source, resume),
  })
  if (interrupt.signal.aborted) return interrupt.exitCode() ?? 1
  const cleaner = await openCleaner(setup)

  const { lookAhead, openWork } = await import('./working.js')
  const { few, found } = await lookAhead(findDocuments(places, reading))
  const { mainLines, planOutput, recordersOf } = await import('./clean-plan.js')
  const depends = [setup.options, setup.timings, target.type, output, source, as, container, records, shard]
  const outputs = await openFiles(mainLines(target, output.formats), files, journalPath, resume, setupHash(setup.rulebook, depends), flags)
  const division = shard === null ? null : divisionOf(shard, places)
  const plan = await planOutput(target, output, found, division, outputs, { force: flags.force, knowledge })
  const single = target.type === 'stdout' && !many
  const streamed = target.type === 'stdout' || target.type === 'stdout-lines' || target.type === 'filter'
  const speech = openSpeech(log, {
    quiet: flags.quiet, verbose: flags.verbose, failed: files.failed, single, streamed, total: plan.total,
    resumable: journalPath !== null, outdated: outputs.outdated,
  })
  interrupt.beforeTelling(() => speech.clear())
  const report: RunReport = files.report === null ? NO_REPORT : openReport(files.report, versionOfPackage(), new Map([
    ['results', 'path' in target ? target.path : null], ['failures', files.failed], ['removals', files.ledger],
  ]))
  if (speech.counts && plan.total === null && shard === null) void countDocuments(places, reading).then((total) => total !== null && speech.expect(total))
  const work = await openWork(cleaner, setup, few, wishes)
  let result: BatchResult
  try {
    result = await runBatch({
      entries: plan.entries, ...report.watch(work), jobs: inFlightFor(places, work.inFlight), unordered: flags.unordered, source,
      sink: plan.sink, recorders: [...plan.recorders, ...recordersOf(outputs)], journal: outputs.journal, signal: interrupt.signal,
      onOutcome: (outcome, tally) => {
        speech.note(outcome, tally)
        report.note(outcome)
      },
    })
  } finally {
    speech.clear()
    await work.close()
    await web.close()
    await outputs.release()
    interrupt.release()
  }
  speech.tell(result, plan)
  await report.write(result, plan.skips)
  // A filter's failures are in its lines, and whoever drives it takes another code for a broken run.
  return interrupt.exitCode() ?? (result.failed > 0 && !flags.filter ? 1 : 0)
}

/** What is written must not be read, whatever links lead to it. */
async function withReal(paths: readonly string[]): Promise<readonly string[]> {
  return [...paths, ...await Promise.all(paths.map(realPlace))]
}

/** Found a second time, beside the run and faster than it; null when records or a stream would have to be read. */
async function countDocuments(places: readonly Place[], reading: SourceOptions): Promise<number | null> {
  if (places.some(({ type }) => type === 'stdin' || type === 'list')) return null
  let count = 0
  for await (const item of findDocuments(places, reading)) {
    if (item.type === 'records' || reading.signal?.aborted) return null
    count += 1
  }
  return count
}

async function targetOf(flags: CleanFlags, places: readonly Place[], many: boolean, cwd: string): Promise<Target> {
  if (!flags.filter) {
    const lacking = flags.out === undefined && many ? await lackingAmong(places, cwd) : []
    // Nothing is written then.
    if (places.every(({ type }) => type === 'absent') || lacking.length === places.length) return { type: 'stdout' }
    const [first] = lacking
    if (first !== undefined) throw new UsageError(`${nameFailure(first)}; and ${NO_PLACE}`)
    return chooseTarget(flags.out, many, cwd)
  }
  if (flags.out !== undefined) throw new UsageError('--filter writes to standard output: leave -o out')
  if (flags.unordered) throw new UsageError('--filter keeps the order of the lines: leave --unordered out')
  if (flags.inputs?.length || flags['--']?.length || flags.from !== undefined) throw new UsageError('--filter reads standard input: leave other inputs out')
  if (flags.shard !== undefined) throw new UsageError('--filter answers every line: leave --shard out')
  return { type: 'filter' }
}

/** What stands for no document: a name of nothing, a pattern that fits no file, a folder without documents. */
async function lackingAmong(places: readonly Place[], cwd: string): Promise<readonly Failure[]> {
  const lacking: Failure[] = []
  for (const place of places) {
    if (!['absent', 'pattern', 'folder'].includes(place.type)) continue
    for await (const item of findDocuments([place], { ...SOURCE_DEFAULTS, cwd, stdin: process.stdin })) {
      if (item.type === 'failure') lacking.push(item)
      break
    }
  }
  return lacking
}

/** `cleancopy rulez` looks for a file of that name; a person meant the command. */
function refuseCommand(word: string): void {
  const near = /^[a-z]+$/i.test(word) ? suggestion(word, COMMANDS) : ''
  if (near !== '') throw new UsageError(`there is no command or file "${word}"${near}`)
}

function checkTogether(flags: CleanFlags, target: Target, output: Output, many: boolean): void {
  if (flags.url !== undefined && many) throw new UsageError('--url belongs to one document, and the inputs can be several')
  const isJson = output.file === 'json' || ['jsonl', 'stdout-lines', 'filter'].includes(target.type)
  if (flags.comments && !isJson) {
    throw new UsageError('--comments are handed out apart from the body: add -f json or -o FILE.jsonl')
  }
}

/** A folder is searched without the output in it; an output that holds the folder, be it by a link, would leave nothing to search. */
async function refuseOwnFolder(out: string, given: string, places: readonly Place[]): Promise<void> {
  const real = await realPlace(out)
  for (const place of places) {
    if (place.type !== 'folder' || !isWithin(await realPlace(place.path), [real])) continue
    throw new UsageError(`-o ${given} holds the input ${place.given}: name another folder, or one within ${place.given}`)
  }
}

function filesOf({ ledger, failed, report }: CleanFlags, target: Target, many: boolean, shard: Shard | null, cwd: string): Files {
  const unasked = many && (target.type === 'jsonl' || target.type === 'folder') ? failedBeside(target.path, target.type === 'folder' ? shard : null) : null
  return {
    ledger: ledger === undefined ? null : resolve(cwd, ledger),
    failed: failed === undefined ? unasked : resolve(cwd, failed),
    failedOptional: failed === undefined,
    report: report === undefined ? null : resolve(cwd, report),
  }
}

/**
 * `all.jsonl` → `all.jsonl.failed.jsonl`, `all/` → `all.failed.jsonl`: by the whole name, as journals are called, so that no two runs share
 * one; shards that share a folder do not either.
 */
function failedBeside(path: string, shard: Shard | null): string {
  return `${path}.failed${shard === null ? '' : `-${shard.index}-of-${shard.count}`}.jsonl`
}

/** Every file of which there is one in this run. */
function singleFiles(flags: CleanFlags, target: Target, { ledger, failed, failedOptional, report }: Files, cwd: string): readonly SingleFile[] {
  const state = flags['site-state']
  return [
    ...target.type === 'file' || target.type === 'jsonl' ? [{ flag: '-o', path: target.path }] : [],
    ...ledger === null ? [] : [{ flag: '--ledger', path: ledger }],
    ...failed === null ? [] : [{ flag: failedOptional ? 'the list of failures' : '--failed', path: failed, unasked: failedOptional }],
    ...report === null ? [] : [{ flag: '--report', path: report }],
    // It is there to be written anew.
    ...state === undefined ? [] : [{ flag: '--site-state', path: resolve(cwd, state), replaced: true }],
  ]
}

/** What the run reads beside its documents: as good as an input. Of a folder of rules each file. */
async function knowledgeOf({ rules = [], 'filter-list': lists = [], config, from }: CleanFlags, cwd: string): Promise<readonly string[]> {
  // The config file of this folder is spared also where another one is read: it is there for the next run.
  const paths = [...rules, ...lists, ...CONFIG_NAMES, ...[config, from].filter((path) => path !== undefined)].map((path) => resolve(cwd, path))
  const inside = await Promise.all(rules.map(async (path) => {
    const names = await readdir(resolve(cwd, path), { recursive: true }).catch(() => [])
    return names.map((name) => resolve(cwd, path, name))
  }))
  return [...paths, ...inside.flat()]
}

/** What the earlier run wrote that this one goes on with. Journals do not know of reports, but a report says what it is. */
async function ownFiles(journal: string, report: string | null): Promise<ReadonlySet<string>> {
  return new Set([...await filesOfEarlier(journal), ...report !== null && await isReport(report) ? [report] : []])
}
