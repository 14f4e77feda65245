/** Protects pages of the web on the built command line: one, lists, failures, resume without asking again, and an end by signal. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openWeb, page as answer, type SmallWeb } from '../batch/web-server.js'
import { Desk, ended, page } from './driver.js'

// Each test starts processes, and the machine may be busy.
vi.setConfig({ testTimeout: 60_000 })

let desk: Desk
let web: SmallWeb

beforeEach(async () => {
  desk = new Desk()
  const pages = Object.fromEntries(Array.from({ length: 20 }, (_, at) => [`/${at}.html`, answer(200, page(`Ferry ${at}`))]))
  web = await openWeb({
    ...pages, '/moved': answer(302, '', { location: '/1.html' }), '/robots.txt': answer(200, 'User-agent: *\nDisallow: /closed', { 'content-type': 'text/plain' }),
    '/cyrillic': answer(200, Buffer.from('<p>\u041f\u0430\u0440\u043e\u043c</p>'.replace(/[\u0410-\u044f]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) - 0x410 + 0xc0)), 'latin1'), { 'content-type': 'text/html; charset=windows-1251' }),
  })
})

afterEach(async () => {
  desk.clear()
  await web.close()
})

const text = (name: string): string => readFileSync(join(desk.folder, name), 'utf8')
const records = (name: string): Readonly<Record<string, unknown>>[] => text(name).trim().split('\n').map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>)
const mine = ['--allow-private', '--delay', '0']

test('one page to standard output, with the encoding that HTTP says', async () => {
  const { out, code, err } = await desk.run([`${web.origin}/moved`, ...mine])
  expect([code, err]).toEqual([0, ''])
  expect(out).toContain('The ferry left the island before dawn')
  expect((await desk.run([`${web.origin}/cyrillic`, ...mine])).out).toBe('Паром\n')
  expect([...web.agents]).toEqual([expect.stringMatching(/^cleancopy\/\d+\.\d+\.\d+$/)])
})

test('private addresses are refused without the flag, and nothing is asked', async () => {
  const { out, code, err } = await desk.run([`${web.origin}/1.html`])
  expect([code, out]).toEqual([1, ''])
  expect(err).toBe(`cleancopy: ${web.origin}/1.html: not fetched, because 127.0.0.1 is no public address (--allow-private)\n`)
  expect(web.asked).toEqual([])
})

test('a list: results in its order, failures with their codes, a page named twice once', async () => {
  const paths = ['/3.html', '/gone', '/2.html', '/closed/1', '/3.html#again']
  desk.file('list.txt', [...paths.map((path) => web.origin + path), 'http://[bad', 'file.html'].join('\n'))
  desk.file('file.html', page('File'))
  const { code } = await desk.run(['--from', 'list.txt', '-o', 'all.jsonl', ...mine])
  expect(code).toBe(1)
  expect(records('all.jsonl').map(({ input, url }) => [input, url])).toEqual([
    [`${web.origin}/3.html`, `${web.origin}/3.html`], [`${web.origin}/2.html`, `${web.origin}/2.html`], ['file.html', undefined]])
  expect(records('all.jsonl.failed.jsonl').map(({ code: why, message }) => [why, message])).toEqual([
    ['http-error', 'cannot be fetched: the server answers with status 404'],
    ['robots', `not fetched, because ${web.origin}/robots.txt does not allow it, or could not be read (--no-robots)`],
    ['bad-address', 'it is no address that can be fetched (http and https are)'],
  ])
  await desk.run(['--from', 'list.txt', '-o', 'out', ...mine, '-q'])
  expect(desk.files().filter((name) => /^out\/127/.test(name))).toEqual([expect.stringMatching(/^out\/127\.0\.0\.1\/2~\w{10}\.txt$/), expect.stringMatching(/\/3~\w{10}\.txt$/)])
})

test('a resumed run asks for nothing that it has, and for failures only when told to', async () => {
  desk.file('list.txt', ['/1.html', '/gone', '/2.html'].map((path) => web.origin + path).join('\n'))
  const words = ['--from', 'list.txt', '-o', 'all.jsonl', '--resume', '-q', '--no-robots', ...mine]
  await desk.run(words)
  const first = text('all.jsonl')
  web.asked.length = 0
  await desk.run(words)
  expect(web.asked).toEqual([])
  await desk.run([...words, '--retry-failed'])
  expect(web.asked).toEqual(['/gone'])
  expect(text('all.jsonl')).toBe(first)
})

test('after Ctrl-C nobody waits for the next page, and a resumed run has the bytes of a whole one', async () => {
  const list = Array.from({ length: 20 }, (_, at) => `${web.origin}/${at}.html`)
  desk.file('list.txt', list.join('\n'))
  await desk.run(['--from', 'list.txt', '-o', 'whole.jsonl', '-q', ...mine])
  const words = ['--from', 'list.txt', '-o', 'all.jsonl', '-q', '--allow-private']
  const began = Date.now()
  web.asked.length = 0
  const child = desk.start([...words, '--delay', '1', '--resume'])
  const end = ended(child)
  while (web.asked.length < 3) await pause(20)
  child.kill('SIGINT')
  const { code, err } = await end
  expect(code).toBe(130)
  expect(err).not.toContain('interrupted')
  expect(Date.now() - began).toBeLessThan(15_000)
  await desk.run([...words, '--delay', '0', '--resume'])
  expect(text('all.jsonl')).toBe(text('whole.jsonl'))
})
