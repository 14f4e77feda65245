/** One line on standard error that is rewritten in place; only where a person is watching. */
import type { WriteStream } from 'node:tty'
import type { Tally } from '../batch/run.js'
import { describeProgress } from '../report/summary.js'

/** Milliseconds between two drawings. */
const INTERVAL = 100

/** Where a terminal does not tell its width. */
const FALLBACK_COLUMNS = 80

const ERASE_LINE = '\r\u001b[2K'

export interface Progress {
  update(tally: Tally): void
  clear(): void
}

const SILENT: Progress = { update: () => undefined, clear: () => undefined }

/** @param total documents to come; null if unknown */
export function showProgress(stream: WriteStream, wanted: boolean, total: number | null): Progress {
  if (!wanted || !stream.isTTY) return SILENT
  let drawn = Number.NEGATIVE_INFINITY
  return {
    update(tally) {
      if (tally.milliseconds - drawn < INTERVAL) return
      drawn = tally.milliseconds
      stream.write(ERASE_LINE + describeProgress(tally, total).slice(0, (stream.columns || FALLBACK_COLUMNS) - 1))
    },
    clear() {
      if (drawn >= 0) stream.write(ERASE_LINE)
    },
  }
}
