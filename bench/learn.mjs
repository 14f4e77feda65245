// `rules learn`, leave one page out: learns each site from all its pages but one and looks what the rule does to that one.
// Printed beside boilerstrip on the same pages in the same run, when it is installed. Reads pages, writes nothing of them.
import { pathToFileURL } from 'node:url'
import { dirname, join } from 'node:path'
import { dataFolder, loadPages, readHtml } from './dataset.mjs'
import { boilerstripRules } from './boilerstrip.mjs'
import { failUnbuilt, pattern, progress, readOptions, skip, wholeNumber } from './options.mjs'
import { countItems, mean, scorePage, shingles, tokenize } from './score.mjs'
import { BUILD, isBuilt } from './systems/cleancopy.mjs'
import { figure, table } from './table.mjs'

/** @typedef {import('./dataset.mjs').DataPage} DataPage */
/** @typedef {{ select: string, maxShare: number, maxChars: number }} Removal */
/** @typedef {import('./score.mjs').PageScore} PageScore */
/**
 * @typedef {{ host: string, id: string, gold: number, selectors: number, before: PageScore, after: PageScore,
 *   lostTokens: number, shingles: number, lostShingles: number, pipeline: PageScore[] }} Row `pipeline`: without the rule, with it
 */

const USAGE = `node bench/learn.mjs [options]

  --data DIR      folder of the data set (default ../shared/data/wcxb)
  --site REGEXP   only these hosts
  --least N       hosts with at least N pages (default 3)
  --no-pipeline   leave the full pipeline out
  --verbose       name the pages that lose gold text, and the hosts that the full pipeline gains or loses on`

const { values } = readOptions({
  data: { type: 'string' }, site: { type: 'string' }, least: { type: 'string' },
  'no-pipeline': { type: 'boolean' }, verbose: { type: 'boolean' },
}, USAGE)
const data = /** @type {string} */ (values.data) ?? '../shared/data/wcxb'
if (dataFolder(data) === null) skip(`no data in ${data}`)
if (!isBuilt()) failUnbuilt()

const { createCleaner, createSiteLearner, loadRulebook, siteRuleOf } = await import(pathToFileURL(BUILD).href)
const { readElements } = await import(pathToFileURL(join(dirname(BUILD), 'measure/find-elements.js')).href).then(found => ({ readElements: found.elementFinder }))
const rulebook = await loadRulebook({ sites: false })
const cleaner = await createCleaner(rulebook)
const sites = [...groupByHost(loadPages(data), pattern(/** @type {string} */ (values.site), 'site'))]
  .filter(([, pages]) => pages.length >= wholeNumber(/** @type {string} */ (values.least), 'least', 3, 2))

/** @type {Map<string, Row[]>} */
const rows = new Map([['cleancopy', []], ['boilerstrip', []]])
let peer = true
for (const [host, pages] of sites) {
  progress(host)
  // Each page is looked at once: a learner's state is the pages that it remembers.
  const seen = new Map()
  for (const page of pages) {
    const learner = await createSiteLearner(cleaner)
    learner.add(readHtml(page.file), { url: page.url, name: page.id })
    seen.set(page, learner.state().pages)
  }
  for (const held of pages) {
    const rest = pages.filter(page => page !== held)
    const state = { version: 1, seen: rest.length, pages: rest.flatMap(page => seen.get(page)) }
    const proposal = (await createSiteLearner(cleaner, { state })).propose()
    rows.get('cleancopy')?.push(measure(host, held, removalsOf(proposal), values['no-pipeline'] ? [] : await pipelines(held, proposal)))
    const rules = peer ? await boilerstripRules(rest.map(page => readHtml(page.file))) : null
    if (rules === null) peer = false
    else rows.get('boilerstrip')?.push(measure(host, held, rules.selectors.map(select => ({ select, maxShare: 1, maxChars: Infinity })), [], rules.strip))
  }
}
progress('')
if (!peer) console.log('boilerstrip is not installed (npm run bench:install): left out')
report()

/** @param {DataPage[]} pages @param {RegExp} wanted @returns {Map<string, DataPage[]>} */
function groupByHost(pages, wanted) {
  const groups = new Map()
  for (const page of pages) {
    const host = URL.canParse(page.url) ? new URL(page.url).hostname.replace(/^www\./, '') : ''
    if (host === '' || !wanted.test(host)) continue
    groups.set(host, [...groups.get(host) ?? [], page])
  }
  return groups
}

/** @param {any} proposal @returns {Removal[]} */
function removalsOf(proposal) {
  return proposal.remove
}

/** What the whole page says, and what is left of it. @param {string} host @param {DataPage} held @param {Removal[]} removals
 * @param {PageScore[]} pipeline @param {(html: string) => string} [strip] @returns {Row} */
function measure(host, held, removals, pipeline, strip) {
  const whole = bodyText(held, [])
  const left = bodyText(held, removals, strip)
  const before = scorePage(whole, held.gold)
  const after = scorePage(left, held.gold)
  const gold = tokenize(held.gold.main).length
  const [wanted, had, has] = [held.gold.main, whole, left].map(text => countItems(shingles(text.toLowerCase())))
  let all = 0
  let lost = 0
  for (const [shingle, count] of wanted ?? []) {
    all += count
    lost += Math.min(count, had?.get(shingle) ?? 0) - Math.min(count, has?.get(shingle) ?? 0)
  }
  return {
    host, id: held.id, gold, selectors: removals.length, before, after,
    lostTokens: (before.recall - after.recall) * gold, shingles: all, lostShingles: lost, pipeline,
  }
}

