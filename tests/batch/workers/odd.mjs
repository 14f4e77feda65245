// A worker that does what the body says: for tests of the pool's limits.
import { workerData } from 'node:worker_threads'

function clean(job) {
  const body = typeof job.body === 'string' ? job.body : Buffer.from(job.body).toString()
  if (body === 'hang') for (;;) /^(\w+\s?)+$/.test(`${'lemons '.repeat(40)}!`)
  if (body === 'eat') {
    const eaten = []
    for (;;) eaten.push(new Array(500_000).fill(eaten.length + 0.5))
  }
  if (body === 'leave') process.exit(0)
  if (body === 'throw') throw new Error('out of luck')
  return { text: `${workerData[1]} ${body}`, verdict: 'clean' }
}

export default async function run({ port, began }) {
  port.on('message', ({ number, job }) => {
    began[1] = Date.now()
    began[0] = number
    try {
      port.postMessage({ number, cleaned: clean(job), milliseconds: 1 })
    } catch (error) {
      port.postMessage({ number, error })
    }
  })
  await new Promise((done) => port.on('close', done))
}
