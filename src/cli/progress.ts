/** A bar on standard error, drawn anew in its place; only where a person is watching. */
import type { WriteStream } from 'node:tty'
import cliProgress from 'cli-progress'
import type { Tally } from '../batch/run.js'
import { describeProgress } from '../report/summary.js'

/** Drawings per second. */
const FRAMES = 10

/** Where a terminal does not tell its width. */
const FALLBACK_COLUMNS = 80

export interface Progress {
  /** The total became known. */
  expect(total: number): void
  update(tally: Tally): void
  clear(): void
}

const SILENT: Progress = { expect: () => undefined, update: () => undefined, clear: () => undefined }

/** @param expected documents to come; null if unknown */
export function showProgress(stream: WriteStream, wanted: boolean, expected: number | null): Progress {
  if (!wanted || !stream.isTTY) return SILENT
  let total = expected
  let tally: Tally | null = null
  const bar = new cliProgress.SingleBar({
    stream, fps: FRAMES, clearOnComplete: true, hideCursor: null, linewrap: true, gracefulExit: false, emptyOnZero: true,
    format: (_, { eta }) => {
      if (tally === null) return ''
      const seconds = typeof eta === 'number' && Number.isFinite(eta) ? eta : null
      return describeProgress(tally, total, seconds).slice(0, (stream.columns || FALLBACK_COLUMNS) - 1)
    },
  })
  bar.start(total ?? 0, 0)
  let cleared = false
  return {
    expect(count) {
      total = count
      if (!cleared) bar.setTotal(count)
    },
    update(now) {
      tally = now
      if (!cleared) bar.update(now.documents)
    },
    clear() {
      if (!cleared) bar.stop()
      cleared = true
    },
  }
}
