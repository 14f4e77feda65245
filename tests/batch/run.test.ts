/** Protects: order, bounds, isolation of failures, and what an abort or a broken sink leaves behind. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { failure, type Clean, type Entry } from '../../src/batch/job.js'
import { runBatch } from '../../src/batch/run.js'
import { SinkError } from '../../src/batch/sinks.js'
import { cleanedText, codeOf, input, memorySink, pause } from './fakes.js'

const never = new AbortController().signal
const echo: Clean = ({ body }) => cleanedText(Buffer.from(body).toString())

test('results come in input order however long each takes', async () => {
  await fc.assert(fc.asyncProperty(fc.array(fc.nat(4), { maxLength: 20 }), fc.integer({ min: 1, max: 6 }), async (delays, jobs) => {
    const sink = memorySink()
    const entries = delays.map((delay, at) => input(`${at}`, async () => {
      await pause(delay)
      return Buffer.from(`${at}`)
    }))
    const result = await runBatch({ entries, clean: echo, sink, jobs, signal: never })
    expect(sink.written).toEqual(delays.map((_, at) => `${at}`))
    expect(result).toMatchObject({ documents: delays.length, clean: delays.length, interrupted: false })
  }), { numRuns: 25 })
})

test('unordered: results as they are ready, each of them once', async () => {
  const sink = memorySink()
  const entries = [30, 0, 5, 0].map((delay, at) => input(`${at}`, async () => {
    await pause(delay)
    return Buffer.from(`${at}`)
  }))
  const result = await runBatch({ entries, clean: echo, sink, jobs: 4, signal: never, unordered: true })
  expect(sink.written.at(-1)).toBe('0')
  expect([...sink.written].sort()).toEqual(['0', '1', '2', '3'])
  expect(result).toMatchObject({ documents: 4, interrupted: false })
})

test('large documents are not read at one time, whoever asks for how many', async () => {
  let held = 0
  let most = 0
  const entries = Array.from({ length: 12 }, (_, at) => ({
    ...input(`${at}`, async () => {
      held += 1
      most = Math.max(most, held)
      return new Uint8Array(100)
    }),
    // Said, not made.
    size: async () => 10_000_000,
  }))
  const sink = memorySink()
  await runBatch({ entries, clean: echo, sink, jobs: 12, signal: never, onOutcome: () => { held -= 1 } })
  expect(sink.written).toHaveLength(12)
  // Two are more than there is room for, and they are behind one another.
  expect(most).toBe(2)
})

test('no more than `jobs` documents are held, even behind a slow first one', async () => {
  let held = 0
  let most = 0
  const entries = Array.from({ length: 30 }, (_, at) => input(`${at}`, async () => {
    held += 1
    most = Math.max(most, held)
    await pause(at === 0 ? 40 : 0)
    return Buffer.from('x')
  }))
  const sink = memorySink()
  await runBatch({ entries, clean: echo, sink, jobs: 3, signal: never, onOutcome: () => { held -= 1 } })
  expect(most).toBe(3)
})

test('the list of inputs is not read far ahead', async () => {
  let asked = 0
  let done = 0
  let ahead = 0
  const entries = function* (): Generator<Entry> {
    for (let at = 0; at < 50; at++) {
      asked += 1
      ahead = Math.max(ahead, asked - done)
      yield input(`${at}`, async () => {
        await pause(1)
        return Buffer.from('x')
      })
    }
  }
  await runBatch({ entries: entries(), clean: echo, sink: memorySink(), jobs: 2, signal: never, onOutcome: () => { done += 1 } })
  expect(ahead).toBeLessThanOrEqual(2 * 2 + 1)
})

test('one bad document never touches the others', async () => {
  const sink = memorySink()
  const codes: string[] = []
  const clean: Clean = (job) => {
    if (job.input === 'throws') throw new Error('out of luck')
    if (job.input === 'empty') return cleanedText('', 'empty')
    return echo(job)
  }
  const unreadable = input('unreadable', () => Promise.reject(Object.assign(new Error('no'), { code: 'EACCES' })))
  const entries = [input('a'), failure('gone', 'missing'), unreadable, input('throws'), input('empty'), input('refused'), input('z')]
  const result = await runBatch({
    entries, clean, sink, jobs: 2, signal: never, onOutcome: (outcome) => codes.push(codeOf(outcome)),
  })
  expect(sink.written).toEqual(['a', 'z'])
  expect(codes).toEqual(['clean', 'missing', 'unreadable', 'crashed', 'empty', 'exists', 'clean'])
  expect(result).toMatchObject({ documents: 7, clean: 2, partial: 0, failed: 5 })
  expect(sink.endings).toEqual(['complete'])
})

test('a refused document is not even read', async () => {
  let read = false
  const entries = [input('refuse me', async () => {
    read = true
    return Buffer.from('')
  })]
  await runBatch({ entries, clean: echo, sink: memorySink(), jobs: 1, signal: never })
  expect(read).toBe(false)
})

test('a document that the sink cannot take fails alone', async () => {
  const sink = memorySink()
  const picky = {
    ...sink,
    write: async (document: Parameters<typeof sink.write>[0]) => {
      return document.input === 'b' ? failure('b', 'unwritable', 'EACCES') : sink.write(document)
    },
  }
  const result = await runBatch({ entries: [input('a'), input('b'), input('c')], clean: echo, sink: picky, jobs: 2, signal: never })
  expect(sink.written).toEqual(['a', 'c'])
  expect(result).toMatchObject({ clean: 2, failed: 1 })
})

test('an abort finishes what is running and begins nothing more', async () => {
  const controller = new AbortController()
  const sink = memorySink()
  const begun: string[] = []
  const entries = ['a', 'b', 'c', 'd'].map((name) => input(name, async () => {
    begun.push(name)
    if (name === 'b') {
      controller.abort()
      await pause(5)
    }
    return Buffer.from(name)
  }))
  const result = await runBatch({ entries, clean: echo, sink, jobs: 1, signal: controller.signal })
  expect(begun).toEqual(['a', 'b'])
  expect(sink.written).toEqual(['a', 'b'])
  expect(sink.endings).toEqual(['interrupted'])
  expect(result.interrupted).toBe(true)
})

test.each([true, false])('a sink that can take nothing more (unordered: %s) ends the run and is closed as broken', async (unordered) => {
  const sink = memorySink()
  const full = { ...sink, write: () => Promise.reject(new SinkError('disk', 'ENOSPC')) }
  let read = 0
  const entries = Array.from({ length: 20 }, (_, at) => input(`${at}`, async () => {
    read += 1
    return Buffer.from('x')
  }))
  await expect(runBatch({ entries, clean: echo, sink: full, jobs: 2, signal: never, unordered })).rejects.toThrow(SinkError)
  expect(read).toBeLessThan(8)
  expect(sink.endings).toEqual(['broken'])
})

test('recorders see every outcome, also those that failed on the way out', async () => {
  const seen: string[] = []
  const recorder = { record: async (outcome: Parameters<typeof codeOf>[0]) => { seen.push(codeOf(outcome)) }, close: async () => null }
  const sink = { ...memorySink(), write: async () => failure('a', 'unwritable', 'EIO') }
  await runBatch({ entries: [input('a'), failure('b', 'missing')], clean: echo, sink, recorders: [recorder], jobs: 2, signal: never })
  expect(seen).toEqual(['unwritable', 'missing'])
})
