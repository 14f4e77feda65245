/** `cleancopy rules learn`: pages in, a proposed rule file out. What is learned is the library's matter. */
import { dirname, relative, resolve, sep } from 'node:path'
import { getDomain } from 'tldts'
import { findPlaces } from '../batch/places.js'
import { createCleaner, createSiteLearner, siteRuleOf, siteRuleText, type Rulebook, type SiteProposal } from '../index.js'
import { formatCount } from '../report/summary.js'
import { plainArgument } from './arguments.js'
import { openRulebook } from './cleaning.js'
import { print, tell } from './output.js'
import { checkHosts, ruleFilePath } from './rule-file.js'
import type { LearnFlags } from './rules-learn.js'
import { savedPages } from './saved-pages.js'
import { claimFiles, filesAmong, save } from './target.js'
import { refuseAddress, UsageError } from './usage.js'

/** What two pages have in common may be chance. */
const FEWEST = 3
/** Sites that are spelled out. */
const NAMED_SITES = 4
/** What a rule file's tests can name. */
const TEST_FILE = /\.x?html?(?:\.gz)?$/i

interface LearnedPage {
  readonly body: Uint8Array | string
  readonly path: string | null
}

/** @returns the exit code: 0 learned from every page, 1 some could not be read */
export async function runLearn(flags: LearnFlags): Promise<number> {
  const cwd = process.cwd()
  const given = [...flags.pages ?? [], ...flags['--'] ?? []].map(plainArgument)
  if (given.length === 0) throw new UsageError('rules learn needs saved pages of one site: files, folders or patterns')
  refuseAddress(given, 'cleancopy rules learn')
  checkHosts(flags.host)
  const out = flags.json && flags.out !== undefined ? resolve(cwd, flags.out) : ruleFilePath(flags.out, cwd)
  const places = await findPlaces(given, cwd)
  if (out !== null) await claimFiles([{ flag: '-o', path: out }], { inputs: filesAmong(places), force: flags.force })

  // Rules of the site itself would hide what there is to learn.
  const rulebook = await openRulebook({ rules: undefined, sites: false, 'user-rules': false })
  const learner = await createSiteLearner(await createCleaner(rulebook))
  const pages = new Map<string, LearnedPage>()
  let failed = 0
  for await (const { input, path, body, source } of savedPages(places, cwd, () => { failed += 1 })) {
    learner.add(body, { ...source, name: input })
    pages.set(input, { body, path })
  }

  const proposal = named(learner.propose(), flags.host, pages.size)
  const sites = flags.host === undefined ? sitesOf(proposal.hosts) : []
  if (sites.length > 1) tell(`cleancopy: the pages come from ${formatCount(sites.length)} sites (${listed(sites)}), and a rule is learned of one: --host says that they are one`)
  const tested = { ...proposal, tests: await holding(proposal, rulebook, pages) }
  const text = flags.json ? `${JSON.stringify(tested, null, 2)}\n` : await siteRuleText(tested, {
    verified: new Date().toISOString().slice(0, 10),
    fileOf: (page) => fileFrom(out === null ? cwd : dirname(out), pages.get(page)?.path ?? null),
  })
  if (out === null) await print(text)
  else await save(flags.out ?? out, text)
  if (out !== null) tell(summary(tested))
  return failed > 0 ? 1 : 0
}

function named(proposal: SiteProposal, hosts: readonly string[] | undefined, given: number): SiteProposal {
  if (proposal.distinct < FEWEST) {
    throw new UsageError(`rules learn needs at least ${FEWEST} pages of one site that differ in their text; ${given} ${given === 1 ? 'was' : 'were'} given, ${proposal.distinct} of them different`)
  }
  if (hosts !== undefined) return { ...proposal, hosts }
  if (proposal.hosts.length === 0) throw new UsageError('no page says where it was saved from: name the site with --host')
  return proposal
}

/** `m.post.example` and `post.example` are one. */
function sitesOf(hosts: readonly string[]): readonly string[] {
  return [...new Set(hosts.map((host) => getDomain(host, { allowPrivateDomains: true }) ?? host))]
}

function listed(sites: readonly string[]): string {
  return sites.length <= NAMED_SITES ? sites.join(', ') : `${sites.slice(0, NAMED_SITES).join(', ')} …`
}

/** The tests that the rule passes: a proposal must not begin with a broken promise. */
async function holding(proposal: SiteProposal, rulebook: Rulebook, pages: ReadonlyMap<string, LearnedPage>): Promise<SiteProposal['tests']> {
  const cleaner = await createCleaner({ ...rulebook, sites: [siteRuleOf(proposal)] })
  const url = `https://${proposal.hosts[0]?.replace(/^\*\./, '') ?? 'localhost'}/`
  return proposal.tests.filter((test) => {
    const page = pages.get(test.page)
    if (page === undefined) return false
    const text = folded(cleaner.fromHtml(page.body, { url: test.url ?? url }).text)
    return test.contains.every((one) => text.includes(folded(one))) && !test.notContains.some((one) => text.includes(folded(one)))
  })
}

function folded(text: string): string {
  return text.replace(/\s+/g, ' ')
}

function fileFrom(folder: string, path: string | null): string | null {
  return path === null || !TEST_FILE.test(path) ? null : relative(folder, path).split(sep).join('/')
}

function summary({ seen, distinct, content, remove, tests }: SiteProposal): string {
  const share = remove.reduce((sum, { evidence }) => sum + evidence.share, 0)
  return [
    `${formatCount(seen)} pages, ${formatCount(distinct)} of them different`,
    content.length > 0 ? 'a container of the article to look at' : 'no container of the article',
    `${formatCount(remove.length)} removals with ${Math.round(share * 100)} % of the text`,
    `${formatCount(tests.length)} tests`,
  ].join(' · ')
}
