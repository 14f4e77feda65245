#!/usr/bin/env node
// Accuracy and speed of cleancopy and its peers on the development pages, in one run.
import { writeFileSync } from 'node:fs'
import { measureAccuracy } from './accuracy.mjs'
import { compareText, readRun } from './compare.mjs'
import { PAGE_TYPES, dataFolder, dataName, loadPages, sample } from './dataset.mjs'
import { describeRun, peersInstalled } from './machine.mjs'
import { fail, list, progress, readOptions, skip, wholeNumber } from './options.mjs'
import * as report from './report.mjs'
import { measureSpeed } from './speed.mjs'
import { isBuilt } from './systems/cleancopy.mjs'
import { SYSTEMS, ownSystem } from './systems/index.mjs'

const USAGE = `npm run bench -- [options]
  --data DIR          pages in the format of WCXB (default ../shared/data/wcxb, relative to the current directory)
  --only A,B          systems: ${SYSTEMS.map(system => system.name).join(', ')}
  --system FILE       measure one more system: a module that exports create() (see bench/systems/index.mjs)
  --type A,B          kinds of pages: ${PAGE_TYPES.join(', ')}
  --ids A,B           these pages only
  --limit N           N pages chosen by --seed (default all)
  --seed N            default 1
  --timeout MS        limit for one page (default 20000)
  --jobs N            processes per system in the accuracy run (default 1)
  --no-speed          accuracy only
  --speed-only        speed only
  --speed-pages N     pages of the speed run, chosen by --seed (default 150)
  --rounds N          rounds of the speed run (default 5, after one to warm up)
  --json FILE         write all figures, page by page
  --compare FILE      what changed against an earlier --json FILE
  --worst N           list each system's N worst pages
  --markdown          tables for the README`

const { values } = readOptions({
  data: { type: 'string' }, only: { type: 'string' }, system: { type: 'string', multiple: true },
  type: { type: 'string' }, ids: { type: 'string' }, limit: { type: 'string' }, seed: { type: 'string' },
  timeout: { type: 'string' }, jobs: { type: 'string' }, 'no-speed': { type: 'boolean' },
  'speed-only': { type: 'boolean' }, 'speed-pages': { type: 'string' }, rounds: { type: 'string' },
  json: { type: 'string' }, compare: { type: 'string' }, worst: { type: 'string' }, markdown: { type: 'boolean' },
}, USAGE)

const options = {
  data: values.data ?? '../shared/data/wcxb',
  seed: wholeNumber(values.seed, 'seed', 1),
  limitMs: wholeNumber(values.timeout, 'timeout', 20_000, 1),
  jobs: wholeNumber(values.jobs, 'jobs', 1, 1),
  rounds: wholeNumber(values.rounds, 'rounds', 5, 1),
  speedPages: wholeNumber(values['speed-pages'], 'speed-pages', 150, 1),
  worst: wholeNumber(values.worst, 'worst', 0),
  markdown: values.markdown === true,
}
if (values['no-speed'] && values['speed-only']) fail('--no-speed and --speed-only leave nothing to do')

/** Systems whose figures are missing although they were wanted. @type {string[]} */
const missing = []
const old = values.compare === undefined ? null : readOldRun(values.compare)
const pages = choosePages()
const systems = chooseSystems()
const results = values['speed-only'] ? [] : await runAccuracy()
const speed = values['no-speed'] ? null : await runSpeed()
await print()
if (values.json) writeFileSync(values.json, JSON.stringify(record()) + '\n')
if (missing.length > 0) process.exitCode = 1

/** @param {string} file */
function readOldRun(file) {
  try {
    return readRun(file)
  } catch (error) {
    return fail(`--compare ${file}: ${error instanceof Error ? error.message : error}`)
  }
}

function choosePages() {
  if (dataFolder(options.data) === null) skip(`no development pages in ${options.data} (see --data)`)
  const types = list(values.type)
  for (const type of types) {
    if (!PAGE_TYPES.includes(type)) fail(`no such kind of page: ${type}; there are ${PAGE_TYPES.join(', ')}`)
  }
  const ids = new Set(list(values.ids))
  const fitting = loadPages(options.data)
    .filter(page => types.length === 0 || types.includes(page.type))
    .filter(page => ids.size === 0 || ids.has(page.id))
  if (fitting.length === 0) fail('no page fits --type and --ids')
  return sample(fitting, wholeNumber(values.limit, 'limit', fitting.length, 1), options.seed)
}

function chooseSystems() {
  const names = list(values.only)
  for (const name of names) {
    if (!SYSTEMS.some(system => system.name === name)) {
      fail(`no such system: ${name}; there are ${SYSTEMS.map(system => system.name).join(', ')}`)
    }
  }
  const wanted = SYSTEMS.filter(system => names.length === 0 || names.includes(system.name))
  const ready = wanted.filter(system => system.peer ? peersInstalled() : isBuilt())
  if (ready.some(system => system.peer) !== wanted.some(system => system.peer)) {
    console.error('the peers are not installed: npm run bench:install is needed for them; going on without')
  }
  if (wanted.some(system => !system.peer) && !isBuilt()) {
    console.error('cleancopy is not built (npm run build); going on without it')
    missing.push('cleancopy')
  }
  const all = [...ready, ...(values.system ?? []).map(ownSystem)]
  if (all.length === 0) {
    console.error('nothing to measure')
    process.exit(1)
  }
  return all
}

async function runAccuracy() {
  /** @type {report.SystemResult[]} */
  const done = []
  for (const system of systems) {
    try {
      const records = await measureAccuracy(system, pages, {
        limitMs: options.limitMs,
        jobs: options.jobs,
        onPage: count => progress(`${system.label}: ${count} of ${pages.length} pages`),
      })
      done.push({ name: system.name, label: system.label, pages: records })
    } catch (error) {
      // a system that can't be loaded is named; the others go on
      console.error(error instanceof Error ? error.message : error)
      missing.push(system.name)
    }
    progress('')
  }
  return done
}

async function runSpeed() {
  const runnable = systems.filter(system => !missing.includes(system.name))
  const subset = sample(pages, options.speedPages, options.seed)
  try {
    return await measureSpeed(runnable, subset, { rounds: options.rounds, limitMs: options.limitMs, onProgress: progress })
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    missing.push('speed')
    return null
  } finally {
    progress('')
  }
}

async function print() {
  const { markdown } = options
  const what = `${pages.length} ${dataName(options.data)}, site rules off, peers with their defaults`
  const parts = [report.runText(describeRun(systems), what, markdown)]
  if (results.length > 0) {
    parts.push(report.overviewText(results, markdown), report.accuracyText(results, markdown),
      report.metadataText(results, markdown))
    if (!markdown) parts.push(report.plainTimesText(results), ...results.map(report.verdictText))
  }
  if (speed) parts.push(report.speedText(speed, markdown))
  parts.push(...results.map(result => report.failuresText(result)))
  if (options.worst > 0) parts.push(...results.map(result => report.worstText(result, options.worst)))
  if (old) {
    for (const result of results) parts.push(await compareText(result, old, { most: 15, seed: options.seed }))
  }
  console.log(parts.filter(part => part !== '').join('\n\n'))
}

function record() {
  return {
    ...describeRun(systems),
    options: { ...options, pages: pages.length, type: values.type ?? null, limit: values.limit ?? null },
    systems: results,
    speed,
  }
}
