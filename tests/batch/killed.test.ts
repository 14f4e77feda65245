/** Protects: a run that is killed between any two things it asks of the disk goes on and ends with the bytes of a whole one. */
import { cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import type { FileHandle } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test, vi } from 'vitest'
import { Unsynced, type Convert } from '../../src/batch/files.js'
import { Journal } from '../../src/batch/journal.js'
import { isResumable, takeUp, forget, type LinesPlan } from '../../src/batch/resume.js'
import { runBatch } from '../../src/batch/run.js'
import { createLines, jsonlRecorder, jsonlSink } from '../../src/batch/sinks.js'
import { cleanedText, input } from './fakes.js'

/** Changes of the disk that are still allowed: at none left the process is as good as dead. */
const { left, opened } = vi.hoisted(() => ({ left: { changes: Infinity }, opened: [] as FileHandle[] }))

vi.mock('node:fs/promises', async (original) => {
  const system = await original<typeof import('node:fs/promises')>()
  const change = (): void => {
    if (left.changes <= 0) throw new Error('killed')
    left.changes -= 1
  }
  const changing = <T extends (...given: never[]) => Promise<unknown>>(work: T): T => (async (...given: never[]) => {
    change()
    return work(...given)
  }) as T
  const open: typeof system.open = async (path, flags, ...rest) => {
    if (flags !== 'r') change()
    const handle = await system.open(path, flags, ...rest)
    opened.push(handle)
    const none = async (): Promise<void> => undefined
    return Object.assign(handle, {
      // Nothing here outlives a power cut.
      sync: none, datasync: none,
      appendFile: changing(handle.appendFile.bind(handle)), truncate: changing(handle.truncate.bind(handle)),
    })
  }
  return {
    ...system, open, rename: changing(system.rename), rm: changing(system.rm), copyFile: changing(system.copyFile), writeFile: changing((path, data) => system.writeFile(path, data)),
  }
})

const root = mkdtempSync(join(tmpdir(), 'cleancopy-killed-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))
const fresh = (): string => mkdtempSync(join(root, 'run-'))

const SETUP = { version: '1', rulebook: 'r', options: 'o' }

interface How {
  readonly documents: string
  readonly changes?: number
  readonly stopAfter?: number
  readonly unordered?: boolean
  /** What the lines become at the end: `kept` beside it, or to be had back from it. */
  readonly table?: 'kept' | 'back'
}

const turned: Convert = async (from, target) => writeFileSync(target, readFileSync(from).reverse())

/** Documents are letters; capitals fail. */
async function run(folder: string, { documents, changes = Infinity, stopAfter = Infinity, unordered = false, table }: How): Promise<void> {
  const main = join(folder, 'all.jsonl')
  const path = `${main}.journal`
  const made = { ...table && { convert: turned }, ...table === 'kept' && { keeps: `${main}.lines` }, ...table === 'back' && { revert: turned } }
  const plans: LinesPlan[] = [{ path: main, ...made }, { path: join(folder, 'ledger.jsonl') }, { path: join(folder, 'failed.jsonl'), optional: true }]
  const controller = new AbortController()
  let now = 0
  // Every document is a checkpoint.
  const clock = vi.spyOn(Date, 'now').mockImplementation(() => now += 1000)
  left.changes = changes
  let count = 0
  try {
    const resumed = await isResumable(path) && await takeUp(path, SETUP, plans)
    if (!resumed) await forget(path, plans)
    const files = []
    for (const plan of plans) files.push(await createLines(plan.path, { ...plan, append: resumed }))
    const journal = await Journal.open({ path, setup: SETUP, files, unsynced: new Unsynced(), retryFailed: false, keep: true, unordered })
    await runBatch({
      entries: Array.from(documents, (name) => input(name)),
      clean: ({ input: name }) => cleanedText(name.repeat(5 + name.charCodeAt(0) % 7), name < 'a' ? 'empty' : 'clean'),
      sink: jsonlSink(files[0]!, ({ cleaned: { text } }) => text), jobs: 2, signal: controller.signal, journal, unordered,
      recorders: [
        jsonlRecorder(files[1]!, ({ input: name }) => [`about ${name}`]),
        jsonlRecorder(files[2]!, ({ input: name, type }) => type === 'failure' ? [name] : []),
      ],
      onOutcome: () => { if (++count === stopAfter) controller.abort() },
    })
  } finally {
    left.changes = Infinity
    clock.mockRestore()
    // What the dead left open.
    for (const handle of opened.splice(0)) await handle.close()
  }
}

function results(folder: string): Readonly<Record<string, string[] | null>> {
  const lines = (name: string): string[] | null => existsSync(join(folder, name)) ? readFileSync(join(folder, name), 'utf8').split('\n') : null
  return { all: lines('all.jsonl'), ledger: lines('ledger.jsonl'), failed: lines('failed.jsonl') }
}

const sorted = (all: ReturnType<typeof results>): unknown => Object.values(all).map((lines) => lines && [...lines].sort())

test.each([
  ['stopped', { stopAfter: 3 }, [{}, { table: 'kept' }, { unordered: true }]], ['complete', {}, [{}, { table: 'kept' }, { table: 'back' }]],
] as const)('a run over changed inputs, after one that was %s, is killed at every moment', async (_, before, ways) => {
  for (const how of ways) {
    const begun = fresh()
    await run(begun, { documents: 'abCde', ...before, ...how })
    const whole = fresh()
    await run(whole, { documents: 'xabCe', ...how })
    const later = fresh()
    await run(later, { documents: 'xyabeF', ...how })
    const same = (folder: string, as: string, moment: string): void => {
      const [got, wanted] = [results(folder), results(as)]
      if ('unordered' in how) expect(sorted(got), moment).toEqual(sorted(wanted))
      else expect(got, moment).toEqual(wanted)
    }
    for (let changes = 1, over = false; !over; changes++) {
      const moment = `${JSON.stringify(how)} after ${changes} changes`
      const folder = fresh()
      cpSync(begun, folder, { recursive: true })
      over = await run(folder, { documents: 'xabCe', changes, ...how }).then(() => true, () => false)
      await run(folder, { documents: 'xabCe', ...how })
      same(folder, whole, moment)
      await run(folder, { documents: 'xyabeF', ...how })
      same(folder, later, `${moment}, and later`)
      expect(readdirSync(folder).filter((name) => /partial|before|leaving|reverted/.test(name)), moment).toEqual([])
    }
  }
})
