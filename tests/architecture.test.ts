import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'

// Protects the arrows of the house (docs/architecture.md): who may import whom, and what the core may not touch.

interface Import {
  readonly to: string
  /** Resolved below src (`stages/parse.ts`); null for packages and node:*. */
  readonly file: string | null
  readonly typeOnly: boolean
  readonly lazy: boolean
}

interface Module {
  /** Path below src, with forward slashes. */
  readonly path: string
  readonly source: string
  /** Without comments and the contents of strings: what can be searched for words. */
  readonly code: string
  readonly imports: readonly Import[]
}

const SRC = join(dirname(fileURLToPath(import.meta.url)), '../src')
const LONGEST_FILE = 320

/** `import … from`, `export … from`, `import '…'`, `import('…')`. */
const STATIC = /^(?:import|export)\s+(type\s+)?(?:([^'"`;]*?)\s+from\s+)?['"]([^'"]+)['"]/gm
const DYNAMIC = /\bimport\(\s*['"]([^'"]+)['"]\s*\)/g

const modules = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .map(path => path.replaceAll('\\', '/'))
  .filter(path => path.endsWith('.ts'))
  .sort()
  .map(readModule)

function readModule(path: string): Module {
  const source = readFileSync(join(SRC, path), 'utf8')
  return { path, source, code: withoutWords(source), imports: readImports(path, source) }
}

function readImports(path: string, source: string): Import[] {
  const code = withoutComments(source)
  const fixed = [...code.matchAll(STATIC)].map(([, type, names, to = '']) =>
    toImport(path, to, type !== undefined || hasOnlyTypes(names ?? ''), false))
  const lazy = [...code.matchAll(DYNAMIC)].map(([, to = '']) => toImport(path, to, false, true))
  return [...fixed, ...lazy]
}

function hasOnlyTypes(names: string): boolean {
  const list = /^\{([^}]*)\}$/.exec(names.trim())?.[1]
  if (list === undefined) return false
  return list.split(',').map(name => name.trim()).filter(name => name !== '').every(name => name.startsWith('type '))
}

function toImport(path: string, to: string, typeOnly: boolean, lazy: boolean): Import {
  const file = to.startsWith('.') ? posix.join(posix.dirname(path), to).replace(/\.js$/, '.ts') : null
  return { to, file, typeOnly, lazy }
}

function withoutComments(source: string): string {
  return source.replace(/\/\*[^]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '').replace(/\s\/\/ .*$/gm, '')
}

function withoutWords(source: string): string {
  return withoutComments(source).replace(/'(?:[^'\\\n]|\\.)*'/g, "''").replace(/"(?:[^"\\\n]|\\.)*"/g, '""')
}

/** The folder right below src, or the file's own name. */
function room(path: string): string {
  return path.split('/')[0] ?? path
}

/** "from → to" for each import that is not allowed. */
function strays(from: (module: Module) => boolean, allowed: (imported: Import, module: Module) => boolean): string[] {
  return modules.filter(from).flatMap(module =>
    module.imports.filter(imported => !allowed(imported, module)).map(imported => `${module.path} → ${imported.file ?? imported.to}`))
}

/** Everything but the edges, where documents come in and go out and where the rulebook is read. */
function isCore({ path }: Module): boolean {
  return !['batch', 'cli'].includes(room(path)) && !/^rulebook\/(?:load|disk|compile)\.ts$/.test(path)
}

test('finds the sources and their imports', () => {
  expect(modules.length).toBeGreaterThan(80)
  expect(modules.every(({ imports }) => imports.every(({ file }) => file === null || modules.some(({ path }) => path === file || file.endsWith('.d.ts'))))).toBe(true)
})

