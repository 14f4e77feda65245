// A worker that does what the body says: for tests of the pool's limits.
import { workerData } from 'node:worker_threads'

export default function run({ job, began }) {
  began[0] = Date.now()
  const body = typeof job.body === 'string' ? job.body : Buffer.from(job.body).toString()
  if (body === 'hang') for (;;) /^(\w+\s?)+$/.test(`${'lemons '.repeat(40)}!`)
  if (body === 'eat') {
    const eaten = []
    for (;;) eaten.push(new Array(500_000).fill(eaten.length + 0.5))
  }
  if (body === 'throw') throw new Error('out of luck')
  return { text: `${workerData[1]} ${body}`, verdict: 'clean' }
}
