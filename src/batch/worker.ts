/** What runs in a worker thread: one cleaner, made once from what came with the thread. */
import { workerData } from 'node:worker_threads'
import type { Cleaned } from '../model.js'
import { cleanWith, openCleaner, type CleanerSetup } from './clean.js'
import type { Task } from './pool.js'

// The pool keeps the first place of the worker's data for itself.
const [, setup] = workerData as readonly [unknown, CleanerSetup]
const clean = cleanWith(await openCleaner(setup))

export default async function run({ job, began }: Task): Promise<Cleaned> {
  began[0] = Date.now()
  return clean(job)
}
