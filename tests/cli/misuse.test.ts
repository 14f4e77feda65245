/** Protects: what is written wrong is refused in one sentence, before anything is read or written, and never taken for something else. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { Desk, page } from './driver.js'

vi.setConfig({ testTimeout: 60_000 })

let desk: Desk

beforeAll(() => {
  desk = new Desk()
  desk.file('p.html', page('Lemons'))
  desk.file('q.html', page('Pears'))
})

afterAll(() => {
  desk.clear()
})

const noOpposite = (flag: string): string => `--no-${flag}: --${flag} takes a value and has no opposite; leave it out`

const WRONG: [string[], string][] = [
  ...['out', 'report', 'from', 'format', 'rules', 'url', 'jobs'].map((flag): [string[], string] => [['p.html', `--no-${flag}`], noOpposite(flag)]),
  [['p.html', '--no-o'], '--no-o: --out takes a value and has no opposite; leave it out'],
  [['p.html', '--no-siteState'], '--no-siteState: --site-state takes a value and has no opposite; leave it out'],
  [['explain', 'p.html', '--no-url'], noOpposite('url')],
  [['rules', 'new', 'p.html', '--no-out'], noOpposite('out')],
  [['p.html', '--no-inputs'], 'unknown flag --no-inputs'],
  [['p.html', '--out.x=y'], 'unknown flag --out.x'],
  [['p.html', '--title=maybe'], '--title is keep or drop; not "maybe"'],
  [['p.html', '--no-title=maybe'], '--no-title takes no value; not "maybe"'],
  [['p.html', '--force=yes'], '--force is true or false; not "yes"'],
  [['p.html', '-q=yes'], '--quiet is true or false; not "yes"'],
  [['p.html', '-qx'], 'unknown flag -x'],
  [['p.html', '-fjsno'], '-f is one of text, markdown, html, json; not "jsno"; did you mean json?'],
  [['rules', 'foo'], 'unknown command "foo"; rules has list, show, check, test, new, learn, import, diff'],
  [['rules', 'lst'], 'unknown command "lst"; did you mean list?'],
]

test.each(WRONG)('%j', async (words, sentence) => {
  expect(await desk.run(words)).toEqual({ code: 2, out: '', err: `cleancopy: ${sentence}\n` })
})

test('a word that is a command is no suggestion for itself', async () => {
  expect(await desk.run(['clean', 'clean', '-q'])).toEqual({ code: 1, out: '', err: 'cleancopy: clean: no such file or folder\n' })
})

test('values may hang on short flags', async () => {
  const { out } = await desk.run(['p.html', '-qj1', '-fjson'])
  expect(JSON.parse(out)).toMatchObject({ title: 'Lemons' })
  expect(await desk.run(['p.html', '-fmarkdown', '-ohanging.md', '-j2'])).toMatchObject({ code: 0, out: '' })
  expect(readFileSync(join(desk.folder, 'hanging.md'), 'utf8')).toContain('The ferry left')
  const plain = await desk.run(['p.html', '--title=true', '--links=drop'])
  expect([plain.code, plain.out.slice(0, 6)]).toEqual([0, 'Lemons'])
})
