/** Protects the reader: what README and docs/ show is what happens, and what they list is what there is. */
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { format } from 'node:util'
import { afterAll, afterEach, describe, expect, test, vi } from 'vitest'
import { createCleaner, loadRulebook } from '../src/index.js'
import { Desk } from './cli/driver.js'

const ROOT = fileURLToPath(new URL('../', import.meta.url))
const PAGES = ['README.md', 'CONTRIBUTING.md', ...readdirSync(join(ROOT, 'docs')).sort().map(name => `docs/${name}`)]

/** For tests that start processes, on a busy machine. Milliseconds. */
const PATIENCE = 60_000

/** A fenced block with its mark: `<!-- run -->` before code, `<!-- file: NAME -->` before what a console reads. */
interface Fence {
  readonly page: string
  readonly line: number
  readonly mark: string
  readonly language: string
  readonly body: string
}

const FENCE = /(?:<!-- (run|file: [^ ]+) -->\n+)?^```(\w*)\n([^]*?)^```$/gm

const fences = PAGES.flatMap(fencesOf)

function fencesOf(page: string): Fence[] {
  const source = read(page)
  return [...source.matchAll(FENCE)].map(({ index, 1: mark = '', 2: language = '', 3: body = '' }) =>
    ({ page, line: source.slice(0, index).split('\n').length, mark, language, body }))
}

function read(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8')
}

/** Name, for test titles. */
function title({ page, line }: Fence): string {
  return `${page}, line ${line}`
}

describe('code marked <!-- run --> prints what its comments say', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cleancopy-docs-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  afterEach(() => vi.restoreAllMocks())

  const snippets = fences.filter(({ mark, language }) => mark === 'run' && ['ts', 'js'].includes(language))

  test('there is some', () => {
    expect(new Set(snippets.map(({ page }) => page))).toEqual(new Set(['README.md', 'docs/library.md']))
  })

  test.each(snippets.map(snippet => [title(snippet), snippet] as const))('%s', async (_, { body, line, page }) => {
    const printed: string[] = []
    vi.spyOn(console, 'log').mockImplementation((...words: unknown[]) => {
      printed.push(...format(...words).split('\n').filter(one => one !== ''))
    })
    const path = join(folder, `${page.replace(/\W/g, '-')}-${line}.ts`)
    writeFileSync(path, withPlaces(body))
    await import(/* @vite-ignore */ path)
    expect(printed).toEqual([...body.matchAll(/\/\/ → (.*)$/gm)].map(([, expected]) => expected))
  }, PATIENCE)
})

/** The file lies outside of the package: `cleancopy` becomes the source, other packages the installed ones. */
function withPlaces(code: string): string {
  return code.replace(/(from\s+)'([^'.][^']*)'/g, (_, from: string, name: string) => {
    const url = name === 'cleancopy' ? pathToFileURL(join(ROOT, 'src/index.ts')).href : import.meta.resolve(name)
    return `${from}'${url.startsWith('file:') ? fileURLToPath(url) : url}'`
  })
}

describe('consoles marked <!-- run --> show what the command line says', () => {
  const desk = new Desk()
  afterAll(() => desk.clear())
  for (const { mark, body } of fences) if (mark.startsWith('file: ')) desk.file(mark.slice(6), body)

  const consoles = fences.filter(({ mark, language }) => mark === 'run' && language === 'console')

  test.each(consoles.map(shown => [title(shown), shown] as const))('%s', async (_, { body }) => {
    const commands = body.split(/^\$ /m).slice(1)
    expect(commands.length).toBeGreaterThan(0)
    for (const command of commands) {
      const [line = '', ...expected] = command.trimEnd().split('\n')
      const { out, err } = await desk.run(wordsOf(line))
      const said = withoutSpeed(`${out}${err}`.trimEnd().split('\n'))
      expect(said, line).toEqual(elided(withoutSpeed(expected), said))
    }
  }, PATIENCE)
})

/** `cleancopy a "b c"` as arguments, without the command itself. */
function wordsOf(line: string): string[] {
  const [command, ...words] = [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '')
  expect(command).toBe('cleancopy')
  return words
}

/** How fast this machine is today says nothing. */
function withoutSpeed(lines: readonly string[]): string[] {
  return lines.map(line => line.replace(/[\d.]+ MB\/s$/, '… MB/s'))
}

