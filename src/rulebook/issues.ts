import { z } from 'zod'
import type { Fault, RuleFileError } from './fault.js'
import { nearest } from '../nearest.js'
import type { Path, YamlSource } from './yaml-source.js'

type Issue = z.core.$ZodIssue
type Schema = z.core.$ZodType

/** Turns what zod found into errors that name place, culprit, expectation and the nearest known name. */
export function errorsOf(source: YamlSource, schema: Schema, issues: readonly Issue[]): RuleFileError[] {
  return issues.flatMap(issue => errorsOfIssue(source, schema, issue, []))
}

function errorsOfIssue(source: YamlSource, schema: Schema, issue: Issue, above: Path): RuleFileError[] {
  const path = [...above, ...issue.path]
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map(key => unknownKey(source, schema, path, key))
    case 'invalid_union':
      return unionErrors(source, schema, issue, path)
    case 'custom':
      return [faultError(source, path, faultIn(issue))]
    case 'invalid_value':
      return [wrongValue(source, path, issue.values.map(String), isMissing(source, path))]
    case 'invalid_type':
      return [wrongType(source, path, issue.expected)]
    case 'invalid_format':
      return [faultError(source, path, { message: issue.message, ...(issue.format === 'date' ? { expected: 'YYYY-MM-DD' } : {}) })]
    default:
      return [source.error(source.valueAt(path), issue.message)]
  }
}

const TYPES: { readonly [type: string]: string } = {
  string: 'a text', array: 'a list', object: 'keys and values', boolean: 'true or false', number: 'a number', int: 'a whole number',
}

function unknownKey(source: YamlSource, schema: Schema, path: Path, key: string): RuleFileError {
  const place = source.keyAt([...path, key])
  const known = knownKeys(schema, path)
  const suggestion = nearest(key, known)
  const group = suggestion === null ? known.find(name => knownKeys(schema, [...path, name]).includes(key)) : undefined
  if (group !== undefined) return source.error(place, `the key "${key}" stands at the wrong place`, { got: null, expected: `it in ${group}: { ${key}: … }` })
  const expected = known.length > 0 && suggestion === null ? `one of ${known.join(', ')}` : null
  return source.error(place, `unknown key "${key}"`, { got: null, expected, suggestion })
}

/** Needed by one imported line in 200; everything else has a key of its own. */
function noXPath(source: YamlSource, path: Path): RuleFileError {
  const expected = 'a CSS selector; text tests go into text, ancestors into up, siblings into until'
  return source.error(source.keyAt([...path, 'xpath']), 'XPath is a selector like any other here: it begins with / or (', { got: null, expected })
}

/** Reports the branch that was meant: the one whose type fits. */
function unionErrors(source: YamlSource, schema: Schema, issue: z.core.$ZodIssueInvalidUnion, path: Path): RuleFileError[] {
  const value = valueAt(source.data, path)
  if (isObject(value) && 'xpath' in value) return [noXPath(source, path)]
  const fitting = issue.errors.find(branch => !branch.some(({ code, path: { length } }) => code === 'invalid_type' && length === 0))
  if (fitting) return fitting.flatMap(inner => errorsOfIssue(source, schema, inner, path))
  if (isMissing(source, path)) return [missingKey(source, path, 'a selector, or a list')]
  if (value === null) return [noValue(source, path, typesOf(issue))]
  return [source.error(source.valueAt(path), issue.message, { expected: typesOf(issue) })]
}

function typesOf(issue: z.core.$ZodIssueInvalidUnion): string {
  const types = issue.errors.flat().map(inner => (inner.code === 'invalid_type' ? (TYPES[inner.expected] ?? inner.expected) : ''))
  return [...new Set(types)].filter(Boolean).join(' or ')
}

function wrongValue(source: YamlSource, path: Path, values: readonly string[], missing: boolean): RuleFileError {
  if (missing) return missingKey(source, path, values.join(' or '))
  const value = valueAt(source.data, path)
  const suggestion = typeof value === 'string' ? nearest(value, values) : null
  const message = `wrong value for "${nameOf(path)}"`
  return source.error(source.valueAt(path), message, { expected: values.length > 1 ? `one of ${values.join(', ')}` : values.join(), suggestion })
}

