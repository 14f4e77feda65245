/** Protects `rules learn`, `--learn-sites` and `--site-state` as a person meets them. Runs the built command line. */
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { makeSite, VOCABULARIES } from '../learn/sites.js'
import { Desk, ended, page } from './driver.js'

const desk = new Desk()
afterAll(() => desk.clear())

/** For tests that start processes, on a busy machine. Milliseconds. */
const PATIENCE = 120_000

const { pages } = makeSite({ pages: 10, layout: 'built' })
for (const { name, html, url } of pages) {
  desk.file(`pages/${name}`, html.replace('<head>', `<head><link rel="canonical" href="${url}">`))
}
const texts = pages.map(({ url, told }) => ({ url, text: [...told, VOCABULARIES.english.foot].join('\n\n') }))
desk.file('texts.jsonl', texts.map(record => `${JSON.stringify(record)}\n`).join(''))

test('rules learn writes a rule with evidence and tests, and does not replace a file', async () => {
  const learned = await desk.run(['rules', 'learn', 'pages', '-o', 'post.yaml'])
  expect(learned).toMatchObject({ code: 0, out: '' })
  expect(learned.err).toMatch(/^10 pages, 10 of them different · /)
  const rule = readFileSync(join(desk.folder, 'post.yaml'), 'utf8')
  expect(rule).toContain('# on 10 of 10 pages · ')
  expect(rule).toContain('hosts:\n  - post.example\n')
  expect(rule).toMatch(/file: pages\/page-\d\.html/)
  const again = await desk.run(['rules', 'learn', 'pages', '-o', 'post.yaml'])
  expect(again.code).toBe(2)
  expect(again.err).toMatch(/^cleancopy: -o .* is there already; --force replaces it\n$/)
}, PATIENCE)

test('pages of several sites are told, unless a person says that they are one', async () => {
  const own = new Desk()
  for (const [at, host] of ['www.post.example', 'm.post.example', 'other.example'].entries()) {
    own.file(`p/${at}.html`, pages[at]!.html.replace('<head>', `<head><link rel="canonical" href="https://${host}/${at}">`))
  }
  const told = 'cleancopy: the pages come from 2 sites (post.example, other.example), and a rule is learned of one: --host says that they are one\n'
  expect((await own.run(['rules', 'learn', 'p'])).err).toBe(told)
  expect((await own.run(['rules', 'learn', 'p', '--host', 'post.example'])).err).toBe('')
  own.clear()
}, PATIENCE)

test.each([
  [['rules', 'learn'], 'rules learn needs saved pages of one site: files, folders or patterns'],
  [['rules', 'learn', 'pages/page-1.html', 'pages/page-2.html'], 'rules learn needs at least 3 pages of one site that differ in their text; 2 were given, 2 of them different'],
  [['pages', '-o', 'x', '--site-state', 'absent.json'], '--site-state absent.json: no such file or folder'],
  [['pages', '-o', 'x', '--site-state', 'texts.jsonl'], '--site-state texts.jsonl is no file that --learn-sites has written'],
  [['-', '--learn-sites'], '--learn-sites reads the inputs twice, so they must be files, folders or patterns'],
])('%j: one sentence', async (words, sentence) => {
  expect(await desk.run(words)).toEqual({ code: 2, out: '', err: `cleancopy: ${sentence}\n` })
}, PATIENCE)

test('--learn-sites cleans pages and texts by what they have in common, and --site-state keeps it', async () => {
  const first = await desk.run(['pages', '-o', 'pages.jsonl', '--learn-sites', '--site-state', 'known/state.json', '--ledger', 'ledger.jsonl'])
  expect(first.code).toBe(0)
  expect(readFileSync(join(desk.folder, 'ledger.jsonl'), 'utf8')).toContain('on 10 of 10 documents of this site')
  const second = await desk.run(['texts.jsonl', '-o', 'out.jsonl', '--only', 'repeated-on-site', '--site-state', 'known/state.json'])
  expect(second.code).toBe(0)
  const lines = readFileSync(join(desk.folder, 'out.jsonl'), 'utf8').trim().split('\n')
  const out = lines.map(line => (JSON.parse(line) as { text: string }).text).join('\n')
  expect(out).not.toContain(VOCABULARIES.english.foot)
  for (const { told } of pages) expect(out).toContain(told[4])
}, PATIENCE)

test('a resumed run goes on with what --site-state has, so that what is done stays done', async () => {
  const own = new Desk()
  for (let at = 0; at < 4; at++) own.file(`in/${at}.html`, page(`${at}`))
  const words = ['in', '-o', 'all.jsonl', '--learn-sites', '--site-state', 'state.json', '--resume']
  expect((await own.run(words)).code).toBe(0)
  const state = readFileSync(join(own.folder, 'state.json'), 'utf8')
  own.file('in/4.html', page('4'))
  expect((await own.run(words)).err).toContain('4 of them were done before\n5 documents: 5 clean')
  expect(readFileSync(join(own.folder, 'state.json'), 'utf8')).toBe(state)
  const clash = await own.run(['in', '-o', 'other.jsonl', '--learn-sites', '--site-state', 'other.jsonl'])
  expect([clash.code, clash.err]).toEqual([2, `cleancopy: --site-state ${join(own.folder, 'other.jsonl')} is already in use as an input or by another flag\n`])
  own.clear()
}, PATIENCE)

test.skipIf(process.platform === 'win32')('Ctrl-C in the first pass: half of what there is to learn is not kept', async () => {
  const own = new Desk()
  execFileSync('mkfifo', [join(own.folder, 'pages.jsonl')])
  const child = own.start(['pages.jsonl', '-o', 'all.jsonl', '--learn-sites', '--site-state', 'state.json'])
  const end = ended(child)
  // Opens when the other side reads.
  const pipe = await open(join(own.folder, 'pages.jsonl'), 'w')
  const told = new Promise((done) => child.stderr?.once('data', done))
  child.kill('SIGINT')
  await told
  await pipe.writeFile(`${JSON.stringify({ html: page('A'), url: 'https://post.example/' })}\n`)
  await pipe.close()
  expect((await end).code).toBe(130)
  expect(own.files()).toEqual(['pages.jsonl'])
  own.clear()
}, PATIENCE)
