/** The only place with English sentences about what went wrong. Codes come in; no full stop at the end. */
import type { Failure, FailureCode } from '../batch/job.js'
import type { Cleaned, Problem, ProblemCode, Verdict } from '../model.js'
import { printable } from './printable.js'

const TRAILING = 'something that is not compressed follows the compressed data'

const PROBLEMS: Record<ProblemCode, (problem: Problem) => string> = {
  'removal-refused': ({ rule }) => `a removal by rule ${rule} was refused`,
  'rule-failed': ({ rule }) => `rule ${rule} failed and was left out`,
  'stage-failed': ({ stage }) => `stage ${stage} failed`,
  'selector-failed': ({ rule }) => `the selector ${rule} cannot be used on this page`,
  'content-selector-missed': ({ rule }) => `the content selectors of site rule ${rule} found nothing believable on this page`,
  'content-required': ({ rule }) => `site rule ${rule} wants its content selectors to match, and none of them did`,
  'encoding-guessed': () => 'the character encoding is not declared and was guessed',
  'undecodable-bytes': () => 'some bytes are not valid in the character encoding',
  'not-text': () => 'the input is binary',
  'too-deep': () => 'the page is nested very deeply, and its deepest parts were treated as plain text',
  'too-large': () => 'the document is too large for a full treatment',
  'bad-json-ld': () => 'the page describes itself in JSON-LD that cannot be read',
  'bad-url': () => 'a URL is not valid and was ignored',
  'trailing-bytes': () => `${TRAILING}, and was left out`,
}

const VERDICTS: Record<Verdict, string> = {
  'clean': 'clean',
  'partial': 'text was found, but something is doubtful',
  'empty': 'there is no text in it',
  'not-an-article': 'it has text, but no article was found in it',
  'not-text': 'it is binary, not a page or a text',
  'failed': 'it could not be processed',
}

const FAILURES: Record<FailureCode, (detail: string) => string> = {
  'missing': () => 'no such file or folder',
  'no-documents': () => 'no .html, .htm, .xhtml, .txt, .md or .warc documents here',
  'no-match': () => 'no file fits this pattern',
  'too-large': (detail) => `it is larger than ${formatMegabytes(detail)} (--max-size)`,
  'bad-record': (detail) => `it is no record with a document: ${detail}`,
  'unreadable': (detail) => `cannot be read: ${describeSystem(detail)}`,
  'exists': (detail) => `not written, because ${detail} is there already (--force replaces it)`,
  'own-input': (detail) => `not written, because the result would replace the input ${detail}`,
  'unwritable': (detail) => `the result cannot be written: ${describeSystem(detail)}`,
  'crashed': (detail) => `cleaning it ended with an error: ${detail}`,
  'timeout': (detail) => `cleaning it took longer than ${detail} and was ended (--timeout)`,
  'out-of-memory': (detail) => `cleaning it took more than ${detail} of memory and was ended (--memory)`,
  'bad-address': () => 'it is no address that can be fetched (http and https are)',
  'private-address': (detail) => `not fetched, because ${detail} is no public address (--allow-private)`,
  'robots': (detail) => `not fetched, because ${detail}/robots.txt does not allow it, or could not be read (--no-robots)`,
  'unreachable': (detail) => `cannot be fetched: ${describeSystem(detail)}`,
  'http-error': (detail) => `cannot be fetched: the server answers with status ${detail}`,
  'bad-redirect': (detail) => detail === '' ? 'cannot be fetched: it redirects too often' : `cannot be fetched: it redirects to ${detail}`,
  'not-a-page': (detail) => `it is no page and no text, but ${detail}`,
  'fetch-timeout': (detail) => `fetching it took longer than ${detail} and was ended (--fetch-timeout)`,
  'interrupted': () => 'it was interrupted',
  'empty': () => VERDICTS.empty,
  'not-an-article': () => VERDICTS['not-an-article'],
  'not-text': () => VERDICTS['not-text'],
  'failed': () => VERDICTS.failed,
}