function wrongType(source: YamlSource, path: Path, type: string): RuleFileError {
  const expected = TYPES[type] ?? type
  if (isMissing(source, path)) return missingKey(source, path, expected)
  const value = valueAt(source.data, path)
  if (isObject(value) && 'xpath' in value) return noXPath(source, path)
  const place = source.valueAt(path)
  if (value === null) return noValue(source, path, expected)
  // Unquoted colons, numbers and words like true are the usual reasons.
  const quoted = type === 'string' && !Array.isArray(value) ? `${expected}, in quotes` : expected
  return source.error(place, path.length === 0 ? 'wrong type for the whole file' : `wrong type for "${nameOf(path)}"`, { expected: quoted })
}

/** `- #top` is an item without a value, and a comment behind it. */
function noValue(source: YamlSource, path: Path, expected: string): RuleFileError {
  const comment = typeof path.at(-1) === 'number' ? '; what begins with # is a comment unless it stands in quotes' : ''
  return source.error(source.valueAt(path), `"${nameOf(path)}" has no value`, { expected: `${expected}${comment}` })
}

function missingKey(source: YamlSource, path: Path, expected: string): RuleFileError {
  return source.error(source.valueAt(path.slice(0, -1)), `missing key "${nameOf(path)}"`, { got: null, expected })
}

function faultError(source: YamlSource, path: Path, fault: Fault): RuleFileError {
  const { message, expected = null, suggestion = null, offset = 0 } = fault
  return source.error(source.valueAt(path, offset), message, { expected, suggestion })
}

function faultIn(issue: z.core.$ZodIssueCustom): Fault {
  const fault: unknown = issue.params?.['fault']
  return isFault(fault) ? fault : { message: issue.message }
}

function isFault(value: unknown): value is Fault {
  return isObject(value) && typeof value['message'] === 'string'
}

function isMissing(source: YamlSource, path: Path): boolean {
  const last = path.at(-1)
  const holder = valueAt(source.data, path.slice(0, -1))
  return typeof last === 'string' && isObject(holder) && !Object.hasOwn(holder, last)
}

/** The last key on the path, with the position when it is an item of a list: `line[2]`, counted from 1. */
function nameOf(path: Path): string {
  const last = path.at(-1)
  return typeof last === 'number' ? `${String(path.at(-2))}[${last + 1}]` : String(last ?? 'file')
}

function valueAt(data: unknown, path: Path): unknown {
  let value = data
  for (const step of path) {
    if (Array.isArray(value)) value = value[Number(step)]
    else if (isObject(value) && Object.hasOwn(value, step)) value = value[String(step)]
    else return undefined
  }
  return value
}

function isObject(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Keys that the schema knows at a path, without `$schema`, which says nothing of a site. */
function knownKeys(schema: Schema, path: Path): readonly string[] {
  let here: Schema | undefined = schema
  for (const step of path) here = here && stepInto(here, step)
  const object = here && choose(here, option => option instanceof z.ZodObject)
  return object instanceof z.ZodObject ? Object.keys(object.shape).filter(key => key !== '$schema') : []
}

function stepInto(schema: Schema, step: PropertyKey): Schema | undefined {
  const holder = choose(schema, option => (typeof step === 'number' ? option instanceof z.ZodArray : option instanceof z.ZodObject))
  if (holder instanceof z.ZodArray) return holder.element
  const shape: { readonly [key: string]: Schema } = holder instanceof z.ZodObject ? holder.shape : {}
  return Object.hasOwn(shape, step) ? shape[String(step)] : undefined
}

/** Unwraps optional and default, and picks the first member of a union that fits. */
function choose(schema: Schema, fits: (option: Schema) => boolean): Schema | undefined {
  if (fits(schema)) return schema
  if (schema instanceof z.ZodExactOptional || schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) {
    return choose(schema.unwrap(), fits)
  }
  return schema instanceof z.ZodUnion ? schema.options.find(fits) : undefined
}