/** @param {DataPage} held @param {Removal[]} removals @param {(html: string) => string} [strip] made to the source first */
function bodyText(held, removals, strip = html => html) {
  const { stages } = cleaner
  const page = stages.parse(stages.decode(strip(readHtml(held.file)), { url: held.url, contentType: null, lang: null }, 'page'))
  const { body } = page
  if (!body) return ''
  const find = readElements(page, 'prune', [])
  const gone = new Uint8Array(page.text.length + 1)
  for (const { select, maxShare, maxChars } of removals) {
    for (const element of find({ selector: select, origin: { type: 'module', name: 'bench' } })) {
      if (element.textLength <= Math.min(maxChars, body.textLength * maxShare)) gone.fill(1, element.from, element.to)
    }
  }
  let text = ''
  for (let at = body.from; at < body.to; at++) text += gone[at] && page.text[at] !== '\n' ? '' : page.text[at]
  return text
}

/** Cleaned without the rule and with it. @param {DataPage} held @param {any} proposal @returns {Promise<PageScore[]>} */
async function pipelines(held, proposal) {
  const host = new URL(held.url).hostname
  const learned = await createCleaner({ ...rulebook, sites: [{ ...siteRuleOf(proposal), hosts: [host] }] })
  return [cleaner, learned].map(one => scorePage(one.fromHtml(readHtml(held.file), { url: held.url }).text, held.gold))
}

function report() {
  const systems = [...rows].filter(([, found]) => found.length > 0)
  const header = ['', 'pages', 'selectors', 'F1 before', 'F1 after', 'P after', 'R after', 'without before', 'without after', 'gold tokens lost', 'gold 4-grams lost', 'pages > 2 %', 'of 4-grams', 'pages > 50 %']
  console.log(table(header, systems.map(([name, found]) => [
    name, String(found.length), (mean(found.map(row => row.selectors)) ?? 0).toFixed(1),
    ...[['before', 'f1'], ['after', 'f1'], ['after', 'precision'], ['after', 'recall'], ['before', 'withoutLeaked'], ['after', 'withoutLeaked']]
      .map(([when, what]) => figure(mean(found.map(row => /** @type {any} */ (row)[when ?? ''][what ?? ''])))),
    percent(sum(found, row => row.lostTokens) / sum(found, row => row.gold)),
    percent(sum(found, row => row.lostShingles) / sum(found, row => row.shingles)),
    String(found.filter(row => row.lostTokens > row.gold * 0.02).length),
    String(found.filter(row => row.lostShingles > row.shingles * 0.02).length),
    String(found.filter(row => row.lostTokens > row.gold * 0.5).length),
  ]), { markdown: false }))
  const own = rows.get('cleancopy') ?? []
  const piped = own.filter(row => row.pipeline.length === 2)
  if (piped.length > 0) {
    const f1 = /** @param {Row[]} of @param {number} at */ (of, at) => mean(of.map(row => row.pipeline[at]?.f1)) ?? 0
    console.log(`\nfull pipeline, F1: ${figure(f1(piped, 0))} without the rule, ${figure(f1(piped, 1))} with it; without leaked: ` +
      `${figure(mean(piped.map(row => row.pipeline[0]?.withoutLeaked)))}, ${figure(mean(piped.map(row => row.pipeline[1]?.withoutLeaked)))}`)
    const changes = sites.map(([host]) => {
      const of = piped.filter(row => row.host === host)
      return { host, of, change: f1(of, 1) - f1(of, 0) }
    }).sort((a, b) => a.change - b.change)
    console.log(`  hosts by their mean: ${changes.filter(({ change }) => change > 0.0005).length} higher, ${changes.filter(({ change }) => Math.abs(change) <= 0.0005).length} the same, ` +
      `${changes.filter(({ change }) => change < -0.0005).length} lower; from ${figure(changes[0]?.change)} to ${figure(changes.at(-1)?.change)}`)
    for (const { host, of, change } of changes) {
      if (change < -0.005 || (values.verbose && Math.abs(change) > 0.0005)) console.log(`  ${change < 0 ? 'lower' : 'higher'} on ${host}: ${figure(f1(of, 0))} → ${figure(f1(of, 1))} (${of.map(row => `${row.id} ${figure(row.pipeline[0]?.f1)} → ${figure(row.pipeline[1]?.f1)}`).join(', ')})`)
    }
  }
  if (!values.verbose) return
  for (const [name, found] of systems) {
    for (const row of found.filter(one => one.lostTokens > one.gold * 0.01 || one.lostShingles > one.shingles * 0.01)) {
      console.log(`${name} ${row.id} ${row.host}: ${Math.round(row.lostTokens)} of ${row.gold} gold tokens, ${row.lostShingles} of ${row.shingles} 4-grams`)
    }
  }
}

/** @template T @param {readonly T[]} items @param {(item: T) => number} of */
function sum(items, of) {
  return items.reduce((total, item) => total + of(item), 0)
}

/** @param {number} share */
function percent(share) {
  return `${(share * 100).toFixed(2)} %`
}
