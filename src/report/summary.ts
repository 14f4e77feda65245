/** What a person reads at the end of a run, and while it goes on. */
import type { Failure, SkipReason, Skips } from '../batch/job.js'
import type { Tally } from '../batch/run.js'
import { printableName } from './printable.js'
import { describeFailure } from './sentences.js'

/** Characters of the bar. */
const BAR = 20

/** `5 documents: 3 clean, 1 partial, 1 failed · 1.2 MB · 8.1 MB/s` */
export function summarize(tally: Tally): string {
  const { documents, bytes } = tally
  const counted = countVerdicts(tally)
  const verdicts = counted === '' ? '' : `: ${counted}`
  const noun = documents === 1 ? 'document' : 'documents'
  return `${formatCount(documents)} ${noun}${verdicts} · ${formatBytes(bytes)} · ${formatRate(tally)}`
}

/**
 * `██████░░░░░░░░░░░░░░ 30% · 1,203 of 4,000 · 57/s · 49 s left · 1,150 clean, 40 partial, 13 failed`; without a total,
 * which is null while it is unknown, neither bar nor time.
 * @param secondsLeft null while nobody can tell
 */
export function describeProgress(tally: Tally, total: number | null, secondsLeft: number | null): string {
  const { documents, milliseconds } = tally
  const perSecond = milliseconds > 0 ? documents / (milliseconds / 1000) : 0
  const parts = [
    total === null ? `${formatCount(documents)} documents` : `${formatCount(documents)} of ${formatCount(total)}`,
    `${perSecond < 10 ? perSecond.toFixed(1) : formatCount(Math.round(perSecond))}/s`,
    total === null || secondsLeft === null ? '' : `${formatSeconds(secondsLeft)} left`,
    countVerdicts(tally),
  ]
  const line = parts.filter(part => part !== '').join(' · ')
  return total === null ? line : `${drawBar(total === 0 ? 1 : documents / total)} · ${line}`
}

/** `3 clean, 1 partial, 1 failed` */
function countVerdicts({ clean, partial, failed }: Tally): string {
  const counts = [[clean, 'clean'], [partial, 'partial'], [failed, 'failed']] as const
  return counts.filter(([count]) => count > 0).map(([count, name]) => `${formatCount(count)} ${name}`).join(', ')
}

const SKIPS: Record<SkipReason, (count: number) => string> = {
  'redirect': (count) => count === 1 ? 'redirect' : 'redirects',
  'http-error': () => 'with an HTTP error',
  'not-a-page': (count) => count === 1 ? 'not a page' : 'not pages',
  'revisit': () => 'stored elsewhere',
}

/** `1,204 archived responses passed over: 900 not pages, 204 redirects, 100 with an HTTP error` */
export function describeSkips(skips: Skips): string {
  const counted = [...skips].sort(([a, first], [b, second]) => second - first || (a < b ? -1 : 1))
  const sum = counted.reduce((all, [, count]) => all + count, 0)
  return `${formatCount(sum)} archived ${sum === 1 ? 'response' : 'responses'} passed over: ` +
    counted.map(([reason, count]) => `${formatCount(count)} ${SKIPS[reason](count)}`).join(', ')
}

function drawBar(share: number): string {
  const done = Math.min(1, Math.max(0, share))
  const full = Math.floor(done * BAR)
  return `${'█'.repeat(full)}${'░'.repeat(BAR - full)} ${Math.floor(done * 100)}%`
}

function formatSeconds(seconds: number): string {
  const whole = Math.ceil(seconds)
  if (whole < 100) return `${whole} s`
  const minutes = Math.ceil(seconds / 60)
  return minutes < 100 ? `${minutes} min` : `${Math.ceil(seconds / 3600)} h`
}

/** `page.html: no such file or folder` */
export function nameFailure(failure: Failure): string {
  return `${printableName(failure.input === '-' ? 'standard input' : failure.input)}: ${describeFailure(failure)}`
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
