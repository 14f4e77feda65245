/**
 * The words of the batch: what comes in, what goes out, and what can go wrong around a document.
 * A batch knows `Job → Cleaned` and nothing about how cleaning is done (in this thread, or by workers).
 */
import type { Cleaned, Source } from '../model.js'

export type DocumentKind = 'html' | 'text'

/** A document that was found but not read yet. */
export interface Input {
  readonly type: 'input'
  /** As a person would name it: the path as given, or `-` for standard input. */
  readonly input: string
  /** Absolute path, or null when it is no file. */
  readonly path: string | null
  /** Path within the output folder before the extension is changed; `/` separates; never begins with `..`. */
  readonly relative: string
  /** Null: look at the bytes. */
  readonly kind: DocumentKind | null
  read(): Promise<Uint8Array>
}

/** One document with its bytes; plain data, so that it can be sent to a worker. */
export interface Job {
  readonly input: string
  readonly kind: DocumentKind
  readonly source: Partial<Source>
  readonly body: Uint8Array
}

/** Whatever turns a job into a result. A throw counts as failure of that document alone. */
export type Clean = (job: Job) => Cleaned | Promise<Cleaned>

/**
 * Why a document was not delivered. `missing` no such input · `no-documents` a folder without documents · `no-match`
 * a pattern that fits no file · `unreadable` · `exists` its output is there already · `own-input` the output would replace an input ·
 * `unwritable` · `crashed` the cleaner threw · the others are verdicts.
 */
export type FailureCode =
  | 'missing' | 'no-documents' | 'no-match' | 'unreadable' | 'exists' | 'own-input' | 'unwritable' | 'crashed'
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
}

export interface Delivered {
  readonly type: 'delivered'
  readonly input: string
  readonly relative: string
  readonly cleaned: Cleaned
  readonly bytes: number
}

export type Entry = Input | Failure
export type Outcome = Delivered | Failure

/** The one way to make a failure. */
export function failure(
  input: string, code: FailureCode, detail = '', about: { cleaned?: Cleaned, bytes?: number } = {},
): Failure {
  return { type: 'failure', input, code, detail, cleaned: about.cleaned ?? null, bytes: about.bytes ?? 0 }
}

/** What a thrown thing says: the system's error code if it has one, else its message. */
export function detailOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return 'code' in error && typeof error.code === 'string' ? error.code : error.message
}
