/** JSON-LD of a page, read with patience for what content systems write. */

export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject
export interface JsonObject { readonly [key: string]: JsonValue }

/** A described thing and the property by which it hangs on another one; empty at the top. */
export interface Thing {
  readonly node: JsonObject
  readonly via: string
}

export interface JsonLd {
  readonly things: readonly Thing[]
  readonly byId: ReadonlyMap<string, JsonObject>
  /** Why a script could not be read, one sentence part each. */
  readonly broken: readonly string[]
}

/** Largest script read, code units; large sites stay below 200,000. */
const LONGEST_SCRIPT = 2_000_000
const MOST_SCRIPTS = 200
const MOST_OBJECTS = 20_000
const DEEPEST = 30
/** Broken scripts reported one by one. */
const MOST_REPORTS = 5

const WRAPPER = /^(?:\s|<!--|\/\/\s?<!\[CDATA\[|\/\*\s?<!\[CDATA\[\s?\*\/|<!\[CDATA\[)+/
const WRAPPER_ENDS = ['-->', ']]>', '//', '/*', '*/', ';']

/** Reads the scripts' contents; each one that cannot be read is named and skipped. */
export function readJsonLd(scripts: readonly string[]): JsonLd {
  const walk = new Walk()
  const broken: string[] = []
  for (const [index, script] of scripts.entries()) {
    if (index >= MOST_SCRIPTS) break
    const problem = readScript(script, walk)
    if (problem && broken.length < MOST_REPORTS) broken.push(`script ${index + 1}: ${problem}`)
  }
  return { things: walk.things, byId: walk.byId, broken }
}

function readScript(script: string, walk: Walk): string | null {
  if (script.length > LONGEST_SCRIPT) return `${script.length} characters`
  const text = unwrapped(script)
  if (text === '') return null
  const value = parsed(text) ?? parsed(repaired(text))
  if (!value) return 'not JSON'
  walk.enter(value.value)
  return null
}

function parsed(text: string): { readonly value: JsonValue } | null {
  try {
    return { value: JSON.parse(text) as JsonValue }
  } catch {
    return null
  }
}

function unwrapped(script: string): string {
  let text = script.replace(WRAPPER, '').trimEnd()
  for (let cut = true; cut;) {
    const end = WRAPPER_ENDS.find(mark => text.endsWith(mark))
    cut = end !== undefined
    if (end) text = text.slice(0, -end.length).trimEnd()
    if (text.length < 2) break
  }
  return text
}

const ESCAPABLE = /["\\/bfnrtu]/

/** Removes comments, trailing commas, control characters in strings and escapes that JSON lacks. Linear. */
function repaired(text: string): string {
  const out: string[] = []
  let i = 0
  while (i < text.length) {
    const at = text.charAt(i)
    if (at === '"') i = copyString(text, i, out)
    else if (at === '/' && text[i + 1] === '/') i = after(text, '\n', i)
    else if (at === '/' && text[i + 1] === '*') i = after(text, '*/', i + 2)
    else if (at === ',') i = copyComma(text, i, out)
    else {
      out.push(at)
      i++
    }
  }
  return out.join('')
}

function after(text: string, mark: string, from: number): number {
  const at = text.indexOf(mark, from)
  return at === -1 ? text.length : at + mark.length
}

function copyString(text: string, start: number, out: string[]): number {
  out.push('"')
  let i = start + 1
  let copied = i
  for (; i < text.length; i++) {
    const at = text.charCodeAt(i)
    if (at === 0x22) break
    if (at === 0x5c && ESCAPABLE.test(text.charAt(i + 1))) i++
    else if (at < 0x20 || at === 0x5c) {
      out.push(text.slice(copied, i), at === 0x5c ? '' : ' ')
      copied = i + 1
    }
  }
  out.push(text.slice(copied, i), '"')
  return i + 1
}

/** A comma before the end of a list, or before another comma, is left out. */
function copyComma(text: string, at: number, out: string[]): number {
  let next = at + 1
  while (next < text.length && /\s/.test(text.charAt(next))) next++
  if (!'}],'.includes(text.charAt(next))) out.push(',')
  return at + 1
}

class Walk {
  readonly things: Thing[] = []
  readonly byId = new Map<string, JsonObject>()
  private objects = 0

  /** Level by level, so that what stands higher comes first; bounded in depth and number. */
  enter(root: JsonValue): void {
    let level: { value: JsonValue; via: string }[] = [{ value: root, via: '' }]
    for (let depth = 0; depth < DEEPEST && level.length > 0; depth++) {
      const below: typeof level = []
      for (const { value, via } of level) {
        if (this.objects++ > MOST_OBJECTS) return
        if (isList(value)) for (const item of value) below.push({ value: item, via })
        else if (isObject(value)) this.visit(value, via, below)
      }
      level = below.filter(entry => typeof entry.value === 'object' && entry.value !== null)
    }
  }

  private visit(node: JsonObject, via: string, below: { value: JsonValue; via: string }[]): void {
    if (typesOf(node).length > 0) this.things.push({ node, via })
    const id = node['@id']
    const known = typeof id === 'string' ? this.byId.get(id) : undefined
    const size = Object.keys(node).length
    if (typeof id === 'string' && size > 1 && (!known || Object.keys(known).length < size)) this.byId.set(id, node)
    for (const key of Object.keys(node)) {
      const value = node[key]
      if (typeof value === 'object' && value !== null) below.push({ value, via: key === '@graph' ? via : key })
    }
  }
}

export function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function isList(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value)
}

/** The value as list: itself if it is one, else of one element. */
export function listed(value: JsonValue | undefined): readonly JsonValue[] {
  if (value === undefined || value === null) return []
  return isList(value) ? value : [value]
}

const SCHEMA = /^(?:https?:\/\/(?:www\.)?schema\.org\/|schema:)/i

/** Names of the types, without the vocabulary's address. */
export function typesOf(node: JsonObject): readonly string[] {
  const types: string[] = []
  for (const type of listed(node['@type']).slice(0, 10)) if (typeof type === 'string') types.push(type.replace(SCHEMA, ''))
  return types
}
