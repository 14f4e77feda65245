/** Protects: what is told at the end of a run has a bound, and the list of failures is called by the whole name of the output. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Desk, page } from './driver.js'

// Each test starts processes, and the machine may be busy.
vi.setConfig({ testTimeout: 60_000 })

let desk = new Desk()

beforeEach(() => {
  desk = new Desk()
})

afterEach(() => {
  desk.clear()
})

test('without a file for failures the first thousand are named, the others counted', async () => {
  const { err, code } = await desk.run(['-', '--as', 'jsonl', '-o', '-'], '{"html":""}\n'.repeat(1200))
  const lines = err.trim().split('\n')
  expect(code).toBe(1)
  expect(lines[999]).toBe('cleancopy: -:1000: there is no text in it')
  expect(lines.slice(1000)).toEqual([
    'cleancopy: … and 200 more lines (--log json tells all, --failed FILE.jsonl keeps failures)', expect.stringMatching(/^1,200 documents: 1,200 failed · /),
  ])
})

test('runs into a folder, lines and a table of one name do not share their failures', async () => {
  desk.file('saved/a.html', page('A'))
  desk.file('saved/empty.html', '<html></html>')
  for (const out of ['out', 'out.jsonl', 'out.parquet']) await desk.run(['saved', '-o', out, '-q'])
  expect(desk.files().filter((name) => name.includes('failed'))).toEqual(['out.failed.jsonl', 'out.jsonl.failed.jsonl', 'out.parquet.failed.jsonl'])
})
