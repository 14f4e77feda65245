/** What the values of flags must be: one wording for the command line and for the config file. */
import type { ConfigFault } from '../config/read-config.js'
import type { Favor } from '../model.js'
import { nearest } from '../nearest.js'
import { isKind, KINDS } from '../report/kinds.js'
import { suggestion, UsageError } from './usage.js'

export interface ValueRule {
  /** Behind "is", or behind "expected". */
  readonly expected: string
  fits(given: string): boolean
  /** The words that there are, for suggestions. */
  readonly known?: readonly string[]
  /** Of numbers. */
  readonly range?: NumberRange
}

export interface NumberRange {
  readonly minimum: number
  readonly maximum?: number
}

export const FORMAT_WORDS = ['text', 'markdown', 'html', 'json'] as const
export const FAVORS = ['recall', 'balance', 'precision'] as const satisfies readonly Favor[]
const FIELD_WORDS = ['html', 'text', 'url', 'id'] as const

export const JOBS = number('a whole number from 1 to 256', { minimum: 1, maximum: 256 }, { whole: true })
export const TIMEOUT = number('a number of seconds up to 86400', { minimum: 0.001, maximum: 86_400 })
/** Less is not enough to start. */
export const MEMORY = number('a whole number of megabytes from 64 up', { minimum: 64 }, { whole: true })
export const MAX_SIZE = number('a number of megabytes up to 500', { minimum: 0.000001, maximum: 500 })
export const DELAY = number('a number from 0 to 3600', { minimum: 0, maximum: 3600 })
export const FETCH_TIMEOUT = number('a number from 0.001 to 3600', { minimum: 0.001, maximum: 3600 })
export const PER_HOST = number('a number from 1 to 64', { minimum: 1, maximum: 64 }, { whole: true })
export const FORMAT = oneOf(FORMAT_WORDS)
export const FAVOR = oneOf(FAVORS)
export const FORM = oneOf(['html', 'text', 'markdown', 'jsonl', 'warc'])
export const DOCUMENT_FORM = oneOf(['html', 'text', 'markdown'])
export const LOG = oneOf(['text', 'json'])
/** A tag of letters, digits and hyphens, not checked against any list. */
export const LANG = like(/^[a-z]{2,3}(?:-[a-z0-9]{1,8}){0,4}$/i, 'a language tag as in de or pt-BR')
export const AGENT = like(/^[\u0020-\u007e]+$/, 'one line of ASCII')
export const SHARD: ValueRule = {
  expected: 'a part and the number of parts, as in 1/8 up to 8/8',
  fits(given) {
    const [, index = '0', count = '0'] = /^(\d{1,7})\/(\d{1,7})$/.exec(given) ?? []
    return Number(index) >= 1 && Number(index) <= Number(count)
  },
}
export const KIND: ValueRule = { expected: `one of ${KINDS.join(', ')}`, known: KINDS, fits: isKind }
export const FIELD: ValueRule = {
  expected: 'html=NAME, text=NAME, url=NAME or id=NAME',
  fits: (given) => new RegExp(`^\\s*(?:${FIELD_WORDS.join('|')})\\s*=\\s*\\S`).test(given),
}
export const NAME = like(/./s, 'a name')

/** @throws UsageError */
export function demand(rule: ValueRule, flag: string, given: string): string {
  if (rule.fits(given)) return given
  throw new UsageError(`${flag} is ${rule.expected}; not "${given}"${suggestion(given, rule.known ?? [])}`)
}

/** The same for the config file: the first of the words that does not fit. */
export function faultOf(rule: ValueRule, given: string, separator: string | null = null): ConfigFault | null {
  let offset = 0
  for (const word of separator === null ? [given] : given.split(separator)) {
    const plain = separator === null ? word : word.trim()
    const isMissing = separator !== null && plain === ''
    if (!isMissing && !rule.fits(plain)) {
      const near = nearest(plain, rule.known ?? [])
      return { expected: rule.expected, offset: offset + word.indexOf(plain), ...near === null ? {} : { suggestion: near } }
    }
    offset += word.length + 1
  }
  return null
}

function number(expected: string, range: NumberRange, { whole = false } = {}): ValueRule {
  const { minimum, maximum = Infinity } = range
  return {
    expected, range,
    fits(given) {
      const value = Number(given)
      return given.trim() !== '' && value >= minimum && value <= maximum && (!whole || Number.isSafeInteger(value))
    },
  }
}

function oneOf(known: readonly string[]): ValueRule {
  return { expected: `one of ${known.join(', ')}`, known, fits: (given) => known.includes(given) }
}

function like(pattern: RegExp, expected: string): ValueRule {
  return { expected, fits: (given) => pattern.test(given) }
}
