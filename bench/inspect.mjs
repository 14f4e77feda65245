#!/usr/bin/env node
// One development page under the lens, or all rules over all pages.
import { dataFolder, loadPages, readHtml, sample } from './dataset.mjs'
import { Isolate } from './isolate.mjs'
import { RuleTable, foldWords, judgeRemoval } from './ledger.mjs'
import { fail, failUnbuilt, list, progress, readOptions, skip, wholeNumber } from './options.mjs'
import { scorePage, shingles } from './score.mjs'
import { isBuilt } from './systems/cleancopy.mjs'
import { SYSTEMS } from './systems/index.mjs'
import { figure, table } from './table.mjs'

/** @typedef {import('./ledger.mjs').LedgerEntry} LedgerEntry */

const USAGE = `node bench/inspect.mjs ID… [options]      gold lines missing, extra lines, removals that took gold text
node bench/inspect.mjs --rule-stats [options]  for each rule, what it removed that was gold and what was not
  --data DIR      default ../shared/data/wcxb
  --ledger        with ID: all removals, not only those that took gold text
  --rule A,B      with --rule-stats: list the gold text that these rules took
  --type A,B --limit N --seed N --timeout MS   as in run.mjs`

/** A line counts as present when this share of its 4-word runs is there. */
const PRESENT = 0.9
const SHOWN = 160

const { values, positionals } = readOptions({
  data: { type: 'string' }, 'rule-stats': { type: 'boolean' }, rule: { type: 'string' }, ledger: { type: 'boolean' },
  type: { type: 'string' }, limit: { type: 'string' }, seed: { type: 'string' }, timeout: { type: 'string' },
}, USAGE)
const data = values.data ?? '../shared/data/wcxb'
const limitMs = wholeNumber(values.timeout, 'timeout', 20_000, 1)
if (!values['rule-stats'] && positionals.length === 0) fail(USAGE)
if (dataFolder(data) === null) skip(`no development pages in ${data} (see --data)`)
if (!isBuilt()) failUnbuilt()

const cleancopy = SYSTEMS.find(system => system.name === 'cleancopy')
if (!cleancopy) throw new Error('cleancopy is not among the systems')
const pages = loadPages(data)
const isolate = new Isolate(cleancopy, { removals: true })
try {
  if (values['rule-stats']) await ruleStats()
  else for (const id of positionals) await inspectPage(id)
} finally {
  await isolate.close()
}

/** @param {string} id */
async function inspectPage(id) {
  const page = pages.find(candidate => candidate.id === id)
  if (!page) return console.error(`no page ${id}`)
  const result = await isolate.run(page, limitMs)
  if (!result.ok) return console.log(`${id}  failed: ${result.error}`)
  const { output } = result
  const score = scorePage(output.text, page.gold)
  console.log(`${id}  ${page.type}  ${page.url}`)
  console.log(`F1 ${figure(score.f1)}  P ${figure(score.precision)}  R ${figure(score.recall)}  ` +
    `with ${figure(score.withFound)}  without ${figure(score.withoutLeaked)}  ` +
    `${score.tokens} tokens, gold ${score.goldTokens}`)
  console.log(`${output.verdict}, confidence ${figure(output.confidence, 2)}, chosen by ${output.strategy ?? '?'}, ` +
    `${readHtml(page.file).length} characters of HTML`)
  const removals = output.removals ?? []
  printMissing(page.gold.main, output.text, removals)
  printExtra(page.gold.main, output.text)
  const texts = { gold: foldWords(page.gold.main), output: foldWords(output.text) }
  const costly = removals.filter(removal => judgeRemoval(removal, texts) === 'loss')
  console.log(`\nremovals that took gold text: ${costly.length} of ${removals.length}`)
  for (const removal of costly) console.log(ledgerLine(removal))
  if (values.ledger) {
    console.log('\nall removals')
    for (const removal of removals) console.log(ledgerLine(removal))
  }
}

