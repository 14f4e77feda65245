/** Protects what is there already: other people's files, other runs' results, and inputs that want one name. */
import { existsSync, mkdirSync, readFileSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Desk, ended, page } from './driver.js'

// Each test starts processes, and the machine may be busy.
vi.setConfig({ testTimeout: 60_000 })

let desk: Desk
beforeEach(() => {
  desk = new Desk()
})
afterEach(() => desk.clear())

const read = (name: string): string => readFileSync(join(desk.folder, name), 'utf8')
const lines = (name: string): string[] => read(name).trimEnd().split('\n')
const records = (count: number): string => Array.from({ length: count }, (_, at) => JSON.stringify({ id: at, html: page(`${at}`) })).join('\n')

test('of two runs into one place the second is refused while the first is at work, whatever it asks for', async () => {
  const words = ['-', '--as', 'jsonl', '-o', 'all.jsonl', '-q']
  const first = desk.start([...words, '--resume'])
  const end = ended(first)
  first.stdin?.write(`${records(2)}\n`)
  while (!existsSync(join(desk.folder, 'all.jsonl.journal'))) await pause(10)
  for (const flag of [[], ['--resume'], ['--force']]) {
    expect(await desk.run([...words, ...flag])).toEqual({
      code: 2, out: '', err: `cleancopy: another run (process ${first.pid}) is writing there: wait until it has ended, or name another place\n`,
    })
  }
  first.stdin?.end(records(3))
  expect((await end).code).toBe(0)
  expect(lines('all.jsonl').map((line) => (JSON.parse(line) as { id: number }).id)).toEqual([0, 1, 0, 1, 2])
  expect(desk.files().filter((name) => name.includes('lock'))).toEqual([])
})

test('a resumed run replaces its own results, and no file that was there before the first', async () => {
  for (const name of ['a', 'b', 'c']) desk.file(`saved/${name}.html`, page(name))
  desk.file('out/b.txt', 'mine')
  // Older than the run by more than any clock's grain.
  utimesSync(join(desk.folder, 'out/b.txt'), 1, 1)
  expect((await desk.run(['saved', '-o', 'out', '--resume', '-q'])).code).toBe(1)
  desk.file('saved/a.html', page('new'))
  desk.file('rules.yaml', 'schema: 1\nhosts: [post.example]\nremove: [h2]\n')
  for (const more of [[], ['--retry-failed'], ['--rules', 'rules.yaml']]) {
    const { code, err } = await desk.run(['saved', '-o', 'out', '--resume', ...more])
    expect(code).toBe(1)
    expect(err).toContain('3 documents: 2 clean, 1 failed')
    expect(read('out/b.txt')).toBe('mine')
    expect(read('out/a.txt')).toContain('The end of new')
  }
  expect((await desk.run(['saved', '-o', 'out', '--force', '-q'])).code).toBe(0)
  expect(read('out/b.txt')).toContain('The end of b')
})

test('a result that somebody has changed since is made again, also when its length is the same', async () => {
  desk.file('saved/a.html', page('A'))
  desk.file('saved/b.html', page('B'))
  await desk.run(['saved', '-o', 'out', '--resume', '-q'])
  const path = join(desk.folder, 'out/b.txt')
  const before = readFileSync(path, 'utf8')
  writeFileSync(path, before.replace('lemons', 'apples'))
  expect((await desk.run(['saved', '-o', 'out', '--resume'])).err).toContain('cleancopy: 1 of them was done before')
  expect(readFileSync(path, 'utf8')).toBe(before)
})

