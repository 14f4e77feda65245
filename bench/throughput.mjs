#!/usr/bin/env node
// How fast a batch is: the library in a loop, the built command line with one worker, with two; on the development pages as JSON lines.
// Every run is a process of its own, in turns. With --documents: memory over a long run, sampled from outside.
import { spawn } from 'node:child_process'
import { closeSync, existsSync, linkSync, mkdtempSync, openSync, readFileSync, rmSync, statSync, writeSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { dataFolder, loadPages, readHtml } from './dataset.mjs'
import { fail, failUnbuilt, readOptions, skip, wholeNumber } from './options.mjs'
import { median } from './score.mjs'
import { isBuilt } from './systems/cleancopy.mjs'
import { table } from './table.mjs'

const USAGE = `node bench/throughput.mjs [options]
  --data DIR      development pages (default ../shared/data/wcxb)
  --rounds N      runs of each kind, in turns (default 5)
  --repeat N      the pages so many times over in one run (default: once, and then three times over)
  --documents N   instead: resident memory over a run of so many documents, with two workers
  --bound MB      that memory may be no more (default 600)
  --kind NAME     of the long run's documents: pages, or small ones (default pages)`

/** Documented goals: two workers beside one, one worker beside the library in a loop. */
const GOALS = { two: 1.7, one: 0.9 }

const { values } = readOptions({
  data: { type: 'string' }, rounds: { type: 'string' }, repeat: { type: 'string' }, documents: { type: 'string' }, bound: { type: 'string' },
  kind: { type: 'string' },
}, USAGE)
if (!isBuilt()) failUnbuilt()
const data = values.data ?? '../shared/data/wcxb'
const rounds = wholeNumber(values.rounds, 'rounds', 5, 1)
const repeats = values.repeat === undefined ? [1, 3] : [wholeNumber(values.repeat, 'repeat', 1, 1)]
const bound = wholeNumber(values.bound, 'bound', 600, 1)
const kind = values.kind ?? 'pages'
if (!['pages', 'small'].includes(kind)) fail(`--kind must be pages or small, not "${kind}"`)
if (kind === 'pages' && dataFolder(data) === null) skip(`no development pages in ${path.resolve(data)} (see --data)`)

const DIST = fileURLToPath(new URL('../dist/', import.meta.url))
const MAIN = path.join(DIST, 'cli/main.js')
const folder = mkdtempSync(path.join(os.tmpdir(), 'cleancopy-throughput-'))
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
const input = path.join(folder, 'pages.jsonl')

/** What the batch does with a record, without the batch: lines are read whole, cleaned one by one, and written as lines. */
const LOOP = `
  import { createReadStream, createWriteStream } from 'node:fs'
  import { createInterface } from 'node:readline'
  import { createCleaner, loadRulebook, toJson } from ${JSON.stringify(path.join(DIST, 'index.js'))}
  const cleaner = await createCleaner(await loadRulebook())
  const out = createWriteStream(process.argv[2])
  for await (const line of createInterface({ input: createReadStream(process.argv[1]) })) {
    const { url, html } = JSON.parse(line)
    if (!out.write(JSON.stringify({ url, ...toJson(cleaner.fromHtml(html, { url })) }) + '\\n')) await new Promise(done => out.once('drain', done))
  }
  out.end()`

/** @param {string} out @returns {Record<string, string[]>} */
function calls(out) {
  const batch = (/** @type {string} */ jobs) => [MAIN, input, '-o', out, '--force', '--quiet', '--jobs', jobs]
  return { 'library in a loop': ['--input-type=module', '-e', LOOP, input, out], 'one worker': batch('1'), 'two workers': batch('2') }
}

/** @param {string} file @param {Iterable<string>} records */
function writeRecords(file, records) {
  const handle = openSync(file, 'w')
  for (const record of records) writeSync(handle, `${record}\n`)
  closeSync(handle)
}

/** @param {number} count documents; the pages over and over until there are as many @returns {Generator<string>} */
function* records(count) {
  if (kind === 'small') {
    for (let at = 0; at < count; at++) yield JSON.stringify({ url: `https://post.example/${at}`, html: `<html><body><p>page ${at}</p></body></html>` })
    return
  }
  const pages = loadPages(data)
  for (let at = 0; at < count; at++) {
    const page = pages[at % pages.length]
    if (page) yield JSON.stringify({ url: page.url, html: readHtml(page.file) })
  }
}

/** Resident megabytes of a process and of all that it started: worker threads are in its own. @param {number} pid */
function resident(pid) {
  try {
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(word => word !== '').map(Number)
    const own = Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024
    return children.reduce((sum, child) => sum + resident(child), own)
  } catch {
    return 0
  }
}

/** Seconds of the processor that ended children took. */
function childSeconds() {
  // Fields 16 and 17 of /proc/self/stat, in hundredths; the name of the process is in brackets.
  const fields = readFileSync('/proc/self/stat', 'utf8').replace(/^.*\) /s, '').split(' ')
  return (Number(fields[13]) + Number(fields[14])) / 100
}

