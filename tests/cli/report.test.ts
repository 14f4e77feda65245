/** Protects what a person sees of a run: the page of --report, the events of --log json, the bar on a terminal. */
import { execFileSync, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { Desk, MAIN } from './driver.js'

const PATIENCE = 60_000
const PAGE = `<html lang="en"><head><title>Night ferry</title></head><body><article><h1>Night ferry</h1>
<p>The night ferry to Orrin sails again from Friday, four years after the last one tied up at the old pier.</p>
<p>Tickets cost as much as they did in 2019, and the islanders asked for the line for years.</p></article></body></html>`

let desk: Desk
beforeEach(() => {
  desk = new Desk()
  for (const name of ['a', 'b', 'c']) desk.file(`saved/${name}.html`, PAGE)
  desk.file('saved/empty.html', '<html></html>')
})
afterEach(() => desk.clear())

test('--report writes one page about the run, and never replaces a file unasked', async () => {
  const { code } = await desk.run(['saved', '-o', 'out', '--report', 'reports/run.html'])
  expect(code).toBe(1)
  const page = readFileSync(join(desk.folder, 'reports/run.html'), 'utf8')
  expect(page).toContain('<h1>4 documents</h1>')
  expect(page).toContain('delivered: 3 of 4')
  expect(page).toContain('cleancopy saved -o out --report reports/run.html')
  expect(page).toContain('saved/empty.html')
  expect(page).toContain(join(desk.folder, 'out.failed.jsonl'))
  desk.file('saved/d.html', PAGE)
  expect((await desk.run(['saved', '-o', 'out', '--report', 'reports/run.html', '--resume'])).code).toBe(1)
  expect(readFileSync(join(desk.folder, 'reports/run.html'), 'utf8')).toMatch(/<h1>1 document<\/h1>[^]*4 more were done by earlier runs/)
  const again = await desk.run(['saved', '-o', 'out2', '--report', 'reports/run.html'])
  expect(again.code).toBe(2)
  expect(again.err).toMatch(/^cleancopy: .*run\.html.*\n$/)
}, PATIENCE)

test('--log json makes every line of standard error an event', async () => {
  const { err, out } = await desk.run(['saved', 'nowhere.html', '-o', '-', '--log', 'json', '--verbose'])
  const events = err.trim().split('\n').map((line) => JSON.parse(line) as Record<string, unknown>)
  expect(events.filter(({ event }) => event === 'document').map(({ input, verdict }) => [input, verdict]))
    .toEqual([['saved/a.html', 'clean'], ['saved/b.html', 'clean'], ['saved/c.html', 'clean']])
  expect(events.filter(({ event }) => event === 'failure').map(({ input, code, message }) => [input, code, message])).toEqual([
    ['saved/empty.html', 'empty', 'there is no text in it'], ['nowhere.html', 'missing', 'no such file or folder'],
  ])
  expect(events.at(-1)).toMatchObject({ event: 'end', documents: 5, clean: 3, failed: 2, interrupted: false })
  expect(out.trim().split('\n')).toHaveLength(3)
  const quiet = await desk.run(['saved', '-o', '-', '--log', 'json', '--quiet'])
  expect(quiet.err.trim().split('\n').map((line) => (JSON.parse(line) as { event: string }).event)).toEqual(['failure'])
  const wrong = await desk.run(['saved', '-o', '-', '--log', 'xml'])
  expect([wrong.code, wrong.err]).toEqual([2, 'cleancopy: --log is one of text, json; not "xml"\n'])
}, PATIENCE)

const TERMINAL = spawnSync('script', ['--version']).status === 0
if (!TERMINAL) process.stdout.write('skipped: the bar is not looked at, because there is no "script" (util-linux) to make a terminal\n')

test.skipIf(!TERMINAL)('the bar is drawn on a terminal, never between data on it, and leaves nothing behind', () => {
  const onTerminal = (words: string): string => execFileSync('script', ['-qec', `${process.execPath} ${MAIN} ${words}`, '/dev/null'], {
    cwd: desk.folder, encoding: 'utf8', env: { ...process.env, NO_COLOR: '1', COLUMNS: '100' }, stdio: ['pipe', 'pipe', 'pipe'],
  })
  const good = 'saved/a.html saved/b.html saved/c.html'
  expect(onTerminal(`${good} -o out`)).toMatch(/[█░] \d+% · \d of 3 · [\d.,]+\/s/)
  expect(onTerminal(`${good} -o quiet -q`)).not.toMatch(/[█░]/)
  expect(onTerminal(`${good} -o -`)).not.toMatch(/[█░]/)
  expect(onTerminal(`${good} -o - > lines.jsonl`)).toMatch(/ of 3|3 documents/)
}, PATIENCE)
