/** What runs in a worker thread: one cleaner, made once from what came with the thread. */
import { workerData } from 'node:worker_threads'
import { cleanRecordWith, cleanWith, openCleaner, type CleanerSetup } from './clean.js'
import { InputError } from './job.js'
import type { Answer, Call, Session } from './pool.js'

// The pool keeps the first place of the worker's data for itself.
const [, setup] = workerData as readonly [unknown, CleanerSetup]
const clean = cleanWith(await openCleaner(setup))
const cleanRecord = cleanRecordWith(clean)

/** @returns when the other side closes the port */
export default async function run({ port, began }: Session): Promise<void> {
  port.on('message', ({ number, job }: Call) => {
    began[1] = Date.now()
    began[0] = number
    let answer: Answer
    try {
      const start = performance.now()
      // The core cleans synchronously: one call is over before the next is heard.
      const result = 'record' in job ? cleanRecord(job) : { cleaned: clean(job) }
      answer = { number, ...result, milliseconds: performance.now() - start }
    } catch (error) {
      // What a class of ours has beside its message would not come over.
      answer = error instanceof InputError ? { number, refused: { code: error.code, detail: error.detail, fields: error.fields } } : { number, error }
    }
    port.postMessage(answer)
  })
  await new Promise<void>((done) => port.on('close', done))
}
