/** Protects: what is written wrong is refused in one sentence, before anything is read or written, and never taken for something else. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { GROUPS } from '../../src/cli/usage.js'
import { Desk, page } from './driver.js'

vi.setConfig({ testTimeout: 60_000 })

let desk: Desk

beforeAll(() => {
  desk = new Desk()
  desk.file('p.html', page('Lemons'))
  desk.file('q.html', page('Pears'))
  desk.file('nothing/q.html', page('Plums'))
  desk.file('post.example.txt', 'body: //article\n')
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
  [['p.html', 'q.html', '-o', 'p.html/x'], '-o: p.html is a file, not a folder'],
  [['p.html', 'q.html', '-o', 'p.html/deep/x.jsonl'], '-o: p.html is a file, not a folder'],
  [['p.html', '-o', 'x.txt', '--report', 'q.html/r.html'], '--report: q.html is a file, not a folder'],
  [['rules', 'new', 'p.html', '-o', 'q.html/r.yaml', '--url', 'https://post.example/'], '-o: q.html is a file, not a folder'],
  [['p.html', '-o', 'x.jsonl.bz2'], '-o x.jsonl.bz2: .bz2 is not written; use a folder, FILE.jsonl or FILE.parquet, or for one input FILE.txt, .md, .html or .json'],
  [['p.html', '-o', 'x.parquet.gz'], '-o x.parquet.gz: lines are compressed, and nothing else: FILE.jsonl.gz'],
  [['p.html', '--report', '/dev/null', '--force'], '--report /dev/null is a device or a pipe; a file is needed'],
  [['p.html', 'nope.html'], 'nope.html: no such file or folder; and several documents need a place to go: add -o FOLDER or -o FILE.jsonl'],
  [['p.html', 'nope*.html'], 'nope*.html: no file fits this pattern; and several documents need a place to go: add -o FOLDER or -o FILE.jsonl'],
  [['rules', 'new', 'p.html', '-o', 'post.txt'], '-o post.txt: a rule file is read by its extension: FILE.yaml'],
  [['rules', 'learn', 'p.html', '-o', 'post.json'], '-o post.json: a rule file is read by its extension: FILE.yaml'],
  [['rules', 'learn', 'p.html', '-o', 'post/'], '-o post/ is a folder; a file is needed'],
  [['rules', 'learn', 'p.html', '--host', 'https://post.example/news'], '--host https://post.example/news: a host has no scheme; did you mean post.example?'],
  [['rules', 'learn', 'p.html', '--host', 'the post'], '--host the post: a host needs at least two labels; expected a host name such as example.com or *.example.com'],
  [['rules', 'import', 'ftr', 'nothing'], 'nothing: no .txt files, as site configs are'],
  [['rules', 'import', 'ftr', 'post.example.txt', '-o', 'post.yaml'], '-o post.yaml: a folder is needed; each host has a file of its own'],
  [['rules', 'import', 'ftr', 'post.example.txt', '--verified', '2026-02-30'], '--verified is a day, as in 2026-03-31; not "2026-02-30"'],
  [['rules', 'foo'], 'unknown command "foo"; rules has list, show, check, test, new, learn, import, diff'],
  [['p.html', '-qf', '-'], '-f needs a value; - stands for standard input as an input, and for standard output behind -o'],
  [['p.html', '-qj', '-'], '-j needs a value; - stands for standard input as an input, and for standard output behind -o'],
  [['rules', '-'], 'unknown command "-"; rules has list, show, check, test, new, learn, import, diff'],
  [['rules', 'import', '-'], 'unknown command "-"; import has ftr'],
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

test('a pattern that fits nothing is named as a missing file is', async () => {
  expect(await desk.run(['nope*.html', '-q'])).toEqual({ code: 1, out: '', err: 'cleancopy: nope*.html: no file fits this pattern\n' })
})

test.skipIf(process.platform !== 'linux')('where the kernel speaks nothing is written, and nothing hangs', async () => {
  expect(await desk.run(['p.html', '-o', '/proc/nope/x'])).toEqual({ code: 2, out: '', err: 'cleancopy: -o: nothing can be written in /proc\n' })
})

test.skipIf(process.platform === 'win32')('devices take what standard output would', async () => {
  expect(await desk.run(['p.html', 'q.html', '-q', '-o', '/dev/null'])).toEqual({ code: 0, out: '', err: '' })
  const { code, out } = await desk.run(['p.html', 'q.html', '-q', '-o', '/dev/stdout'])
  expect([code, out.split('\n').map((line) => line.slice(0, 17))]).toEqual([0, ['{"input":"p.html"', '{"input":"q.html"', '']])
})

test.skipIf(process.platform !== 'linux')('a full device is named', async () => {
  expect(await desk.run(['p.html', '-q', '-o', '/dev/full'])).toEqual({ code: 1, out: '', err: 'cleancopy: cannot write to /dev/full: no space left on the device\n' })
})

test('the commands that are named when one is unknown are those that there are', async () => {
  const { out } = await desk.run(['rules', '--help'])
  expect([...out.matchAll(/^ +cleancopy rules (\w+)/gm)].map(([, name]) => name).sort()).toEqual([...GROUPS.rules].sort())
})
