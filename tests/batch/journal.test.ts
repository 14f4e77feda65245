/** Protects: a run that ends anywhere goes on and ends with the bytes of one that was never ended. */
import { appendFileSync, cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, expect, test, vi } from 'vitest'
import { Unsynced } from '../../src/batch/files.js'
import { Journal } from '../../src/batch/journal.js'
import { failure, type Clean, type Entry } from '../../src/batch/job.js'
import { forget, isResumable, takeUp, type LinesPlan } from '../../src/batch/resume.js'
import { runBatch, type BatchResult } from '../../src/batch/run.js'
import { createLines, jsonlRecorder, jsonlSink } from '../../src/batch/sinks.js'
import { cleanedText, input } from './fakes.js'

const root = mkdtempSync(join(tmpdir(), 'cleancopy-journal-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

// Processes and disks are slow on a busy machine.
vi.setConfig({ testTimeout: 60_000 })

const never = new AbortController().signal
const SETUP = { version: '1', rulebook: 'r', options: 'o' }

interface Run {
  readonly resume?: boolean
  readonly retryFailed?: boolean
  readonly unordered?: boolean
  readonly setup?: typeof SETUP
  /** Called after so many documents: the moment at which the disk is looked at. */
  readonly onDone?: (count: number) => void
  /** Called before the journal says something. */
  readonly onWord?: () => void
  readonly signal?: AbortSignal
  readonly clean?: Clean
}

class Watched extends Unsynced {
  constructor(private readonly look: () => void = () => undefined) {
    super()
  }

  override sync(): Promise<void> {
    this.look()
    return super.sync()
  }
}

let cleaned: string[] = []

const echo: Clean = ({ input: name, body }) => {
  cleaned.push(name)
  const text = Buffer.from(body as Uint8Array).toString()
  return cleanedText(text, text === 'void' ? 'empty' : 'clean')
}

/** Documents as `name=content`; `!name` is a missing one. */
async function run(folder: string, documents: readonly string[], options: Run = {}): Promise<BatchResult> {
  const { resume = false, retryFailed = false, unordered = false, setup = SETUP, onDone, onWord, signal = never, clean = echo } = options
  const path = join(folder, 'all.jsonl.journal')
  const plans: LinesPlan[] = [{ path: join(folder, 'all.jsonl') }, { path: join(folder, 'failed.jsonl'), optional: true }]
  const resumed = resume && await isResumable(path) && await takeUp(path, setup, plans)
  if (!resumed) await forget(path, plans)
  const files = await Promise.all(plans.map((plan) => createLines(plan.path, { ...plan, append: resumed })))
  const journal = await Journal.open({ path, setup, files, unsynced: new Watched(onWord), retryFailed, keep: true, unordered })
  const [main, failed] = files
  cleaned = []
  let count = 0
  return runBatch({
    entries: documents.map((document): Entry => {
      const [name = '', content = ''] = document.split('=')
      return document.startsWith('!') ? failure(name, 'missing') : input(name, async () => Buffer.from(content))
    }),
    clean, jobs: 3, signal, journal, unordered,
    sink: jsonlSink(main!, ({ input: name, cleaned: { text } }) => JSON.stringify({ name, text })),
    recorders: [jsonlRecorder(failed!, (outcome) => outcome.type === 'failure' ? [JSON.stringify([outcome.input, outcome.code])] : [])],
    onOutcome: () => onDone?.(count += 1),
  })
}

const results = (folder: string): (string | null)[] => ['all.jsonl', 'failed.jsonl'].map((name) => {
  return existsSync(join(folder, name)) ? readFileSync(join(folder, name), 'utf8') : null
})

const fresh = (): string => mkdtempSync(join(root, 'run-'))

const corpus = fc.uniqueArray(fc.tuple(fc.stringMatching(/^!?[a-h]$/), fc.constantFrom('one', 'two', 'void')), {
  selector: ([name]) => name, maxLength: 10,
}).map((pairs) => pairs.map(([name, content]) => `${name}=${content}`))

/** Ended at every moment, also between two words of the journal: it speaks once a second, and here every second is a second. */
const speak = fc.constantFrom(0, 400, 1000)

test.each([false, true])('killed anywhere, any number of times, over inputs that change (unordered: %s): what is there is what one whole run makes', async (unordered) => {
  const kills = fc.array(fc.record({ documents: corpus, at: fc.nat(24), torn: fc.nat(40), retryFailed: fc.boolean(), tick: speak, other: fc.boolean() }), { maxLength: 3 })
  const clock = vi.spyOn(Date, 'now')
  await fc.assert(fc.asyncProperty(kills, corpus, fc.boolean(), async (before, documents, retryFailed) => {
    let folder = fresh()
    for (const { documents: given, at, torn, tick, other, ...how } of before) {
      let now = 0
      clock.mockImplementation(() => now += tick)
      const killed = fresh()
      let moments = 0
      // After a document or while it is noted, also of those that are copied at the end.
      const look = (): void => {
        moments += 1
        if (moments === at) cpSync(folder, killed, { recursive: true, force: true })
      }
      if (at === 0) cpSync(folder, killed, { recursive: true })
      // Whichever order the runs before had.
      await run(folder, given, { ...how, resume: true, onDone: look, onWord: look, unordered: unordered !== other })
      // What was on the disk at that moment, with a line that was just being written.
      if (existsSync(join(killed, 'all.jsonl.partial'))) appendFileSync(join(killed, 'all.jsonl.partial'), 'half a li')
      if (torn > 30 && existsSync(join(killed, 'all.jsonl.journal'))) appendFileSync(join(killed, 'all.jsonl.journal'), '["a","b')
      folder = killed
    }
    await run(folder, documents, { resume: true, retryFailed, unordered })
    const whole = fresh()
    await run(whole, documents)
    const inOrder = (texts: readonly (string | null)[]): readonly (string | null)[] => {
      return unordered ? texts.map((text) => text?.split('\n').sort().join('\n') ?? null) : texts
    }
    expect(inOrder(results(folder))).toEqual(inOrder(results(whole)))
    expect(readdirSync(folder).filter((name) => /partial|before/.test(name))).toEqual([])
  }), { numRuns: 40 })
  clock.mockRestore()
}, 120_000)

test('unordered: what is done stays where it is, and a result that was replaced goes', async () => {
  const folder = fresh()
  const out: Clean = ({ input: name }) => {
    if (name === 'b') throw new Error('out of luck')
    return cleanedText(name)
  }
  const names = 'a b c d e f g h i j k l'.split(' ')
  const controller = new AbortController()
  await run(folder, names.map((name) => `${name}=1`), { clean: out, unordered: true, signal: controller.signal, onDone: (count) => { if (count === 5) controller.abort() } })
  const lines = (at: number): string[] => results(folder)[at]?.split('\n') ?? []
  const documents = [...names].reverse().map((name) => `${name}=${name === 'c' ? 'new' : '1'}`)
  await run(folder, documents, { resume: true, retryFailed: true, unordered: true })
  expect(cleaned).toEqual(expect.arrayContaining(['b', 'c', 'l']))
  expect(cleaned.filter((name) => 'ade'.includes(name))).toEqual([])
  expect(lines(0).sort()).toEqual(['', ...names.map((name) => {
    return JSON.stringify({ name, text: cleaned.includes(name) ? name === 'c' ? 'new' : '1' : name })
  })].sort())
  expect(lines(1)).toEqual([])
})

test('a torn journal or results that are shorter than it says: done again from there', async () => {
  for (const [name, cut] of [['all.jsonl.journal', 5], ['all.jsonl.partial', 5]] as const) {
    const folder = fresh()
    const controller = new AbortController()
    const documents = Array.from({ length: 20 }, (_, at) => `${at}=${at}`)
    await run(folder, documents, { signal: controller.signal, onDone: (count) => { if (count === 3) controller.abort() } })
    const path = join(folder, name)
    truncateSync(path, readFileSync(path).length - cut)
    const { reused } = await run(folder, documents, { resume: true })
    expect(reused).toBeGreaterThan(0)
    expect(reused).toBeLessThan(20)
    expect(results(folder)[0]).toBe(documents.map((_, at) => `{"name":"${at}","text":"${at}"}\n`).join(''))
  }
})

test('results that somebody has changed or taken away since are done again', async () => {
  for (const change of [(path: string) => appendFileSync(path, 'my own line\n'), (path: string) => rmSync(path)]) {
    const folder = fresh()
    await run(folder, ['a=1', 'b=2', 'c=void'])
    change(join(folder, 'all.jsonl'))
    await run(folder, ['0=0', 'a=1', 'b=2', 'c=void'], { resume: true })
    expect(results(folder)).toEqual(['{"name":"0","text":"0"}\n{"name":"a","text":"1"}\n{"name":"b","text":"2"}\n', '["c","empty"]\n'])
  }
})

test.each([false, true])('so is a line of the same length that somebody has changed, and no other (unordered: %s)', async (unordered) => {
  const folder = fresh()
  const documents = ['a=one', 'b=two', 'c=void', 'd=one']
  await run(folder, documents, { unordered })
  const before = results(folder)
  for (const name of ['all.jsonl', 'failed.jsonl']) {
    const path = join(folder, name)
    writeFileSync(path, readFileSync(path, 'utf8').replace('two', 'six').replace('empty', 'full?'))
  }
  expect(await run(folder, documents, { resume: true, unordered })).toMatchObject({ reused: 2 })
  expect(cleaned.sort()).toEqual(['b', 'c'])
  expect(results(folder).map((text) => text?.split('\n').sort())).toEqual(before.map((text) => text?.split('\n').sort()))
  expect((await run(folder, documents, { resume: true, unordered })).reused).toBe(4)
})

test('a journal that was ended before its first word says nothing, and older ones still do', async () => {
  const folder = fresh()
  await run(folder, ['a=1', 'b=2'])
  renameSync(join(folder, 'all.jsonl.journal'), join(folder, 'all.jsonl.journal.before-1'))
  appendFileSync(join(folder, 'all.jsonl.journal'), '{"jour')
  expect(await run(folder, ['a=1', 'b=2', 'c=3'], { resume: true })).toMatchObject({ reused: 2 })
})

test('only what changed is done again, and nothing when nothing did', async () => {
  const folder = fresh()
  await run(folder, ['a=1', 'b=2', 'c=void', '!d', 'e=5'])
  await run(folder, ['a=1', 'b=2', 'c=void', '!d', 'e=5'], { resume: true })
  expect(cleaned).toEqual([])
  expect(await run(folder, ['0=0', 'a=1', 'b=new', 'c=void', '!d', 'e=5'], { resume: true })).toMatchObject({ documents: 6, failed: 2, reused: 4 })
  expect(cleaned).toEqual(['0', 'b'])
  expect(results(folder)[0]).toContain('{"name":"b","text":"new"}\n{"name":"e"')
})

test('what failed is left alone, and done again when asked for', async () => {
  const folder = fresh()
  const out: Clean = ({ input: name }) => {
    if (name === 'b') throw new Error('out of luck')
    return cleanedText(name)
  }
  await run(folder, ['a=1', 'b=2', 'c=3'], { clean: out })
  expect(results(folder)[1]).toBe('["b","crashed"]\n')
  await run(folder, ['a=1', 'b=2', 'c=3'], { resume: true })
  expect(cleaned).toEqual([])
  await run(folder, ['a=1', 'b=2', 'c=3'], { resume: true, retryFailed: true })
  expect(cleaned).toEqual(['b'])
  expect(results(folder)).toEqual(['{"name":"a","text":"a"}\n{"name":"b","text":"2"}\n{"name":"c","text":"c"}\n', null])
})

test('other rules, other options, another version: everything is done again', async () => {
  const folder = fresh()
  await run(folder, ['a=1', 'b=2'])
  await run(folder, ['a=1', 'b=2'], { resume: true, setup: { ...SETUP, rulebook: 'new' } })
  expect(cleaned).toEqual(['a', 'b'])
})
