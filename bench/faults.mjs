#!/usr/bin/env node
// Faults on a running batch, on the built command line: it is ended at random moments, or meets something broken. Whatever
// happens, a resumed run must end with the very bytes of one that was never ended: nothing lost, nothing twice.
import { spawn, spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { readOptions } from './options.mjs'

const USAGE = `node bench/faults.mjs [options]
  --kills N     kill -9 at so many moments (default 20)
  --seed N      of the moments (default 1)
  --documents N in the corpus (default 300)`

const { values } = readOptions({ kills: { type: 'string' }, seed: { type: 'string' }, documents: { type: 'string' } }, USAGE)
const kills = Number(values.kills ?? 20)
const count = Number(values.documents ?? 300)
const random = mulberry(Number(values.seed ?? 1))
const MAIN = fileURLToPath(new URL('../dist/cli/main.js', import.meta.url))
const root = mkdtempSync(path.join(os.tmpdir(), 'cleancopy-faults-'))
/** @type {string[]} */
const mounts = []
process.on('exit', () => {
  for (const mount of mounts) spawnSync('umount', ['-l', mount])
  rmSync(root, { recursive: true, force: true })
})

let faults = 0
let documents = 0
let lost = 0
let twice = 0
/** @type {string[]} */
const wrong = []

/** Small, fast, and the same everywhere. @param {number} seed */
function mulberry(seed) {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

/** @param {number} number @param {number} [paragraphs] */
function page(number, paragraphs = 8) {
  const body = Array.from({ length: paragraphs }, (_, at) => `<p>${number}.${at} The ferry left the island before dawn, with forty `
    + 'passengers and a crate of lemons on board, and nobody in the harbour waved.</p>').join('')
  return `<html><head><title>Report ${number}</title></head><body><nav><a href="/">Home</a></nav><article><h1>Report ${number}</h1>`
    + `${body}<div class="share-bar"><a href="/f">Share on Facebook</a></div></article></body></html>`
}

/** Duplicate ids, broken lines, empty pages among the good ones. @param {number} at */
function record(at) {
  if (at % 60 === 7) return `{"id":${at},"html":`
  if (at % 60 === 17) return JSON.stringify({ id: at, html: '' })
  return JSON.stringify({ id: at % 60 === 27 ? 'same' : at, html: page(at) })
}

/** A WARC record of a page; `length` is what its Content-Length says. @param {number} number @param {string | number} [length] */
function warcRecord(number, length) {
  const block = Buffer.from(`HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n${page(number)}`)
  return Buffer.concat([Buffer.from(`WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:x-page:${number}>\r\n`
    + `WARC-Target-URI: https://post.example/${number}\r\nContent-Length: ${length ?? block.length}\r\n\r\n`), block, Buffer.from('\r\n\r\n')])
}

/** @param {string[]} words @param {{ killAfter?: number, signal?: NodeJS.Signals, env?: object }} [how] */
function run(words, { killAfter, signal = 'SIGKILL' } = {}) {
  return new Promise(resolve => {
    const child = spawn(process.execPath, [MAIN, ...words], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, NO_COLOR: '1' } })
    let err = ''
    let out = ''
    child.stdout.on('data', chunk => { out += chunk })
    child.stderr.on('data', chunk => { err += chunk })
    const timer = killAfter === undefined ? undefined : setTimeout(() => child.kill(signal), killAfter)
    child.on('close', (code, ended) => {
      clearTimeout(timer)
      resolve({ code, signal: ended, out, err })
    })
  })
}

const file = (/** @type {string} */ name) => path.join(root, name)
const text = (/** @type {string} */ name) => existsSync(file(name)) ? readFileSync(file(name), 'utf8') : ''

/** @param {string} name @param {boolean} right @param {string} [what] */
function judge(name, right, what = '') {
  faults += 1
  if (!right) wrong.push(`${name}: ${what}`)
}

/** @param {string} got @param {string} want */
function firstDifference(got, want) {
  const at = want.split('\n').findIndex((line, index) => line !== got.split('\n')[index])
  return `line ${at + 1} is ${(got.split('\n')[at] ?? 'missing').slice(0, 200)}; wanted ${(want.split('\n')[at] ?? 'none').slice(0, 200)}`
}

