/** Protects the batch as it is driven from outside: records, lists, shards, the filter, on the built command line. */
import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { gunzipSync, gzipSync } from 'node:zlib'
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

type Line = Readonly<Record<string, unknown>>

const parsed = (text: string): Line[] => text.split('\n').filter((line) => line !== '').map((line): Line => JSON.parse(line))
const records = (name: string): Line[] => parsed(readFileSync(join(desk.folder, name), 'utf8'))

const RECORDS = [
  `{"id":12345678901234567890,"url":"https://post.example/a","html":${JSON.stringify(page('A'))},"title":"theirs"}`,
  '{"id":"broken","html":',
  '{"id":"none","html":""}',
  `{"id":"z","text":"The ferry left the island before dawn, with forty passengers on board, and nobody waved."}`,
].join('\n')

test('records in, records out: fields go on untouched, failures have their line', async () => {
  desk.file('pages.jsonl.gz', gzipSync(RECORDS))
  const { code, err } = await desk.run(['pages.jsonl.gz', '-o', 'all.jsonl', '--failed', 'failed.jsonl'])
  expect(code).toBe(1)
  const raw = readFileSync(join(desk.folder, 'all.jsonl'), 'utf8')
  expect(raw).toContain('{"input":"pages.jsonl.gz:1","id":12345678901234567890,"url":"https://post.example/a","title":"A",')
  expect(records('all.jsonl')).toMatchObject([{ original: { title: 'theirs' } }, { input: 'pages.jsonl.gz:4', id: 'z', verdict: 'clean' }])
  expect(records('failed.jsonl')).toMatchObject([
    { input: 'pages.jsonl.gz:2', code: 'bad-record', file: 'pages.jsonl.gz', line: 2 }, { code: 'empty', line: 3 },
  ])
  expect(err).toMatch(/\n4 documents: 2 clean, 2 failed · /)
})

test('something behind compressed data is told, and costs no document; a name that is wrong costs none either', async () => {
  const packed = gzipSync(page('A'))
  desk.file('in/a.html.gz', Buffer.concat([packed, Buffer.from('rubbish')]))
  desk.file('in/b.html.gz', page('B'))
  desk.file('in/c.html', gzipSync(page('C')))
  desk.file('in/d.html.gz', Buffer.from([0, 1, 2, 3]))
  const { code, err } = await desk.run(['in', '-o', 'out.jsonl'])
  expect({ code, lines: err.split('\n').slice(0, 3) }).toEqual({
    code: 1,
    lines: [
      'cleancopy: in/a.html.gz: something that is not compressed follows the compressed data, and was left out',
      'cleancopy: in/d.html.gz: cannot be read: it is neither compressed in the way that its name says nor a text',
      expect.stringMatching(/^4 documents: 3 clean, 1 failed · /),
    ],
  })
  expect(records('out.jsonl')).toMatchObject([{ problems: [{ code: 'trailing-bytes' }] }, { title: 'B', problems: [] }, { title: 'C' }])
})

test('records to a folder: a file for each, in the order of the lines', async () => {
  desk.file('pages.jsonl', RECORDS)
  await desk.run(['pages.jsonl', '-o', 'out'])
  expect(desk.files().filter((name) => name.startsWith('out/p'))).toEqual(['out/pages.jsonl/000000001.txt', 'out/pages.jsonl/000000004.txt'])
  expect(records('out.failed.jsonl').map(({ line }) => line)).toEqual([2, 3])
})

test('records from standard input, with names of their own', async () => {
  const { out, code } = await desk.run(['-', '--as', 'jsonl', '--fields', 'html=body,url=link', '-o', '-'],
    `{"link":"https://post.example/a","body":${JSON.stringify(page('A'))},"html":"other"}\n`)
  expect(code).toBe(0)
  expect(parsed(out)).toMatchObject([{ input: '-:1', link: 'https://post.example/a', html: 'other', title: 'A' }])
})

test('--filter: a line for each line, in order, whatever it holds; nothing else on standard output', async () => {
  const { out, err, code } = await desk.run(['--filter'], `${RECORDS}\n\n{"id":{"a":1}}`)
  expect({ code, err: err.split('\n').length }).toEqual({ code: 0, err: 6 })
  const lines = out.split('\n')
  expect(lines.pop()).toBe('')
  expect(lines.map((line): unknown => JSON.parse(line))).toMatchObject([
    { id: 12345678901234567000, title: 'A', error: null }, { input: '-:2', verdict: 'failed', text: '', error: { code: 'bad-record' } },
    { id: 'none', verdict: 'empty', error: { code: 'empty', message: 'there is no text in it' } },
    { id: 'z', verdict: 'clean', error: null }, { error: { code: 'bad-record', message: expect.stringContaining('the line is empty') } },
    { id: { a: 1 }, verdict: 'failed', error: { code: 'bad-record' } },
  ])
})

