// What changed between two runs (`--json` now, `--compare OLD.json` later), page by page.
import { readFileSync } from 'node:fs'
import { seededRandom } from './dataset.mjs'
import { peersInstalled } from './machine.mjs'
import { mean } from './score.mjs'
import { figure, signed, table } from './table.mjs'

/** @typedef {import('./accuracy.mjs').PageRecord} PageRecord */
/** @typedef {{ now: PageRecord, old: PageRecord, gain: number }} Pair */

/** Differences below this are rounding. */
const SAME = 0.0005
const RESAMPLES = 1000

/**
 * @param {string} file @returns {Map<string, Map<string, PageRecord>>} by system, then page id
 */
export function readRun(file) {
  const run = JSON.parse(readFileSync(file, 'utf8'))
  const systems = /** @type {{ name: string, pages: PageRecord[] }[]} */ (run.systems ?? [])
  return new Map(systems.map(system => [system.name, new Map(system.pages.map(page => [page.id, page]))]))
}

/**
 * @param {import('./report.mjs').SystemResult} result @param {Map<string, Map<string, PageRecord>>} old
 * @param {{ most: number, seed: number }} options @returns {Promise<string>}
 */
export async function compareText(result, old, { most, seed }) {
  const before = old.get(result.name)
  if (!before) return `${result.label}: not in the old run`
  const pairs = result.pages.flatMap(now => {
    const then = before.get(now.id)
    return then ? [{ now, old: then, gain: now.f1 - then.f1 }] : []
  })
  if (pairs.length === 0) return `${result.label}: no page in common with the old run`
  if (!peersInstalled()) return `${result.label}: --compare splits by registered domain, run npm run bench:install first`
  const domains = await byDomain(pairs)
  const better = pairs.filter(pair => pair.gain > SAME).sort((a, b) => b.gain - a.gain)
  const worse = pairs.filter(pair => pair.gain < -SAME).sort((a, b) => a.gain - b.gain)
  const [low, high] = interval([...domains.values()], seed)
  return [
    `${result.label}: ${pairs.length} pages in common, ${better.length} better, ${worse.length} worse; ` +
      `mean F1 ${signed(mean(pairs.map(pair => pair.gain)) ?? 0, 4)} ` +
      `(95 % by domain ${signed(low, 4)} to ${signed(high, 4)})`,
    typeTable(pairs),
    pairTable('most better', better.slice(0, most)),
    pairTable('most worse', worse.slice(0, most)),
    domainText(domains, most),
  ].filter(part => part !== '').join('\n\n')
}

/** @param {readonly Pair[]} pairs @returns {Promise<Map<string, Pair[]>>} */
async function byDomain(pairs) {
  const { groupByDomain } = await import('./domains.mjs')
  const groups = groupByDomain(pairs.map(pair => ({ id: pair.now.id, url: pair.now.url, pair })))
  return new Map([...groups].map(([domain, members]) => [domain, members.map(member => member.pair)]))
}

/** Bootstrap over domains, because pages of one site rise and fall together. @param {readonly Pair[][]} domains
 * @param {number} seed @returns {[number, number]} */
function interval(domains, seed) {
  const random = seededRandom(seed)
  const sums = domains.map(pairs => ({ gain: pairs.reduce((sum, pair) => sum + pair.gain, 0), count: pairs.length }))
  const means = Array.from({ length: RESAMPLES }, () => {
    let gain = 0
    let count = 0
    for (let draw = 0; draw < sums.length; draw++) {
      const chosen = sums[Math.floor(random() * sums.length)]
      gain += chosen?.gain ?? 0
      count += chosen?.count ?? 0
    }
    return gain / count
  }).sort((a, b) => a - b)
  return [means[Math.floor(RESAMPLES * 0.025)] ?? 0, means[Math.floor(RESAMPLES * 0.975)] ?? 0]
}

/** @param {readonly Pair[]} pairs */
function typeTable(pairs) {
  const types = [...new Set(pairs.map(pair => pair.now.type))].sort()
  const row = /** @param {string} name @param {readonly Pair[]} of */ (name, of) => {
    const change = /** @param {'f1' | 'precision' | 'recall' | 'withFound' | 'withoutLeaked'} key */ key => {
      const was = mean(of.map(pair => pair.old[key]))
      const is = mean(of.map(pair => pair.now[key]))
      return was === null || is === null ? '–' : `${figure(was)} → ${figure(is)}`
    }
    const better = of.filter(pair => pair.gain > SAME).length
    const worse = of.filter(pair => pair.gain < -SAME).length
    return [name, String(of.length), change('f1'), change('precision'), change('recall'), change('withFound'),
      change('withoutLeaked'), `${better} / ${worse}`]
  }
  const rows = types.map(type => row(type, pairs.filter(pair => pair.now.type === type)))
  return table(['', 'pages', 'F1', 'P', 'R', 'with', 'without', 'better / worse'], [...rows, row('all', pairs)])
}

/** @param {string} title @param {readonly Pair[]} pairs */
function pairTable(title, pairs) {
  if (pairs.length === 0) return ''
  const lines = table(['', 'kind', 'F1', 'gain', 'P', 'R', 'verdict'], pairs.map(({ now, old, gain }) => [
    now.id, now.type, `${figure(old.f1)} → ${figure(now.f1)}`, signed(gain),
    `${figure(old.precision)} → ${figure(now.precision)}`, `${figure(old.recall)} → ${figure(now.recall)}`,
    now.verdict === old.verdict ? now.verdict ?? '' : `${old.verdict} → ${now.verdict}`,
  ]))
  return `${title}\n${lines}`
}

/** Domains of several pages that moved most, by the sum of their pages' gains. @param {Map<string, Pair[]>} domains
 * @param {number} most */
function domainText(domains, most) {
  const moved = [...domains].filter(([, pairs]) => pairs.length > 1)
    .map(([domain, pairs]) => ({ domain, count: pairs.length, sum: pairs.reduce((sum, pair) => sum + pair.gain, 0) }))
    .filter(entry => Math.abs(entry.sum) > SAME)
    .sort((a, b) => Math.abs(b.sum) - Math.abs(a.sum) || a.domain.localeCompare(b.domain))
    .slice(0, most)
  if (moved.length === 0) return ''
  const rows = moved.map(({ domain, count, sum }) => [domain, String(count), signed(sum / count)])
  return `domains of several pages that moved most\n${table(['', 'pages', 'mean gain'], rows)}`
}