/** Results by their input, against those of the whole run. @param {string} name @param {string} got @param {string} want */
function compare(name, got, want) {
  const inputs = (/** @type {string} */ lines) => lines.split('\n').filter(line => line !== '').map(line => line.slice(0, 60))
  const have = inputs(got)
  const seen = new Set(have)
  documents += have.length
  lost += inputs(want).filter(line => !seen.has(line)).length
  twice += have.length - seen.size
  judge(name, got === want, 'the bytes differ from those of a whole run')
}

/** Every file below a folder with its content. @param {string} folder @returns {string} */
function folderText(folder) {
  const names = readdirSync(file(folder), { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile() && entry.name !== '.cleancopy-journal')
    .map(entry => path.relative(file(folder), path.join(entry.parentPath, entry.name))).sort()
  return names.map(name => JSON.stringify([name, readFileSync(path.join(file(folder), name), 'utf8')])).join('\n')
}

async function killing() {
  const began = performance.now()
  await run(['in.jsonl', '-o', 'whole.jsonl', '--ledger', 'whole.ledger.jsonl', '-q'])
  const full = performance.now() - began
  await run(['pages', '-o', 'whole-pages', '-q'])
  const want = { main: text('whole.jsonl'), ledger: text('whole.ledger.jsonl'), failed: text('whole.jsonl.failed.jsonl'), folder: folderText('whole-pages') }
  judge('the whole run', want.main.split('\n').length > count * 0.9, 'has few results')
  let done = 0
  for (let round = 0; done < kills; round++) {
    const intoLines = ['in.jsonl', '-o', `killed-${round}.jsonl`, '--ledger', `killed-${round}.ledger.jsonl`, '-q', '--resume']
    const words = [intoLines, ['pages', '-o', `killed-${round}`, '-q', '--resume'], [...intoLines, '--unordered']][round % 3] ?? []
    // Several in one run, then its end.
    for (let again = 0; again < 4 && done < kills; again++) {
      const { signal } = await run(words, { killAfter: full * (0.25 + random() * 0.7) })
      faults += 1
      done += 1
      if (signal !== 'SIGKILL') break
    }
    await run(words)
    if (words.includes('in.jsonl')) {
      // Without an order the lines are the same, and their places are not.
      const lines = (/** @type {string} */ given) => words.includes('--unordered') ? given.split('\n').sort().join('\n') : given
      compare(`kill -9, run ${round}`, lines(text(`killed-${round}.jsonl`)), lines(want.main))
      judge(`kill -9, ledger ${round}`, lines(text(`killed-${round}.ledger.jsonl`)) === lines(want.ledger), 'the ledger differs')
      const failed = [text(`killed-${round}.jsonl.failed.jsonl`), want.failed].map(lines)
      judge(`kill -9, failures ${round}`, failed[0] === failed[1], firstDifference(failed[0] ?? '', failed[1] ?? ''))
    } else {
      compare(`kill -9, folder ${round}`, folderText(`killed-${round}`), want.folder)
    }
  }
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) {
    const words = ['in.jsonl', '-o', `${signal}.jsonl`, '-q']
    const ended = await run(words, { killAfter: full * 0.6, signal })
    judge(signal, [130, 143, 1].includes(ended.code) || ended.signal === signal, `code ${ended.code}`)
    await run([...words, '--resume'])
    compare(`${signal}, then --resume`, text(`${signal}.jsonl`), want.main)
  }
  return want
}