const SYSTEM: Readonly<Record<string, string>> = {
  ENOENT: 'no such file or folder',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the file system is read-only',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a part of the path is not a folder',
  EEXIST: 'something with this name is in the way',
  ENOSPC: 'no space left on the device',
  EDQUOT: 'the disk quota is used up',
  EMFILE: 'too many files are open',
  ENAMETOOLONG: 'the name is too long',
  ELOOP: 'the links lead in a circle',
  EIO: 'the device reports an error',
  ERR_FS_FILE_TOO_LARGE: 'it is larger than 2 GB',
  Z_DATA_ERROR: 'the compressed data is damaged',
  Z_BUF_ERROR: 'the compressed data ends too early',
  Z_TRAILING: `${TRAILING}; all before it was read`,
  Z_OTHER: 'it is neither compressed in the way that its name says nor a text',
  ENOTFOUND: 'there is no host of this name',
  EAI_AGAIN: 'the name service does not answer',
  ECONNREFUSED: 'the server refuses connections',
  ECONNRESET: 'the server broke the connection off',
  EHOSTUNREACH: 'there is no way to the server',
  ENETUNREACH: 'there is no way to the server',
  ETIMEDOUT: 'the server does not answer',
  UND_ERR_SOCKET: 'the server broke the connection off',
  UND_ERR_CONNECT_TIMEOUT: 'the server does not answer',
  UND_ERR_HEADERS_TIMEOUT: 'the server does not answer',
  UND_ERR_BODY_TIMEOUT: 'the server stopped sending',
  UND_ERR_HEADERS_OVERFLOW: 'its HTTP headers are too long',
  HPE_INVALID_CONSTANT: 'what answers does not speak HTTP',
  CERT_HAS_EXPIRED: 'the certificate of the server has expired',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'the certificate of the server cannot be trusted',
  SELF_SIGNED_CERT_IN_CHAIN: 'the certificate of the server cannot be trusted',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'the certificate of the server cannot be trusted',
  ERR_TLS_CERT_ALTNAME_INVALID: 'the certificate of the server is for another host',
  ABORT_ERR: 'it was interrupted',
  OUTSIDE: 'a link leads out of the output folder',
}

function formatMegabytes(bytes: string): string {
  return `${Number(bytes) / 1e6} MB`
}

/** Problems that decide a verdict, the gravest kinds; the others are remarks. */
const DECISIVE: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
  'stage-failed', 'rule-failed', 'too-large', 'too-deep', 'content-selector-missed', 'content-required', 'undecodable-bytes',
])

/** One sentence, with the detail that the problem carries. */
export function describeProblem(problem: Problem): string {
  const sentence = PROBLEMS[problem.code](problem)
  return printable(problem.detail === '' ? sentence : `${sentence}: ${problem.detail}`)
}

/** What the verdict means for this document, with what led to it. */
export function describeVerdict(cleaned: Pick<Cleaned, 'verdict' | 'problems' | 'selection' | 'signals'>): string {
  const { verdict } = cleaned
  const sentence = VERDICTS[verdict]
  if (verdict !== 'partial' && verdict !== 'failed') return sentence
  const cause = causeOf(cleaned)
  const reason = cause === undefined ? doubtAbout(cleaned) : describeProblem(cause)
  return reason === '' ? sentence : `${sentence}: ${reason}`
}

/** Of a page how its content was chosen; a text has no other, and what is doubtful is what became of it. */
function doubtAbout({ selection, signals }: Pick<Cleaned, 'selection' | 'signals'>): string {
  if (selection.strategy !== 'all') return printable(selection.why)
  return signals.proseBlocks === 0 ? 'no paragraph of prose is in what was kept' : 'most of its prose was removed'
}

/** The problem that a sentence about the verdict, or the failure, has in it. */
export function causeOf({ verdict, problems }: Pick<Cleaned, 'verdict' | 'problems'>): Problem | undefined {
  if (verdict === 'not-text') return problems.find(({ code }) => code === 'not-text')
  return verdict === 'partial' || verdict === 'failed' ? problems.find(({ code }) => DECISIVE.has(code)) : undefined
}

/** Why a document was not delivered; to be put behind its name and a colon. */
export function describeFailure(failure: Failure): string {
  const { cleaned } = failure
  if (cleaned?.verdict === 'not-text') return [VERDICTS['not-text'], printable(causeOf(cleaned)?.detail ?? '')].filter((part) => part !== '').join(': ')
  if (cleaned !== null) return describeVerdict(cleaned)
  // Node reads what is no UTF-8 as this sign, and finds nothing under the name with it.
  if (failure.code === 'missing' && failure.input.includes('\ufffd')) return 'its name is not UTF-8, so it cannot be opened; rename it'
  return printable(FAILURES[failure.code](failure.detail))
}

/** A system error code in words; unknown ones as they are. */
export function describeSystem(code: string): string {
  return SYSTEM[code] ?? code
}
