/** Protects: the report counts right, forgets what it must, finds hosts that look wrong, and shows hostile texts as texts. */
import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { failure, NO_FIELDS, type Outcome } from '../../src/batch/job.js'
import { createCleaner, loadRulebook, type Cleaned, type Cleaner } from '../../src/index.js'
import { Sample, Top } from '../../src/report/keep-best.js'
import { HostTable, type HostEntry } from '../../src/report/run-hosts.js'
import { runPage, type RunFacts } from '../../src/report/run-page.js'
import { RunRecorder } from '../../src/report/run-record.js'

const FACTS: RunFacts = { version: '1.2.3', ended: '2026-03-05 14:02', command: 'cleancopy saved -o cleaned', milliseconds: 4000, interrupted: false }
const PROSE = 'The night ferry to Orrin sails again from Friday, four years after the last one tied up at the old pier.'
const SHARE = '<ul class="share"><li><a href="#">Facebook</a></li><li><a href="#">Copy link</a></li></ul>'
const page = (title: string, body: string): string =>
  `<html lang="en"><head><title>${title}</title></head><body><article><h1>${title}</h1><p>${PROSE}</p>${body}<p>${PROSE} Tickets cost the same.</p></article></body></html>`

let cleaner: Cleaner
beforeAll(async () => {
  cleaner = await createCleaner(await loadRulebook())
})

const clean = (title: string, body = SHARE): Cleaned => cleaner.fromHtml(page(title, body))

function delivered(input: string, cleaned: Cleaned): Outcome {
  return { type: 'delivered', input, relative: input, cleaned, bytes: 1000, place: { file: input }, fields: NO_FIELDS }
}

describe('few of many', () => {
  test('the largest, first come first kept among equals', () => {
    const top = new Top<string>(2)
    for (const [rank, value] of [[1, 'a'], [3, 'b'], [2, 'c'], [3, 'd'], [2, 'e']] as const) top.add(rank, value)
    expect(top.values()).toEqual(['b', 'd'])
    const none = new Top<string>(0)
    none.add(1, 'a')
    expect(none.values()).toEqual([])
  })

  test('a sample is the same in any order, and is drawn from everywhere', () => {
    const names = Array.from({ length: 1000 }, (_, at) => `page-${at}.html`)
    const drawn = (order: readonly string[]): readonly string[] => {
      const sample = new Sample<string>(20)
      for (const name of order) sample.add(name, () => name)
      return sample.values()
    }
    expect(drawn(names)).toHaveLength(20)
    expect(drawn([...names].reverse())).toEqual(drawn(names))
    expect(drawn(names).some((name) => names.indexOf(name) >= 500)).toBe(true)
  })
})

describe('hosts', () => {
  const entry = (host: string | null, change: Partial<HostEntry> = {}): HostEntry => ({
    host, delivered: true, isEmpty: false, partial: false, removed: 0.3, confidence: 0.8, text: `${Math.abs(Math.sin(counter++))}`, ...change,
  })
  let counter = 1
  const times = (count: number, make: (at: number) => HostEntry): HostEntry[] => Array.from({ length: count }, (_, at) => make(at))
  const rowsOf = (entries: readonly HostEntry[]) => {
    const table = new HostTable()
    for (const one of entries) table.add(one)
    return table
  }

  test('that deliver little, say the same again and again, or lose unusually much look wrong; the others do not', () => {
    const table = rowsOf([
      ...times(200, (at) => entry('fine.example', { removed: 0.2 + (at % 10) / 50 })),
      ...times(10, (at) => entry('empty.example', at < 4 ? { delivered: false, isEmpty: true, text: '' } : {})),
      ...times(10, (at) => entry('wall.example', at < 3 ? { text: 'We value your privacy.' } : {})),
      ...times(10, () => entry('greedy.example', { removed: 0.9 })),
      ...times(4, () => entry('few.example', { delivered: false, text: '' })),
    ])
    expect(Object.fromEntries(table.rows().map(({ host, suspicions }) => [host, suspicions]))).toEqual({
      'fine.example': [], 'few.example': [],
      'empty.example': ['4 of 10 not delivered'], 'wall.example': ['the same text 3 times'],
      'greedy.example': ['90 % of the text removed, 32 % usually'],
    })
    expect(table.rows().slice(0, 3).every(({ suspicions }) => suspicions.length > 0)).toBe(true)
  })

  test('are bounded: those beyond are counted together', () => {
    const table = rowsOf(times(6000, (at) => entry(`h${at}.example`)))
    expect([table.size, table.beyond]).toEqual([5000, 1000])
  })
})

