/**
 * The words of the batch: what comes in, what goes out, and what can go wrong around a document.
 * A batch knows `Job → Cleaned` and nothing about how cleaning is done (in this thread, or by workers).
 * A source is anything that yields entries: a folder, a list, the records of a file, a queue.
 */
import type { Cleaned, Problem, Source } from '../model.js'
import type { Fields } from './fields.js'
import type { RecordForm } from './jsonl.js'
import { kindOfBytes } from './kinds.js'

export type DocumentKind = 'html' | 'text'

/** Where a document is found again. Plain data for lists of failures. */
export interface Place {
  /** As given by the person: a path or an address; `-` for standard input. */
  readonly file: string
  /** Of a record in JSON lines, from 1. */
  readonly line?: number
  /** Of a record in its file, in bytes, or of the gzip member that holds it; in other compressed files behind the decompression. */
  readonly offset?: number
  /** Which record of that member; absent for the first. */
  readonly nth?: number
}

/** A document that was found but not read yet. */
export interface Input {
  readonly type: 'input'
  /** As a person would name it: the path as given, `-` for standard input, `pages.jsonl:17` for a record. */
  readonly input: string
  readonly place: Place
  /** Absolute path of a file that is this document; null when it is no file or only a part of one. */
  readonly path: string | null
  /**
   * Path within the output folder before the extension is changed; `/` separates; never begins with `..`.
   * It is also the document's identity: the same document has it in every run over the same inputs.
   */
  readonly relative: string
  /** Once done it is done, whatever it holds by now: its name stands for its content. */
  readonly once?: true
  /** What `read` takes apart, where that can be done by whoever cleans. */
  readonly record?: PackedRecord
  /** Bytes that reading will hold, about; null when nobody knows. Asked before it is read: many large documents must not be read at once. */
  size?(): Promise<number | null>
  /** Rejects with the system's error, or with InputError. */
  read(): Promise<Content>
}

/** What was read. */
export interface Content {
  readonly body: Uint8Array | string
  /** Null: look at the body. */
  readonly kind: DocumentKind | null
  /** What is known of the document from around it; beats what the whole batch was told. */
  readonly source: Partial<Source>
  /** What came with the document and goes on untouched. */
  readonly fields: Fields
  /** What it was read from, as it was: a change of these bytes is a change of the document. */
  readonly raw: Uint8Array
  /** Of what the document was in. It goes with the result, before its own. */
  readonly problem?: Problem
}

/** A record as it was read. Plain data, so that it can be sent to a worker: to take it apart takes longer than to read it. */
export interface PackedRecord {
  readonly form: RecordForm
  readonly raw: Uint8Array
}

/** One document with its bytes; plain data, so that it can be sent to a worker. */
export interface Job {
  readonly input: string
  readonly kind: DocumentKind
  readonly source: Partial<Source>
  readonly body: Uint8Array | string
}

/** One record, whose document is in it. */
export interface RecordJob {
  readonly input: string
  /** What the whole batch was told; the record knows better. */
  readonly source: Partial<Source>
  readonly record: PackedRecord
}

/** A result with what came in its record. */
export interface CleanedRecord {
  readonly cleaned: Cleaned
  readonly fields: Fields
  readonly url: string | null
}

/** Rejects with InputError for what is no record with a document in it; what else it rejects with is that of `Clean`. */
export type CleanRecord = (job: RecordJob) => Promise<CleanedRecord>

/** Whatever turns a job into a result. A throw counts as failure of that document alone. */
export type Clean = (job: Job) => Cleaned | Promise<Cleaned>

/**
 * Why a document was not delivered. `missing` no such input · `no-documents` a folder without documents · `no-match`
 * a pattern that fits no file · `unreadable` · `too-large` · `bad-record` a record of a file that is no document ·
 * `exists` its output is there already · `own-input` the output would replace an input · `unwritable` ·
 * `crashed` the cleaner threw · `timeout`, `out-of-memory` it was ended by a limit · `bad-address` … `fetch-timeout` a page of the
 * web that could not be had · `interrupted` it was not had because the run ends; never told · the others are verdicts.
 */
export type FailureCode =
  | 'missing' | 'no-documents' | 'no-match' | 'unreadable' | 'too-large' | 'bad-record' | 'exists' | 'own-input'
  | 'unwritable' | 'crashed' | 'timeout' | 'out-of-memory'
  | 'bad-address' | 'private-address' | 'robots' | 'unreachable' | 'http-error' | 'bad-redirect' | 'not-a-page' | 'fetch-timeout' | 'interrupted'
  | 'empty' | 'not-an-article' | 'not-text' | 'failed'

export interface Failure {
  readonly type: 'failure'
  readonly input: string
  readonly code: FailureCode
  /** System error code, path or message; empty if there is nothing to add. */
  readonly detail: string
  /** The result, when cleaning ended with a verdict that delivers nothing. */
  readonly cleaned: Cleaned | null
  /** Bytes read. */
  readonly bytes: number
  readonly place: Place
  readonly fields: Fields
}

export interface Delivered {
  readonly type: 'delivered'
  readonly input: string
  readonly relative: string
  readonly cleaned: Cleaned
  readonly bytes: number
  readonly place: Place
  readonly fields: Fields
}

/**
 * A record that is no document, by its nature. `redirect` · `http-error` a status that is neither success nor redirect · `not-a-page` a
 * picture, a style sheet, a script … · `revisit` the page is stored elsewhere.
 */
export interface Skipped {
  readonly type: 'skipped'
  readonly reason: SkipReason
  readonly relative: string
}

export type SkipReason = 'redirect' | 'http-error' | 'not-a-page' | 'revisit'

/** Counts of what was skipped. */
export type Skips = Map<SkipReason, number>

export type Entry = Input | Failure
export type Outcome = Delivered | Failure

export const NO_FIELDS: Fields = new Map()

/** What there is to do for a document that was read. */
export function jobOf(input: string, known: Partial<Source>, { body, kind, source }: Content): Job {
  return { input, kind: kind ?? kindOfBytes(body), source: { ...known, ...withoutNulls(source) }, body }
}

function withoutNulls(source: Partial<Source>): Partial<Source> {
  return Object.fromEntries(Object.entries(source).filter(([, value]) => value !== null))
}

/** The one way to make a failure. */
export function failure(
  input: string, code: FailureCode, detail = '',
  about: { cleaned?: Cleaned, bytes?: number, place?: Place, fields?: Fields } = {},
): Failure {
  const { cleaned = null, bytes = 0, place = { file: input }, fields = NO_FIELDS } = about
  return { type: 'failure', input, code, detail, cleaned, bytes, place, fields }
}

/** A document that is there and cannot be taken. */
export class InputError extends Error {
  override readonly name = 'InputError'
  constructor(readonly code: FailureCode, readonly detail: string, readonly fields: Fields = NO_FIELDS) {
    super(`${code}: ${detail}`)
  }
}

/** Cleaning was ended because it took more than a document may take. */
export class LimitError extends Error {
  override readonly name = 'LimitError'
  constructor(readonly code: 'timeout' | 'out-of-memory', readonly detail: string) {
    super(`${code}: ${detail}`)
  }
}

/** What a thrown thing says: the system's error code if it has one, else its message. */
export function detailOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return 'code' in error && typeof error.code === 'string' ? error.code : error.message
}
