// Hands trainings to as many threads as there are cores. The results do not depend on how many.
import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import { binColumns } from './boost.mjs'

/**
 * @typedef {{ rows: Int32Array, judged: Int32Array | null, params: import('./boost.mjs').Params }} Job `judged`: rows to score afterwards
 * @typedef {{ trained: import('./boost.mjs').Trained, scores: Float64Array | null }} Outcome
 */

export class Crew {
  /** @param {readonly Float32Array[]} columns @param {Float32Array} labels @param {Float32Array} weights @param {number} [bins] */
  constructor(columns, labels, weights, bins = 64) {
    const { edges, binned } = binColumns(columns, bins)
    const data = { edges, binned: binned.map(shared), labels: shared(labels), weights: shared(weights) }
    this.binned = data.binned
    this.idle = Array.from({ length: Math.min(2, availableParallelism()) }, () => new Worker(new URL('./worker.mjs', import.meta.url), { workerData: data }))
  }

  /** @param {readonly Job[]} jobs @param {(done: number) => void} [onDone] @returns {Promise<Outcome[]>} in the order of the jobs */
  async run(jobs, onDone = () => {}) {
    /** @type {Outcome[]} */
    const outcomes = []
    let next = 0
    let done = 0
    await Promise.all(this.idle.map(async worker => {
      for (let id = next++; id < jobs.length; id = next++) {
        outcomes[id] = await ask(worker, { id, ...jobs[id] })
        onDone(++done)
      }
    }))
    return outcomes
  }

  async close() {
    await Promise.all(this.idle.map(worker => worker.terminate()))
  }
}

/** @param {Worker} worker @param {object} message @returns {Promise<any>} */
function ask(worker, message) {
  return new Promise((resolve, reject) => {
    worker.once('message', resolve)
    worker.once('error', reject)
    worker.postMessage(message)
  })
}

/** @template {Uint8Array | Float32Array} T @param {T} array @returns {T} */
function shared(array) {
  const copy = /** @type {any} */ (new (/** @type {any} */ (array.constructor))(new SharedArrayBuffer(array.byteLength)))
  copy.set(array)
  return copy
}
