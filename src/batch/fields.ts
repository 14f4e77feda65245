/** The fields of a JSON record that are no part of the document: carried on as they were written, digit by digit. */

/** Raw JSON by name, in the record's order. */
export type Fields = ReadonlyMap<string, string>

/** Names that the record of a result already has: the carried field goes into `original` then. */
const KEPT_APART = 'original'

/**
 * The members of a JSON object as they were written; of two with one name the last.
 * @param json an object that JSON.parse accepts
 */
export function rawMembers(json: string): Map<string, string> {
  const members = new Map<string, string>()
  let at = json.indexOf('{') + 1
  for (;;) {
    at = skipSpace(json, at)
    if (json[at] !== '"') return members
    const nameEnd = endOfString(json, at)
    const name = String(JSON.parse(json.slice(at, nameEnd)))
    const start = skipSpace(json, json.indexOf(':', nameEnd) + 1)
    const end = endOfValue(json, start)
    members.delete(name)
    members.set(name, json.slice(start, end))
    at = skipSpace(json, end) + 1
  }
}

/** Fields of our own making. */
export function fieldsOf(values: Readonly<Record<string, unknown>>): Fields {
  return new Map(Object.entries(values).map(([name, value]) => [name, JSON.stringify(value)]))
}

/**
 * One line: `first`, the carried fields, `rest`. A carried field whose name the record has itself stands below `original`.
 * @returns JSON without a line feed
 */
export function joinRecord(first: object, fields: Fields, rest: object): string {
  const own = new Set([...Object.keys(first), ...Object.keys(rest), KEPT_APART])
  const members = (entries: Iterable<readonly [string, string]>): string[] => {
    return Array.from(entries, ([name, raw]) => `${JSON.stringify(name)}:${raw}`)
  }
  const free = members([...fields].filter(([name]) => !own.has(name)))
  const apart = members([...fields].filter(([name]) => own.has(name)))
  const parts = [
    inside(first), ...free, inside(rest), ...apart.length === 0 ? [] : [`"${KEPT_APART}":{${apart.join(',')}}`],
  ]
  return `{${parts.filter((part) => part !== '').join(',')}}`
}

function inside(value: object): string {
  return JSON.stringify(value).slice(1, -1)
}

function skipSpace(json: string, from: number): number {
  let at = from
  while (at < json.length && json.charCodeAt(at) <= 32) at += 1
  return at
}

/** @returns the place behind the closing quote */
function endOfString(json: string, quote: number): number {
  for (let at = json.indexOf('"', quote + 1); at !== -1; at = json.indexOf('"', at + 1)) {
    let slashes = 0
    while (json[at - 1 - slashes] === '\\') slashes += 1
    if (slashes % 2 === 0) return at + 1
  }
  return json.length
}

function endOfValue(json: string, start: number): number {
  const first = json[start]
  if (first === '"') return endOfString(json, start)
  if (first !== '{' && first !== '[') {
    let at = start
    while (at < json.length && !/[,}\]\s]/.test(json.charAt(at))) at += 1
    return at
  }
  let depth = 0
  for (let at = start; at < json.length; at++) {
    const sign = json[at]
    if (sign === '"') at = endOfString(json, at) - 1
    else if (sign === '{' || sign === '[') depth += 1
    else if (sign === '}' || sign === ']') {
      depth -= 1
      if (depth === 0) return at + 1
    }
  }
  return json.length
}
