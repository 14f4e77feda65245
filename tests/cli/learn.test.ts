/** Protects `rules learn`, `--learn-sites` and `--site-state` as a person meets them. Runs the built command line. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { makeSite, VOCABULARIES } from '../learn/sites.js'
import { Desk } from './driver.js'

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
  const first = await desk.run(['pages', '-o', 'pages.jsonl', '--learn-sites', '--site-state', 'state.json', '--ledger', 'ledger.jsonl'])
  expect(first.code).toBe(0)
  expect(readFileSync(join(desk.folder, 'ledger.jsonl'), 'utf8')).toContain('on 10 of 10 documents of this site')
  const second = await desk.run(['texts.jsonl', '-o', 'out.jsonl', '--only', 'repeated-on-site', '--site-state', 'state.json'])
  expect(second.code).toBe(0)
  const lines = readFileSync(join(desk.folder, 'out.jsonl'), 'utf8').trim().split('\n')
  const out = lines.map(line => (JSON.parse(line) as { text: string }).text).join('\n')
  expect(out).not.toContain(VOCABULARIES.english.foot)
  for (const { told } of pages) expect(out).toContain(told[4])
}, PATIENCE)
