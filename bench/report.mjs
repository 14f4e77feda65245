// Prints what a run found.
import { confidenceQuality, summarise } from './accuracy.mjs'
import { summariseFields } from './metadata.mjs'
import { mean } from './score.mjs'
import { figure, table } from './table.mjs'

/**
 * @typedef {import('./accuracy.mjs').PageRecord} PageRecord
 * @typedef {{ name: string, label: string, pages: PageRecord[] }} SystemResult
 */

/** @param {ReturnType<import('./machine.mjs').describeRun>} run @param {string} what @param {boolean} markdown */
export function runText(run, what, markdown) {
  const versions = Object.entries(run.versions).map(([name, version]) => `${name} ${version}`).join(', ')
  const lines = [what, `${run.date} · Node ${run.node} · ${run.machine}`, versions]
  return markdown ? lines.join('  \n') : lines.join('\n')
}

/** One table per kind of page, systems as rows. @param {readonly SystemResult[]} results @param {boolean} markdown */
export function accuracyText(results, markdown) {
  const summaries = results.map(result => ({ result, rows: summarise(result.pages) }))
  const types = summaries[0]?.rows.map(row => row.type) ?? []
  const header = ['', 'F1', 'P', 'R', 'with', 'without', 'shingle F1', 'failed', 'empty']
  return types.map(type => {
    const lines = summaries.flatMap(({ result, rows }) => {
      const row = rows.find(candidate => candidate.type === type)
      return row ? [[result.label, ...accuracyCells(row)]] : []
    })
    const count = summaries[0]?.rows.find(row => row.type === type)?.pages ?? 0
    const title = `${type === 'all' ? 'all kinds' : type}, ${count} pages`
    return `${markdown ? `**${title}**\n` : title}\n${table(header, lines, { markdown })}`
  }).join('\n\n')
}

/** @param {import('./accuracy.mjs').Summary} row */
function accuracyCells(row) {
  return [
    figure(row.f1), figure(row.precision), figure(row.recall), figure(row.withFound), figure(row.withoutLeaked),
    // the second metric is defined for articles
    row.type === 'article' ? figure(row.shingles.f1) : '–',
    String(row.failed), String(row.empty),
  ]
}

/** F1 of every system by kind, in one table. @param {readonly SystemResult[]} results @param {boolean} markdown */
export function overviewText(results, markdown) {
  const types = summarise(results[0]?.pages ?? []).map(row => row.type)
  const rows = results.map(result => {
    const byType = summarise(result.pages)
    return [result.label, ...types.map(type => figure(byType.find(row => row.type === type)?.f1))]
  })
  return `${markdown ? '**word F1**\n' : 'word F1'}\n${table(['', ...types], rows, { markdown })}`
}

/** Title, author and date against the gold fields, all kinds of pages. @param {readonly SystemResult[]} results
 * @param {boolean} markdown */
export function metadataText(results, markdown) {
  const header = [
    '', 'title F1', 'title same', 'author', 'author P', 'author extra', 'date', 'date P', 'date extra',
  ]
  const summaries = results.map(result => summariseFields(result.pages.map(page => page.fields)))
  const rows = summaries.map(({ titleF1, titleSame, author, date }, at) => [
    results[at]?.label ?? '', figure(titleF1), figure(titleSame),
    figure(author.found), figure(author.precision), figure(author.extra),
    figure(date.found), figure(date.precision), figure(date.extra),
  ])
  const [first] = summaries
  if (!first) return ''
  const title = `metadata: ${first.titles} pages with a title in gold, ${first.author.gold} with an author, ` +
    `${first.date.gold} with a date`
  return `${markdown ? `**${title}**\n` : title}\n${table(header, rows, { markdown })}`
}

/** Milliseconds of the accuracy run; each system ran alone. @param {readonly SystemResult[]} results */
export function plainTimesText(results) {
  const parts = results.map(result => {
    const ms = mean(result.pages.filter(page => page.error === null).map(page => page.ms))
    return `${result.label} ${figure(ms, 1)}`
  })
  return `ms per page in that run, start-up included, for orientation only: ${parts.join(' · ')}`
}

/** @param {import('./speed.mjs').SpeedResult} speed @param {boolean} markdown */
export function speedText(speed, markdown) {
  const header = ['', 'ms per page', '× bare parse', 'rounds from–to', 'pass by pass', 'MB/s', 'slowest page']
  const rows = speed.rows.map(row => [
    row.label, figure(row.msPerPage, 2), figure(row.ratio, 2), `${figure(row.ratioLow, 2)}–${figure(row.ratioHigh, 2)}`, figure(row.passRatio, 2),
    figure(row.megabytesPerSecond, 1), `${row.slowestPage}: ${figure(row.slowestMs, 0)} ms`,
  ])
  const title = `speed: ${speed.pages} pages (${speed.megabytes.toFixed(1)} MB), median of ${speed.rounds} rounds, ` +
    'one process, systems in turns page by page; pass by pass: × bare parse when each goes over all pages in turn'
  const skipped = speed.skipped.map(line => `left out of the speed run: ${line}`)
  return [markdown ? `**${title}**\n` : title, table(header, rows, { markdown }), ...skipped].join('\n')
}

/** Verdicts and how well the confidence ranks pages; empty for systems without. @param {SystemResult} result */
export function verdictText(result) {
  const counts = new Map()
  for (const page of result.pages) if (page.verdict) counts.set(page.verdict, (counts.get(page.verdict) ?? 0) + 1)
  if (counts.size === 0) return ''
  const verdicts = [...counts].sort((a, b) => b[1] - a[1]).map(([verdict, count]) => `${verdict} ${count}`)
  const quality = confidenceQuality(result.pages)
  const confidence = quality === null ? '' : `; confidence: rank correlation with F1 ${figure(quality.correlation, 2)}, ` +
    `${figure(quality.badInLowestTenth, 2)} of the ${quality.badPages} pages with F1 below 0.8 in its lowest tenth`
  return `${result.label} verdicts: ${verdicts.join(', ')}${confidence}`
}

/** Pages that failed, with the reason. @param {SystemResult} result @param {number} [most] */
export function failuresText(result, most = 10) {
  const failed = result.pages.filter(page => page.error !== null)
  if (failed.length === 0) return ''
  const lines = failed.slice(0, most).map(page => `  ${page.id}  ${page.error}`)
  const more = failed.length > most ? [`  and ${failed.length - most} more`] : []
  return [`${result.label}, failed:`, ...lines, ...more].join('\n')
}

/** @param {SystemResult} result @param {number} count */
export function worstText(result, count) {
  const worst = [...result.pages].sort((a, b) => a.f1 - b.f1 || a.id.localeCompare(b.id)).slice(0, count)
  const rows = worst.map(page => [
    page.id, page.type, figure(page.f1), figure(page.precision), figure(page.recall), String(page.goldTokens),
    String(page.tokens), page.verdict ?? '', page.error ?? '',
  ])
  const header = ['', 'kind', 'F1', 'P', 'R', 'gold tokens', 'tokens', 'verdict', 'error']
  return `${result.label}, worst ${worst.length}\n${table(header, rows)}`
}
