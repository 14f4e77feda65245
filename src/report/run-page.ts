/** A run as one page to open in a browser: nothing is loaded, nothing runs, nothing of a document becomes markup. */
import type { Element, Root } from 'hast'
import { toHtml } from 'hast-util-to-html'
import type { Skips } from '../batch/job.js'
import type { Kind } from '../model.js'
import { describeKind } from './kinds.js'
import { bar, compact, type Content, duration, h, percent, quoted, section, table } from './page-elements.js'
import { samplesSection } from './page-samples.js'
import { STYLE } from './page-style.js'
import type { HostRow } from './run-hosts.js'
import type { Listed, RunRecord, Share } from './run-record.js'
import { describeCode, toneOf } from './run-states.js'
import { describeSkips, formatBytes, formatCount } from './summary.js'

/** What the run knows of itself; times of day are the caller's. */
export interface RunFacts {
  readonly version: string
  /** As a person reads it: `2026-03-05 14:02`. */
  readonly ended: string
  /** As it was typed. */
  readonly command: string
  readonly milliseconds: number
  /** Stopped before every document was done. */
  readonly interrupted: boolean
  /** Documents that earlier runs had done: of them the record knows nothing. */
  readonly reused?: number
  /** Records that are no documents. */
  readonly skips?: Skips
  /** Files that this run wrote, by what is in them: `failures` → `all.failed.jsonl`. */
  readonly files?: ReadonlyMap<string, string>
}

/** Hosts that are shown at once, and those to open. */
const SHOWN_HOSTS = 20
const MORE_HOSTS = 300
const MOST_RULES = 60
const MOST_LANGUAGES = 12

/** @returns a whole HTML document */
export function runPage(record: RunRecord, facts: RunFacts): string {
  const tree: Root = { type: 'root', children: [{ type: 'doctype' }, page(record, facts)] }
  return `${toHtml(tree)}\n`
}

