/** `--learn-sites` and `--site-state`: a first pass over the inputs, and what earlier passes have learned. */
import { mkdir, readFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { writeWhole } from '../batch/files.js'
import { detailOf } from '../batch/job.js'
import { kindOfBytes } from '../batch/kinds.js'
import type { Place } from '../batch/places.js'
import { readInput } from '../batch/run.js'
import { documents, findDocuments, type SourceOptions } from '../batch/sources.js'
import type { SiteStatistics, Source } from '../model.js'
import { describeSystem } from '../report/sentences.js'
import type { CleanFlags } from './clean.js'
import { openRulebook, pageOrText } from './cleaning.js'
import { UsageError } from './usage.js'

type LearningFlags = Pick<CleanFlags, 'learn-sites' | 'site-state' | 'rules' | 'sites' | 'user-rules' | 'filter'>

/**
 * What is known of the sites of the inputs; undefined when nobody asked. The inputs are read twice, so they cannot come
 * from standard input.
 * @param resume an earlier run is gone on with
 * @throws UsageError
 */
export async function siteStatisticsFor(
  flags: LearningFlags, places: readonly Place[], reading: SourceOptions, source: Partial<Source>, resume: boolean,
): Promise<SiteStatistics | undefined> {
  const given = flags['site-state']
  const path = given === undefined ? null : resolve(reading.cwd, given)
  const before = given === undefined || path === null ? undefined : await readState(path, given, flags['learn-sites'])
  if (!flags['learn-sites']) return before
  if (flags.filter || places.some(({ type }) => type === 'stdin' || type === 'list' || type === 'page')) {
    throw new UsageError('--learn-sites reads the inputs twice, so they must be files, folders or patterns')
  }
  // What is done was done with what is known: learned once more, the same inputs would count twice, and everything would be done again.
  if (resume && before !== undefined) return before
  const statistics = await learn(flags, places, reading, source, before)
  // Half of the inputs are no good beginning for the next run, which reads them all.
  if (path !== null && !reading.signal?.aborted) await writeState(path, given ?? path, statistics)
  return statistics
}

async function learn(
  flags: LearningFlags, places: readonly Place[], reading: SourceOptions, known: Partial<Source>, before: SiteStatistics | undefined,
): Promise<SiteStatistics> {
  const { createCleaner, createStatisticsCollector } = await import('../index.js')
  const { stages } = await createCleaner(await openRulebook(flags))
  const collector = createStatisticsCollector(before)
  for await (const entry of documents(findDocuments(places, reading))) {
    if (reading.signal?.aborted) break
    const content = entry.type === 'failure' ? entry : await readInput(entry)
    // What cannot be read is told in the second pass.
    if ('type' in content) continue
    const { body, kind } = content
    const source = { url: null, contentType: null, lang: null, ...known, ...content.source }
    const type = pageOrText(kind ?? kindOfBytes(body))
    const decoded = stages.decode(body, source, type)
    if (type === 'page') collector.addPage(stages.parse(decoded))
    else collector.addText(stages.segmentText(decoded).items, source.url)
  }
  return collector.statistics()
}

async function readState(path: string, shown: string, mayBeNew: boolean): Promise<SiteStatistics | undefined> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (error) {
    if (mayBeNew && detailOf(error) === 'ENOENT') return undefined
    throw new UsageError(`--site-state ${shown}: ${describeSystem(detailOf(error))}`)
  }
  const state = parsed(text)
  if (!isStatistics(state)) throw new UsageError(`--site-state ${shown} is no file that --learn-sites has written`)
  return state
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function isStatistics(state: unknown): state is SiteStatistics {
  if (typeof state !== 'object' || state === null || !('version' in state) || state.version !== 1 || !('hosts' in state)) return false
  const { hosts } = state
  return typeof hosts === 'object' && hosts !== null && Object.values(hosts).every(isHost)
}

function isHost(host: unknown): boolean {
  return typeof host === 'object' && host !== null && 'documents' in host && typeof host.documents === 'number' &&
    'prints' in host && isNumbers(host.prints) && 'counts' in host && isNumbers(host.counts)
}

function isNumbers(values: unknown): boolean {
  return Array.isArray(values) && values.every((value) => typeof value === 'number')
}

async function writeState(path: string, shown: string, statistics: SiteStatistics): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true })
    await writeWhole(path, JSON.stringify(statistics))
  } catch (error) {
    throw new UsageError(`--site-state ${shown}: ${describeSystem(detailOf(error))}`)
  }
}
