/** What runs in a worker thread: one cleaner, made once from what came with the thread. */
import { workerData } from 'node:worker_threads'
import { cleanWith, openCleaner, type CleanerSetup } from './clean.js'
import type { Answer, Call, Session } from './pool.js'

// The pool keeps the first place of the worker's data for itself.
const [, setup] = workerData as readonly [unknown, CleanerSetup]
const clean = cleanWith(await openCleaner(setup))

/** @returns when the other side closes the port */
export default async function run({ port, began }: Session): Promise<void> {
  port.on('message', ({ number, job }: Call) => {
    began[1] = Date.now()
    began[0] = number
    let answer: Answer
    try {
      const start = performance.now()
      // The core cleans synchronously: one call is over before the next is heard.
      answer = { number, cleaned: clean(job), milliseconds: performance.now() - start }
    } catch (error) {
      answer = { number, error }
    }
    port.postMessage(answer)
  })
  await new Promise<void>((done) => port.on('close', done))
}
