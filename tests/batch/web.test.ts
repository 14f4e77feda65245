/** Protects how pages are fetched: politely, within limits, and from no address that is not public unless a person says so. */
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { afterEach, describe, expect, test } from 'vitest'
import { InputError, type Content } from '../../src/batch/job.js'
import { openFetcher, type Fetcher, type FetchOptions } from '../../src/batch/web/fetch-page.js'
import { pageName, parseAddress } from '../../src/batch/web/page-name.js'
import { isPublicAddress, publicLookup } from '../../src/batch/web/public-address.js'
import { openWeb, page, type Answer, type SmallWeb } from './web-server.js'

const HTML = '<html><title>Ferry</title><p>The ferry left the island before dawn.</p></html>'
const opened: { close(): Promise<void> }[] = []

afterEach(async () => {
  for (const one of opened.splice(0)) await one.close()
})

async function web(answers: Readonly<Record<string, Answer>>): Promise<SmallWeb> {
  const small = await openWeb(answers)
  opened.push(small)
  return small
}

function fetcher(wishes: Partial<FetchOptions> = {}): Fetcher {
  const made = openFetcher({
    timeout: 5000, limit: 100_000, robots: false, allowPrivate: true, userAgent: 'cleancopy/test', perHost: 1, delay: 0,
    signal: new AbortController().signal, ...wishes,
  })
  opened.unshift(made)
  return made
}

const codeOf = (work: Promise<Content>): Promise<string> => work.then(
  () => 'fetched', (error: unknown) => error instanceof InputError ? `${error.code} ${error.detail}`.trim() : String(error))

test('a page: its address after redirects, its content type, and an honest name', async () => {
  const { origin, agents } = await web({
    '/old': page(301, '', { location: '/middle' }), '/middle': page(307, 'long '.repeat(9), { location: '/new?a=1' }),
    '/new?a=1': page(200, HTML, { 'content-type': 'text/html; charset=iso-8859-5' }),
  })
  const content = await fetcher().fetch(`${origin}/old`)
  expect(content).toMatchObject({ kind: 'html', source: { url: `${origin}/new?a=1`, contentType: 'text/html; charset=iso-8859-5' } })
  expect(Buffer.from(content.body as Uint8Array).toString()).toBe(HTML)
  expect([...agents]).toEqual(['cleancopy/test'])
})

test('content encodings are undone, texts are texts, and without a content type the body tells', async () => {
  const { origin } = await web({
    '/gzip': page(200, gzipSync(HTML), { 'content-encoding': 'gzip' }), '/br': page(200, brotliCompressSync(HTML), { 'content-encoding': 'br' }),
    '/text': page(200, 'words', { 'content-type': 'text/plain' }), '/bare': (_, response) => response.writeHead(200).end(HTML),
  })
  const { fetch } = fetcher()
  for (const path of ['/gzip', '/br']) expect(Buffer.from((await fetch(origin + path)).body as Uint8Array).toString()).toBe(HTML)
  expect([(await fetch(`${origin}/text`)).kind, (await fetch(`${origin}/bare`)).kind]).toEqual(['text', null])
})

