/** `cleancopy rules list` and `rules check`: printed knowledge. */
import { checkRules, createCleaner, type Rulebook, type RuleInfo, type SiteRule } from '../index.js'
import { describeKind } from '../report/kinds.js'
import { formatCount } from '../report/summary.js'
import { openRulebook } from './cleaning.js'
import { print } from './output.js'
import type { CheckFlags, ListFlags } from './rules.js'
import { UsageError } from './usage.js'

const WORKS_ON = { page: 'pages', text: 'texts', both: 'pages and texts' } as const

export async function listRules(flags: ListFlags): Promise<number> {
  const rulebook = await openRulebook(flags)
  const { rules } = await createCleaner(rulebook)
  await print(flags.json ? asData(rules, rulebook) : asTable(rules, rulebook))
  return 0
}

/** @throws RulebookError with every error of every file */
export async function checkFiles(flags: CheckFlags): Promise<number> {
  const paths = [...flags.paths ?? [], ...flags['--'] ?? []]
  const { files } = await checkRules(paths)
  if (files === 0) throw new UsageError('rules check needs a rule file or folder: there is neither ~/.config/cleancopy/rules nor ./cleancopy')
  await print(`${formatCount(files)} ${files === 1 ? 'file' : 'files'} fine\n`)
  return 0
}

function asData(rules: readonly RuleInfo[], rulebook: Rulebook): string {
  const filterLists = (rulebook.filterLists ?? []).map(({ file, counts }) => ({ file, ...counts }))
  return `${JSON.stringify({ rules, ...countsOf(rulebook), filterLists, siteRules: rulebook.sites.map(siteRow) }, null, 2)}\n`
}

function asTable(rules: readonly RuleInfo[], rulebook: Rulebook): string {
  const rows = rules.map(({ id, kind, on, removes }) => [id, kind, WORKS_ON[on], removes] as const)
  const head = ['RULE', 'KIND', 'WORKS ON', 'REMOVES'] as const
  const widths = [0, 1, 2].map((column) => Math.max(...[head, ...rows].map((row) => row[column]?.length ?? 0)))
  const lines = [head, ...rows].map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ').trimEnd())
  const { languages, widgets, sites } = countsOf(rulebook)
  const counts = [
    `${formatCount(rules.length)} rules`, `phrases in ${formatCount(languages)} languages`,
    `${formatCount(widgets)} widgets`, `${formatCount(sites)} site rules`,
  ]
  return `${lines.join('\n')}\n\n${counts.join(' · ')}\n${filterLines(rulebook)}\nKinds, for --keep:\n${kindLines(rules)}\n${siteLines(rulebook)}`
}

/** What was understood of the ad-block lists. */
function filterLines({ filterLists = [] }: Rulebook): string {
  return filterLists.map(({ file, counts: { generic, specific, exceptions, notUnderstood, scripts, network } }) =>
    `${file}: ${formatCount(generic)} generic and ${formatCount(specific)} site-specific rules, ${formatCount(exceptions)} exceptions; ` +
    `${formatCount(notUnderstood)} not understood; ${formatCount(scripts)} scripts and ${formatCount(network)} network rules passed over\n`).join('')
}

/** Site rules that are listed one by one; imported collections have thousands. */
const MOST_SITES = 60

function siteLines({ sites }: Rulebook): string {
  if (sites.length === 0) return ''
  const lines = sites.slice(0, MOST_SITES).map(siteRow).map(({ id, layer, hosts, file }) => `  ${id}  ${layer}  ${hosts.join(' ') || 'any host, or inherited'}  ${file}`)
  const more = sites.length > MOST_SITES ? [`  … and ${formatCount(sites.length - MOST_SITES)} more: --json has all`] : []
  return `\nSite rules:\n${[...lines, ...more].join('\n')}\n`
}

function siteRow({ id, layer = 'given', hosts, origin }: SiteRule): { id: string, layer: string, hosts: readonly string[], file: string } {
  return { id, layer, hosts, file: origin.type === 'file' ? origin.file : origin.name }
}

function kindLines(rules: readonly RuleInfo[]): string {
  const kinds = [...new Set(rules.map(({ kind }) => kind))].sort()
  const width = Math.max(0, ...kinds.map((kind) => kind.length))
  return kinds.map((kind) => `  ${kind.padEnd(width)}  ${describeKind(kind)}`).join('\n')
}

function countsOf({ phrases, widgets, sites }: Rulebook): { languages: number, widgets: number, sites: number } {
  return { languages: new Set(phrases.map(({ lang }) => lang)).size, widgets: widgets.length, sites: sites.length }
}
