/** Protects what a person meets: streams, exit codes, files, and one clear sentence for each mistake. */
import { execFileSync, type ChildProcess } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Desk, ended, MAIN, page } from './driver.js'

// Each test starts processes, and the machine may be busy.
vi.setConfig({ testTimeout: 60_000 })

let desk: Desk

beforeEach(() => {
  desk = new Desk()
})

afterEach(() => {
  desk.clear()
})

const lines = (text: string): string[] => text.split('\n').filter((line) => line !== '')
const read = (name: string): string => readFileSync(join(desk.folder, name), 'utf8')
const appears = async (name: string, child: ChildProcess): Promise<void> => {
  while (child.exitCode === null && !existsSync(join(desk.folder, name))) await pause(10)
}
const records = (name: string): Record<string, unknown>[] => lines(read(name)).map((line) => JSON.parse(line))

test('one page: the article on standard output, silence on standard error', async () => {
  desk.file('a.html', page('Lemons'))
  const { code, out, err } = await desk.run(['a.html'])
  expect({ code, err }).toEqual({ code: 0, err: '' })
  expect(out).toContain('1. The ferry left the island')
  expect(out).toMatch(/remembers it today\.\n$/)
  expect(out).not.toMatch(/Share on Facebook|All rights reserved|Home/)
})

test('--verbose names a cause once', async () => {
  desk.file('scan.html', '%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj')
  const { err } = await desk.run(['scan.html', '--verbose'])
  expect(lines(err)).toEqual(['cleancopy: scan.html: it is binary, not a page or a text: PDF document', expect.stringMatching(/^1 document: 1 failed/)])
})

test('standard input: pages and texts are told apart; --as decides otherwise', async () => {
  const asPage = await desk.run(['--title'], page('Lemons'))
  expect(asPage.out).toMatch(/^Lemons\n/)
  const asText = await desk.run(['-'], 'The ferry left the island before dawn, with forty passengers on board.\n\nShare this:\n')
  expect(asText.out).toContain('The ferry left the island')
  const forced = await desk.run(['--as', 'text', '-'], page('Lemons'))
  expect(forced.out).toContain('<p>1. The ferry')
  expect([asPage.code, asText.code, forced.code]).toEqual([0, 0, 0])
})

test('a folder to a folder: same structure, clashes resolved and told, failures named, exit code 1', async () => {
  desk.file('in/a.html', page('A'))
  desk.file('in/a.htm', page('A again'))
  desk.file('in/deep/b.html', page('B'))
  desk.file('in/empty.html', '')
  desk.file('in/noise.html', Buffer.from(Array.from({ length: 3000 }, (_, at) => (at * 7919) % 251)))
  const { code, out, err } = await desk.run(['in', '-o', 'out', '-f', 'markdown'])
  expect({ code, out }).toEqual({ code: 1, out: '' })
  expect(desk.files().filter((name) => /^out\/[^.]/.test(name))).toEqual(['out/a.htm.md', 'out/a.html.md', 'out/deep/b.md'])
  expect(err).toContain('cleancopy: in/empty.html: there is no text in it\n')
  expect(err).toMatch(/^cleancopy: in\/noise\.html: it is binary, not a page or a text: \d+ control characters in 3000 bytes$/m)
  expect(err).toContain('a.htm → a.htm.md, a.html → a.html.md')
  expect(err).toMatch(/\n5 documents: 3 clean, 2 failed · [\d.]+ kB · [\d.]+ MB\/s\n$/)
})

test('nothing is replaced without --force', async () => {
  desk.file('in/a.html', page('A'))
  desk.file('in/b.html', page('B'))
  desk.file('out/a.txt', 'precious')
  const careful = await desk.run(['in', '-o', 'out'])
  expect(careful.code).toBe(1)
  expect(careful.err).toMatch(/in\/a\.html: not written, because .*out\/a\.txt is there already \(--force replaces it\)/)
  expect(read('out/a.txt')).toBe('precious')
  expect(read('out/b.txt')).toContain('The end of B')
  expect((await desk.run(['in', '-o', 'out', '--force'])).code).toBe(0)
  expect(read('out/a.txt')).toContain('The end of A')
  const line = await desk.run(['in/a.html', '-o', 'out/a.txt'])
  expect(line).toMatchObject({ code: 2, out: '' })
  expect(line.err).toMatch(/^cleancopy: -o .*out\/a\.txt is there already; --force replaces it\n$/)
})

