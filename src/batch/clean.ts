/** The one road from a job to a result: in this thread, or in a worker that calls the same. */
import { createCleaner, type Cleaner, type CleanerOptions, type Rulebook } from '../index.js'
import type { Cleaned } from '../model.js'
import type { Job } from './job.js'

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