/** @param {string[]} words @param {(megabytes: number, seconds: number) => void} [watch] */
function run(words, watch) {
  return new Promise((resolve, reject) => {
    const began = performance.now()
    const cpu = existsSync('/proc/self/stat') ? childSeconds() : NaN
    const child = spawn(process.execPath, words, { stdio: ['ignore', 'ignore', 'pipe'] })
    let err = ''
    child.stderr.on('data', chunk => { err += chunk })
    const timer = watch && setInterval(() => watch(resident(child.pid ?? 0), (performance.now() - began) / 1000), 200)
    child.on('error', reject)
    child.on('close', code => {
      clearInterval(timer)
      if (code !== 0 && code !== 1) reject(new Error(`ended with ${code}: ${err.slice(0, 500)}`))
      else resolve({ seconds: (performance.now() - began) / 1000, cpu: existsSync('/proc/self/stat') ? childSeconds() - cpu : NaN })
    })
  })
}

/** @param {number} repeat @param {number} rounds */
async function measureSpeed(repeat, rounds) {
  const count = loadPages(data).length * repeat
  writeRecords(input, records(count))
  const megabytes = statSync(input).size / 1e6
  const out = path.join(folder, 'out.jsonl')
  /** @type {Map<string, { seconds: number, cpu: number }[]>} */
  const taken = new Map(Object.keys(calls(out)).map(name => [name, []]))
  for (let round = 0; round < rounds; round++) {
    const turn = Object.entries(calls(out))
    // Whoever goes first meets another machine than the last: the order turns.
    for (const [name, words] of [...turn.slice(round % turn.length), ...turn.slice(0, round % turn.length)]) taken.get(name)?.push(await run(words))
  }
  const middle = (/** @type {string} */ name, /** @type {'seconds' | 'cpu'} */ what) => median((taken.get(name) ?? []).map(one => one[what]))
  const rows = [...taken.keys()].map(name => [
    name, middle(name, 'seconds').toFixed(1), (count / middle(name, 'seconds')).toFixed(0), (megabytes / middle(name, 'seconds')).toFixed(1), middle(name, 'cpu').toFixed(1),
  ])
  console.log(`\n${repeat === 1 ? 'The pages once: V8 makes its machine code for every worker, and in so short a run that is a good part of the work'
    : `The pages ${repeat} times over: V8's machine code is made once for all of them, as in a long run`}.`)
  console.log(`${count} pages, ${megabytes.toFixed(0)} MB of JSON lines, ${rounds} rounds, medians; ${os.availableParallelism()} cores, load ${os.loadavg()[0]?.toFixed(1)}\n`)
  console.log(table(['', 'seconds', 'pages/s', 'MB/s', 'CPU s'], rows))
  const two = middle('one worker', 'seconds') / middle('two workers', 'seconds')
  const one = middle('library in a loop', 'seconds') / middle('one worker', 'seconds')
  // What others do on the machine slows them all, but not alike: processor time says what would be without them.
  const twoByCpu = 2 * middle('one worker', 'cpu') / middle('two workers', 'cpu')
  const oneByCpu = middle('library in a loop', 'cpu') / middle('one worker', 'cpu')
  console.log(`\ntwo workers are ${two.toFixed(2)} times as fast as one (goal ${GOALS.two}; by processor time at most ${twoByCpu.toFixed(2)})`)
  console.log(`one worker has ${(one * 100).toFixed(0)} % of the library's speed in a loop (goal ${GOALS.one * 100} %; by processor time ${(oneByCpu * 100).toFixed(0)} %)`)
}

/** @param {number} wanted */
async function measureMemory(wanted) {
  const whole = kind === 'small' ? wanted : loadPages(data).length
  writeRecords(input, records(whole))
  // The same pages under several names: links take no room on the disk.
  const copies = Math.ceil(wanted / whole)
  const count = copies * whole
  const names = Array.from({ length: copies }, (_, at) => path.join(folder, `pages-${String(at).padStart(4, '0')}.jsonl`))
  for (const name of names) linkSync(input, name)
  /** @type {[number, number][]} */
  const samples = []
  const { seconds } = await run([MAIN, ...names, '-o', path.join(folder, 'out.jsonl'), '--quiet', '--jobs', '2'], (megabytes, at) => samples.push([at, megabytes]))
  const peak = Math.max(...samples.map(([, megabytes]) => megabytes))
  console.log(`${count} documents, ${(copies * statSync(input).size / 1e6).toFixed(0)} MB of JSON lines, two workers, ${seconds.toFixed(0)} s\n`)
  const tenths = Array.from({ length: 10 }, (_, at) => samples.filter(([when]) => when >= seconds * at / 10 && when < seconds * (at + 1) / 10).map(([, megabytes]) => megabytes))
  console.log(table(['of the run', 'median MB', 'most MB'], tenths.map((part, at) => [`${at * 10}–${at * 10 + 10} %`, median(part).toFixed(0), Math.max(0, ...part).toFixed(0)])))
  const growth = median(tenths.at(-1) ?? []) - median(tenths[1] ?? [])
  console.log(`\npeak ${peak.toFixed(0)} MB (bound ${bound}); from the second tenth to the last ${growth >= 0 ? '+' : ''}${growth.toFixed(0)} MB`)
  if (peak > bound) process.exitCode = 1
}

if (values.documents !== undefined) await measureMemory(wholeNumber(values.documents, 'documents', 50_000, 1))
else for (const repeat of repeats) await measureSpeed(repeat, Math.ceil(rounds / repeat))