/** @param {{ main: string }} want */
async function fullDisk(want) {
  mkdirSync(file('small'))
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${count}k`, 'tmpfs', file('small')]).status !== 0) {
    console.log('skipped: a full disk (mounting a tmpfs needs root)')
    return
  }
  mounts.push(file('small'))
  const words = ['in.jsonl', '-o', 'small/all.jsonl', '-q', '--resume']
  const ended = await run(words)
  judge('full disk', ended.code === 1 && /cannot write to .*no space left/.test(ended.err), `code ${ended.code}: ${ended.err.slice(-200)}`)
  spawnSync('mount', ['-o', 'remount,size=30m', file('small')])
  await run(words)
  compare('full disk, then --resume with more room', text('small/all.jsonl'), want.main)
}

async function brokenThings() {
  const piped = spawnSync('sh', ['-c', `"${process.execPath}" "${MAIN}" in.jsonl -o - -q | head -n 1; echo`], { cwd: root, encoding: 'utf8' })
  judge('EPIPE (| head)', !/Error|EPIPE| at /.test(piped.stderr), piped.stderr.slice(0, 200))
  mkdirSync(file('mixed'))
  for (let at = 0; at < 30; at++) writeFileSync(file(`mixed/${String(at).padStart(2, '0')}.html`), page(at))
  writeFileSync(file('mixed/05-cut.html.gz'), gzipSync(page(5)).subarray(0, 100))
  mkdirSync(file('mixed/06-folder.html'))
  writeFileSync(file('mixed/07-locked.html'), page(7))
  chmodSync(file('mixed/07-locked.html'), 0)
  writeFileSync(file('mixed/08-slow.html'), page(8, 500_000))
  const limited = await run(['mixed', '-o', 'mixed.jsonl', '--timeout', '5', '-j', '2'])
  const failed = text('mixed.jsonl.failed.jsonl').split('\n').filter(line => line !== '').map(line => JSON.parse(line))
  const codes = Object.fromEntries(failed.map(({ input, code }) => [input, code]))
  judge('truncated gzip', codes['mixed/05-cut.html.gz'] === 'unreadable', limited.err.slice(0, 200))
  if (process.getuid?.() !== 0) judge('unreadable file', codes['mixed/07-locked.html'] === 'unreadable', limited.err.slice(0, 200))
  judge('a page that takes too long', codes['mixed/08-slow.html'] === 'timeout', limited.err.slice(0, 200))
  const big = await run(['mixed/08-slow.html', 'mixed/00.html', '-o', 'big.jsonl', '--memory', '64', '--timeout', '100', '-j', '1'])
  judge('a page that eats memory', /more than 64 MB of memory/.test(big.err) && text('big.jsonl').includes('mixed/00.html'), big.err.slice(0, 200))
  const good = text('mixed.jsonl').split('\n').filter(line => /^\{"input":"mixed\/\d\d\.html"/.test(line))
  documents += good.length
  lost += 30 - good.length
  judge('the pages between them', good.length === 30, `${good.length} of 30`)
}

/** Lengths that are wrong in every way, and what is no record, between good ones; and the same file ended in its midst. */
async function badLengths() {
  const lengths = ['7', '999999', '1000000000000000000', '-1', 'many', '']
  const parts = Array.from({ length: 60 }, (_, at) => at % 10 === 4 ? warcRecord(at, lengths[Math.floor(at / 10)]) : warcRecord(at))
  parts.splice(30, 0, Buffer.from('junk '.repeat(3000)))
  for (const [name, pack] of /** @type {const} */ ([['crawl.warc', (/** @type {Buffer} */ part) => part], ['crawl.warc.gz', gzipSync]])) {
    writeFileSync(file(name), Buffer.concat(parts.map(part => pack(part))))
    const out = `${name}.jsonl`
    await run([name, '-o', out, '-q', '--resume', '-j', '2'], { killAfter: 700 })
    const { code, err } = await run([name, '-o', out, '-q', '--resume'])
    const urls = text(out).split('\n').filter(line => line !== '').map(line => JSON.parse(line).url)
    const good = Array.from({ length: 60 }, (_, at) => `https://post.example/${at}`).filter((_, at) => at % 10 !== 4)
    documents += urls.length
    lost += good.filter(url => !urls.includes(url)).length
    twice += urls.length - new Set(urls).size
    const failures = text(`${out}.failed.jsonl`).split('\n').length - 1
    judge(`bad WARC lengths, ${name}`, code === 1 && failures === lengths.length + 1, `code ${code}, ${failures} failures: ${err.slice(0, 200)}`)
  }
}

writeFileSync(file('in.jsonl'), Array.from({ length: count }, (_, at) => record(at)).join('\n'))
mkdirSync(file('pages'))
for (let at = 0; at < count; at++) writeFileSync(file(`pages/${at}.html`), at % 60 === 17 ? '' : page(at))
const want = await killing()
await fullDisk(want)
await brokenThings()
await badLengths()
for (const line of wrong) console.log(`wrong  ${line}`)
console.log(`documents ${documents} · faults ${faults} · lost ${lost} · twice ${twice}`)
process.exitCode = wrong.length + lost + twice === 0 ? 0 : 1
