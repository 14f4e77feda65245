/** Verdicts, failure codes and problem codes in a few words, and how bad they are. */
import type { FailureCode } from '../batch/job.js'
import type { ProblemCode, Verdict } from '../model.js'

type Code = Verdict | FailureCode | ProblemCode

/** A record, so that a code without a name does not compile. */
const NAMES: Record<Code, string> = {
  'clean': 'clean',
  'partial': 'partial',
  'empty': 'without text',
  'not-an-article': 'not an article',
  'not-text': 'binary',
  'failed': 'failed',
  'missing': 'missing',
  'no-documents': 'folders without documents',
  'no-match': 'patterns without files',
  'unreadable': 'unreadable',
  'exists': 'there already',
  'own-input': 'would replace an input',
  'unwritable': 'not writable',
  'crashed': 'crashed',
  'bad-record': 'records that are no document',
  'timeout': 'took too long',
  'out-of-memory': 'took too much memory',
  'bad-address': 'no addresses',
  'private-address': 'private addresses',
  'robots': 'not allowed by robots.txt',
  'unreachable': 'not reachable',
  'http-error': 'HTTP errors',
  'bad-redirect': 'redirects without an end',
  'not-a-page': 'neither page nor text',
  'fetch-timeout': 'took too long to fetch',
  'interrupted': 'interrupted',
  'removal-refused': 'a removal was refused',
  'rule-failed': 'a rule failed and was left out',
  'stage-failed': 'a stage failed',
  'selector-failed': 'a selector cannot be used',
  'content-selector-missed': 'the content selectors of the site rule found nothing believable',
  'content-required': 'the site rule wants its content selectors to match, and none did',
  'encoding-guessed': 'the character encoding was guessed',
  'undecodable-bytes': 'some bytes are not valid in the encoding',
  'too-deep': 'nested very deeply',
  'too-large': 'too large',
  'bad-json-ld': 'JSON-LD that cannot be read',
  'bad-url': 'a URL is not valid',
  'trailing-bytes': 'something else behind the compressed data',
}

export function describeCode(code: string): string {
  return Object.hasOwn(NAMES, code) ? NAMES[code as Code] : code
}

/** `good`, `fair` or `bad`, as style classes call them. */
export function toneOf(state: string): string {
  return state === 'clean' ? 'good' : state === 'partial' ? 'fair' : 'bad'
}
