/** JSON lines as documents: one record, one document, and what is no record is a failure with its place. */
import { rawMembers } from './fields.js'
import { failure, InputError, type Content, type DocumentKind, type Entry, type Input, type PackedRecord, type Place } from './job.js'
import { linesOf, type Line } from './lines.js'

/** What the members of a record are called. */
export interface FieldNames {
  readonly html: string
  readonly text: string
  readonly url: string
  readonly id: string
}

export const FIELD_NAMES: FieldNames = { html: 'html', text: 'text', url: 'url', id: 'id' }

/** How a document lies in a record. Plain data. */
export interface RecordForm {
  /** Only records of this kind; null: what each record has, `html` first. */
  readonly as: DocumentKind | null
  readonly fields: FieldNames
}

export interface RecordOptions extends RecordForm {
  /** As a person would name the file. */
  readonly file: string
  /** Within the output folder. */
  readonly relative: string
  /** Longest record, in bytes. */
  readonly limit: number
  /** Empty lines are records too (and no documents): for a line of output for each line of input. */
  readonly everyLine: boolean
}

/** Records are parsed when they are read, so that those of other shards cost little. */
export async function* jsonRecords(chunks: AsyncIterable<Uint8Array>, options: RecordOptions): AsyncGenerator<Entry> {
  for await (const line of linesOf(chunks, options.limit)) {
    if (options.everyLine || line.bytes === null || !isBlank(line.bytes)) yield recordEntry(line, options)
  }
}

/** `000000017`: names in the order of the records, for files of up to a billion. */
export function recordName(relative: string, number: number): string {
  return `${relative}/${String(number).padStart(9, '0')}`
}

function recordEntry({ number, bytes, length }: Line, options: RecordOptions): Entry {
  const input = `${options.file}:${number}`
  const place = { file: options.file, line: number }
  if (bytes === null) {
    return failure(input, 'too-large', String(options.limit), { bytes: length, place })
  }
  return recordInput(bytes, input, place, number, options)
}

function recordInput(bytes: Uint8Array, input: string, place: Place, number: number, options: RecordOptions): Input {
  const record = { form: { as: options.as, fields: options.fields }, raw: bytes }
  return {
    type: 'input', input, place, path: null, relative: recordName(options.relative, number), record,
    read: () => Promise.resolve().then(() => readRecord(record)),
  }
}

/** @throws InputError for what is no record with a document in it */
export function readRecord({ raw, form: { as, fields } }: PackedRecord): Content {
  const json = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength).toString()
  const record = parseRecord(json)
  const kind = as ?? bodyKind(record, fields)
  const body = kind === null ? undefined : record[fields[kind]]
  const carried = rawMembers(json)
  carried.delete(fields.html)
  carried.delete(fields.text)
  if (kind === null || typeof body !== 'string') {
    const wanted = as === null ? `${fields.html} or ${fields.text}` : fields[as]
    throw new InputError('bad-record', `no string called ${wanted} in it`, carried)
  }
  return { body, kind, source: { url: httpUrl(record[fields.url]) }, fields: carried, raw }
}

function parseRecord(json: string): Readonly<Record<string, unknown>> {
  if (json.trim() === '') throw new InputError('bad-record', 'the line is empty')
  let value: unknown
  try {
    value = JSON.parse(json)
  } catch (error) {
    // A parser that is given thousands of brackets may run out of stack: that is no JSON for us either.
    throw new InputError('bad-record', error instanceof Error ? firstLine(error.message) : String(error))
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>
  throw new InputError('bad-record', 'the line is JSON, but no object')
}

/** Which body the record has; an empty page gives way to a text. */
function bodyKind(record: Readonly<Record<string, unknown>>, { html, text }: FieldNames): DocumentKind | null {
  if (typeof record[html] === 'string' && (record[html] !== '' || typeof record[text] !== 'string')) return 'html'
  return typeof record[text] === 'string' ? 'text' : null
}

/** An address that a page can come from; what else stands there is carried on and not used. */
export function httpUrl(value: unknown): string | null {
  return typeof value === 'string' && /^https?:/i.test(value) && URL.canParse(value) ? new URL(value).href : null
}

/** Messages of JSON.parse quote the text. */
function firstLine(message: string): string {
  return message.split('\n')[0]!.slice(0, 200)
}

function isBlank(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte === 32 || (byte >= 9 && byte <= 13))
}