test('JSON lines in input order, with ledger and list of failures', async () => {
  for (const name of ['c', 'a', 'b']) desk.file(`in/${name}.html`, page(name))
  desk.file('in/bb.html', '')
  const { code } = await desk.run(['in', 'gone.html', '-o', 'all.jsonl', '--ledger', 'ledger.jsonl', '--failed', 'failed.jsonl', '-j', '3'])
  expect(code).toBe(1)
  expect(records('all.jsonl').map(({ input }) => input)).toEqual(['in/a.html', 'in/b.html', 'in/c.html'])
  expect(records('all.jsonl')[0]).toMatchObject({ verdict: 'clean', title: 'a', timings: {} })
  expect(records('failed.jsonl')).toMatchObject([
    { input: 'in/bb.html', code: 'empty', message: 'there is no text in it' }, { input: 'gone.html', code: 'missing' },
  ])
  expect(records('ledger.jsonl')).toContainEqual(expect.objectContaining({ input: 'in/b.html', rule: 'share-bar' }))
  expect(desk.files().filter((name) => name.includes('tmp'))).toEqual([])
})

test('several documents as lines on standard output with -o -', async () => {
  desk.file('a.html', page('A'))
  desk.file('b.html', page('B'))
  const { code, out } = await desk.run(['*.html', '-o', '-'])
  expect(code).toBe(0)
  expect(lines(out).map((line) => JSON.parse(line).title)).toEqual(['A', 'B'])
})

test('a missing file is named and the others go on; nothing but missing files is 1 as well', async () => {
  desk.file('a.html', page('A'))
  const mixed = await desk.run(['gone.html', 'a.html', '-o', 'out'])
  expect(mixed).toMatchObject({ code: 1 })
  expect(mixed.err).toContain('cleancopy: gone.html: no such file or folder\n')
  expect(read('out/a.txt')).toContain('The end of A')
  expect(await desk.run(['gone.html'])).toEqual({ code: 1, out: '', err: 'cleancopy: gone.html: no such file or folder\n' })
  expect((await desk.run(['ftp://files.example/a.html'])).err).toBe('cleancopy: ftp://files.example/a.html: it is no address that can be fetched (http and https are)\n')
})

