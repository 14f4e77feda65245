/** Protects: what may not be read or written is said in words and before the work, as somebody who is not root meets it. */
import { spawn } from 'node:child_process'
import { chmodSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { Desk, ended, MAIN, page, type Ended } from './driver.js'

vi.setConfig({ testTimeout: 60_000 })

/** Nobody, on most systems: root may write everywhere. */
const NOBODY = 65534
const own = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {}

const desk = new Desk()
let possible = process.platform !== 'win32'

const run = async (...words: string[]): Promise<Ended> => ended(spawn(process.execPath, [MAIN, ...words], { cwd: desk.folder, ...own }))

beforeAll(async () => {
  desk.file('p.html', page('Lemons'))
  desk.file('q.html', page('Pears'))
  mkdirSync(join(desk.folder, 'locked'))
  mkdirSync(join(desk.folder, 'closed'))
  chmodSync(desk.folder, 0o755)
  chmodSync(join(desk.folder, 'locked'), 0o555)
  chmodSync(join(desk.folder, 'closed'), 0o000)
  // The command line itself may lie where nobody else can read it.
  possible &&= (await run('--version').catch(() => null))?.code === 0
})

beforeEach((context) => {
  if (!possible) context.skip()
})

afterAll(() => {
  chmodSync(join(desk.folder, 'locked'), 0o755)
  chmodSync(join(desk.folder, 'closed'), 0o755)
  desk.clear()
})

test.each<[string, string[]]>([
  ['-o', ['p.html', '-o', 'locked/p.txt']], ['-o', ['p.html', 'q.html', '-o', 'locked']], ['-o', ['p.html', 'q.html', '-o', 'locked/below/all.jsonl']],
  ['--ledger', ['p.html', '-o', '-', '--ledger', 'locked/l.jsonl']], ['--failed', ['p.html', '-o', '-', '--failed', 'locked/f.jsonl']],
  ['--report', ['p.html', '-o', '-', '--report', 'locked/r.html']],
  ['--site-state', ['p.html', '-o', '-', '--learn-sites', '--site-state', 'locked/s.json']], ['-o', ['rules', 'new', 'p.html', '-o', 'locked/r.yaml']],
])('%s where nothing may be written is refused before the first document: %j', async (flag, words) => {
  expect(await run(...words)).toEqual({ code: 2, out: '', err: `cleancopy: ${flag}: nothing can be written in locked: permission denied\n` })
})

test('a folder of rules that may not be looked into is told once', async () => {
  expect(await run('rules', 'check', 'closed')).toEqual({ code: 2, out: '', err: 'closed: no permission to read it\n' })
})

test('the page of a rule\'s test that may not be read', async () => {
  chmodSync(desk.file('secret.html', page('Plums')), 0o000)
  desk.file('post.yaml', 'schema: 1\nhosts: [post.example]\nremove: [.x]\ntests:\n  - name: plums\n    file: secret.html\n    contains: [ferry]\n')
  const { code, out, err } = await run('rules', 'test', 'post.yaml')
  expect(code).toBe(1)
  expect(out + err).toContain('secret.html cannot be read: permission denied')
})
