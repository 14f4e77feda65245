/** Protects: a document that takes too long or too much is ended for certain, and its neighbours never notice. */
import { afterEach, expect, test } from 'vitest'
import type { Job } from '../../src/batch/job.js'
import { startPool, type Limits, type Pool } from '../../src/batch/pool.js'
import { runBatch } from '../../src/batch/run.js'
import { codeOf, input, memorySink } from './fakes.js'

const PATIENCE = 60_000
const never = new AbortController().signal

let pool: Pool | null = null

afterEach(async () => {
  await pool?.close()
  pool = null
})

function open(limits: Partial<Limits> = {}): Pool {
  pool = startPool({
    count: 2, worker: new URL('./workers/odd.mjs', import.meta.url), data: 'sent once:',
    limits: { timeout: 20_000, memory: 64, ...limits },
  })
  return pool
}

const job = (body: string): Job => ({ input: body, kind: 'text', source: {}, body })

test('jobs are answered, with what the workers were given at their start', async () => {
  const { clean } = open()
  const answers = await Promise.all(['a', 'b', 'c', 'd', 'e'].map(async (body) => clean(job(body))))
  expect(answers.map(({ text }) => text)).toEqual(['a', 'b', 'c', 'd', 'e'].map((body) => `sent once: ${body}`))
}, PATIENCE)

test.each([
  ['hang', 'timeout', { timeout: 1500 }], ['eat', 'out-of-memory', { timeout: 50_000 }], ['leave', 'crashed', { timeout: 50_000 }],
] as const)('a document that would %s is ended as %s, the others come out in order', async (poison, code, limits) => {
  const { clean } = open(limits)
  const bodies = ['a', poison, 'b', 'throw', 'c', poison, poison, 'd', 'e']
  const sink = memorySink()
  const codes: string[] = []
  const result = await runBatch({
    entries: bodies.map((body) => input(body)), clean, sink, jobs: 6, signal: never,
    onOutcome: (outcome) => codes.push(codeOf(outcome)),
  })
  expect(codes).toEqual(['clean', code, 'clean', 'crashed', 'clean', code, code, 'clean', 'clean'])
  expect(sink.written).toEqual(['a', 'b', 'c', 'd', 'e'].map((body) => `sent once: ${body}`))
  expect(result).toMatchObject({ documents: 9, interrupted: false })
}, PATIENCE)

test('bytes stay with whoever sent them, and of a larger buffer only their part is sent', async () => {
  const { clean } = open()
  const body = new Uint8Array(Buffer.from('..part..').buffer.slice(0)).fill(120, 2, 4).subarray(2, 4)
  expect((await clean({ ...job(''), body })).text).toBe('sent once: xx')
  expect(body.byteLength).toBe(2)
}, PATIENCE)

test('many small documents, among them some that end their worker: each is answered once, with its own answer', async () => {
  const { clean } = open({ timeout: 1000 })
  const bodies = Array.from({ length: 400 }, (_, at) => at % 150 === 70 ? 'hang' : `small ${at}`)
  const answers = await Promise.all(bodies.map((body) => Promise.resolve(clean(job(body))).then(({ text }) => text, (error: unknown) => error instanceof Error ? error.name : 'none')))
  expect(answers).toEqual(bodies.map((body) => body === 'hang' ? 'LimitError' : `sent once: ${body}`))
}, PATIENCE)
