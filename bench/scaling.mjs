#!/usr/bin/env node
// How the time grows with a page's size, width and depth: the exponent fitted to pages of 1, 2, 4 and 8 times.
import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { peersInstalled } from './machine.mjs'
import { fail, list, progress, readOptions, wholeNumber } from './options.mjs'
import { isBuilt } from './systems/cleancopy.mjs'
import { SYSTEMS } from './systems/index.mjs'
import { DIMENSIONS } from './synthetic.mjs'
import { figure, table } from './table.mjs'

const USAGE = `node bench/scaling.mjs [options]
  --only A,B          systems: bare, ${SYSTEMS.map(system => system.name).join(', ')} (default bare, cleancopy)
  --dimension A,B     ${Object.keys(DIMENSIONS).join(', ')} (default all)
  --factors A,B       default 1,2,4,8
  --repeats N         runs per size, the median counts (default 5)
  --timeout MS        limit for one size (default 30000)
  --max-exponent X    exit code 1 when cleancopy grows faster`

const { values } = readOptions({
  only: { type: 'string' }, dimension: { type: 'string' }, factors: { type: 'string' }, repeats: { type: 'string' },
  timeout: { type: 'string' }, 'max-exponent': { type: 'string' },
}, USAGE)
const CHILD = fileURLToPath(new URL('./scaling-child.mjs', import.meta.url))
const factors = values.factors === undefined ? [1, 2, 4, 8] : list(values.factors).map(Number)
if (factors.length < 2 || factors.some(factor => !(factor > 0))) fail('--factors needs two or more positive numbers')
const repeats = wholeNumber(values.repeats, 'repeats', 5, 1)
const limitMs = wholeNumber(values.timeout, 'timeout', 30_000, 1)
const highest = values['max-exponent'] === undefined ? Number.POSITIVE_INFINITY : Number(values['max-exponent'])
if (!(highest > 0)) fail(`--max-exponent must be a positive number, not "${values['max-exponent']}"`)
const dimensions = values.dimension === undefined ? Object.keys(DIMENSIONS) : list(values.dimension)
for (const name of dimensions) if (!(name in DIMENSIONS)) fail(`no such dimension: ${name}`)
const names = values.only === undefined ? ['bare', 'cleancopy'] : list(values.only)

let tooSteep = false
for (const name of dimensions) {
  const rows = []
  for (const system of names) {
    progress(`${name}: ${system}`)
    const { points, error } = await measure(system, name)
    const slope = exponent(points)
    if (system === 'cleancopy' && (error !== '' || slope > highest)) tooSteep = true
    const times = factors.map(factor => figure(points.find(point => point.factor === factor)?.ms, 1))
    rows.push([system, ...times, figure(slope, 2), error])
  }
  progress('')
  const shape = DIMENSIONS[name]
  console.log(`${name}: ${shape?.base} ${shape?.grows}, ms at each factor`)
  console.log(`${table(['', ...factors.map(factor => `×${factor}`), 'exponent', ''], rows)}\n`)
}
if (tooSteep) process.exitCode = 1

/**
 * @param {string} name @param {string} dimension
 * @returns {Promise<{ points: { factor: number, ms: number }[], error: string }>}
 */
function measure(name, dimension) {
  const system = SYSTEMS.find(candidate => candidate.name === name) ?? null
  if (system === null && name !== 'bare') fail(`no such system: ${name}`)
  if (system?.peer && !peersInstalled()) fail('npm run bench:install is needed for the peers')
  if (name === 'cleancopy' && !isBuilt()) return Promise.resolve({ points: [], error: 'not built: npm run build' })
  return new Promise(resolve => {
    const child = fork(CHILD, [], { execArgv: ['--expose-gc'], stdio: ['ignore', 'ignore', 'ignore', 'ipc'] })
    /** @type {{ factor: number, ms: number }[]} */
    const points = []
    let error = ''
    const hang = () => {
      error = `no end in ${limitMs} ms`
      child.kill('SIGKILL')
    }
    let timer = setTimeout(hang, limitMs)
    child.on('message', (/** @type {any} */ message) => {
      clearTimeout(timer)
      timer = setTimeout(hang, limitMs)
      if (message.type === 'point') points.push(message)
      if (message.type === 'failed') error = message.error
    })
    child.on('exit', (code, signal) => {
      clearTimeout(timer)
      const died = code === 0 ? '' : `process ended (${signal ?? code})`
      resolve({ points, error: error || died })
    })
    child.send({ system, dimension, factors, repeats }, () => {})
  })
}

/** Slope of log time over log factor, least squares. @param {readonly { factor: number, ms: number }[]} points */
function exponent(points) {
  if (points.length < 2) return Number.NaN
  const xs = points.map(point => Math.log(point.factor))
  const ys = points.map(point => Math.log(point.ms))
  const meanX = xs.reduce((sum, x) => sum + x, 0) / xs.length
  const meanY = ys.reduce((sum, y) => sum + y, 0) / ys.length
  const over = xs.reduce((sum, x, at) => sum + (x - meanX) * ((ys[at] ?? 0) - meanY), 0)
  return over / xs.reduce((sum, x) => sum + (x - meanX) ** 2, 0)
}
