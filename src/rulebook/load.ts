import { readFile, readdir, realpath, stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { FilterList, Models, Rulebook } from '../model.js'
import { type RuleFileError, ruleFileErrorLine } from './fault.js'
import type { RuleFile } from './read.js'

// The readers of YAML (with their libraries) are imported only when there is YAML to read: the precompiled
// rulebook needs none of them, and starting up is what people wait for.

/** In bytes; the reader has its own bound in characters. */
const LARGEST_FILE = 4_000_000
/** EasyList is 2 MB. */
const LARGEST_LIST = 50_000_000
const RULE_FILE = /\.(?:ya?ml|json)$/i
/** Templates and drafts (`_`), hidden files, and the JSON Schemas for editors lie beside rule files. */
const NOT_LOADED = /^[._]|\.schema\.json$/i
/** What training wrote, beside the built-in rules. */
const MODELS_FOLDER = 'rules/models'
const MODELS = ['blocks', 'lines'] as const

/** One or more rule files cannot be used: all errors of all files in one go. Its message has a line for each. */
export class RulebookError extends Error {
  override readonly name = 'RulebookError'
  readonly errors: readonly RuleFileError[]

  constructor(errors: readonly RuleFileError[]) {
    super(errors.map(ruleFileErrorLine).join('\n'))
    this.errors = errors
  }
}

export interface LoadOptions {
  /** Files (.yaml, .yml, .json) and folders (read recursively) with your own rules. Their keys tell their type. */
  readonly rules?: readonly string[]
  /** False leaves the built-in site rules out. Default true. */
  readonly sites?: boolean
  /** Ad-block lists (EasyList syntax) whose element-hiding rules are used. Files only. */
  readonly filterLists?: readonly string[]
}

/**
 * The built-in knowledge plus the caller's own: own phrases add to the built-in ones of their language, own widgets
 * and site rules come before the built-in ones. Throws RulebookError when a path or a file cannot be used.
 */
export async function loadRulebook(options: LoadOptions = {}): Promise<Rulebook> {
  const { rules = [], sites = true, filterLists = [] } = options
  const own = rules.length > 0 ? await readRules(rules.map(path => ({ path, shown: path }))) : null
  const lists = filterLists.length > 0 ? await readFilterLists(filterLists) : null
  const all = await builtIn()
  const known = { ...all, ...(sites ? {} : { sites: [] }), ...(lists === null ? {} : { filterLists: lists }) }
  if (own === null) return known
  const { combine } = await import('./assemble.js')
  return combine(own, known)
}

async function readFilterLists(paths: readonly string[]): Promise<FilterList[]> {
  const { readFilterList } = await import('../filters/read-list.js')
  const errors: RuleFileError[] = []
  const lists: FilterList[] = []
  for (const path of paths) {
    const text = await readText(path, path, errors, LARGEST_LIST)
    if (text === null) continue
    const list = readFilterList(path, text)
    if (list.rules.length > 0) lists.push(list)
    else errors.push(wholeFile(path, 'no element-hiding rules in this file', 'lines such as ##.ad-slot or example.com##.promo'))
  }
  if (errors.length > 0) throw new RulebookError(errors)
  return lists
}

/** Reads and checks a folder of built-in rules (YAML). `folder` is the path of `rules/`. */
export function readBuiltIn(folder: string): Promise<Rulebook> {
  return readRules([{ path: folder, shown: 'rules' }])
}

async function builtIn(): Promise<Rulebook> {
  const [rulebook, models] = await Promise.all([builtInRules(), builtInModels()])
  return { ...rulebook, models }
}

/** As texts: they are parsed when a document needs them. */
async function builtInModels(): Promise<Models> {
  const texts = await Promise.all(MODELS.map(async name => [name, await readIfThere(new URL(`../../${MODELS_FOLDER}/${name}.json`, import.meta.url))]))
  return Object.fromEntries(texts.filter(([, text]) => text !== null)) as Models
}

async function builtInRules(): Promise<Rulebook> {
  const compiled = await readIfThere(new URL('../rulebook.json', import.meta.url))
  // Written and checked by our own build, hence no second look.
  if (compiled !== null) return JSON.parse(compiled) as Rulebook
  return readBuiltIn(fileURLToPath(new URL('../../rules/', import.meta.url)))
}

async function readIfThere(url: URL): Promise<string | null> {
  try {
    return await readFile(url, 'utf8')
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null
    throw error
  }
}

/** A path to read and how errors call it. */
interface Place {
  readonly path: string
  readonly shown: string
}

async function readRules(places: readonly Place[]): Promise<Rulebook> {
  const errors: RuleFileError[] = []
  const files = await listFiles(places, errors)
  const { readRuleFile } = await import('./read.js')
  const read: RuleFile[] = []
  for (const { path, shown } of files) {
    const text = await readText(path, shown, errors)
    if (text === null) continue
    const result = readRuleFile(shown, text)
    if (result.ok) read.push(result.rules)
    else for (const error of result.errors) errors.push(error)
  }
  const { assemble } = await import('./assemble.js')
  const assembled = assemble(read)
  for (const error of assembled.errors) errors.push(error)
  if (errors.length > 0) throw new RulebookError(errors)
  return assembled.rulebook
}

/** Every rule file once, in the order of the paths, sorted by name within a folder. */
async function listFiles(places: readonly Place[], errors: RuleFileError[]): Promise<Place[]> {
  const files = new Map<string, Place>()
  for (const { path, shown } of places) {
    const isFolder = await kindOf(path, shown, errors)
    if (isFolder === null) continue
    if (isFolder) {
      const found = await listFolder({ path, shown }, errors)
      if (found.length === 0) errors.push(wholeFile(shown, 'no rule files in this folder', '.yaml, .yml or .json'))
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

async function readText(path: string, shown: string, errors: RuleFileError[], largest = LARGEST_FILE): Promise<string | null> {
  try {
    const { size } = await stat(path)
    if (size > largest) {
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

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
}

function wholeFile(file: string, message: string, expected: string | null = null): RuleFileError {
  return { file, line: 0, column: 0, message, got: null, expected, suggestion: null }
}