/** @param {string} gold @param {string} text @param {readonly LedgerEntry[]} removals */
function printMissing(gold, text, removals) {
  const missing = strangers(gold, text)
  console.log(`\ngold lines missing: ${missing.length}`)
  for (const { line } of missing) {
    const words = foldWords(line)
    const by = removals.find(removal => overlaps(words, removal))
    console.log(`  - ${shorten(line)}${by ? `\n      ${by.rule} (${by.stage}) at ${by.where}: ${by.why}` : ''}`)
  }
}

/** @param {string} gold @param {string} text */
function printExtra(gold, text) {
  const extra = strangers(text, gold)
  console.log(`\nextra lines: ${extra.length}`)
  let last = -1
  for (const { line, at, lines } of extra) {
    // the surroundings say where in the page it stands
    if (at !== last + 1) console.log(`    ${shorten(lines[at - 1] ?? '(start)')}`)
    console.log(`  + ${shorten(line)}`)
    if (extra.every(other => other.at !== at + 1)) console.log(`    ${shorten(lines[at + 1] ?? '(end)')}\n`)
    last = at
  }
}

/** Lines of one text that the other does not have. @param {string} text @param {string} other */
function strangers(text, other) {
  const words = foldWords(other)
  const runs = new Set(shingles(other.toLowerCase()))
  const lines = text.split('\n').map(line => line.trim()).filter(line => foldWords(line) !== '  ')
  return lines.map((line, at) => ({ line, at, lines })).filter(({ line }) => {
    if (words.includes(foldWords(line))) return false
    const own = shingles(line.toLowerCase())
    return own.filter(run => runs.has(run)).length < own.length * PRESENT
  })
}

/** @param {string} words of a line, folded @param {LedgerEntry} removal */
function overlaps(words, removal) {
  const taken = foldWords(removal.excerpt).trim()
  if (taken === '') return false
  return taken.length < words.length ? words.includes(` ${taken} `) : taken.startsWith(words.trim())
}

/** @param {string} text */
function shorten(text) {
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text
}

/** @param {LedgerEntry} removal */
function ledgerLine(removal) {
  return `  ${removal.rule} (${removal.stage}) ${removal.length} characters at ${removal.where}\n` +
    `      ${removal.why}\n      ${shorten(removal.excerpt)}`
}

async function ruleStats() {
  const types = list(values.type)
  const fitting = pages.filter(page => types.length === 0 || types.includes(page.type))
  const count = wholeNumber(values.limit, 'limit', fitting.length, 1)
  const chosen = sample(fitting, count, wholeNumber(values.seed, 'seed', 1))
  const rules = new RuleTable()
  let failed = 0
  for (const [at, page] of chosen.entries()) {
    progress(`page ${at + 1} of ${chosen.length}`)
    const result = await isolate.run(page, limitMs)
    if (!result.ok) failed++
    else {
      const texts = { gold: foldWords(page.gold.main), output: foldWords(result.output.text) }
      rules.add(page.id, result.output.removals ?? [], texts)
    }
  }
  progress('')
  const rows = rules.sorted().map(stats => [
    stats.rule, stats.stage, String(stats.pages.size), String(stats.removals), String(stats.shortRemovals),
    String(stats.tokens), String(stats.goldRemovals), String(stats.goldTokens),
    figure(stats.tokens === 0 ? null : 1 - stats.goldTokens / stats.tokens),
  ])
  console.log(`${chosen.length} pages${failed > 0 ? `, ${failed} failed` : ''}; tokens are estimated from the excerpts; ` +
    'gold = in the gold text and nowhere in the output')
  const header = [
    'rule', 'stage', 'pages', 'removals', 'too short', 'tokens', 'took gold', 'gold tokens', 'precision',
  ]
  console.log(table(header, rows))
  for (const name of list(values.rule)) printLosses(name, rules)
}

/** @param {string} name @param {RuleTable} rules */
function printLosses(name, rules) {
  const losses = rules.sorted().filter(stats => stats.rule === name).flatMap(stats => stats.losses)
  console.log(`\n${name}: gold text taken ${losses.length} times`)
  for (const { id, entry } of losses) console.log(`  ${id}  ${shorten(entry.excerpt)}\n      ${entry.why}`)
}
