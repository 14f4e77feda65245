/** The one road from a job to a result: in this thread, or in a worker that calls the same. */
import { createCleaner, type Cleaner, type CleanerOptions, type Rulebook } from '../index.js'
import type { Cleaned } from '../model.js'
import { jobOf, type CleanedRecord, type Job, type RecordJob } from './job.js'
import { readRecord } from './jsonl.js'

/** What a cleaner is made of, as plain data, so that it can be sent to a worker. */
export interface CleanerSetup {
  readonly rulebook: Rulebook
  readonly options: Omit<CleanerOptions, 'rules' | 'selectors' | 'stages' | 'clock'>
  /** Measure milliseconds per stage. */
  readonly timings: boolean
}

/** @throws UnknownRuleError and what else createCleaner throws */
export async function openCleaner({ rulebook, options, timings }: CleanerSetup): Promise<Cleaner> {
  return createCleaner(rulebook, { ...options, ...timings ? { clock: () => performance.now() } : {} })
}

export function cleanWith(cleaner: Cleaner): (job: Job) => Cleaned {
  return ({ kind, body, source }) => kind === 'html' ? cleaner.fromHtml(body, source) : cleaner.fromText(body, source)
}

/** @throws InputError for what is no record with a document in it */
export function cleanRecordWith(clean: (job: Job) => Cleaned): (job: RecordJob) => CleanedRecord {
  return ({ input, source, record }) => {
    const content = readRecord(record)
    return { cleaned: clean(jobOf(input, source, content)), fields: content.fields, url: content.source.url ?? null }
  }
}
