// Trains one forest in a thread of its own, over columns that are shared between threads.
import { parentPort, workerData } from 'node:worker_threads'
import { predict, train } from './boost.mjs'

const { edges, binned, labels, weights } = workerData

parentPort?.on('message', ({ id, rows, judged, params }) => {
  const trained = train({ columns: [], labels, weights, params, binned: { edges, binned }, rows })
  parentPort?.postMessage({ id, trained, scores: judged ? predict(trained, binned, judged) : null })
})