test.each([
  [['a.html', '--formatt', 'html'], 'unknown flag --formatt; did you mean --format?'],
  [['a.html', '--no-likns'], 'unknown flag --no-likns; did you mean --no-links?'],
  [['a.html', '-f', 'pdf'], '-f is one of text, markdown, html, json; not "pdf"'],
  [['a.html', '-f', 'text,html'], '-f text,html: a file holds one format; add json to get several in one record'],
  [['a.html', '-o'], '-o needs a value'],
  [['a.html', '-o', 'x', '-o', 'y'], '-o may be given once'],
  [['a.html', '-o', ''], '-o is empty: is a variable not set?'],
  [['', '-o', 'x'], 'a name among the inputs is empty: is a variable not set?'],
  [['a.html', '--', ''], 'a name among the inputs is empty: is a variable not set?'],
  [['a.html', '--ledger', ''], '--ledger is empty: is a variable not set?'],
  [['a.html', '--filter-list', 'x', '--filter-list', ''], '--filter-list is empty: is a variable not set?'],
  [['rules', 'check', ''], 'a name among the inputs is empty: is a variable not set?'],
  [['explain', ''], 'a name among the inputs is empty: is a variable not set?'],
  [['a.html', '-o', 'x', '--ledger', '-'], '--ledger needs a value; - stands for standard input as an input, and for standard output behind -o'],
  [['a.html', '-o', 'x', '--ledger=-'], '--ledger needs a value; - stands for standard input as an input, and for standard output behind -o'],
  [['a.html', '--constructor', '-'], 'unknown flag --constructor'],
  [['a.html', '--config', '-'], '--config needs a value; - stands for standard input as an input, and for standard output behind -o'],
  [['rules', 'new', 'a.html', '-o', '-'], '-o - is what happens without -o: leave it out for standard output'],
  [['rules', 'check', '-'], '- (standard input) is not read by this command: name what it needs'],
  [['rules', 'show', '-'], '- (standard input) is not read by this command: name what it needs'],
  [['rules', 'diff', 'none', '-', 'a.html'], '- (standard input) is not read by this command: name what it needs'],
  [['a.html', '-o', 'x.csv'], '-o x.csv: .csv is not written; use a folder, FILE.jsonl or FILE.parquet, or for one input FILE.txt, .md, .html or .json'],
  [['a.html', '-o', 'x.html.gz'], '-o x.html.gz: one document is not compressed, lines are: FILE.jsonl.gz'],
  [['a.html', '-j', 'many'], '--jobs is a whole number from 1 to 256; not "many"'],
  [['a.html', '--url', 'island'], '--url is a full address that begins with http:// or https://; not "island"'],
  [['a.html', '--lang', '!'], '--lang is a language tag as in de or pt-BR; not "!"'],
  [['a.html', '--as', 'pdf'], '--as is one of html, text, markdown, jsonl, warc; not "pdf"'],
  [['a.html', '--comments'], '--comments are handed out apart from the body: add -f json or -o FILE.jsonl'],
  [['a.html', '--off', 'share-baar'], 'unknown rule "share-baar"; did you mean "share-bar"?'],
  [['a.html', '--favor', 'recal'], '--favor is one of recall, balance, precision; not "recal"; did you mean recall?'],
  [['a.html', '--keep', 'bylin'], '--keep knows no kind "bylin"; did you mean byline?'],
  [['a.html', 'b.html'], 'several documents need a place to go: add -o FOLDER or -o FILE.jsonl'],
  [['.', '-o', 'x.txt'], '-o x.txt holds one document, and the inputs can be several: use a folder or FILE.jsonl'],
  [['saved', '-o', 'saved'], '-o saved holds the input saved: name another folder, or one within saved'],
  [['saved/2024', '-o', '.'], '-o . holds the input saved/2024: name another folder, or one within saved/2024'],
  [['.', '-o', 'x', '--url', 'https://example.org/'], '--url belongs to one document, and the inputs can be several'],
  [['-', 'a.html', '-o', 'x'], '- (standard input) stands alone, without other inputs'],
  [['explane', 'a.html'], 'there is no command or file "explane"; did you mean explain?'],
  [['explain', '.'], 'explain shows one document, and . can stand for several'],
  [['rules'], 'rules needs one of: list, show, check, test, new, learn, import, diff'],
  [['rules', 'show'], 'rules show needs a host or an address: post.example, https://post.example/news'],
  [['rules', 'show', 'a b'], 'rules show needs a host or an address: post.example, https://post.example/news; not "a b"'],
  [['rules', 'new', 'a.html', '-o', 'sites/'], '-o sites/ is a folder; a file is needed'],
  [['rules', 'new', 'saved', '--url', 'https://post.example/'], '--url names one page, and there can be several'],
  [['rules', 'check', 'a.yaml', '--force'], 'unknown flag --force'],
  [['rules', 'new', 'a.html', '--forse'], 'unknown flag --forse; did you mean --force?'],
  [['rules', 'lsit'], 'unknown command "lsit"; did you mean list?'],
  [['rules', 'import', 'frt', 'x'], 'unknown command "frt"; did you mean ftr?'],
])('wrong use: %j', async (words, sentence) => {
  desk.file('a.html', page('A'))
  desk.file('saved/2024/c.html', page('C'))
  if (!words.includes('explane')) desk.file('b.html', page('B'))
  else execFileSync('rm', [join(desk.folder, 'a.html')])
  expect(await desk.run(words)).toEqual({ code: 2, out: '', err: `cleancopy: ${sentence}\n` })
})

test('a broken rule file stops the run before the first document, with its place', async () => {
  desk.file('a.html', page('A'))
  desk.file('own.yaml', 'lang: en\nphrases:\n  shore:\n    line: [share the ferry]\n')
  const cleaned = await desk.run(['a.html', '--rules', 'own.yaml'])
  expect(cleaned).toMatchObject({ code: 2, out: '' })
  expect(cleaned.err).toMatch(/^own\.yaml:3:3: .*shore/)
  const checked = await desk.run(['rules', 'check', 'own.yaml'])
  expect(checked).toEqual({ code: 2, out: '', err: cleaned.err })
})

test('rules new says which page taught it nothing', async () => {
  desk.file('empty.html', '<html><body></body></html>')
  const { code, out, err } = await desk.run(['rules', 'new', 'empty.html'])
  expect(code).toBe(0)
  expect(out).toContain('hosts: [example.com]')
  expect(err).toBe('cleancopy: empty.html: no article was found in it, so that it says nothing about the site\n')
})

