#!/usr/bin/env node
// Families of the hostile suite over the library: what survives, what is lost, what leaks, what would execute.
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { fail, failUnbuilt, list, pattern, readOptions, skip } from './options.mjs'
import { isBuilt } from './systems/cleancopy.mjs'
import { table } from './table.mjs'

const USAGE = `node bench/hostile.mjs [options]
  --hostile DIR    generator and runner (default ../shared/hostile)
  --only RE        cases whose id fits, e.g. '^nest/|^empty/' (default all)
  --kind A,B       html, text (default both)
  --format F       what the oracle reads: html or markdown (default html)
  --out DIR        keep the runner's result lines there
  --timeout MS     CPU time for one case (default the runner's)
  --verbose        print the runner's own lines`

const KEEP_LEAST = 0.9
const KINDS = ['html', 'text']

const { values } = readOptions({
  hostile: { type: 'string' }, only: { type: 'string' }, kind: { type: 'string' }, format: { type: 'string' },
  out: { type: 'string' }, timeout: { type: 'string' }, verbose: { type: 'boolean' },
}, USAGE)
const dir = path.resolve(values.hostile ?? '../shared/hostile')
if (!existsSync(path.join(dir, 'run.mjs'))) skip(`no hostile suite in ${dir} (see --hostile)`)
if (!isBuilt()) failUnbuilt()
const peers = fileURLToPath(new URL('./package.json', import.meta.url))
if (!existsSync(new URL('./node_modules/parse5', import.meta.url))) {
  skip('the oracle needs parse5: run npm run bench:install first')
}
const format = values.format ?? 'html'
if (!['html', 'markdown'].includes(format)) fail(`--format must be html or markdown, not "${format}"`)
const kinds = values.kind === undefined ? KINDS : list(values.kind)
for (const kind of kinds) if (!KINDS.includes(kind)) fail(`--kind must be html or text, not "${kind}"`)
const only = pattern(values.only, 'only')

/**
 * @typedef {{ id: string, family: string, status: string, ms: number, err?: string, keep?: number, leak?: number,
 *   exec?: string[], illFormed?: boolean, polluted?: boolean, stateChanged?: boolean }} Line
 * @typedef {{ id: string, family: string, kind: string, expect: { keepMin?: number } }} Case
 */
const cases = await chosenCases()
/** @type {Line[]} */
const lines = []
for (const kind of kinds) if (cases.some(entry => entry.kind === kind)) lines.push(...(await runKind(kind)))
print()

/** @returns {Promise<Case[]>} */
async function chosenCases() {
  const generator = await import(pathToFileURL(path.join(dir, 'gen.mjs')).href)
  const chosen = generator.cases.filter(/** @param {any} entry */ entry => only.test(entry.id) && !entry.xl)
  return chosen.filter(/** @param {Case} entry */ entry => kinds.includes(entry.kind))
}

/** @param {string} kind @returns {Promise<Line[]>} */
async function runKind(kind) {
  const out = values.out ? path.resolve(values.out, kind) : mkdtempSync(path.join(os.tmpdir(), 'cleancopy-hostile-'))
  const args = [
    path.join(dir, 'run.mjs'), '--adapter', fileURLToPath(new URL('./hostile-adapter.mjs', import.meta.url)),
    '--out', out, '--only', only.source, ...(values.timeout ? ['--timeout', values.timeout] : []),
    ...(values.verbose ? [] : ['-q']),
  ]
  const env = { ...process.env, HOSTILE_PEERS: peers, HOSTILE_KIND: kind, HOSTILE_FORMAT: format }
  await new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'inherit', 'inherit'] })
    child.on('error', reject)
    child.on('exit', resolve)
  })
  const file = path.join(out, 'cleancopy.jsonl')
  const text = existsSync(file) ? readFileSync(file, 'utf8') : ''
  if (!values.out) rmSync(out, { recursive: true, force: true })
  return text.split('\n').filter(line => line !== '').map(line => JSON.parse(line))
}

/** @param {Line} line @returns {string[]} everything that is wrong with it */
function faults(line) {
  const entry = cases.find(candidate => candidate.id === line.id)
  const least = entry?.expect.keepMin ?? KEEP_LEAST
  return [
    ...(line.status === 'ok' ? [] : [`${line.status} after ${Math.round(line.ms)} ms: ${(line.err ?? '').slice(0, 120)}`]),
    ...(line.keep !== undefined && line.keep < least ? [`kept ${line.keep} of what must stay`] : []),
    ...(line.leak ? [`leaked ${line.leak}`] : []),
    ...(line.exec?.length ? [`executable: ${line.exec.slice(0, 8).join(', ')}`] : []),
    ...(line.illFormed ? ['lone surrogates in the output'] : []),
    ...(line.polluted ? ['prototype polluted'] : []),
    ...(line.stateChanged ? ['a sane page came out differently afterwards'] : []),
  ]
}

function print() {
  const families = [...new Set(cases.map(entry => entry.family))]
  const row = /** @param {string} name @param {readonly Line[]} of @param {number} total */ (name, of, total) => [
    name, `${of.filter(line => line.status === 'ok').length}/${total}`,
    `${of.filter(line => faults(line).length === 0).length}/${total}`,
  ]
  const rows = families.map(family => row(
    family, lines.filter(line => line.family === family), cases.filter(entry => entry.family === family).length,
  ))
  console.log(table(['family', 'survived', 'as expected'], [...rows, row('all', lines, cases.length)]))
  const unrun = cases.filter(entry => !lines.some(line => line.id === entry.id)).map(entry => `${entry.id}  no result`)
  const wrong = lines.filter(line => faults(line).length > 0).map(line => `${line.id}  ${faults(line).join('; ')}`)
  for (const line of [...wrong, ...unrun]) console.log(line)
  const dead = lines.filter(line => line.status !== 'ok').length + unrun.length
  process.exitCode = dead === 0 ? 0 : 1
}