test('--filter answers a line before the next one comes', async () => {
  const child = desk.start(['--filter', '-q'])
  const end = ended(child)
  for (const id of [1, 2]) {
    const answer = new Promise<string>((done) => child.stdout?.once('data', (chunk: Buffer) => done(chunk.toString())))
    child.stdin?.write(`{"id":${id},"text":"The ferry left the island before dawn, and nobody in the harbour waved to it."}\n`)
    expect(JSON.parse(await answer)).toMatchObject({ id })
  }
  child.stdin?.end()
  expect(await end).toMatchObject({ code: 0, err: '' })
})

test('--from: a list of names, separated by NUL or in lines, or on standard input', async () => {
  desk.file('in/new\nline.html', page('A'))
  desk.file('in/b.html', page('B'))
  desk.file('list', 'in/new\nline.html\0in/b.html\0gone.html\0')
  const fromFile = await desk.run(['--from', 'list', '-o', 'all.jsonl'])
  expect(fromFile.err).toContain('cleancopy: gone.html: no such file or folder\n')
  expect(records('all.jsonl').map(({ title }) => title)).toEqual(['A', 'B'])
  expect((await desk.run(['--from', '-', '-o', 'out'], 'in/b.html\n')).code).toBe(0)
  expect(desk.files()).toContain('out/in/b.txt')
})

test('shards make the whole, each document once, names as in one run', async () => {
  for (let at = 0; at < 6; at++) desk.file(`in/${at}.html`, page(`${at}`))
  desk.file('in/0.htm', page('other'))
  await desk.run(['in', '-o', 'whole', '-q'])
  for (const shard of ['1/3', '2/3', '3/3']) await desk.run(['in', '-o', 'parts', '--shard', shard, '-q'])
  const below = (folder: string): string[] => desk.files().filter((name) => name.startsWith(`${folder}/`)).map((name) => name.slice(folder.length + 1))
  expect(below('parts')).toEqual(below('whole'))
  expect(below('whole')).toHaveLength(7)
})

/** A block of code from the page that users read. */
function shown(language: string, containing: string): string {
  const docs = readFileSync(new URL('../../docs/batch.md', import.meta.url), 'utf8')
  const blocks = [...docs.matchAll(/^```(\w+)\n([^]*?)^```$/gm)].filter(([, name]) => name === language).map(([, , code = '']) => code)
  const block = blocks.find((code) => code.includes(containing))
  if (block === undefined) throw new Error(`docs/batch.md shows no ${containing}`)
  return block
}

/** Runs a script as the docs show it, with `cleancopy` on the path. */
function shell(script: string, variables: NodeJS.ProcessEnv = {}): string {
  desk.file('bin/cleancopy', `#!/bin/sh\nexec "${process.execPath}" "${MAIN}" "$@"\n`)
  chmodSync(join(desk.folder, 'bin/cleancopy'), 0o755)
  const env = { ...process.env, ...variables, PATH: `${join(desk.folder, 'bin')}:${process.env['PATH'] ?? ''}` }
  return execFileSync('sh', ['-c', script], { cwd: desk.folder, env, encoding: 'utf8' })
}

test.skipIf(process.platform === 'win32')('the job array of the docs: its parts make the whole', () => {
  for (let at = 0; at < 5; at++) desk.file(`crawl/${at}.html`, page(`${at}`))
  const script = shown('sh', '#SBATCH').replaceAll('64', '2')
  for (const task of ['1', '2']) shell(script, { SLURM_ARRAY_TASK_ID: task })
  const inputs = [1, 2].flatMap((part) => records(`articles/part-${part}.jsonl`)).map(({ input }) => input)
  expect(inputs.sort()).toEqual([0, 1, 2, 3, 4].map((at) => `crawl/${at}.html`))
})

