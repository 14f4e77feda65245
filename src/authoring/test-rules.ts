import { type Cleaner, createCleaner } from '../cleaner.js'
import type { Cleaned, Rulebook, SiteRule, Source } from '../model.js'
import { describeSystem } from '../report/sentences.js'
import { readPage, testPage } from '../rulebook/disk.js'
import { type LoadOptions, type LoadedRules, loadBuiltIn, loadRules } from '../rulebook/load.js'
import type { RuleFile, RuleTest } from '../rulebook/read.js'
import { parse } from '../stages/parse.js'
import { type TestedPage, unmatchedParts } from './matched-parts.js'
import { failuresOf } from './run-test.js'

/** One test of a rule file, run. */
export interface RuleTestResult {
  readonly file: string
  /** 1-based, of the test. */
  readonly line: number
  readonly name: string
  /** What is not as the test wants it; empty when it passed. */
  readonly failures: readonly string[]
}

/** A part of a rule file that matches on none of its test pages. */
export interface UnmatchedPart {
  readonly file: string
  readonly line: number
  readonly key: string
  readonly text: string
}

export interface RuleTestReport {
  readonly results: readonly RuleTestResult[]
  readonly unmatched: readonly UnmatchedPart[]
  /** Site and widget files without a test. */
  readonly untested: readonly string[]
}

type TestedFile = Extract<RuleFile, { readonly tests: readonly RuleTest[] }>

/**
 * Runs the tests that rule files carry, each page with all rules, as a user would clean it. Reads the files and the saved
 * pages that they name. Without `rules`, the folders of the person and the project, and with `builtIn` the built-in files.
 * @throws RulebookError when a rule file is broken
 */
export async function testRules(options: Pick<LoadOptions, 'rules' | 'today'> & { readonly builtIn?: boolean } = {}): Promise<RuleTestReport> {
  const { rules = [], builtIn = false } = options
  const { files, rulebook } = builtIn ? await readOwn() : await readGiven({ ...options, userRules: rules.length === 0 })
  const tested = files.filter((file): file is TestedFile => file.type !== 'phrases')
  const results: RuleTestResult[] = []
  const unmatched: UnmatchedPart[] = []
  for (const file of tested) {
    if (file.tests.length === 0) continue
    const run = await runFile(file, rulebook)
    results.push(...run.results)
    unmatched.push(...run.unmatched)
  }
  return { results, unmatched, untested: tested.filter(({ tests }) => tests.length === 0).map(({ file }) => file) }
}

interface Opened {
  readonly files: readonly RuleFile[]
  readonly rulebook: Rulebook
}

async function readGiven(options: LoadOptions): Promise<Opened> {
  return opened(await loadRules(options))
}

/** The package's own rules, from their files: the compiled rulebook has no tests. */
async function readOwn(): Promise<Opened> {
  return opened(await loadBuiltIn())
}

function opened({ layers, rulebook }: LoadedRules): Opened {
  return { files: layers.flatMap(({ files }) => files), rulebook }
}

async function runFile(file: TestedFile, rulebook: Rulebook): Promise<Pick<RuleTestReport, 'results' | 'unmatched'>> {
  const site = file.type === 'site' ? siteOf(file, rulebook) : null
  const cleaner = await createCleaner(site?.rulebook ?? rulebook)
  const results: RuleTestResult[] = []
  const pages: TestedPage[] = []
  const texts: Cleaned[] = []
  for (const test of file.tests) {
    const { name, line } = test
    const note = (failures: readonly string[]) => results.push({ file: file.file, line, name, failures })
    const opened = await open(test, file.file)
    if (typeof opened === 'string') {
      note([opened])
      continue
    }
    const source = { url: test.url ?? site?.url ?? null }
    const cleaned = opened.kind === 'page' ? cleaner.fromHtml(opened.body, source) : cleaner.fromText(opened.body, source)
    if (opened.kind === 'page') pages.push({ ...bothPages(cleaner, opened.body, source), cleaned })
    else texts.push(cleaned)
    note([...site ? applied(site.rule, cleaned) : [], ...failuresOf(test, cleaned)])
  }
  return { results, unmatched: site ? unmatchedSite(site.rule, pages, texts) : unmatchedWidgets(file, pages) }
}

