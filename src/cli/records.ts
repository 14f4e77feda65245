/** What goes out: bodies for files, JSON records for lines. */
import type { Encode, ToRecord } from '../batch/sinks.js'
import type { Outcome } from '../batch/job.js'
import { toJson } from '../index.js'
import type { Cleaned, Format } from '../model.js'
import { describeFailure } from '../report/sentences.js'

/** The body in one format, or everything as JSON; ends with a line feed. */
export function encoderFor(format: Format | 'json'): Encode {
  if (format === 'json') return (cleaned) => `${JSON.stringify(toJson(cleaned), null, 2)}\n`
  return (cleaned) => {
    const body = bodyOf(cleaned, format)
    return body.endsWith('\n') ? body : `${body}\n`
  }
}

export const documentRecord: ToRecord = (input, cleaned) => ({ input, ...toJson(cleaned) })

/** One record per removal, also of documents that were not delivered. */
export function* removalRecords(outcome: Outcome): Generator {
  for (const removal of outcome.cleaned?.removals ?? []) yield { input: outcome.input, ...removal }
}

export function* failureRecords(outcome: Outcome): Generator {
  if (outcome.type !== 'failure') return
  const { input, code, cleaned } = outcome
  const details = cleaned === null ? {} : { signals: cleaned.signals, problems: cleaned.problems }
  yield { input, code, message: describeFailure(outcome), ...details }
}

function bodyOf(cleaned: Cleaned, format: Format): string {
  const body = cleaned[format]
  if (body === null) throw new Error(`the document has no ${format}`)
  return body
}
