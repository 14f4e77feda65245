/** Protects: two runs never write to one place, and a run that was killed keeps nobody out. */
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
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
