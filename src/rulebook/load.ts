import { readFile, stat } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { FilterList, Models, RuleLayer, Rulebook, SiteRule } from '../model.js'
import { A_DATE, type Check, checkKeys, TEXTS, YES_OR_NO } from '../misuse.js'
import type { Layer } from './assemble.js'
import { MODELS_FOLDER, type Place, codeOf, missingPages, readRuleFiles, readText, wholeFile } from './disk.js'
import { type RuleFileError, ruleFileErrorLine } from './fault.js'

/** What the package's own knowledge lies in, from this module. */
const OWN_RULES = '../../rules/'
const COMPILED = '../rulebook.json'
/** EasyList is 2 MB. */
const LARGEST_LIST = 50_000_000
/** Days for which a rule is believed after somebody saw it work. */
const FRESH = 365
const DAY = 86_400_000
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
  readonly rules?: readonly string[] | undefined
  /** False leaves the built-in site rules out. Default true. */
  readonly sites?: boolean | undefined
  /** Ad-block lists (EasyList syntax) whose element-hiding rules are used. Files only. */
  readonly filterLists?: readonly string[] | undefined
  /**
   * Reads the rules of the person and of the project too, where there are any: `$XDG_CONFIG_HOME/cleancopy/rules`
   * (`~/.config/cleancopy/rules`) and `./cleancopy`. Default false; the command line says true.
   */
  readonly userRules?: boolean | undefined
  /** ISO date by which `about.verified` is judged. Default: the day it is. */
  readonly today?: string | undefined
}

const OPTIONS: Readonly<Record<keyof LoadOptions, Check>> = {
  rules: TEXTS, sites: YES_OR_NO, filterLists: TEXTS, userRules: YES_OR_NO, today: A_DATE,
}

/** The rule files of a call by the layer they lie in, most important first. */
export interface LoadedRules {
  readonly rulebook: Rulebook
  readonly layers: readonly Layer[]
}

/**
 * The built-in knowledge plus the caller's own: own phrases add to the built-in ones of their language, own widgets
 * and site rules come before the built-in ones. Throws RulebookError when a path or a file cannot be used, and TypeError
 * for an unknown option.
 */
export async function loadRulebook(options: LoadOptions = {}): Promise<Rulebook> {
  checkKeys('option', 'options', options, OPTIONS)
  return (await loadRules(options)).rulebook
}

/** As loadRulebook, with the files that were read. */
export async function loadRules(options: LoadOptions = {}): Promise<LoadedRules> {
  const { rules = [], sites = true, userRules = false, filterLists = [], today } = options
  const all = await builtIn()
  const lists = filterLists.length > 0 ? await readFilterLists(filterLists) : null
  const known = { ...all, ...(sites ? {} : { sites: [] }), ...(lists === null ? {} : { filterLists: lists }) }
  const places: readonly (readonly [RuleLayer, readonly Place[]])[] = [
    ['given', rules.map(path => ({ path, shown: path }))],
    ...(userRules ? [['user', await userFolder()] as const, ['project', await projectFolder()] as const] : []),
  ]
  const { layers, rulebook } = await readLayers(places.filter(([, paths]) => paths.length > 0), known)
  return { layers, rulebook: dated(rulebook, today) }
}

/**
 * Checks rule files and folders (none: those of the person and the project) and counts the files. Names of parents may
 * lead to built-in rules, and the pages that tests name must be there.
 * @throws RulebookError with every error of every file
 */
