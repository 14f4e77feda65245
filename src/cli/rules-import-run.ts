/** `cleancopy rules import ftr`: configs in, rule files and a report out. */
import { execFile } from 'node:child_process'
import { mkdir, readFile, readdir, stat, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { importFtrConfig, type FtrImport } from '../index.js'
import { describeSystem } from '../report/sentences.js'
import { reportImport } from '../report/imports.js'
import { print, tell } from './output.js'
import type { ImportFlags } from './rules-import.js'
import { isFolder } from './target.js'
import { UsageError } from './usage.js'

/** Belong to the repository, not to a site. */
const NOT_CONFIGS = /^(?:LICENSE|README)\b/i

/** @returns 1 when a file cannot be read or written, else 0, however little can be carried over */
export async function importFtr(flags: ImportFlags): Promise<number> {
  const paths = [...flags.paths ?? [], ...flags['--'] ?? []]
  const verified = dateOf(flags.verified)
  if (paths.length === 0) throw new UsageError('rules import ftr needs a config or a folder of them')
  if (flags.out !== undefined && /\.(?:ya?ml|json)$/i.test(flags.out) && !await isFolder(flags.out)) {
    throw new UsageError(`-o ${flags.out}: a folder is needed; each host has a file of its own`)
  }
  const files = await listConfigs(paths)
  if (files.length === 0) throw new UsageError(`${paths.join(', ')}: no .txt files, as site configs are`)
  const dates = verified === null ? await datesOf(files) : new Map<string, string>()
  const imports: FtrImport[] = []
  const taken = new Map<string, string>()
  let code = 0
  for (const file of files) {
    const text = await readText(file)
    if (text === null) {
      code = 1
      continue
    }
    const made = alone(await importFtrConfig(file, text, { verified: verified ?? dates.get(file) ?? null }), taken)
    imports.push(made)
    if (flags.out !== undefined && !await write(flags.out, made, flags.force)) code = 1
  }
  const [only] = imports
  if (flags.out === undefined && files.length === 1 && only?.yaml) {
    if (!flags.json) await print(only.yaml)
    tell(reportImport(imports))
  } else if (!flags.json) {
    await print(`${reportImport(imports)}\n`)
  }
  if (flags.json) await print(`${JSON.stringify(imports.map(({ name, refused, report }) => ({ ...report, rule: name, refused })), null, 2)}\n`)
  return code
}

function dateOf(given: string | undefined): string | null {
  if (given === undefined) return null
  // Date reads the 31st of February as one of March.
  const day = new Date(`${given}T00:00:00Z`)
  if (/^\d{4}-\d{2}-\d{2}$/.test(given) && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(given)) return given
  throw new UsageError(`--verified is a day, as in 2026-03-31; not "${given}"`)
}

async function listConfigs(paths: readonly string[]): Promise<string[]> {
  const files: string[] = []
  for (const path of paths) {
    const found = await stat(path).catch((error: unknown) => { throw new UsageError(`${path}: ${describeSystem(codeOf(error))}`) })
    if (!found.isDirectory()) files.push(path)
    else for (const name of (await readdir(path)).sort()) if (name.endsWith('.txt') && !NOT_CONFIGS.test(name)) files.push(join(path, name))
  }
  return files
}

async function readText(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    tell(`cleancopy: ${file}: cannot be read: ${describeSystem(codeOf(error))}`)
    return null
  }
}

/** `www.example.com.txt` beside `example.com.txt`: one host, one rule. */
function alone(made: FtrImport, taken: Map<string, string>): FtrImport {
  if (made.name === null) return made
  const before = taken.get(made.name)
  if (before !== undefined) return { ...made, yaml: null, name: null, refused: `${basename(before)} is for the same host` }
  taken.set(made.name, made.report.file)
  return made
}

async function write(folder: string, { yaml, name }: FtrImport, force: boolean): Promise<boolean> {
  if (yaml === null || name === null) return true
  const path = join(folder, name)
  try {
    await mkdir(folder, { recursive: true })
    await writeFile(path, yaml, { flag: force ? 'w' : 'wx' })
    return true
  } catch (error) {
    const code = codeOf(error)
    tell(`cleancopy: ${path}: not written: ${code === 'EEXIST' ? 'it is there already (--force replaces it)' : describeSystem(code)}`)
    return false
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error)
}

/** Day of each file's last commit, where the folder is a checkout; a file's own time would be that of the download. */
async function datesOf(files: readonly string[]): Promise<Map<string, string>> {
  const dates = new Map<string, string>()
  for (const folder of new Set(files.map(file => dirname(file)))) {
    const log = await promisify(execFile)('git', ['-C', folder, 'log', '--format=%x00%cs', '--name-only', '--relative', '--', '.'], { maxBuffer: 1e9 })
      .then(({ stdout }) => stdout, () => '')
    for (const commit of log.split('\0')) {
      const [day = '', ...names] = commit.split('\n').filter(line => line !== '')
      for (const name of names) if (!dates.has(join(folder, name))) dates.set(join(folder, name), day)
    }
  }
  return dates
}
