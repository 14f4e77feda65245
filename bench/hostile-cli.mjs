#!/usr/bin/env node
// The whole hostile suite through the built command line, as files in one folder and as files of records: no crash, no document
// lost, every one within its limit.
import { spawn } from 'node:child_process'
import { createReadStream, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import { createInterface } from 'node:readline'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { failUnbuilt, pattern, readOptions, skip, wholeNumber } from './options.mjs'
import { isBuilt } from './systems/cleancopy.mjs'

const USAGE = `node bench/hostile-cli.mjs [options]
  --hostile DIR   the generator (default ../shared/hostile)
  --only RE       cases whose id fits (default all)
  --timeout S     for one document (default 45, the wall time of the suite's own runner)
  --jobs N        workers (default 2)
  --together      files of records in one run, and alone only those that went wrong there (default: each alone)
  --verbose       a line for each run`

const { values } = readOptions({
  hostile: { type: 'string' }, only: { type: 'string' }, timeout: { type: 'string' }, jobs: { type: 'string' },
  together: { type: 'boolean' }, verbose: { type: 'boolean' },
}, USAGE)
const dir = path.resolve(values.hostile ?? '../shared/hostile')
if (!existsSync(path.join(dir, 'gen.mjs'))) skip(`no hostile suite in ${dir} (see --hostile)`)
if (!isBuilt()) failUnbuilt()
const timeout = wholeNumber(values.timeout, 'timeout', 45, 1)
const jobs = wholeNumber(values.jobs, 'jobs', 2, 1)
const only = pattern(values.only, 'only')
const MAIN = fileURLToPath(new URL('../dist/cli/main.js', import.meta.url))
/** Beyond what all documents of a run may take, only a hanging command line is still there. */
const HANGING = 1_800_000
const root = mkdtempSync(path.join(os.tmpdir(), 'cleancopy-hostile-'))
process.on('exit', () => rmSync(root, { recursive: true, force: true }))

/** @typedef {{ id: string, kind: string, ext: string, xl?: boolean, make: () => any, expect: { exit?: string, records?: number, okRecords?: number } }} Case */
const generator = await import(pathToFileURL(path.join(dir, 'gen.mjs')).href)
/** @type {Case[]} */
const cases = generator.cases.filter((/** @type {Case} */ one) => only.test(one.id) && !one.xl)
/** What the generator's tree of odd files is made with. */
Object.assign(globalThis, { __mkfifo: (/** @type {string} */ name) => spawn('mkfifo', [name]) })

let documents = 0
let lost = 0
let crashes = 0
let late = 0
/** @type {string[]} */
const wrong = []

/** @param {string[]} words @param {string} cwd @returns {Promise<{ code: number | null, err: string, seconds: number }>} */
function run(words, cwd) {
  return new Promise(resolve => {
    const began = performance.now()
    const child = spawn(process.execPath, [MAIN, ...words], { cwd, stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, NO_COLOR: '1' } })
    let err = ''
    child.stderr.on('data', chunk => { if (err.length < 1_000_000) err += chunk })
    const timer = setTimeout(() => child.kill('SIGKILL'), HANGING)
    child.on('close', code => {
      clearTimeout(timer)
      resolve({ code, err, seconds: (performance.now() - began) / 1000 })
    })
  })
}

/** @param {string} name @param {{ code: number | null, err: string, seconds: number }} ended @param {readonly number[]} codes */
function judge(name, { code, err, seconds }, codes) {
  if (values.verbose) console.log(`${name}: ${code}, ${seconds.toFixed(1)} s`)
  const stack = /\n\s+at \S+|Error:.*\n\s+at /.test(err)
  if (code !== null && codes.includes(code) && !stack) return
  crashes += 1
  wrong.push(`${name}: code ${code}${stack ? ', a stack' : ''}: ${err.slice(0, 200)}`)
}

/** Of each line what it says of its input: the file may be larger than a string can be. @param {string} file @returns {Promise<any[]>} */
async function lines(file) {
  /** @type {any[]} */
  const found = []
  if (!existsSync(file)) return found
  for await (const line of createInterface({ input: createReadStream(file) })) {
    if (line === '') continue
    const { removals: _, text: __, ...said } = JSON.parse(line)
    found.push(said)
  }
  return found
}

/** @param {string} folder */
function filesBelow(folder) {
  if (!existsSync(folder)) return []
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
  return entries.filter(entry => entry.isFile() && !entry.name.startsWith('.')).map(entry => path.join(entry.parentPath, entry.name))
}

/** @param {string} name @param {number} missing */
function lose(name, missing) {
  if (missing <= 0) return
  lost += missing
  wrong.push(`${name}: ${missing} lost`)
}

