/** Protects: after a power cut a journal claims nothing that the disk does not have. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterAll, expect, test, vi } from 'vitest'
import { Unsynced, type LineFile } from '../../src/batch/files.js'
import { Journal } from '../../src/batch/journal.js'
import { runBatch } from '../../src/batch/run.js'
import { OwnInputs } from '../../src/batch/own-inputs.js'
import { createLines, folderSink, jsonlRecorder } from '../../src/batch/sinks.js'
import { cleanedText, input } from './fakes.js'

const { events } = vi.hoisted(() => ({ events: [] as string[] }))

// What is asked of the disk is told by its handles.
vi.mock('node:fs/promises', async (original) => {
  const system = await original<typeof import('node:fs/promises')>()
  const open: typeof system.open = async (path, ...rest) => {
    const handle = await system.open(path, ...rest)
    const name = String(path).split('/').at(-1) ?? ''
    const datasync = handle.datasync.bind(handle)
    const sync = handle.sync.bind(handle)
    const appendFile = handle.appendFile.bind(handle)
    return Object.assign(handle, {
      datasync: () => { events.push(`sync ${name}`); return datasync() },
      sync: () => { events.push(`sync ${name}`); return sync() },
      appendFile: (data: string) => { events.push(`write ${name}: ${data}`); return appendFile(data) },
    })
  }
  return { ...system, open }
})

const root = mkdtempSync(join(tmpdir(), 'cleancopy-durable-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

test('files, their folder and lines are on the disk before the journal has a word of them, and then the word', async () => {
  // Between any two documents a second goes by.
  let now = 0
  const clock = vi.spyOn(Date, 'now').mockImplementation(() => now += 1000)
  const unsynced = new Unsynced()
  const path = join(root, 'journal')
  const ledger: LineFile = await createLines(join(root, 'ledger.jsonl'))
  const journal = await Journal.open({
    path, setup: { version: '1', rulebook: 'r', options: 'o' }, files: [ledger], unsynced, retryFailed: false, unordered: false, keep: true,
  })
  const sink = folderSink({ folder: join(root, 'out'), nameOf: (name) => `${name}.txt`, force: false, inputs: new OwnInputs(new Set()), unsynced, encode: ({ text }) => text })
  await runBatch({
    entries: ['a', 'b', 'c'].map((name) => input(name)), clean: ({ input: name }) => cleanedText(name), sink, journal, jobs: 2, signal: new AbortController().signal,
    recorders: [jsonlRecorder(ledger, (outcome) => [`about ${outcome.input}`])],
  })
  clock.mockRestore()
  for (const name of ['a', 'b', 'c']) {
    const word = events.findIndex((event) => event.startsWith(`write journal: ["${name}"`))
    expect(word).toBeGreaterThan(0)
    const before = events.slice(0, word)
    const line = before.findLastIndex((event) => event === `write ledger.jsonl.partial: about ${name}\n`)
    expect(before.slice(line)).toContain('sync ledger.jsonl.partial')
    expect(before).toContain(`sync ${name}.txt`)
    expect(before.slice(before.lastIndexOf(`sync ${name}.txt`))).toContain('sync out')
    expect(events[word + 1]).toBe('sync journal')
  }
  // Its name, too, before the journal could go.
  expect(events.at(-1)).toBe(`sync ${basename(root)}`)
  expect(readFileSync(join(root, 'ledger.jsonl'), 'utf8')).toBe('about a\nabout b\nabout c\n')
})