/** A line `…` stands for any lines up to the next one that is shown. */
function elided(expected: readonly string[], actual: readonly string[]): string[] {
  const full: string[] = []
  expected.forEach((line, index) => {
    if (line.trim() !== '…') return full.push(line)
    const next = expected[index + 1]
    const end = next === undefined ? actual.length : actual.indexOf(next, full.length)
    return full.push(...actual.slice(full.length, end < 0 ? full.length : end))
  })
  return full
}

describe('docs/cli.md has every flag of --help, with its default, and no other', () => {
  const desk = new Desk()
  afterAll(() => desk.clear())

  test.each(['clean', 'explain', 'rules list', 'rules show', 'rules check', 'rules test', 'rules learn', 'rules new', 'rules diff'])('cleancopy %s', async command => {
    const { out, code } = await desk.run([...command.split(' '), '--help'])
    expect(code).toBe(0)
    expect(flagsOfDocs(command)).toEqual(flagsOfHelp(out))
  }, PATIENCE)
})

type Flags = Readonly<Record<string, string>>

/** `--out -o` → default, as `--help` prints them. */
function flagsOfHelp(help: string): Flags {
  const options = help.slice(0, help.indexOf('\nExamples:') < 0 ? undefined : help.indexOf('\nExamples:'))
  const starts = [...options.matchAll(/^ +(?:-(\w), )?--([a-z][a-z-]*) /gm)]
  return sorted(starts.map(({ 1: short, 2: name = '', index }, at) => {
    const about = options.slice(index, starts[at + 1]?.index)
    const value = /\[default: (\w+)\]/.exec(about)?.[1] ?? ''
    return [short ? `--${name} -${short}` : `--${name}`, { true: 'on', false: 'off' }[value] ?? value] as const
  }))
}

/** Rows `| `-o`, `--out FILE` | default | … |` below the command's heading and below "Every command". */
function flagsOfDocs(command: string): Flags {
  const sections = read('docs/cli.md').split(/^## /m)
  const own = sections.filter(section => section.startsWith(`\`cleancopy ${command}`) || section.startsWith('Every command'))
  expect(own.length, 'sections').toBe(2)
  const rows = own.join('\n').matchAll(/^\| (`-[^|]*) \|([^|]*)\|/gm)
  return sorted([...rows].flatMap(([, names = '', given = '']) => {
    const spans = [...names.matchAll(/`(--?[a-z-]+)/gi)].map(([, name = '']) => name)
    const short = spans.find(name => /^-\w$/.test(name))
    return spans.filter(name => name.startsWith('--') && !name.startsWith('--no-'))
      .map(name => [short ? `${name} ${short}` : name, ['on', 'off'].includes(given.trim()) ? given.trim() : ''] as const)
  }))
}

function sorted(entries: readonly (readonly [string, string])[]): Flags {
  return Object.fromEntries([...entries].sort(([a], [b]) => (a < b ? -1 : 1)))
}

test('README lists the rules that there are, each with its kind', async () => {
  const { rules } = await createCleaner(await loadRulebook())
  const section = read('README.md').split(/^## /m).find(part => part.startsWith('What it removes')) ?? ''
  const rows = [...section.matchAll(/^\| `([a-z-]+)` \| ([^|]+) \|/gm)]
  const listed = rows.flatMap(([, kind = '', cell = '']) => [...cell.matchAll(/`([a-z-]+)`/g)].map(([, id = '']) => `${id}: ${kind}`))
  expect(listed.sort()).toEqual(rules.map(({ id, kind }) => `${id}: ${kind}`).sort())
})

test('docs/dependencies.md gives a reason for each package, and for no other', () => {
  const listed = [...read('docs/dependencies.md').matchAll(/^\| `([^`]+)` \|/gm)].map(([, name]) => name)
  const wanted = ['package.json', 'bench/package.json'].flatMap(path => {
    const about = JSON.parse(read(path)) as { dependencies?: object, devDependencies?: object }
    return Object.keys({ ...about.dependencies, ...about.devDependencies })
  })
  expect(new Set(listed)).toEqual(new Set(wanted))
})

test('links between the pages lead somewhere', () => {
  const broken = PAGES.flatMap(page => [...read(page).matchAll(/\]\((?!https?:)([^)#\s]+)/g)]
    .filter(([, to = '']) => !existsSync(join(ROOT, dirname(page), to))).map(([, to]) => `${page} → ${to}`))
  expect(broken).toEqual([])
})