function applied({ id }: SiteRule, { siteRule }: Cleaned): string[] {
  if (siteRule === id) return []
  return [siteRule === null ? 'the rule does not apply to this document: look at hosts, paths and when' : `another rule applies: ${siteRule}`]
}

interface TestedSite {
  readonly rule: SiteRule
  /** As the file's tests see it: a rule that is only inherited gets a host. */
  readonly rulebook: Rulebook
  readonly url: string | null
}

/** Where a file is only there to be inherited. */
const SOMEWHERE = 'inherited.example'

function siteOf(file: Extract<TestedFile, { type: 'site' }>, rulebook: Rulebook): TestedSite | null {
  const found = rulebook.sites.find(({ origin }) => origin.type === 'file' && origin.file === file.file)
  if (!found) return null
  const isParent = found.hosts.length === 0 && !found.when
  const rule = isParent ? { ...found, hosts: [SOMEWHERE, `*.${SOMEWHERE}`] } : found
  const hosts = new Set(file.tests.flatMap(({ url }) => (url === undefined ? [] : [new URL(url).hostname])))
  const placed = isParent ? { ...rule, hosts: [...rule.hosts, ...hosts] } : rule
  const [host] = placed.hosts
  return {
    rule: placed,
    rulebook: isParent ? { ...rulebook, sites: [{ ...placed, layer: 'given' }, ...rulebook.sites] } : rulebook,
    url: host === undefined ? null : `https://${host.replace(/^\*\./, 'www.')}/`,
  }
}

function bothPages(cleaner: Cleaner, body: string | Uint8Array, source: Partial<Source>): Pick<TestedPage, 'before' | 'after'> {
  const decoded = cleaner.stages.decode(body, { url: null, contentType: null, lang: null, ...source }, 'page')
  return { before: parse(decoded), after: cleaner.stages.parse(decoded) }
}

interface OpenedDocument {
  readonly kind: 'page' | 'text'
  readonly body: string | Uint8Array
}

/** The test's document, or what is wrong with it. */
async function open(test: RuleTest, ruleFile: string): Promise<OpenedDocument | string> {
  if (test.html !== undefined) return { kind: 'page', body: test.html }
  if (test.text !== undefined) return { kind: 'text', body: test.text }
  const path = testPage(ruleFile, test.file ?? '')
  try {
    return { kind: /\.(?:txt|md)$/i.test(path) ? 'text' : 'page', body: await readPage(path) }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error)
    return code === 'ENOENT' ? `there is no file ${path}` : `${path} cannot be read: ${describeSystem(code)}`
  }
}

function unmatchedSite(rule: SiteRule, pages: readonly TestedPage[], texts: readonly Cleaned[]): UnmatchedPart[] {
  return unmatchedParts(rule, pages, texts).flatMap(({ key, text, origin }) =>
    (origin.type === 'file' ? [{ file: origin.file, line: origin.line, key, text }] : []))
}

function unmatchedWidgets(file: TestedFile, pages: readonly TestedPage[]): UnmatchedPart[] {
  if (file.type !== 'widgets') return []
  const tokens = new Set(pages.flatMap(({ before }) => [...before.tokens()]))
  const isThere = (names: readonly string[], prefixes: readonly string[]) =>
    names.some(name => tokens.has(name)) || [...tokens].some(token => prefixes.some(prefix => token.startsWith(prefix)))
  return file.widgets.flatMap(({ names, prefixes, kind, origin }) =>
    (origin.type !== 'file' || isThere(names, prefixes) ? [] : [{ file: file.file, line: origin.line, key: 'widgets', text: kind }]))
}
