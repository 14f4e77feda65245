/** What a person reads at the end of a run, and while it goes on. */
import type { Failure } from '../batch/job.js'
import type { Tally } from '../batch/run.js'
import { printable } from './printable.js'
import { describeFailure } from './sentences.js'

/** `5 documents: 3 clean, 1 partial, 1 failed · 1.2 MB · 8.1 MB/s` */
export function summarize(tally: Tally): string {
  const { documents, clean, partial, failed, bytes } = tally
  const counts = [[clean, 'clean'], [partial, 'partial'], [failed, 'failed']] as const
  const parts = counts.filter(([count]) => count > 0).map(([count, name]) => `${formatCount(count)} ${name}`)
  const verdicts = parts.length === 0 ? '' : `: ${parts.join(', ')}`
  const noun = documents === 1 ? 'document' : 'documents'
  return `${formatCount(documents)} ${noun}${verdicts} · ${formatBytes(bytes)} · ${formatRate(tally)}`
}

/** `1,203 of 4,000 documents · 57/s · 3 failed · 8.1 MB/s`; the total is null while it is unknown. */
export function describeProgress(tally: Tally, total: number | null): string {
  const { documents, failed, milliseconds } = tally
  const count = total === null ? formatCount(documents) : `${formatCount(documents)} of ${formatCount(total)}`
  const perSecond = milliseconds > 0 ? Math.round(documents / (milliseconds / 1000)) : 0
  const failures = failed === 0 ? '' : ` · ${formatCount(failed)} failed`
  return `${count} documents · ${formatCount(perSecond)}/s${failures} · ${formatRate(tally)}`
}

/** `page.html: no such file or folder` */
export function nameFailure(failure: Failure): string {
  return `${printable(failure.input === '-' ? 'standard input' : failure.input)}: ${describeFailure(failure)}`
}

/** Decimal units, as disks and networks count. */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`
  if (bytes < 1e6) return `${(bytes / 1e3).toFixed(1)} kB`
  if (bytes < 1e9) return `${(bytes / 1e6).toFixed(1)} MB`
  return `${(bytes / 1e9).toFixed(1)} GB`
}

export function formatCount(count: number): string {
  return count.toLocaleString('en')
}

function formatRate({ bytes, milliseconds }: Tally): string {
  const megabytesPerSecond = milliseconds > 0 ? bytes / 1e6 / (milliseconds / 1000) : 0
  return `${megabytesPerSecond.toFixed(1)} MB/s`
}