/** Every page and text in one folder, into a folder and into lines: each is delivered or named. */
async function together() {
  const single = cases.filter(({ kind }) => ['html', 'text', 'gz'].includes(kind))
  if (single.length === 0) return
  const folder = path.join(root, 'in')
  mkdirSync(folder)
  for (const one of single) writeFileSync(path.join(folder, `${one.id.replaceAll('/', '-')}.${one.ext}`), one.make())
  // a million paragraphs are beyond the default of 1 GB, and would be named as such
  const limits = ['--timeout', String(timeout), '--memory', '3072', '--jobs', String(jobs), '--quiet']
  const toLines = await run(['in', '-o', 'all.jsonl', ...limits], root)
  judge('all to lines', toLines, [0, 1])
  const failed = await lines(path.join(root, 'all.jsonl.failed.jsonl'))
  const seen = new Set([...await lines(path.join(root, 'all.jsonl')), ...failed].map(({ input }) => input))
  lose('all to lines', single.length - seen.size)
  const toFolder = await run(['in', '-o', 'out', ...limits], root)
  judge('all to a folder', toFolder, [0, 1])
  lose('all to a folder', single.length - filesBelow(path.join(root, 'out')).length - (await lines(path.join(root, 'out.failed.jsonl'))).length)
  documents += 2 * single.length
  for (const { input, code } of failed.filter(isLate)) {
    late += 1
    wrong.push(`${input}: ${code}`)
  }
  console.log(`pages and texts: ${single.length} documents, to lines ${toLines.seconds.toFixed(1)} s, to a folder ${toFolder.seconds.toFixed(1)} s, ${failed.length} not delivered`)
}

/** A file of records: as many results as it says, and every other record named. @param {Case} one */
async function records(one) {
  const name = written(one)
  const { results, failed, ended } = await intoLines([name])
  judge(one.id, ended, one.expect.exit === 'ok' ? [0] : [0, 1])
  documents += results.length + failed.length
  count(one, results.length, failed.length)
  for (const { input, code } of failed.filter(isLate)) wrong.push(`${input}: ${code}`)
  if (ended.seconds > timeout) console.log(`${one.id}: ${ended.seconds.toFixed(1)} s for ${results.length + failed.length} records of ${(statSync(path.join(root, name)).size / 1e6).toFixed(1)} MB`)
  rmSync(path.join(root, name))
}

/** Files of records in one run, because a start takes longer than most of them; what is not as it should be is run again, alone. @param {Case[]} all */
async function recordsTogether(all) {
  if (all.length === 0) return
  const names = all.map(written)
  const { results, failed, ended } = await intoLines(names)
  judge('all files of records', ended, [0, 1])
  const ofFile = (/** @type {any[]} */ found, /** @type {string} */ name) => found.filter(({ input }) => input === name || input.startsWith(`${name}:`))
  for (const [at, one] of all.entries()) {
    const name = names[at] ?? ''
    const [good, bad] = [ofFile(results, name), ofFile(failed, name)]
    const isRight = ended.code !== null && (one.expect.exit !== 'ok' || bad.length === 0) && !bad.some(isLate)
      && good.length + bad.length >= (one.expect.records ?? 0) && good.length >= (one.expect.okRecords ?? 0)
    if (isRight) documents += good.length + bad.length
    else await records(one)
  }
  console.log(`files of records: ${all.length}, ${results.length + failed.length} records, ${ended.seconds.toFixed(1)} s, ${failed.length} not delivered`)
}

/** @param {Case} one */
function written(one) {
  const name = `${one.id.replaceAll('/', '-')}.${one.ext}`
  writeFileSync(path.join(root, name), one.make())
  return name
}

/** @param {string[]} names */
async function intoLines(names) {
  const ended = await run([...names, '-o', 'records.jsonl', '--force', '--timeout', String(timeout), '--jobs', String(jobs), '--quiet'], root)
  return { ended, results: await lines(path.join(root, 'records.jsonl')), failed: await lines(path.join(root, 'records.jsonl.failed.jsonl')) }
}

/** @param {Case} one @param {number} good @param {number} bad */
function count({ id, expect }, good, bad) {
  if (expect.records !== undefined) lose(id, expect.records - good - bad)
  if (expect.okRecords !== undefined) lose(`${id}, good records`, expect.okRecords - good)
}

/** @param {{ code: string }} failure */
function isLate({ code }) {
  return ['timeout', 'out-of-memory', 'crashed'].includes(code)
}

/** Rule files that were made to break their reader: in one run, each of them named; alone, when that run went wrong. */
async function ruleFiles() {
  const names = new Map(cases.filter(({ kind }) => kind === 'config').map(one => [`rule-${one.id.replaceAll('/', '-')}.${one.ext}`, one]))
  if (names.size === 0) return
  for (const [name, one] of names) writeFileSync(path.join(root, name), one.make())
  const ended = await run(['rules', 'check', ...names.keys()], root)
  judge('all rule files', ended, [0, 2])
  const accused = new Set(ended.err.split('\n').map(line => line.split(':')[0]))
  const silent = [...names].filter(([name, { expect }]) => expect.exit === 'reject' && !accused.has(name))
  for (const [name, { id }] of silent) judge(id, await run(['rules', 'check', name], root), [2])
}

/** A folder of odd names and links. @param {{ id: string, setup: (folder: string) => void }} one */
async function folderOf(one) {
  const folder = path.join(root, one.id.replaceAll('/', '-'))
  mkdirSync(folder)
  one.setup(folder)
  judge(one.id, await run([folder, '-o', `${folder}-out`, '--quiet', '--timeout', String(timeout)], root), [0, 1])
}

await together()
const ofRecords = cases.filter(({ kind }) => ['jsonl', 'warc'].includes(kind))
if (values.together) await recordsTogether(ofRecords)
else for (const one of ofRecords) await records(one)
await ruleFiles()
for (const one of generator.fsCases.filter((/** @type {Case} */ { id }) => only.test(id))) await folderOf(one)
for (const line of wrong) console.log(`wrong  ${line}`)
console.log(`documents ${documents} · crashes ${crashes} · lost ${lost} · beyond their limit ${late}`)
process.exitCode = crashes + lost + wrong.length === 0 ? 0 : 1
