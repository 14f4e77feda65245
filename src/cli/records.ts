/** What goes out: bodies for files, JSON records for lines. */
import { joinRecord } from '../batch/fields.js'
import type { Outcome } from '../batch/job.js'
import type { Encode, ToLine } from '../batch/sinks.js'
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

/** The result, between the input's name and the fields that came with it. */
export const documentLine: ToLine = ({ input, fields, cleaned }) => joinRecord({ input }, fields, toJson(cleaned))

/** One line per removal, also of documents that were not delivered. */
export function* removalLines(outcome: Outcome): Generator<string> {
  for (const removal of outcome.cleaned?.removals ?? []) yield JSON.stringify({ input: outcome.input, ...removal })
}

/** What failed, why, and where it is found again. */
export function* failureLines(outcome: Outcome): Generator<string> {
  if (outcome.type !== 'failure') return
  const { input, code, cleaned, place } = outcome
  const details = cleaned === null ? {} : { signals: cleaned.signals, problems: cleaned.problems }
  yield JSON.stringify({ input, code, message: describeFailure(outcome), ...place, ...details })
}

/** One line for each document, delivered or not: `error` is null or says why. Never more, never less. */
export function* filterLines(outcome: Outcome): Generator<string> {
  const { input, fields, cleaned } = outcome
  const error = outcome.type === 'delivered' ? null : { code: outcome.code, message: describeFailure(outcome) }
  yield joinRecord({ input }, fields, { ...cleaned === null ? { verdict: 'failed', text: '' } : toJson(cleaned), error })
}

function bodyOf(cleaned: Cleaned, format: Format): string {
  const body = cleaned[format]
  if (body === null) throw new Error(`the document has no ${format}`)
  return body
}