describe('a record', () => {
  test('counts verdicts, removals by rule and kind, and hosts by address', () => {
    const recorder = new RunRecorder()
    recorder.note(delivered('a.html', clean('One')), { milliseconds: 5, url: 'https://www.post.example/a' })
    recorder.note(delivered('b.html', clean('Two', '')), { milliseconds: 50, url: 'https://post.example/b' })
    recorder.note(failure('c.html', 'unreadable', 'EACCES'), { milliseconds: null, url: null })
    const record = recorder.record()
    expect(record).toMatchObject({ documents: 3, delivered: 2, bytes: 2000 })
    expect(record.states.map(({ name, documents }) => [name, documents])).toEqual([['clean', 2], ['unreadable', 1]])
    const share = record.rules.find(({ name }) => name === 'share-bar')
    expect(share).toMatchObject({ kind: 'share', documents: 1, times: 1, length: 'FacebookCopy link'.length })
    expect(record.kinds.find(({ name }) => name === 'share')).toMatchObject({ documents: 1, length: share?.length })
    expect(record.hosts.map(({ host, documents }) => [host, documents])).toEqual([['post.example', 2], ['', 1]])
    expect(record.slowest.map(({ input }) => input)).toEqual(['b.html', 'a.html'])
    expect(record.samples.undelivered[0]?.remarks).toEqual(['cannot be read: permission denied'])
    expect(record.samples.clean.flatMap(({ removed }) => removed.map(({ rule }) => rule))).toContain('share-bar')
    expect(record.confidence.reduce((sum, count) => sum + count, 0)).toBe(2)
  })

  test('of a long run is as small as of a short one', () => {
    const sizeAfter = (count: number): number => {
      const recorder = new RunRecorder()
      const cleaned = clean('Again')
      for (let at = 0; at < count; at++) {
        recorder.note(delivered(`folder/page-${at}.html`, cleaned), { milliseconds: at % 90, url: `https://h${at % 50}.example/${at}` })
      }
      return JSON.stringify(recorder.record()).length
    }
    expect(sizeAfter(20_000) / sizeAfter(500)).toBeLessThan(1.1)
  })
})

/** Everything that comes from documents, as bad as it gets. */
const HOSTILE = '</style></script><script>document.title="owned"</script><img src=https://evil.example/x onerror="document.title=1">'

function hostilePage(): string {
  const recorder = new RunRecorder()
  const cleaned = clean('Night ferry')
  const bad: Cleaned = {
    ...cleaned,
    text: `${HOSTILE}\n\n\u202e${PROSE}\u0000`,
    metadata: { ...cleaned.metadata, title: { value: HOSTILE, source: 'og' } },
    selection: { strategy: HOSTILE, confidence: 1, why: HOSTILE },
    lang: HOSTILE,
    removals: cleaned.removals.map((removal) => ({ ...removal, rule: HOSTILE, why: HOSTILE, excerpt: HOSTILE })),
  }
  recorder.note(delivered(HOSTILE, bad), { milliseconds: 5, url: `javascript:alert("${HOSTILE}")` })
  recorder.note(delivered('b.html', cleaned), { milliseconds: 5, url: 'https://post.example/"><script>x</script>' })
  recorder.note(failure(HOSTILE, 'unreadable', HOSTILE), { milliseconds: null, url: null })
  return runPage(recorder.record(), { ...FACTS, command: `cleancopy '${HOSTILE}'` })
}

