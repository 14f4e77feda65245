/** Protects: two runs never write to one place, and a run that was killed keeps nobody out. */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
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

test('of a run on another machine the last sign of life counts', async () => {
  const path = join(root, 'elsewhere')
  writeFileSync(path, JSON.stringify({ pid: dead, host: 'elsewhere.example', began: null }))
  await expect(lock(path)).rejects.toMatchObject({ host: 'elsewhere.example' })
  const before = new Date(Date.now() - 61_000)
  utimesSync(path, before, before)
  await (await lock(path))()
})