const hasParallel = spawnSync('parallel', ['--version'], { encoding: 'utf8' }).stdout?.startsWith('GNU parallel') ?? false
test.skipIf(!hasParallel)('GNU parallel drives the filter as the docs show it (skipped where parallel is not installed)', () => {
  const lines = Array.from({ length: 20 }, (_, at) => JSON.stringify({ id: at, html: page(`${at}`) }))
  desk.file('pages.jsonl', `${lines.join('\n')}\n{"broken\n`)
  shell(shown('sh', 'parallel').replace('10M', '10k'))
  expect(records('articles.jsonl').map(({ id }) => id)).toEqual([...lines.keys(), undefined])
})

test('an output in the folder of the inputs is no input', async () => {
  desk.file('a.html', page('A'))
  desk.file('c.html.gz', gzipSync(page('C')))
  await desk.run(['.', '-o', 'all.jsonl'])
  await desk.run(['.', '-o', 'again.jsonl'])
  expect(records('again.jsonl').map(({ input }) => input)).toEqual(['a.html', 'c.html.gz'])
})

test('ended with kill -9 and gone on with: the bytes of a whole run, compressed or not; then nothing is left to do', async () => {
  const lines = Array.from({ length: 150 }, (_, at) => at % 40 === 7 ? '{"broken' : JSON.stringify({ id: at, html: page(`${at}`) }))
  desk.file('pages.jsonl', lines.join('\n'))
  await desk.run(['pages.jsonl', '-o', 'whole.jsonl', '-q', '-j', '1'])
  const words = ['pages.jsonl', '-o', 'all.jsonl.gz', '-j', '1', '--resume']
  const child = desk.start(words)
  const end = ended(child)
  const partial = join(desk.folder, 'all.jsonl.gz.partial')
  while (child.exitCode === null && !(existsSync(partial) && statSync(partial).size > 60_000)) await pause(20)
  child.kill('SIGKILL')
  await end
  const refused = await desk.run(['pages.jsonl', '-o', 'all.jsonl.gz'])
  expect(refused).toMatchObject({ code: 2 })
  expect(refused.err).toMatch(/^cleancopy: an earlier run left work here: --resume goes on with it/)
  expect((await desk.run(words)).code).toBe(1)
  expect(gunzipSync(readFileSync(join(desk.folder, 'all.jsonl.gz'))).toString()).toBe(readFileSync(join(desk.folder, 'whole.jsonl'), 'utf8'))
  expect(records('all.jsonl.gz.failed.jsonl')).toEqual(records('whole.jsonl.failed.jsonl'))
  expect((await desk.run(words)).err).toMatch(/150 of them were done before\n150 documents: 146 clean, 4 failed/)
  expect(gunzipSync(readFileSync(join(desk.folder, 'all.jsonl.gz'))).toString()).toBe(readFileSync(join(desk.folder, 'whole.jsonl'), 'utf8'))
})

test('unordered, ended with kill -9 and gone on with: every result, each of them once', async () => {
  const lines = Array.from({ length: 150 }, (_, at) => at % 40 === 7 ? '{"broken' : JSON.stringify({ id: at, html: page(`${at}`) }))
  desk.file('pages.jsonl', lines.join('\n'))
  await desk.run(['pages.jsonl', '-o', 'whole.jsonl', '-q', '-j', '1'])
  const words = ['pages.jsonl', '-o', 'all.jsonl', '-j', '2', '--unordered', '--resume']
  const child = desk.start(words)
  const end = ended(child)
  const journal = join(desk.folder, 'all.jsonl.journal')
  while (child.exitCode === null && !(existsSync(journal) && readFileSync(journal, 'utf8').split('\n').length > 10)) await pause(5)
  child.kill('SIGKILL')
  await end
  const { code, err } = await desk.run(words)
  expect(code).toBe(1)
  expect(err).toMatch(/\d+ of them were done before\n150 documents: 146 clean, 4 failed/)
  const sorted = (name: string): string[] => readFileSync(join(desk.folder, name), 'utf8').split('\n').sort()
  expect(sorted('all.jsonl')).toEqual(sorted('whole.jsonl'))
  expect(sorted('all.jsonl.failed.jsonl')).toEqual(sorted('whole.jsonl.failed.jsonl'))
})