test('rules new and rules learn write a file alike: in a folder that is made, over no other unless asked', async () => {
  for (const name of ['a', 'b', 'c']) desk.file(`pages/${name}.html`, page(name).replace(/(?<=<p>)\d/g, (digit) => `${name} has a sentence of its own, number ${digit}, which is long enough to be one.`).replace('<head>', '<head><link rel="canonical" href="https://post.example/">'))
  desk.file('pages/notes.txt', 'The ferry left the island before dawn.')
  for (const command of ['new', 'learn']) {
    const words = ['rules', command, 'pages', '-o', `sites/${command}.yaml`]
    const first = await desk.run(words)
    expect([first.code, first.out]).toEqual([0, ''])
    expect(first.err).toMatch(/^cleancopy: pages\/notes\.txt: it is a text, and rules are made of pages\n.*3 pages/)
    expect(await desk.run(words)).toEqual({ code: 2, out: '', err: `cleancopy: -o ${join(desk.folder, 'sites', `${command}.yaml`)} is there already; --force replaces it\n` })
    expect((await desk.run([...words, '--force'])).code).toBe(0)
    expect((await desk.run([...words, 'gone.html', '--force'])).code).toBe(1)
  }
  expect((await desk.run(['rules', 'test', 'sites/new.yaml'])).out).toContain('3 tests in 1 file: 3 passed')
})

test('rules: list and check', async () => {
  desk.file('rules/own.yaml', 'lang: en\nphrases:\n  share:\n    line: [tell the ferryman]\n')
  expect(await desk.run(['rules', 'check', 'rules'])).toEqual({ code: 0, out: '1 file fine\n', err: '' })
  const table = await desk.run(['rules', 'list'])
  expect(table.out).toMatch(/^share-bar +share +pages and texts +\S/m)
  const data: { rules: { id: string }[] } = JSON.parse((await desk.run(['rules', 'list', '--json'])).out)
  expect(data.rules.map(({ id }) => id)).toContain('share-bar')
})

test('own rules, --off and --keep reach the cleaner', async () => {
  desk.file('own.yaml', 'lang: en\nphrases:\n  share:\n    line: [tell the ferryman]\n')
  desk.file('a.txt', `${'The ferry left the island before dawn, with forty passengers on board. '.repeat(5)}\n\nTell the ferryman\n`)
  const words = ['a.txt', '--rules', 'own.yaml']
  expect((await desk.run(words)).out).not.toContain('ferryman')
  expect((await desk.run([...words, '--off', 'share-bar'])).out).toContain('Tell the ferryman')
  expect((await desk.run([...words, '--keep', 'share'])).out).toContain('Tell the ferryman')
})

test('explain: kept lines, removed lines, rule and reason; --json as data', async () => {
  desk.file('a.html', page('Lemons'))
  const picture = await desk.run(['explain', 'a.html'])
  expect(picture).toMatchObject({ code: 0, err: '' })
  expect(picture.out).toMatch(/^a\.html\nLemons\nclean · confidence 0\.\d\d/)
  expect(picture.out).toMatch(/^ {2}1\. The ferry left/m)
  expect(picture.out).toMatch(/^- Share on Facebook Tweet {2}← share-bar: \S/m)
  const data = JSON.parse((await desk.run(['explain', 'a.html', '--json'])).out)
  expect(data).toMatchObject({ input: 'a.html', verdict: 'clean' })
  expect(data.removals).toContainEqual(expect.objectContaining({ rule: 'share-bar' }))
})

test('explain tells which site rule applies, and where none of the given ones does', async () => {
  desk.file('a.html', page('A'))
  desk.file('own.yaml', 'schema: 1\nhosts: [post.example]\nremove: [.gone]\n')
  const known = await desk.run(['explain', 'a.html', '--rules', 'own.yaml', '--url', 'https://www.post.example/a'])
  expect([known.code, known.err]).toEqual([0, ''])
  expect(lines(known.out)).toContain('site rule own')
  const unknown = await desk.run(['explain', 'a.html', '--rules', 'own.yaml'])
  expect(unknown.err).toBe('cleancopy: no site rule applies, because the address of the page is not known: add --url\n')
  expect(unknown.out).not.toContain('site rule')
  const other = await desk.run(['explain', 'a.html', '--rules', 'own.yaml', '--url', 'https://other.example/a'])
  expect(other.err).toBe('cleancopy: no site rule applies to https://other.example/a: cleancopy rules show tells the hosts, paths and conditions of a rule\n')
})

test('a page cannot steer the terminal through explain', async () => {
  desk.file('a.html', page('A \u001b[2J\u009b31m title'))
  const { out } = await desk.run(['explain', 'a.html'])
  expect(out).not.toMatch(/[\u001b\u009b]/)
})