function page(record: RunRecord, facts: RunFacts): Element {
  const title = `cleancopy: ${formatCount(record.documents)} ${record.documents === 1 ? 'document' : 'documents'}`
  return h('html', { lang: 'en' },
    h('head', {},
      h('meta', { charSet: 'utf-8' }),
      h('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
      h('meta', { httpEquiv: ['Content-Security-Policy'], content: "default-src 'none'; style-src 'unsafe-inline'" }),
      h('meta', { name: 'generator', content: 'cleancopy' }),
      h('meta', { name: 'robots', content: 'noindex' }),
      h('title', {}, title),
      h('style', {}, STYLE)),
    h('body', {}, h('main', {},
      header(record, facts),
      tiles(record, facts),
      verdictSection(record),
      ...wrongHosts(record).length > 0 ? [hostSection(record), removalSection(record)] : [removalSection(record), hostSection(record)],
      confidenceSection(record),
      slowSection(record),
      samplesSection(record.samples),
      h('footer', {}, `cleancopy ${facts.version}. Lengths are in characters (UTF-16 code units); times are of cleaning alone, and the first documents of a run take longer.`))))
}

function header({ documents }: RunRecord, { ended, command, interrupted, reused = 0, skips = new Map(), files = new Map() }: RunFacts): Element {
  const noun = documents === 1 ? 'document' : 'documents'
  const beside = [
    reused === 0 ? '' : `${formatCount(reused)} more ${reused === 1 ? 'was' : 'were'} done by earlier runs and ${reused === 1 ? 'is' : 'are'} not on this page.`,
    skips.size === 0 ? '' : `${describeSkips(skips)}.`,
  ].filter((one) => one !== '')
  return h('header', {},
    h('h1', {}, `${formatCount(documents)} ${noun}`),
    h('p', { className: ['soft'] }, interrupted ? `Stopped early, ${ended}` : `Finished ${ended}`),
    ...beside.map((one) => h('p', { className: ['soft'] }, one)),
    h('p', { className: ['soft', 'command'] }, command),
    files.size === 0 ? null : h('dl', { className: ['files'] }, ...[...files].flatMap(([what, path]) => [h('dt', {}, what), h('dd', {}, quoted(path))])))
}

function tiles(record: RunRecord, { milliseconds }: RunFacts): Element {
  const { documents, delivered, bytes, inputLength, outputLength } = record
  const wrong = wrongHosts(record).length
  const facts: readonly (readonly [value: string, label: string])[] = [
    [percent(documents === 0 ? null : delivered / documents), `delivered: ${formatCount(delivered)} of ${formatCount(documents)}`],
    [percent(inputLength === 0 ? null : outputLength / inputLength), `of the text kept: ${compact(outputLength)} of ${compact(inputLength)} characters`],
    [duration(milliseconds), `for ${formatBytes(bytes)}, ${pace(documents, milliseconds)}`],
    [formatCount(wrong), wrong === 1 ? 'host looks wrong' : 'hosts look wrong'],
  ]
  return h('ul', { className: ['tiles'] }, ...facts.map(([value, label]) => h('li', {}, h('strong', {}, value), h('span', {}, label))))
}

function pace(documents: number, milliseconds: number): string {
  const perSecond = milliseconds > 0 ? documents / (milliseconds / 1000) : 0
  return `${perSecond < 10 ? perSecond.toFixed(1) : formatCount(Math.round(perSecond))} documents a second`
}

function verdictSection({ documents, states, problems, languages }: RunRecord): Element {
  const stack = states.map(({ name, documents: count }) => (
    h('span', { className: [toneOf(name)], style: `flex:${count} 0 0` })))
  const legend = states.map(({ name, documents: count }) => h('li', { className: [toneOf(name)] },
    h('i', {}), `${formatCount(count)} ${describeCode(name)} (${percent(count / documents)})`))
  return section('verdicts', 'Verdicts',
    documents === 0 ? h('p', { className: ['note'] }, 'There were no documents.') : null,
    h('div', { className: ['stack'], ariaHidden: 'true' }, ...stack),
    h('ul', { className: ['legend'] }, ...legend),
    ...problems.length === 0 ? [] : [
      h('h3', {}, 'What was doubtful'),
      table([{ name: 'Problem' }, { name: 'Documents', number: true }, { name: 'Times', number: true }],
        problems.map(({ name, documents: count, times }) => [describeCode(name), formatCount(count), formatCount(times)])),
    ],
    ...languages.length < 2 ? [] : [
      h('h3', {}, 'Languages'),
      h('p', {}, languages.slice(0, MOST_LANGUAGES).map(({ name, documents: count }) => `${name || 'unknown'} ${formatCount(count)}`).join(' · ')),
    ])
}

function wrongHosts({ hosts }: RunRecord): readonly HostRow[] {
  return hosts.filter(({ suspicions }) => suspicions.length > 0)
}

const HOST_COLUMNS = [
  { name: 'Host' }, { name: 'Documents', number: true }, { name: 'Not delivered', number: true }, { name: 'Partial', number: true },
  { name: 'Text removed', number: true }, { name: 'Confidence', number: true },
] as const

function hostSection(record: RunRecord): Element | null {
  const { hosts, hostless, documents } = record
  const known = hosts.filter(({ host }) => host !== '')
  if (known.length === 0) return null
  const wrong = wrongHosts(record)
  const shown = Math.max(SHOWN_HOSTS, Math.min(wrong.length, MORE_HOSTS))
  const rows = known.slice(0, shown)
  const more = known.slice(shown, shown + MORE_HOSTS)
  const unknown = hosts.find(({ host }) => host === '')?.documents ?? 0
  const rest = [
    known.length > shown + MORE_HOSTS ? `${formatCount(known.length - shown - MORE_HOSTS)} hosts are not shown.` : '',
    hostless > 0 ? `${formatCount(hostless)} documents of further hosts were not counted by host.` : '',
    unknown > 0 && unknown < documents ? `${formatCount(unknown)} ${unknown === 1 ? 'document names' : 'documents name'} no address.` : '',
  ].filter((one) => one !== '')
  return section('hosts', 'Hosts',
    h('p', { className: ['note'] }, wrong.length > 0
      ? 'Those that look wrong come first: many documents not delivered, the same text again and again (a consent wall, an error page), or an unusual share removed. A site rule may help.'
      : 'None looks wrong: no host of five documents or more has many that were not delivered, the same text again and again, or an unusual share removed.'),
    table(HOST_COLUMNS, rows.map(hostRow)),
    more.length === 0 ? null : h('details', {},
      h('summary', {}, `${formatCount(more.length)} more, by number of documents`), table(HOST_COLUMNS, more.map(hostRow))),
    rest.length > 0 ? h('p', { className: ['note'] }, rest.join(' ')) : null)
}

function hostRow({ host, documents, undelivered, partial, removed, confidence, suspicions }: HostRow): readonly Content[] {
  return [
    // Beside each other they would not fit on a phone, and what is wrong is what the table is for.
    suspicions.length === 0 ? quoted(host, 120) : h('span', {}, quoted(host, 120), h('span', { className: ['suspicion'] }, suspicions.join('; ').replace(/(?<=\d) (?=%)/g, '\u00a0'))),
    formatCount(documents), formatCount(undelivered), formatCount(partial), percent(removed),
    confidence === null ? '–' : confidence.toFixed(2),
  ]
}

function removalSection({ kinds, rules, inputLength }: RunRecord): Element {
  const longest = Math.max(1, ...kinds.map(({ length }) => length))
  return section('removed', 'What was removed',
    h('p', { className: ['note'] }, kinds.length === 0 ? 'Nothing.' : 'By kind, with its share of all text that came in.'),
    kinds.length === 0 ? null : table([{ name: 'Kind' }, { name: 'Text' }, { name: 'Documents', number: true }, { name: 'Times', number: true }],
      kinds.map(({ name, length, documents, times }) => [
        describeKind(name as Kind),
        bar(length / longest * 0.6, `${compact(length)} · ${percent(inputLength === 0 ? null : length / inputLength)}`),
        formatCount(documents), formatCount(times),
      ])),
    ...rules.length === 0 ? [] : [h('h3', {}, 'By rule'), ruleTable(rules)])
}

function ruleTable(rules: readonly Share[]): Element {
  return table([
    { name: 'Rule' }, { name: 'Kind' }, { name: 'Documents', number: true }, { name: 'Times', number: true }, { name: 'Characters', number: true },
  ], rules.slice(0, MOST_RULES).map(({ name, kind, documents, times, length }) => [
    h('code', {}, name), kind ?? '', formatCount(documents), formatCount(times), compact(length),
  ]))
}

const LOW = 3
const MIDDLE = 6

function confidenceSection({ confidence, delivered, doubtful }: RunRecord): Element | null {
  if (delivered === 0) return null
  const most = Math.max(1, ...confidence)
  const columns = confidence.map((count, at) => h('div', { className: [at < LOW ? 'low' : at < MIDDLE ? 'middle' : 'high'] },
    count === 0 ? null : formatCount(count),
    h('span', { className: ['fill'], style: `height:${(count / most * 100).toFixed(1)}px`, ariaHidden: 'true' }),
    h('b', {}, `0.${at}`)))
  return section('confidence', 'Confidence',
    h('p', { className: ['note'] }, 'Delivered documents by how much the result can be trusted, from 0 to 1. The least trusted are worth a look first.'),
    h('div', { className: ['columns'] }, ...columns),
    h('h3', {}, 'Least trusted'),
    listTable(doubtful, { name: 'Confidence', of: ({ confidence: value }) => value === null ? '–' : value.toFixed(2) }))
}

function slowSection({ slowest }: RunRecord): Element | null {
  if (slowest.length === 0) return null
  return section('slowest', 'Slowest documents',
    listTable(slowest, { name: 'Time', of: ({ milliseconds }) => milliseconds === null ? '–' : duration(milliseconds) }))
}

function listTable(list: readonly Listed[], figure: { readonly name: string, readonly of: (one: Listed) => string }): Element {
  return table([{ name: figure.name, number: true }, { name: 'Document' }, { name: 'Verdict' }, { name: 'Size', number: true }], list.map((one) => [
    figure.of(one),
    h('span', {}, quoted(one.input), ...one.title === '' ? [] : [h('br', {}), h('span', { className: ['soft'] }, quoted(one.title, 160))]),
    h('span', { className: ['state', toneOf(one.state)] }, describeCode(one.state)),
    formatBytes(one.bytes),
  ]))
}