test('records are taken apart by workers as in this thread: the same bytes, whatever is in them', async () => {
  const long = `<p>${'The ferry left before dawn. '.repeat(400_000)}</p>`
  desk.file('pages.jsonl', [...RECORDS.split('\n'), '[]', '{"id":1}', '{"html":5}', ...Array.from({ length: 20 }, (_, at) => JSON.stringify({ n: at, html: page(`${at}`) }))].join('\n'))
  await desk.run(['pages.jsonl', '-o', 'one.jsonl', '-q', '-j', '1'])
  await desk.run(['pages.jsonl', '-o', 'two.jsonl', '-q', '-j', '2', '--timeout', '50'])
  for (const name of ['.jsonl', '.jsonl.failed.jsonl']) {
    expect(readFileSync(join(desk.folder, `two${name}`), 'utf8')).toBe(readFileSync(join(desk.folder, `one${name}`), 'utf8'))
  }
  // What came with a record goes with its failure, though nobody is left who took it apart.
  const { out } = await desk.run(['--filter', '-j', '1', '--timeout', '0.2', '-q'], `{"n":7.0,"html":${JSON.stringify(long)}}\n`)
  expect(out).toMatch(/^\{"input":"-:1","n":7\.0,.*"error":\{"code":"timeout"/)
})

test('a page that takes too long is ended, and one that takes too much; the others come out as without workers', async () => {
  for (let at = 0; at < 16; at++) desk.file(`in/${String(at).padStart(2, '0')}.html`, page(`${at}`))
  await desk.run(['in', '-o', 'alone', '-q', '-j', '1'])
  desk.file('in/05-long.html', page('Long', 60_000))
  const slow = await desk.run(['in', '-o', 'slow.jsonl', '-j', '2', '--timeout', '1.5', '--failed', 'failed.jsonl'])
  expect(slow.err).toMatch(/^cleancopy: in\/05-long\.html: cleaning it took longer than 1\.5 s and was ended \(--timeout\)\n17 documents: 16 clean/)
  expect(records('failed.jsonl')).toMatchObject([{ input: 'in/05-long.html', code: 'timeout' }])
  const big = await desk.run(['in', '-o', 'pool', '-j', '2', '--memory', '64', '--timeout', '60'])
  expect(big.err).toMatch(/in\/05-long\.html: cleaning it took more than 64 MB of memory and was ended/)
  for (let at = 0; at < 16; at++) {
    const name = `${String(at).padStart(2, '0')}.txt`
    expect(readFileSync(join(desk.folder, 'pool', name), 'utf8')).toBe(readFileSync(join(desk.folder, 'alone', name), 'utf8'))
  }
})

test.each([
  [['--filter', '-o', 'x.jsonl'], '--filter writes to standard output: leave -o out'],
  [['--filter', '--unordered'], '--filter keeps the order of the lines: leave --unordered out'],
  [['--filter', 'a.jsonl'], '--filter reads standard input: leave other inputs out'],
  [['--filter', '--from', 'a.jsonl'], '--filter reads standard input: leave other inputs out'],
  [['--filter', '--shard', '1/2'], '--filter answers every line: leave --shard out'],
  [['a.jsonl'], 'several documents need a place to go: add -o FOLDER or -o FILE.jsonl'],
  [['a.jsonl', '-o', 'x', '--shard', '3/2'], '--shard is a part and the number of parts, as in 1/8 up to 8/8; not "3/2"'],
  [['a.jsonl', '-o', 'x', '--fields', 'htlm=body'], '--fields knows html, text, url, id; not "htlm"; did you mean html?'],
  [['a.jsonl', '-o', 'x', '--fields', 'constructor=x'], '--fields knows html, text, url, id; not "constructor"'],
  [['a.jsonl', '-o', 'x', '--fields', 'html=body,html=page'], '--fields names html twice: body and page; a record has it under one name'],
  [['a.jsonl', '-o', 'x', '--fields', 'html'], '--fields html needs a name: html=NAME'],
  [['a.jsonl', '-o', 'x', '--max-size', 'much'], '--max-size is a number of megabytes up to 500; not "much"'],
  [['a.jsonl', '-o', 'x', '--timeout', 'soon'], '--timeout is a number of seconds up to 86400; not "soon"'],
  [['a.jsonl', '-o', 'x', '--memory', '8'], '--memory is a whole number of megabytes from 64 up; not "8"'],
  [['a.jsonl', '-o', '-', '--resume'], '--resume needs a place that stays: -o FOLDER or -o FILE.jsonl'],
  [['--from', 'gone', '-o', 'x'], '--from gone: no such file or folder'],
  [['--from', '.', '-o', 'x'], '--from . is a folder; a file with one name per line is needed'],
])('wrong use: %j', async (words, sentence) => {
  desk.file('a.jsonl', '{"text":"x"}\n')
  expect(await desk.run(words)).toEqual({ code: 2, out: '', err: `cleancopy: ${sentence}\n` })
})
