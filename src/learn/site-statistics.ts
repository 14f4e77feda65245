import type { Block, Page, Repeats, SiteStatistics } from '../model.js'
import { fingerprint, unitWords } from '../measure/fingerprint.js'

/** Collects which lines recur on which sites, document by document, in bounded memory. */
export interface SiteStatisticsCollector {
  /** By the page's address, be it the caller's or the page's own; nothing is collected from a document without one. */
  addPage(page: Page): void
  addText(blocks: readonly Block[], url: string | null): void
  /** What is known so far: plain data, to be handed to `createCleaner`, stored, and gone on from. */
  statistics(): SiteStatistics
}

/** Different lines that are remembered of one host, and of all hosts together. A line takes about 50 bytes. */
const MOST_LINES = 20_000
const MOST_LINES_IN_ALL = 2_000_000
/** Lines of one document that are counted. */
const MOST_OF_ONE = 4000
/** What names nothing recurs everywhere. Letters. */
const TELLING = 3

interface HostCounts {
  documents: number
  readonly counts: Map<number, number>
}

/** @param before statistics to go on from */
export function createStatisticsCollector(before?: SiteStatistics): SiteStatisticsCollector {
  const hosts = new Map<string, HostCounts>()
  let lines = 0
  for (const [host, { documents, prints, counts }] of Object.entries(before?.hosts ?? {})) {
    hosts.set(host, { documents, counts: new Map(prints.map((print, at) => [print, counts[at] ?? 0])) })
    lines += prints.length
  }

  function add(host: string | null, texts: Iterable<string>): void {
    if (host === null) return
    let known = hosts.get(host)
    if (!known) hosts.set(host, (known = { documents: 0, counts: new Map() }))
    known.documents++
    const { counts } = known
    lines -= counts.size
    for (const print of printsOf(texts)) counts.set(print, (counts.get(print) ?? 0) + 1)
    if (counts.size > MOST_LINES) forget(counts, MOST_LINES / 2)
    lines += counts.size
    if (lines > MOST_LINES_IN_ALL) lines = forgetEverywhere(hosts)
  }

  return {
    addPage: page => add(hostOfAddress(page.base), page.runs.map(run => page.textOf(run))),
    addText: (blocks, url) => add(hostOfAddress(url), blocks.map(({ text }) => text)),
    statistics: () => ({ version: 1, hosts: Object.fromEntries([...hosts].map(([host, { documents, counts }]) =>
      [host, { documents, prints: [...counts.keys()], counts: [...counts.values()] }])) }),
  }
}

/** Each line of a document counts once. */
function printsOf(texts: Iterable<string>): ReadonlySet<number> {
  const prints = new Set<number>()
  for (const text of texts) {
    if (prints.size >= MOST_OF_ONE) break
    if (isTelling(text)) prints.add(fingerprint(text))
  }
  return prints
}

function isTelling(text: string): boolean {
  return unitWords(text).replace(/[#\s]/g, '').length >= TELLING
}

/**
 * Drops the rarest lines until at most `most` are left. A line that comes again after that is counted from one on, so what is
 * known is never more than what was: removals become fewer, not wrong.
 */
function forget(counts: Map<number, number>, most: number): void {
  for (let rare = 1; counts.size > most; rare++) {
    for (const [print, count] of counts) if (count <= rare) counts.delete(print)
  }
}

function forgetEverywhere(hosts: ReadonlyMap<string, HostCounts>): number {
  let lines = 0
  for (const { counts } of hosts.values()) {
    forget(counts, counts.size / 2)
    lines += counts.size
  }
  return lines
}

const compiled = new WeakMap<SiteStatistics, Map<string, Repeats | null>>()

/** What may be asked about the lines of the site that this address is of; null when nothing is known of it. */
export function repeatsOn(statistics: SiteStatistics, address: string | null): Repeats | null {
  let hosts = compiled.get(statistics)
  if (!hosts) compiled.set(statistics, (hosts = new Map<string, Repeats | null>()))
  const name = hostOfAddress(address) ?? ''
  const before = hosts.get(name)
  if (before !== undefined) return before
  // Own keys alone: a host may be called like a member that all objects have.
  const known = Object.hasOwn(statistics.hosts, name) ? statistics.hosts[name] : undefined
  const repeats = known ? makeRepeats(known) : null
  hosts.set(name, repeats)
  return repeats
}

function makeRepeats({ documents, prints, counts }: SiteStatistics['hosts'][string]): Repeats {
  const known = new Map(prints.flatMap((print, at) => ((counts[at] ?? 0) > 1 ? [[print, counts[at] ?? 0] as const] : [])))
  return { documents, on: text => (isTelling(text) ? (known.get(fingerprint(text)) ?? 0) : 0) }
}

function hostOfAddress(address: string | null): string | null {
  return address !== null && URL.canParse(address) ? withoutWww(new URL(address).hostname) : null
}

function withoutWww(host: string): string {
  return host.startsWith('www.') ? host.slice(4) : host
}
