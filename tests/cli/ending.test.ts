/** Protects: what is told at the end of a run has a bound, and the list of failures is called by the whole name of the output. */
import { execFileSync, spawnSync } from 'node:child_process'
import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Desk, MAIN, page } from './driver.js'

// Each test starts processes, and the machine may be busy.
vi.setConfig({ testTimeout: 60_000 })

let desk: Desk

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

const hasTmux = spawnSync('tmux', ['-V']).status === 0

test.skipIf(!hasTmux)('on a terminal no bar wipes away what comes through a pipe, and Ctrl-C leaves whole sentences (skipped without tmux)', async () => {
  for (const name of ['a', 'b', 'c']) desk.file(`saved/${name}.html`, page(name))
  desk.file('many.jsonl', `${JSON.stringify({ html: page('Many', 300) })}\n`.repeat(400))
  const tmux = (...words: string[]): string => execFileSync('tmux', ['-L', desk.folder.replace(/\W/g, '-'), ...words], { encoding: 'utf8' })
  tmux('new-session', '-d', '-s', 'x', '-x', '120', '-y', '40', `cd ${desk.folder}; PS1='$ ' exec sh`)
  try {
    const command = `'${process.execPath}' '${MAIN}'`
    const until = async (what: RegExp): Promise<string> => {
      for (;;) {
        const screen = tmux('capture-pane', '-p', '-t', 'x')
        if (what.test(screen)) return screen
        await pause(50)
      }
    }
    const type = (line: string): string => tmux('send-keys', '-t', 'x', line, 'Enter')
    type(`clear; ${command} saved -o - | head -c 24; echo; echo do''ne`)
    expect(await until(/^done/m)).toMatch(/^\{"input":"saved\/a\.html",$/m)
    type(`clear; ${command} many.jsonl -o out.jsonl; echo do''ne $?`)
    await until(/^\d+ documents · /m)
    tmux('send-keys', '-t', 'x', 'C-c')
    const screen = await until(/^done 130$/m)
    expect(screen).toMatch(/^cleancopy: finishing what is running \(once more to stop at once\)$/m)
    expect(screen).toMatch(/^cleancopy: the same command with --resume goes on from here$/m)
  } finally {
    tmux('kill-server')
  }
})