test('what is no page has its code', async () => {
  const { origin } = await web({
    '/gone': page(410, 'gone'), '/broken': page(503, 'x'.repeat(10_000)), '/loop': page(302, '', { location: '/loop' }),
    '/file': page(302, '', { location: 'file:///etc/passwd' }), '/picture': page(200, 'GIF', { 'content-type': 'image/gif' }),
    '/long': page(200, 'x'.repeat(100_001)), '/bomb': page(200, gzipSync(Buffer.alloc(500_000)), { 'content-encoding': 'gzip' }),
    '/torn': page(200, gzipSync(HTML).subarray(0, 40), { 'content-encoding': 'gzip' }),
    '/endless': (_, response) => {
      response.writeHead(200)
      const more = (): void => {
        if (!response.destroyed) response.write('x'.repeat(10_000), more)
      }
      more()
    },
    '/slow': () => undefined,
    '/stuck': (_, response) => response.writeHead(200, { 'content-type': 'text/html' }).write('<p>'),
    '/cut': (_, response) => {
      response.writeHead(200, { 'content-length': '1000' }).write('x')
      setTimeout(() => response.destroy(), 20)
    },
  })
  const { fetch } = fetcher({ timeout: 30_000 })
  const impatient = fetcher({ timeout: 400 }).fetch
  const codes: Record<string, string> = {}
  for (const path of ['/gone', '/broken', '/loop', '/file', '/picture', '/long', '/bomb', '/torn', '/endless', '/slow', '/stuck', '/cut']) {
    // The others have time enough on a busy machine, too.
    codes[path] = await codeOf((path === '/slow' || path === '/stuck' ? impatient : fetch)(origin + path))
  }
  expect(codes).toEqual({
    '/gone': 'http-error 410', '/broken': 'http-error 503', '/loop': 'bad-redirect', '/file': 'bad-redirect file:///etc/passwd',
    '/picture': 'not-a-page image/gif', '/long': 'too-large 100000', '/bomb': 'too-large 100000', '/torn': 'unreachable its content coding gzip is broken', '/endless': 'too-large 100000',
    '/slow': 'fetch-timeout 0.4 s', '/stuck': 'fetch-timeout 0.4 s', '/cut': 'unreachable UND_ERR_SOCKET',
  })
  expect(await codeOf(fetch('http://127.0.0.1:1/'))).toBe('unreachable ECONNREFUSED')
})

describe('addresses that are not public', () => {
  test.each([
    '127.0.0.1', '10.1.2.3', '172.16.0.1', '192.168.1.1', '169.254.169.254', '100.64.0.1', '0.0.0.0', '224.0.0.1', '255.255.255.255', '::1', '::',
    'fe80::1', 'fc00::1', '::ffff:127.0.0.1', '::ffff:a00:1', '64:ff9b::7f00:1', '2002:7f00:1::', 'no address',
  ])('%s', (address) => expect(isPublicAddress(address)).toBe(false))

  test.each(['93.184.215.14', '2606:2800:220:1:248:1893:25c8:1946', '::ffff:8.8.8.8'])('but %s is', (address) => {
    expect(isPublicAddress(address)).toBe(true)
  })

  test('are refused as they stand, in every spelling', async () => {
    const { origin, asked } = await web({ '/': page(200, HTML) })
    const { port } = new URL(origin)
    const { fetch } = fetcher({ allowPrivate: false })
    for (const host of ['127.0.0.1', '0x7f.1', '2130706433', '[::1]', '[::ffff:127.0.0.1]', '10.0.0.1', '169.254.169.254']) {
      expect(await codeOf(fetch(`http://${host}:${port}/`))).toMatch(/^private-address /)
    }
    expect(asked).toEqual([])
  })

  test('are refused when a name resolves to them', async () => {
    const { origin, asked } = await web({ '/': page(200, HTML) })
    expect(await codeOf(fetcher({ allowPrivate: false }).fetch(`http://localhost:${new URL(origin).port}/`))).toMatch(/^private-address (?:127\.0\.0\.1|::1)$/)
    expect(asked).toEqual([])
    const error = await new Promise((done) => publicLookup('localhost', { all: true }, done))
    expect(error).toMatchObject({ code: 'PRIVATE_ADDRESS' })
  })

  test('are asked by nobody on the way: robots.txt is not fetched from them either', async () => {
    const { origin, asked } = await web({ '/robots.txt': page(200, '', { 'content-type': 'text/plain' }), '/': page(200, HTML) })
    expect(await codeOf(fetcher({ allowPrivate: false, robots: true }).fetch(`${origin}/`))).toMatch(/^private-address /)
    expect(asked).toEqual([])
  })
})