test('a resumed run takes a new ledger or report, and replaces none that is not its own', async () => {
  desk.file('pages.jsonl', records(3))
  const words = ['pages.jsonl', '-o', 'all.jsonl', '--resume']
  desk.file('mine.jsonl', '{"mine":1}\n')
  desk.file('mine.html', '<p>mine')
  expect((await desk.run([...words, '--report', 'run.html'])).code).toBe(0)
  expect(await desk.run([...words, '--ledger', 'mine.jsonl'])).toEqual({
    code: 2, out: '', err: `cleancopy: --ledger ${join(desk.folder, 'mine.jsonl')} is there already; --force replaces it\n`,
  })
  expect((await desk.run([...words, '--report', 'mine.html'])).code).toBe(2)
  expect([read('mine.jsonl'), read('mine.html')]).toEqual(['{"mine":1}\n', '<p>mine'])
  expect((await desk.run([...words, '--report', 'run.html', '--ledger', 'ledger.jsonl'])).err).toMatch(/files beside the results are not those of the earlier run/)
  expect(lines('ledger.jsonl').length).toBeGreaterThan(3)
  expect((await desk.run([...words, '--report', 'run.html', '--ledger', 'ledger.jsonl'])).err).toContain('3 of them were done before')
})

test('two inputs that want one name both have a result, the same in every run', async () => {
  const outside = join(desk.folder, 'srv/x.html')
  desk.file('srv/x.html', page('outside'))
  const below = outside.slice(1)
  mkdirSync(join(desk.folder, 'here'))
  desk.file(`here/${below}`, page('inside'))
  writeFileSync(join(desk.folder, 'here/list'), `${outside}\n${below}\n${outside}\n`)
  const run = (...words: string[]): ReturnType<typeof ended> => desk.run(['--from', 'list', ...words], '', 'here')
  expect((await run('-o', '../out')).code).toBe(0)
  const written = desk.files().filter((name) => name.startsWith('out/'))
  expect(written).toHaveLength(2)
  expect(written.map(read).map((text) => /The end of (\w+)/.exec(text)?.[1]).sort()).toEqual(['inside', 'outside'])
  for (const reused of ['', '2 of them were done before']) {
    expect((await run('-o', '../all.jsonl', '--resume')).err).toContain(reused)
    expect(lines('all.jsonl').map((line) => (JSON.parse(line) as { title: string }).title)).toEqual(['outside', 'inside'])
  }
})

test('shards that share a folder do not share their failures', async () => {
  for (let at = 0; at < 12; at++) desk.file(`in/${at}.html`, at < 6 ? '' : page(`${at}`))
  for (const shard of ['1/2', '2/2']) await desk.run(['in', '-o', 'out', '--shard', shard, '-q'])
  const failed = [1, 2].flatMap((index) => lines(`out.failed-${index}-of-2.jsonl`)).map((line) => (JSON.parse(line) as { input: string }).input)
  expect(failed.sort()).toEqual([0, 1, 2, 3, 4, 5].map((at) => `in/${at}.html`))
})

test('an input is never replaced, not even by force or where a link leads to it by another name', async () => {
  const html = page('a')
  for (const name of ['saved/a.html', 'saved/b.html']) desk.file(name, html)
  symlinkSync('saved', join(desk.folder, 'link'))
  symlinkSync('saved/b.html', join(desk.folder, 'b.html'))
  const inUse = (flag: string, name: string): string => `cleancopy: ${flag} ${join(desk.folder, name)} is already in use as an input or by another flag\n`
  expect(await desk.run(['saved', '-o', 'link', '-f', 'html', '--force'])).toEqual({ code: 2, out: '', err: 'cleancopy: -o link holds the input saved: name another folder, or one within saved\n' })
  expect(await desk.run(['link/a.html', '-o', 'saved/a.html', '--force'])).toEqual({ code: 2, out: '', err: inUse('-o', 'saved/a.html') })
  expect(await desk.run(['b.html', '-o', 'saved/b.html', '--force'])).toEqual({ code: 2, out: '', err: inUse('-o', 'saved/b.html') })
  const { code, err } = await desk.run(['saved/a.html', 'saved/b.html', '-o', 'link', '-f', 'html', '--force'])
  expect(code).toBe(1)
  expect(err).toContain(`cleancopy: saved/a.html: not written, because the result would replace the input ${join(desk.folder, 'link/a.html')}\n`)
  for (const name of ['saved/a.html', 'saved/b.html', 'b.html']) expect(read(name)).toBe(html)
  // What takes the place of a link or of a name leaves the file that it led to.
  symlinkSync('saved/a.html', join(desk.folder, 'mine.html'))
  expect((await desk.run(['saved/a.html', '-o', 'mine.html', '--force'])).code).toBe(0)
  expect(read('saved/a.html')).toBe(html)
})