describe('the page', () => {
  test('loads nothing, runs nothing, and holds no markup of documents', () => {
    const html = hostilePage()
    expect(html.match(/<(?!\/)(?:script|img|link|iframe|object|embed|svg|form|base)\b/gi)).toBeNull()
    expect([...html.matchAll(/\s(?:href|src|action)="([^"]*)"/g)].map(([, to = '']) => to).filter((to) => !to.startsWith('https://post.example/'))).toEqual([])
    expect(html).not.toMatch(/url\(|@import|\u0000/)
    expect(html).toMatch(/http-equiv="Content-Security-Policy" content="default-src /)
  })

  test('says what is not on it, and where the rest is', () => {
    const html = runPage(new RunRecorder().record(), {
      ...FACTS, reused: 368, skips: new Map([['redirect', 2], ['not-a-page', 1]]), files: new Map([['failures', '/srv/<b>.failed.jsonl']]),
    })
    expect(html).toContain('368 more were done by earlier runs and are not on this page.')
    expect(html).toContain('3 archived responses passed over: 2 redirects, 1 not a page.')
    expect(html).toMatch(/<dt>failures<\/dt><dd><bdi>\/srv\/&#x3C;b>\.failed\.jsonl<\/bdi><\/dd>/)
    expect(runPage(new RunRecorder().record(), FACTS)).not.toMatch(/not on this page|passed over|<dl/)
  })

  test('shows why a document was not delivered once, and no choice or trust of what is not there', () => {
    const recorder = new RunRecorder()
    const binary = cleaner.fromHtml(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 73, 72, 68, 82]))
    recorder.note(failure('photo.html', 'not-text', '', { cleaned: binary }), { milliseconds: 1, url: null })
    expect(recorder.record().samples.undelivered[0]).toMatchObject({ remarks: ['it is binary, not a page or a text: PNG image'], selection: '' })
    expect(runPage(recorder.record(), FACTS)).not.toMatch(/Chosen by|0\.00/)
  })

  test('of many hosts with long names stays small', () => {
    const recorder = new RunRecorder()
    const cleaned = clean('Again')
    for (let at = 0; at < 6000; at++) recorder.note(delivered(`${at}.html`, cleaned), { milliseconds: 1, url: `https://h${at}.${'long.'.repeat(40)}example/` })
    expect(runPage(recorder.record(), FACTS).length).toBeLessThan(250_000)
  })

  test('of an empty run is a page too', () => {
    const html = runPage(new RunRecorder().record(), { ...FACTS, interrupted: true })
    expect(html).toContain('There were no documents.')
    expect(html).toContain('Stopped early')
    expect(html).not.toMatch(/NaN|undefined|Infinity/)
  })
})

const CHROMIUM = [process.env['CHROMIUM'] ?? '', '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) => path !== '' && existsSync(path))
const FLAGS = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync']
const run = promisify(execFile)

if (CHROMIUM === undefined) process.stdout.write('skipped: the report page is not opened, because there is no chromium (apt-get install chromium, or CHROMIUM=PATH)\n')

describe.skipIf(CHROMIUM === undefined)('the page in a browser', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cleancopy-report-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  const file = join(folder, 'run.html')
  const browse = (...flags: string[]) => run(CHROMIUM ?? '', [...FLAGS, `--user-data-dir=${folder}/profile`, ...flags, pathToFileURL(file).href], { timeout: 90_000 })

  test('shows hostile texts as texts, with every section and sample', async () => {
    writeFileSync(file, hostilePage())
    const { stdout } = await browse('--dump-dom')
    expect(stdout).toMatch(/<title>cleancopy: 3 documents<\/title>/)
    expect(stdout).not.toMatch(/<script|<img/)
    for (const id of ['verdicts', 'hosts', 'removed', 'confidence', 'slowest', 'samples']) expect(stdout).toContain(`<h2 id="${id}">`)
    expect(stdout.match(/<details>/g)?.length).toBe(3)
    // the text is there, read back as it was
    expect(stdout).toContain('&lt;img src=https://evil.example/x onerror=')
  }, 100_000)

  test('is drawn, light and dark', async () => {
    writeFileSync(file, hostilePage())
    for (const scheme of ['1', '0']) {
      const picture = join(folder, `${scheme}.png`)
      await browse('--window-size=1000,1400', `--blink-settings=preferredColorScheme=${scheme}`, `--screenshot=${picture}`)
      expect(statSync(picture).size).toBeGreaterThan(20_000)
    }
  }, 200_000)
})
