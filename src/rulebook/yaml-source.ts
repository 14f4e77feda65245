import { type Alias, type Document, LineCounter, type Node, type Pair, isAlias, isMap, isPair, isScalar, isSeq, parseDocument, visit } from 'yaml'
import type { RuleFileError } from './fault.js'
import { jsonFault } from './json-fault.js'

/** Rule files are written by people; a megabyte is a mistake or an attack. In UTF-16 code units. */
export const LONGEST_FILE = 1_000_000
/** The deepest key that the formats have is five levels down. */
const DEEPEST = 20
/** How much an alias may multiply; rule files have little use for aliases. */
const MOST_ALIASES = 20
const LONGEST_EXCERPT = 60
/** Enough for an excerpt and the white space before it. */
const LONGEST_SLICE = 400
const FORBIDDEN_KEYS = new Set(['__proto__', 'constructor', 'prototype'])

export type Path = readonly PropertyKey[]

/** A YAML (or JSON) text as plain data, able to tell where each part of it stands. */
export interface YamlSource {
  readonly data: unknown
  /** 1-based line and column of the value at `path` (of the key, for `keyAt`), or of the nearest thing around it. */
  valueAt(path: Path, offset?: number): Place
  keyAt(path: Path): Place
  /** An error at a place. */
  error(place: Place, message: string, details?: ErrorDetails): RuleFileError
}

export interface Place {
  readonly line: number
  readonly column: number
  /** The text that stands there, one line, shortened. */
  readonly text: string
}

export interface ErrorDetails {
  readonly got?: string | null
  readonly expected?: string | null
  readonly suggestion?: string | null
}

export type ParsedYaml =
  | { readonly ok: true; readonly source: YamlSource }
  | { readonly ok: false; readonly errors: readonly RuleFileError[] }

/** Parses YAML 1.2, or JSON where the file is called so. Refused: duplicate, merge and prototype keys, tags, many aliases, deep nesting. */
export function parseYaml(file: string, written: string): ParsedYaml {
  const text = written.startsWith('\ufeff') ? written.slice(1) : written
  if (text.length > LONGEST_FILE) {
    return failed([bare(file, 'file too large', { got: `${text.length} characters`, expected: `at most ${LONGEST_FILE}` })])
  }
  const lines = new LineCounter()
  const source = sourceOf(file, text, lines)
  const isJson = /\.json$/i.test(file)
  try {
    // Duplicate keys are looked for below, since the parser's own check takes quadratic time.
    const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: false, merge: false })
    // The first syntax error alone: the others tend to follow from it.
    const syntax = document.errors[0] ?? document.warnings[0]
    if (syntax && OUT_OF_STACK.test(syntax.message)) return tooDeep(file)
    if (syntax?.code === 'MULTIPLE_DOCS') {
      return failed([errorAt(file, source.at(syntax.pos[0], text.length), 'a second document begins here', { got: null, expected: 'one in each file' })])
    }
    if (syntax) {
      const place = source.at(syntax.pos[0], text.length)
      return failed([errorAt(file, place, firstLine(syntax.message), { expected: isJson ? 'JSON' : expectedIn(syntax.message, place.text) })])
    }
    // Almost all of JSON's neighbours are YAML, but not for the others that read a file of that name.
    const fault = isJson && text.trim() !== '' ? jsonFault(text) : null
    if (fault !== null) return failed([errorAt(file, source.at(fault.offset, text.length), 'not valid JSON', { expected: fault.expected })])
    const star = isJson ? null : bareStar(document)
    if (star?.range) {
      const [from, to] = star.range
      return failed([errorAt(file, source.at(from, to), 'a text that begins with * stands in quotes', { suggestion: JSON.stringify(text.slice(from, to).trim()) })])
    }
    const hygiene = checkKeys(file, document, source)
    if (hygiene.length > 0) return failed(hygiene)
    const data: unknown = document.toJS({ maxAliasCount: MOST_ALIASES })
    return { ok: true, source: located(file, document, data, source) }
  } catch (error) {
    // RangeError: the parser recurses over depth. ReferenceError: aliases that multiply or point at themselves.
    if (error instanceof RangeError) return tooDeep(file)
    if (error instanceof ReferenceError) return failed([bare(file, firstLine(error.message), { expected: 'few or no aliases' })])
    throw error
  }
}