test('nor are rule files, lists of names, the config file, and an input that is called as a list of failures would be', async () => {
  desk.file('a.html', page('a'))
  const texts = { 'own.yaml': 'schema: 1\nhosts: [post.example]\n', 'names.txt': 'a.html\n', 'here.yaml': 'format: json\n', 'ads.txt': '##.ad\n', 'all.jsonl.failed.jsonl': `${records(2)}\n` }
  for (const [name, text] of Object.entries(texts)) desk.file(name, text)
  const out = ['-o', 'all.jsonl', '--force']
  for (const words of [
    ['a.html', '--rules', 'own.yaml', '--ledger', 'own.yaml'], ['--from', 'names.txt', '--failed', 'names.txt'], ['a.html', '--config', 'here.yaml', '--report', 'here.yaml'],
    ['a.html', '--filter-list', 'ads.txt', '--ledger', 'ads.txt'], ['all.jsonl.failed.jsonl'],
  ]) {
    const { code, err } = await desk.run([...words, ...out])
    expect([code, err]).toEqual([2, expect.stringContaining(' is already in use as an input or by another flag\n')])
  }
  for (const [name, text] of Object.entries(texts)) expect(read(name)).toBe(text)
})

test('nor is a file in a folder of rules', async () => {
  desk.file('post.html', page('a'))
  const rule = '{"schema":1,"hosts":["post.example"]}'
  desk.file('rules/sites/post.json', rule)
  const ledger = await desk.run(['post.html', '--rules', 'rules', '-o', 'a.txt', '--ledger', 'rules/sites/post.json', '--force'])
  expect([ledger.code, ledger.err]).toEqual([2, expect.stringContaining(' is already in use as an input or by another flag\n')])
  const folder = await desk.run(['post.html', '--rules', 'rules', '-o', 'rules/sites/', '-f', 'json', '--force'])
  expect([folder.code, folder.err]).toEqual([1, expect.stringContaining(' would replace the input ')])
  expect(read('rules/sites/post.json')).toBe(rule)
})

test('a report in the folder that is cleaned is no page of it', async () => {
  desk.file('saved/a.html', page('a'))
  for (const more of [[], ['--force']]) {
    const { code, err } = await desk.run(['saved', '-o', 'out', '--report', 'saved/report.html', ...more])
    expect([code, err]).toEqual([0, expect.stringContaining('1 document: 1 clean')])
  }
})

test('nor is the config file of the folder, which nobody named', async () => {
  desk.file('a.html', page('a'))
  desk.file('cleancopy.config.json', '{"title": true}')
  for (const more of [[], ['--no-config']]) {
    const { code, err } = await desk.run(['a.html', '-o', 'cleancopy.config.json', '--force', ...more])
    expect([code, err]).toEqual([2, `cleancopy: -o ${join(desk.folder, 'cleancopy.config.json')} is already in use as an input or by another flag\n`])
  }
  expect(read('cleancopy.config.json')).toBe('{"title": true}')
})

test('results are no inputs of the next run, also where a link leads to the folder that they lie in', async () => {
  desk.file('saved/a.html', page('a'))
  symlinkSync('saved', join(desk.folder, 'link'))
  for (const [input = '', out = ''] of [['link', 'saved/out'], ['saved', 'link/out'], ['link/**/*.html', 'saved/out']]) {
    const words = [input, '-o', out, '-f', 'html', '--force', '--report', 'saved/report.html']
    for (const round of [1, 2]) expect((await desk.run(words)).err, `${round}`).toMatch(/^1 document: 1 clean/)
  }
  for (const round of [1, 2]) expect((await desk.run(['link', '-o', '-', '--report', 'saved/run.html', '--force'])).err, `${round}`).toMatch(/^3 documents/)
})