export async function checkRules(paths: readonly string[] = []): Promise<{ readonly files: number }> {
  checkKeys('option', 'options', { rules: paths }, OPTIONS)
  const { layers } = await loadRules({ rules: paths, userRules: paths.length === 0 })
  const files = layers.flatMap(layer => layer.files)
  const missing = await missingPages(files)
  if (missing.length > 0) throw new RulebookError(missing)
  return { files: files.length }
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
export async function readBuiltIn(folder: string): Promise<Rulebook> {
  return (await loadBuiltIn(folder)).rulebook
}

/** As readBuiltIn, with the files that were read: by default the package's own. */
export async function loadBuiltIn(folder = fileURLToPath(beside(OWN_RULES))): Promise<LoadedRules> {
  return readLayers([['built-in', [{ path: folder, shown: 'rules' }]]], undefined)
}

async function builtIn(): Promise<Rulebook> {
  const [rulebook, models] = await Promise.all([builtInRules(), builtInModels()])
  return { ...rulebook, models }
}

/** As texts: they are parsed when a document needs them. */
async function builtInModels(): Promise<Models> {
  const texts = await Promise.all(MODELS.map(async name => [name, await readIfThere(beside(`../../${MODELS_FOLDER}/${name}.json`))]))
  return Object.fromEntries(texts.filter(([, text]) => text !== null)) as Models
}

async function builtInRules(): Promise<Rulebook> {
  const compiled = await readIfThere(beside(COMPILED))
  // Written and checked by our own build, hence no second look.
  if (compiled !== null) return JSON.parse(compiled) as Rulebook
  const folder = fileURLToPath(beside(OWN_RULES))
  if (!await isThere(folder, true)) throw notBeside()
  fromSources ??= readBuiltIn(folder)
  return fromSources
}

function beside(path: string): URL {
  if (URL.canParse(path, import.meta.url)) return new URL(path, import.meta.url)
  throw notBeside()
}

/** A bundler has put our code into a file of somebody else's, far from our rules and models; in CommonJS it does not even know where. */
function notBeside(): RulebookError {
  const expected = 'cleancopy as a package of its own: leave it out of the bundle, as in esbuild --external:cleancopy'
  return new RulebookError([wholeFile('rules', 'the rules of the package are not beside its code', expected)])
}

/** Only where nothing is compiled, as in the tests of this repository: all its YAML takes half a second, each time. */
let fromSources: Promise<Rulebook> | undefined

async function readIfThere(url: URL): Promise<string | null> {
  try {
    return await readFile(url, 'utf8')
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null
    throw error
  }
}

async function userFolder(): Promise<Place[]> {
  const { XDG_CONFIG_HOME: config } = process.env
  return folderIfThere(join(config ? config : join(homedir(), '.config'), 'cleancopy', 'rules'))
}

/** A folder with a package.json is somebody's package of that name (this one, say) and no folder of rules. */
async function projectFolder(): Promise<Place[]> {
  return await isThere(join('cleancopy', 'package.json')) ? [] : folderIfThere('cleancopy')
}

async function folderIfThere(path: string): Promise<Place[]> {
  return await isThere(path, true) ? [{ path, shown: path, optional: true }] : []
}

async function isThere(path: string, folder = false): Promise<boolean> {
  try {
    const found = await stat(path)
    return !folder || found.isDirectory()
  } catch {
    return false
  }
}

async function readLayers(places: readonly (readonly [RuleLayer, readonly Place[]])[], known: Rulebook | undefined): Promise<LoadedRules> {
  if (places.length === 0) return { layers: [], rulebook: known ?? { phrases: [], widgets: [], sites: [] } }
  const errors: RuleFileError[] = []
  const layers: Layer[] = []
  for (const [layer, paths] of places) {
    const read = await readRuleFiles(paths)
    layers.push({ layer, files: read.files })
    for (const error of read.errors) errors.push(error)
  }
  const { assemble } = await import('./assemble.js')
  const assembled = assemble(layers, known)
  for (const error of assembled.errors) errors.push(error)
  if (errors.length > 0) throw new RulebookError(errors)
  return { layers, rulebook: assembled.rulebook }
}

/** Notes which rules nobody has looked at for a year: the core has no clock. */
function dated(rulebook: Rulebook, today: string | undefined): Rulebook {
  const now = today === undefined ? Date.now() : Date.parse(today)
  const isStale = ({ verified }: SiteRule) => verified !== undefined && now - Date.parse(verified) > FRESH * DAY
  if (!rulebook.sites.some(isStale)) return rulebook
  return { ...rulebook, sites: rulebook.sites.map(site => (isStale(site) ? { ...site, stale: true } : site)) }
}
