#!/usr/bin/env node
// A long stream of text records through the built command line: time, and memory while it runs.
import { spawn } from 'node:child_process'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { fail, failUnbuilt, readOptions, skip, wholeNumber } from './options.mjs'
import { isBuilt } from './systems/cleancopy.mjs'

const USAGE = `node bench/stream.mjs [options]
  --mb N      size of the JSON lines that go in (default 1000)
  --jobs N    workers (default 1)
  --most N    resident megabytes that must not be passed (default 600)`

const { values } = readOptions({ mb: { type: 'string' }, jobs: { type: 'string' }, most: { type: 'string' } }, USAGE)
if (!isBuilt()) failUnbuilt()
if (!existsSync('/proc/self/status')) skip('memory of another process is read from /proc')
const size = wholeNumber(values.mb, 'mb', 1000, 1) * 1e6
const jobs = wholeNumber(values.jobs, 'jobs', 1, 1)
const most = wholeNumber(values.most, 'most', 600, 1)

/** Shares of the stream at which memory is read. */
const MARKS = [0.1, 0.25, 0.5, 0.75, 0.9]
const root = fileURLToPath(new URL('..', import.meta.url))
const samples = path.join(root, 'samples')
const texts = readdirSync(samples).map(name => path.join(samples, name, 'input.txt')).filter(existsSync).map(file => readFileSync(file, 'utf8'))
if (texts.length === 0) fail(`no texts in ${samples}`)

const child = spawn(process.execPath, [path.join(root, 'dist/cli/main.js'), '--filter', '--quiet', '--jobs', String(jobs)], {
  stdio: ['pipe', 'pipe', 'inherit'],
})
let lines = 0
child.stdout.on('data', /** @param {Buffer} chunk */ chunk => { for (const byte of chunk) if (byte === 10) lines++ })
const ended = new Promise(resolve => { child.on('close', resolve) })
const start = performance.now()
let [sent, records, peak, mark] = [0, 0, 0, 0]
while (sent < size) {
  const text = Array.from({ length: 4 }, (_, part) => texts[(records + part) % texts.length]).join('\n\n')
  const line = JSON.stringify({ id: records, text }) + '\n'
  records++
  sent += Buffer.byteLength(line)
  if (!child.stdin.write(line)) await new Promise(resolve => { child.stdin.once('drain', () => { resolve(null) }) })
  if (records % 200 === 0) peak = Math.max(peak, resident())
  if (sent >= size * (MARKS[mark] ?? 2)) console.log(`${Math.round(100 * (MARKS[mark++] ?? 0))} % of ${size / 1e6} MB: ${resident()} MB resident`)
}
child.stdin.end()
const code = await ended
const seconds = (performance.now() - start) / 1000
console.log(`${records} records in, ${lines} out, exit code ${code}; ${(size / 1e6 / seconds).toFixed(1)} MB/s; at most ${peak} MB resident`)
process.exitCode = code === 0 && lines === records && peak <= most ? 0 : 1

/** Megabytes of the child's memory, workers included. */
function resident() {
  try {
    return Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1] ?? 0) / 1000)
  } catch {
    return 0
  }
}
