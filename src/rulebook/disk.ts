import { readFile, readdir, realpath, stat } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { promisify } from 'node:util'
import type { RuleFileError } from './fault.js'
import type { RuleFile } from './read.js'

// The reader of YAML (with its libraries) is imported only when there is YAML to read: the precompiled rulebook needs
// none of it, and starting up is what people wait for.

/** In bytes; the reader has its own bound in characters. */
const LARGEST_FILE = 4_000_000
const RULE_FILE = /\.(?:ya?ml|json)$/i
/** Templates and drafts (`_`), hidden files, and the JSON Schemas for editors lie beside rule files. */
const NOT_LOADED = /^[._]|\.schema\.json$/i
/** What training wrote, beside the built-in rules. */
export const MODELS_FOLDER = 'rules/models'

/** A path to read and how errors call it. */
export interface Place {
  readonly path: string
  readonly shown: string
  /** A folder that is looked into because it may be there: it need not hold rule files. */
  readonly optional?: boolean
}

/** Reads and checks every rule file at these paths, in their order; what cannot be used is an error, the others are returned. */
export async function readRuleFiles(places: readonly Place[]): Promise<{ readonly files: RuleFile[]; readonly errors: RuleFileError[] }> {
  const errors: RuleFileError[] = []
  const listed = await listFiles(places, errors)
  const { readRuleFile } = await import('./read.js')
  const files: RuleFile[] = []
  for (const { path, shown } of listed) {
    const text = await readText(path, shown, errors)
    if (text === null) continue
    const result = readRuleFile(shown, text)
    if (result.ok) files.push(result.rules)
    else for (const error of result.errors) errors.push(error)
  }
  return { files, errors }
}

/** An error for each page that a test of these files names and that is not there. Nobody needs them but the tests. */
export async function missingPages(files: readonly RuleFile[]): Promise<RuleFileError[]> {
  const errors: RuleFileError[] = []
  for (const read of files) {
    if (read.type === 'phrases') continue
    for (const { file: name, filePlace } of read.tests) {
      if (name === undefined || filePlace === undefined) continue
      const found = await stat(testPage(read.file, name)).catch(() => null)
      if (found?.isFile()) continue
      const { line, column } = filePlace
      errors.push({ ...wholeFile(read.file, 'the page of a test is not there', 'a file, by its path from the rule file'), line, column, got: name })
    }
  }
  return errors
}

/** Where the page of a test lies. */
export function testPage(ruleFile: string, name: string): string {
  return join(dirname(ruleFile), name)
}

/** The bytes of a page, unpacked when its name ends in .gz. @throws what the system says */
export async function readPage(path: string): Promise<Uint8Array> {
  const bytes = await readFile(path)
  if (!/\.gz$/i.test(path)) return bytes
  const { gunzip } = await import('node:zlib')
  return promisify(gunzip)(bytes)
}

/** Every rule file once, in the order of the paths, sorted by name within a folder. */
async function listFiles(places: readonly Place[], errors: RuleFileError[]): Promise<Place[]> {
  const files = new Map<string, Place>()
  for (const { path, shown, optional = false } of places) {
    const isFolder = await kindOf(path, shown, errors)
    if (isFolder === null) continue
    if (isFolder) {
      const before = errors.length
      const found = await listFolder({ path, shown }, errors)
      // What cannot be looked into may hold some.
      if (found.length === 0 && !optional && errors.length === before) errors.push(wholeFile(shown, 'no rule files in this folder', '.yaml, .yml or .json'))
      for (const file of found) remember(files, file)
    } else if (RULE_FILE.test(path)) {
      remember(files, { path, shown })
    } else {
      errors.push(wholeFile(shown, 'not a rule file', 'a name that ends in .yaml, .yml or .json'))
    }
  }
  return [...files.values()]
}

function remember(files: Map<string, Place>, file: Place): void {
  const key = resolve(file.path)
  if (!files.has(key)) files.set(key, file)
}

async function listFolder(top: Place, errors: RuleFileError[]): Promise<Place[]> {
  const files: Place[] = []
  const visited = new Set<string>()
  const pending = [top]
  for (let folder = pending.pop(); folder; folder = pending.pop()) {
    // Links may lead back up.
    const real = await realpath(folder.path)
    if (visited.has(real)) continue
    visited.add(real)
    for (const name of await namesIn(folder, errors)) {
      if (NOT_LOADED.test(name) || `${folder.shown}/${name}` === MODELS_FOLDER) continue
      const entry: Place = { path: `${folder.path.replace(/[/\\]+$/, '')}/${name}`, shown: `${folder.shown.replace(/[/\\]+$/, '')}/${name}` }
      const isFolder = await kindOf(entry.path, entry.shown, errors)
      if (isFolder) pending.push(entry)
      else if (isFolder === false && RULE_FILE.test(name)) files.push(entry)
    }
  }
  return files.sort((a, b) => (a.path < b.path ? -1 : 1))
}

async function namesIn({ path, shown }: Place, errors: RuleFileError[]): Promise<string[]> {
  try {
    return await readdir(path)
  } catch (error) {
    errors.push(wholeFile(shown, unreadable(error)))
    return []
  }
}

/** Whether a path is a folder (else a file); null, with an error noted, when it is neither or cannot be reached. */
async function kindOf(path: string, shown: string, errors: RuleFileError[]): Promise<boolean | null> {
  try {
    const found = await stat(path)
    if (found.isDirectory()) return true
    if (found.isFile()) return false
    errors.push(wholeFile(shown, 'neither a file nor a folder'))
  } catch (error) {
    errors.push(wholeFile(shown, unreadable(error)))
  }
  return null
}

/** A file's text, or null with an error noted. `largest` in bytes. */
export async function readText(path: string, shown: string, errors: RuleFileError[], largest = LARGEST_FILE): Promise<string | null> {
  try {
    const found = await stat(path)
    if (found.isDirectory()) {
      errors.push(wholeFile(shown, 'it is a folder', 'a file'))
      return null
    }
    if (found.size > largest) {
      errors.push(wholeFile(shown, 'file too large', `at most ${largest} bytes`))
      return null
    }
    return new TextDecoder('utf-8', { fatal: true }).decode(await readFile(path))
  } catch (error) {
    errors.push(wholeFile(shown, error instanceof TypeError ? 'not valid UTF-8' : unreadable(error)))
    return null
  }
}

function unreadable(error: unknown): string {
  const code = codeOf(error)
  if (code === 'ENOENT') return 'no such file or folder'
  return code === 'EACCES' || code === 'EPERM' ? 'no permission to read it' : `cannot be read${code ? `: ${code}` : ''}`
}

export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
}

/** An error about a file as such. An empty name, as of a variable that is not set, is shown as one. */
export function wholeFile(file: string, message: string, expected: string | null = null): RuleFileError {
  return { file: file === '' ? '""' : file, line: 0, column: 0, message, got: null, expected, suggestion: null }
}
