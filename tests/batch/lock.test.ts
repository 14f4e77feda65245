/** Protects: two runs never write to one place, and a run that was killed keeps nobody out. */
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, expect, test } from 'vitest'
import { lock, LockedError } from '../../src/batch/lock.js'

const root = mkdtempSync(join(tmpdir(), 'cleancopy-lock-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

test('whoever comes second is told who is there, and may come when that one has gone', async () => {
  const path = join(root, 'made', 'lock')
  const release = await lock(path)
  await expect(lock(path)).rejects.toThrow(LockedError)
  await expect(lock(path)).rejects.toMatchObject({ pid: process.pid, host: hostname() })
  await release()
  await (await lock(path))()
  expect(existsSync(path)).toBe(false)
})

const dead = spawnSync(process.execPath, ['-e', '']).pid

test.each([
  ['of a process that has ended', { pid: dead, host: hostname(), began: null }],
  ['of one whose number another process has by now', { pid: process.pid, host: hostname(), began: '1' }],
  ['that was not written to its end', null],
])('a lock %s holds nobody', async (name, owner) => {
  const path = join(root, name)
  writeFileSync(path, owner === null ? '' : JSON.stringify(owner))
  await (await lock(path))()
})

test.skipIf(process.platform !== 'linux')('nor does one of a process that has ended and stays in the list, as in containers', async () => {
  const path = join(root, 'zombie')
  const shell = spawn('sh', ['-c', `sleep 0.3 & cut -d' ' -f22 /proc/$!/stat; echo $!; exec sleep 30`])
  const [began, pid] = await new Promise<string[]>((done) => {
    let said = ''
    shell.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      if (said.trim().includes('\n')) done(said.trim().split('\n'))
    })
  })
  writeFileSync(path, JSON.stringify({ pid: Number(pid), host: hostname(), began }))
  await expect(lock(path)).rejects.toThrow(LockedError)
  await pause(600)
  await (await lock(path))()
  shell.kill()
})

test('of a run on another machine the last sign of life counts', async () => {
  const path = join(root, 'elsewhere')
  writeFileSync(path, JSON.stringify({ pid: dead, host: 'elsewhere.example', began: null }))
  await expect(lock(path)).rejects.toMatchObject({ host: 'elsewhere.example' })
  const before = new Date(Date.now() - 61_000)
  utimesSync(path, before, before)
  await (await lock(path))()
})

/** Waits for a path on standard input, tries, says how it went, and gives back what it got at an empty line. */
const RUNNER = `
import { createInterface } from 'node:readline'
const { lock } = await import(process.argv[1])
let release = null
for await (const line of createInterface({ input: process.stdin })) {
  if (line === '') await release?.()
  else release = await lock(line).catch((error) => { if (error.name !== 'LockedError') throw error; return null })
  console.log(release === null ? 'lost' : 'won')
  if (line === '') release = null
}`

test('of several that find a lock that nobody holds, one gets it', async () => {
  const module = new URL('../../dist/batch/lock.js', import.meta.url).href
  const runners = Array.from({ length: 5 }, () => spawn(process.execPath, ['--input-type=module', '-e', RUNNER, module], { stdio: ['pipe', 'pipe', 'inherit'] }))
  const answers = runners.map((runner) => createInterface({ input: runner.stdout })[Symbol.asyncIterator]())
  const all = async (line: string): Promise<string[]> => {
    for (const runner of runners) runner.stdin.write(`${line}\n`)
    return Promise.all(answers.map(async (answer) => String((await answer.next()).value)))
  }
  const stale = JSON.stringify({ pid: dead, host: hostname(), began: null, token: 'dead' })
  const folder = join(root, 'race')
  mkdirSync(folder)
  for (let round = 0; round < 40; round++) {
    const path = join(folder, String(round % 3))
    if (round % 4 !== 0) writeFileSync(path, stale)
    expect((await all(path)).filter((answer) => answer === 'won'), `round ${round}`).toHaveLength(1)
    await all('')
    expect(readdirSync(folder)).toEqual([])
  }
  for (const runner of runners) runner.stdin.end()
})

test('an heir that was killed has one, too, and whoever was too slow gets nothing', async () => {
  const path = join(root, 'chain')
  const owner = (token: string): string => JSON.stringify({ pid: dead, host: hostname(), began: null, token })
  writeFileSync(path, owner('first'))
  writeFileSync(`${path}-first`, owner('second'))
  const release = await lock(path)
  await expect(lock(path)).rejects.toThrow(LockedError)
  expect(existsSync(`${path}-second`)).toBe(true)
  await release()
  expect(readdirSync(root).filter((name) => name.startsWith('chain'))).toEqual([])
})