describe('arrows', () => {
  test('the model imports nothing', () => {
    expect(strays(({ path }) => path === 'model.ts', () => false)).toEqual([])
  })

  test('rules import the model and measurements, nothing else: no engine, no stage, no rulebook, no other rule', () => {
    const isRule = ({ path }: Module) => /^rules\/(?:element|block)\//.test(path)
    expect(strays(isRule, ({ file }) => file === 'model.ts' || (file !== null && room(file) === 'measure'))).toEqual([])
  })

  test('measurements know nothing but the model and each other', () => {
    const isMeasure = ({ path }: Module) => room(path) === 'measure'
    expect(strays(isMeasure, ({ file }) => file === null || file === 'model.ts' || room(file) === 'measure')).toEqual([])
  })

  test('a stage imports no other stage, and no rule', () => {
    const isStage = ({ path }: Module) => room(path) === 'stages'
    expect(strays(isStage, ({ file }) => file === null || !['stages', 'rules'].includes(room(file)))).toEqual([])
  })

  test('the engine imports no stage, rule or rulebook', () => {
    const isEngine = ({ path }: Module) => room(path) === 'engine'
    expect(strays(isEngine, ({ file }) => file === null || !['stages', 'rules', 'rulebook'].includes(room(file)))).toEqual([])
  })

  test('the core imports neither batch nor cli; report knows only the types of batch; batch does not import cli', () => {
    const isEdge = (file: string | null) => file !== null && ['batch', 'cli'].includes(room(file))
    const isReport = (path: string) => room(path) === 'report'
    expect(strays(isCore, ({ file, typeOnly }, { path }) => !isEdge(file) || (typeOnly && isReport(path)))).toEqual([])
    expect(strays(({ path }) => room(path) === 'batch', ({ file }) => file === null || room(file) !== 'cli')).toEqual([])
  })

  test('the command line reaches the public names, batch, report and the model, not the rooms behind them', () => {
    const isCli = ({ path }: Module) => room(path) === 'cli'
    const open = ['index.ts', 'model.ts', 'nearest.ts', 'batch', 'report', 'config', 'cli']
    expect(strays(isCli, ({ file }) => file === null || open.includes(room(file)))).toEqual([])
  })
})

describe('the core touches no disk, network, console or clock', () => {
  const OUTSIDE = /^(?:node:)?(?:fs|net|http|https|http2|tls|dgram|dns|child_process|worker_threads|cluster|readline|process|perf_hooks|tty|os)(?:\/|$)/

  test('it imports nothing that does', () => {
    expect(strays(isCore, ({ to }) => !OUTSIDE.test(to))).toEqual([])
  })

  test.each([
    ['console', /\bconsole\b/], ['process', /(?<![.\w])process\s*[.[]/], ['Date.now', /\bDate\.now\b/], ['new Date()', /\bnew Date\(\s*\)/],
    ['performance', /(?<![.\w])performance\s*\./], ['Math.random', /\bMath\.random\b/], ['fetch', /(?<![.\w])fetch\(/], ['timers', /\bset(?:Timeout|Interval|Immediate)\(/],
  ])('it uses no %s', (_, word) => {
    expect(modules.filter(isCore).filter(({ code }) => word.test(code)).map(({ path }) => path)).toEqual([])
  })
})

test('only batch/web speaks to the network', () => {
  const NETWORK = /^(?:node:)?(?:net|http|https|http2|tls|dgram|dns)(?:\/|$)|^undici$/
  expect(strays(({ path }) => !path.startsWith('batch/web/'), ({ to }) => !NETWORK.test(to))).toEqual([])
})

describe('shape', () => {
  test('no import cycles', () => {
    expect(cycles()).toEqual([])
  })

  test('no barrel but index.ts', () => {
    const reexports = modules.filter(({ path, code }) => path !== 'index.ts' && /^export\s+(?:type\s+)?(?:\*|\{[^}]*\}\s+from)/m.test(code))
    expect(reexports.map(({ path }) => path)).toEqual([])
    expect(modules.filter(({ path }) => path.endsWith('/index.ts')).map(({ path }) => path)).toEqual([])
  })

  test(`no file is longer than ${LONGEST_FILE} lines, but for the model, which is one list of types`, () => {
    const long = modules.filter(({ path, source }) => path !== 'model.ts' && source.split('\n').length - 1 > LONGEST_FILE)
    expect(long.map(({ path, source }) => `${path}: ${source.split('\n').length - 1}`)).toEqual([])
  })

  test('no drawer names', () => {
    expect(modules.filter(({ path }) => /(?:^|\/)(?:utils?|helpers?|misc|common)(?:\/|\.ts$)/.test(path)).map(({ path }) => path)).toEqual([])
  })

  test('no any, no ignored type errors', () => {
    const loose = modules.filter(({ source, code }) => /@ts-(?:ignore|nocheck|expect-error)/.test(source) || /(?::|\bas|<|\|)\s*any\b/.test(code))
    expect(loose.map(({ path }) => path)).toEqual([])
  })
})

/** Cycles of imports that exist at run time and at load time: "a → b → a". */
function cycles(): string[] {
  const edges = new Map(modules.map(({ path, imports }) => [
    path, imports.filter(({ file, typeOnly, lazy }) => file !== null && !typeOnly && !lazy).map(({ file }) => file ?? ''),
  ]))
  const done = new Set<string>()
  const found: string[] = []
  const visit = (path: string, trail: readonly string[]): void => {
    if (trail.includes(path)) {
      found.push([...trail.slice(trail.indexOf(path)), path].join(' → '))
      return
    }
    if (done.has(path)) return
    for (const next of edges.get(path) ?? []) visit(next, [...trail, path])
    done.add(path)
  }
  for (const path of edges.keys()) visit(path, [])
  return found
}