describe('robots.txt', () => {
  const robots = (body: string): Answer => page(200, body, { 'content-type': 'text/plain' })

  test('is read once, and its words for this program count', async () => {
    const { origin, asked } = await web({
      '/robots.txt': robots('User-agent: *\nDisallow: /\n\nUser-agent: cleancopy\nDisallow: /private\n'), '/a': page(200, HTML), '/b': page(200, HTML), '/private/c': page(200, HTML),
    })
    const { fetch } = fetcher({ robots: true })
    expect(await Promise.all(['/a', '/b', '/private/c'].map((path) => codeOf(fetch(origin + path))))).toEqual(['fetched', 'fetched', `robots ${origin}`])
    expect(asked.filter((path) => path === '/robots.txt')).toHaveLength(1)
    expect(asked).not.toContain('/private/c')
  })

  test('missing it allows all; broken it allows nothing; a redirect leads to it, and past it nowhere', async () => {
    const missing = await web({ '/a': page(200, HTML) })
    const broken = await web({ '/robots.txt': page(500, ''), '/a': page(200, HTML) })
    const closed = await web({ '/robots.txt': robots('User-agent: *\nDisallow: /'), '/a': page(200, HTML) })
    const moved = await web({ '/robots.txt': page(301, '', { location: `${closed.origin}/robots.txt` }), '/a': page(200, HTML) })
    const bounced = await web({ '/a': page(302, '', { location: `${closed.origin}/a` }) })
    const codes = []
    for (const { origin } of [missing, broken, closed, moved, bounced]) codes.push(await codeOf(fetcher({ robots: true }).fetch(`${origin}/a`)))
    expect(codes.map((code) => code.split(' ')[0])).toEqual(['fetched', 'robots', 'robots', 'robots', 'robots'])
  })
})

describe('pace', () => {
  const slow: Answer = (_, response) => void setTimeout(() => response.writeHead(200, { 'content-type': 'text/html' }).end(HTML), 30)
  const paths = ['/1', '/2', '/3', '/4']
  const answers = Object.fromEntries(paths.map((path) => [path, slow]))

  test.each([1, 2])('no more than %d requests to one host at one time', async (perHost) => {
    const small = await web(answers)
    const { fetch } = fetcher({ perHost })
    await Promise.all(paths.map((path) => fetch(small.origin + path)))
    expect(small.most).toBe(perHost)
  })

  test('a pause between requests to one host, which robots.txt can make longer; another host does not wait', async () => {
    const small = await web(answers)
    const asking = await web({ '/robots.txt': page(200, 'User-agent: *\nCrawl-delay: 0.2'), ...answers })
    const { fetch } = fetcher({ robots: true, delay: 100, perHost: 4 })
    const taken = async (origin: string): Promise<number> => {
      const began = performance.now()
      await Promise.all(paths.map((path) => fetch(origin + path)))
      return performance.now() - began
    }
    const [short, long] = await Promise.all([taken(small.origin), taken(asking.origin)])
    expect(short).toBeGreaterThan(300)
    expect(long).toBeGreaterThan(590)
  })

  test('at the end of the run nobody waits', async () => {
    const small = await web(answers)
    const controller = new AbortController()
    const { fetch } = fetcher({ delay: 60_000, signal: controller.signal })
    const codes = Promise.all(paths.map((path) => codeOf(fetch(small.origin + path))))
    setTimeout(() => controller.abort(), 200)
    expect(await codes).toEqual(['fetched', 'interrupted', 'interrupted', 'interrupted'])
  })
})

test('names: by host and path, with a digest where the address says more', () => {
  const name = (url: string): string => pageName(parseAddress(url)!)
  expect(['https://post.example/', 'https://post.example', 'https://post.example/news/ferry.html#top', 'https://user:pw@post.example/a/b', 'https://post.example/news/'].map(name))
    .toEqual(['post.example/index.html', 'post.example/index.html', 'post.example/news/ferry.html', 'post.example/a/b', 'post.example/news/index.html'])
  const others = ['http://post.example/', 'https://post.example/?a', 'https://post.example/index.html', 'https://post.example:81/', 'https://post.example//a', 'https://post.example/a', 'https://post.example/a//']
  expect(new Set(others.map(name)).size).toBe(others.length)
  expect(name('https://post.example/ferry.html?page=2')).toMatch(/^post\.example\/ferry~[0-9a-f]{10}\.html$/)
  expect(parseAddress('https://[::bad')).toBeNull()
})