/** What begins with one of these, or holds a colon and a space, means something else in YAML: selectors and phrases do. */
function expectedIn(message: string, culprit: string): string {
  if (message.startsWith('Tabs')) return 'spaces'
  const sign = message.startsWith('Nested mappings') && culprit.includes(': ') ? ': ' : /^[#@%`[{]/.exec(culprit)?.[0]
  return sign === undefined ? 'YAML' : `quotes around a text with "${sign}" in it`
}

/** `*.post.example` and `*` without quotes: an alias of something that there is not. */
function bareStar(document: Document.Parsed): Alias | null {
  const known = new Set<string>()
  let found: Alias | null = null
  visit(document, {
    Node: (_, node) => {
      if (isAlias(node) && !known.has(node.source)) found = node
      else if (!isAlias(node) && node.anchor !== undefined) known.add(node.anchor)
      return found === null ? undefined : visit.BREAK
    },
  })
  return found
}

/** The parser reports some of its own overflows as an error in the text, at a place that depends on the machine. */
const OUT_OF_STACK = /^Maximum call stack/

function tooDeep(file: string): ParsedYaml {
  return failed([bare(file, 'nested too deeply', { expected: `at most ${DEEPEST} levels` })])
}

interface Offsets {
  at(from: number, to: number): Place
  readonly text: string
}

function sourceOf(file: string, text: string, lines: LineCounter): Offsets & { readonly file: string } {
  return {
    file,
    text,
    at(from, to) {
      const { line, col } = lines.linePos(Math.min(from, text.length))
      const end = Math.min(to, from + LONGEST_SLICE)
      return { line: Math.max(1, line), column: Math.max(1, col), text: excerpt(text.slice(from, end)) }
    },
  }
}

function located(file: string, document: Document.Parsed, data: unknown, offsets: Offsets): YamlSource {
  const placeOf = (node: Node | null, offset = 0): Place => {
    if (!node?.range) return { line: 1, column: 1, text: '' }
    const [from, to] = node.range
    return { ...offsets.at(from + inside(node, offsets.text, offset), to), text: offsets.at(from, to).text }
  }
  return {
    data,
    valueAt: (path, offset) => placeOf(find(document, path).value, offset),
    keyAt: path => {
      const { key, value } = find(document, path)
      return placeOf(key ?? value)
    },
    error: (place, message, details) => errorAt(file, place, message, details),
  }
}

/** How far from the start of a scalar's source its character `offset` stands; 0 when escapes or folding hide it. */
function inside(node: Node, text: string, offset: number): number {
  if (offset === 0 || !isScalar(node) || !node.range || typeof node.value !== 'string') return 0
  const quote = node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE' ? 1 : 0
  const from = node.range[0] + quote
  return text.slice(from, from + offset) === node.value.slice(0, offset) ? quote + offset : 0
}

/** The nodes at a path, or the last that exist on the way to it. */
function find(document: Document.Parsed, path: Path): { readonly key: Node | null; readonly value: Node | null } {
  let key: Node | null = null
  let value: Node | null = document.contents
  for (const step of path) {
    const holder = isAlias(value) ? (value.resolve(document) ?? null) : value
    if (isSeq<Node>(holder)) {
      const item = holder.items[Number(step)]
      if (!item) return { key, value }
      value = item
      key = null
    } else if (isMap<Node, Node | null>(holder)) {
      const pair: Pair<Node, Node | null> | undefined = holder.items.find(({ key: name }) => isScalar(name) && String(name.value) === String(step))
      if (!pair) return { key, value }
      key = pair.key
      value = pair.value ?? pair.key
    } else {
      return { key, value }
    }
  }
  return { key, value }
}

/** Walks without recursion and looks at each key once. */
function checkKeys(file: string, document: Document.Parsed, offsets: Offsets): RuleFileError[] {
  const errors: RuleFileError[] = []
  const pending: { readonly node: unknown; readonly depth: number }[] = [{ node: document.contents, depth: 1 }]
  for (let next = pending.pop(); next; next = pending.pop()) {
    const { node, depth } = next
    if (!isMap(node) && !isSeq(node)) continue
    if (depth > DEEPEST) {
      const place = offsets.at(node.range?.[0] ?? 0, node.range?.[1] ?? 0)
      errors.push(errorAt(file, place, 'nested too deeply', { expected: `at most ${DEEPEST} levels` }))
      continue
    }
    const seen = new Map<string, number>()
    for (const item of node.items) {
      if (!isPair(item)) {
        pending.push({ node: item, depth: depth + 1 })
        continue
      }
      const error = keyError(file, item.key, seen, offsets)
      if (error) errors.push(error)
      pending.push({ node: item.value, depth: depth + 1 })
    }
  }
  return errors.sort((a, b) => a.line - b.line || a.column - b.column)
}

function keyError(file: string, key: unknown, seen: Map<string, number>, offsets: Offsets): RuleFileError | null {
  if (!isScalar(key)) {
    const range = isMap(key) || isSeq(key) || isAlias(key) ? key.range : null
    return errorAt(file, offsets.at(range?.[0] ?? 0, range?.[1] ?? 0), 'a key must be a plain text')
  }
  const [from, to] = key.range ?? [0, 0]
  const place = offsets.at(from, to)
  const name = String(key.value)
  if (FORBIDDEN_KEYS.has(name)) return errorAt(file, place, `the key "${name}" is not allowed`)
  if (name === '<<') return errorAt(file, place, 'merge keys are not supported', { expected: 'the keys themselves' })
  const before = seen.get(name)
  if (before !== undefined) return errorAt(file, place, `duplicate key "${name}"`, { expected: `one, the first is in line ${before}` })
  seen.set(name, place.line)
  return null
}

function errorAt(file: string, place: Place, message: string, details: ErrorDetails = {}): RuleFileError {
  const { got = place.text === '' ? null : place.text, expected = null, suggestion = null } = details
  return { file, line: place.line, column: place.column, message, got, expected, suggestion }
}

function bare(file: string, message: string, details: ErrorDetails = {}): RuleFileError {
  return errorAt(file, { line: 1, column: 1, text: '' }, message, details)
}

function failed(errors: readonly RuleFileError[]): ParsedYaml {
  return { ok: false, errors }
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? ''
}

function excerpt(text: string): string {
  const line = firstLine(text.trim()).trimEnd()
  return line.length > LONGEST_EXCERPT ? `${line.slice(0, LONGEST_EXCERPT - 1)}…` : line
}
