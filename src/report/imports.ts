/** What an import of site configs came to, in words. */
import type { FtrImport } from '../rulebook/import/import-ftr.js'
import { printable } from './printable.js'
import { formatCount } from './summary.js'

/** Reasons that are told with their lines; the others are many and the same. */
const LISTED = 200

/** A file of which nothing was carried over is mostly no config: its lines are told when they are few. */
const FEW = 20

/** One file: each line that was not carried over. Several: the counts, by reason. */
export function reportImport(imports: readonly FtrImport[]): string {
  const left = imports.flatMap(({ report }) => report.left.map(line => ({ ...line, file: report.file })))
  const carried = imports.reduce((sum, { report }) => sum + report.carried, 0)
  const made = imports.filter(({ yaml }) => yaml !== null).length
  const head = `${formatCount(imports.length)} ${imports.length === 1 ? 'file' : 'files'}, ${formatCount(made)} imported; ` +
    `${formatCount(carried)} ${carried === 1 ? 'line' : 'lines'} carried over, ${formatCount(left.length)} not:`
  const refused = imports.flatMap(({ refused: why, report }) => (why === null ? [] : [`${report.file}: not imported: ${why}`]))
  const details = imports.length === 1 && (made === 1 || left.length <= FEW)
    ? left.slice(0, LISTED).map(({ file, line, text, reason }) => `${file}:${line}: ${reason} (${shorten(text)})`)
    : countsOf(left.map(({ leaving, reason }) => `${leaving}: ${reason}`))
  return [head, ...details, ...refused].map(printable).join('\n')
}

function countsOf(reasons: readonly string[]): string[] {
  const counts = new Map<string, number>()
  for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + 1)
  return [...counts].sort((a, b) => b[1] - a[1]).map(([reason, count]) => `${formatCount(count).padStart(7)}  ${reason}`)
}

function shorten(text: string): string {
  return text.length > 80 ? `${text.slice(0, 79)}…` : text
}