test('--help shows examples, --version the version', async () => {
  const { version }: { version: string } = JSON.parse(readFileSync(join(MAIN, '../../../package.json'), 'utf8'))
  const help = await desk.run(['--help'])
  expect(help.code).toBe(0)
  expect(help.out).toMatch(/Examples:[^]*cleancopy saved\/ -o cleaned/)
  expect(await desk.run(['--version'])).toEqual({ code: 0, out: `${version}\n`, err: '' })
})

test('policies are words or switches', async () => {
  desk.file('a.html', page('Lemons'))
  const titled = await Promise.all([['--title'], ['--title', 'keep'], ['--title=keep']].map((words) => desk.run([...words, 'a.html'])))
  for (const { out } of titled) expect(out).toMatch(/^Lemons\n/)
  expect((await desk.run(['--title=drop', 'a.html'])).out).toMatch(/^1\. The ferry/)
})

test('files called like a flag or a command can be given', async () => {
  desk.file('explain', page('A'))
  desk.file('--odd.html', page('B'))
  expect((await desk.run(['./explain'])).out).toContain('The end of A')
  expect((await desk.run(['--', '--odd.html'])).out).toContain('The end of B')
})

test('the reader may leave (| head) and the run ends quietly', async () => {
  desk.file('long.html', page('Long', 5000))
  const child = desk.start(['long.html'])
  child.stdout?.once('data', () => child.stdout?.destroy())
  expect(await ended(child)).toMatchObject({ code: 0, err: '' })
})

test.skipIf(!existsSync('/dev/full'))('a full device is told in a sentence', async () => {
  desk.file('a.html', page('A'))
  const run = (): string => execFileSync('sh', ['-c', `"${process.execPath}" "${MAIN}" a.html > /dev/full`], { cwd: desk.folder, stdio: 'pipe' }).toString()
  expect(run).toThrow(/cannot write to standard output: no space left on the device/)
})

test.skipIf(process.platform === 'win32')('Ctrl-C: what is running is finished, nothing more is begun, no half file', async () => {
  desk.file('a.html', page('A'))
  desk.file('c.html', page('C'))
  execFileSync('mkfifo', [join(desk.folder, 'b.html')])
  const child = desk.start(['a.html', 'b.html', 'c.html', '-o', 'out', '-j', '1', '--ledger', 'ledger.jsonl'])
  const end = ended(child)
  // A pipe opens when both ends do, and the second document ends when we close it: the signal meets a running document for certain.
  const second = await open(join(desk.folder, 'b.html'), 'w')
  await appears('out/a.txt', child)
  child.kill('SIGINT')
  await pause(50)
  await second.writeFile(page('B'))
  await second.close()
  expect(await end).toMatchObject({ code: 130 })
  expect(desk.files()).toEqual(['a.html', 'b.html', 'c.html', 'ledger.jsonl.partial', 'out/.cleancopy-journal', 'out/a.txt', 'out/b.txt'])
  expect(read('out/b.txt')).toMatch(/remembers it today\.\n$/)
  for (const record of records('ledger.jsonl.partial')) expect(record).toHaveProperty('rule')
})

test.skipIf(process.platform === 'win32')('Ctrl-C twice ends at once, without half files', async () => {
  desk.file('a.html', page('A'))
  execFileSync('mkfifo', [join(desk.folder, 'b.html')])
  const child = desk.start(['a.html', 'b.html', '-o', 'out', '-j', '1'])
  const end = ended(child)
  const second = await open(join(desk.folder, 'b.html'), 'w')
  await appears('out/a.txt', child)
  child.kill('SIGINT')
  await new Promise((told) => child.stderr?.once('data', told))
  child.kill('SIGINT')
  await end
  await second.close()
  expect(child.signalCode).toBe('SIGINT')
  expect(desk.files()).toEqual(['a.html', 'b.html', 'out.failed.jsonl.partial', 'out/.cleancopy-journal', 'out/.cleancopy-journal.lock', 'out/a.txt'])
})

test.skipIf(process.platform === 'win32')('Ctrl-C while standard input is still open delivers nothing', async () => {
  const child = desk.start([])
  const end = ended(child)
  child.stdin?.write(page('A').slice(0, 900))
  await pause(1000)
  child.kill('SIGINT')
  // On a slow machine the signal may come before anyone listens; nothing is delivered then either.
  expect(await end).toMatchObject({ out: '' })
  expect(child.signalCode ?? child.exitCode).toBeOneOf([130, 'SIGINT'])
})
