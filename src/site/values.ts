import type { Page, Problem, SiteValue } from '../model.js'
import { type JsonObject, type JsonValue, isObject, listed, readJsonLd, typesOf } from '../describe/json-ld.js'
import { oneLine, oneLineOfHtml } from '../describe/plain-text.js'
import { type FindElements, elementFinder } from '../measure/find-elements.js'

/** Values of one field that are read at most. */
const MOST = 50

/** Reads what a site rule says about where a value is. */
export interface ValueReader {
  /** The values by the first source that has any, each one line of text; empty when none has. */
  read(sources: readonly SiteValue[]): { readonly values: readonly string[]; readonly source: SiteValue } | null
}

export function valueReader(page: Page, problems: Problem[]): ValueReader {
  const find = elementFinder(page, 'describe', problems)
  return {
    read(sources) {
      for (const source of sources) {
        const values = found(page, source, find).flatMap(value => stepped(value, source))
        if (values.length > 0) return { values, source }
      }
      return null
    },
  }
}

function found(page: Page, source: SiteValue, find: FindElements): string[] {
  const { select, attr, value, jsonld, all = false } = source
  if (value !== undefined) return [value]
  const raw = select !== undefined ? textsOf(page, select, attr, find) : jsonld !== undefined ? fromJsonLd(page, jsonld) : []
  const written = raw.filter(text => text !== '')
  return all || jsonld !== undefined ? written.slice(0, MOST) : written.slice(0, 1)
}

/** What is not shown (a title, a hidden byline) has no text in the index, but in the document. */
function textsOf(page: Page, selector: string, attr: string | undefined, find: FindElements): string[] {
  return find({ selector }).map(element => (attr === undefined
    ? oneLine(page.textOf(element)) || oneLine(element.node.textContent)
    : oneLine(page.attr(element, attr))))
}

/** A path from every node of the type: lists are gone through, and a thing stands for its name. */
function fromJsonLd(page: Page, path: string): string[] {
  const [type = '', ...keys] = path.split('.')
  const { things } = readJsonLd(page.jsonLd)
  const starts = things.filter(({ node }) => typesOf(node).includes(type)).map(({ node }): JsonValue => node)
  const ends = keys.reduce<readonly JsonValue[]>((values, key) =>
    values.flatMap(value => listed(value)).flatMap(value => (isObject(value) && Object.hasOwn(value, key) ? listed(value[key]) : [])), starts)
  return ends.map(value => (isObject(value) ? nameOf(value) : value)).filter(value => typeof value === 'string' || typeof value === 'number')
    .map(value => oneLineOfHtml(String(value)))
}

function nameOf(value: JsonObject): JsonValue {
  return value['@value'] ?? value['name'] ?? value['url'] ?? null
}

function stepped(written: string, { after, before, stripPrefix = [], stripSuffix = [], split }: SiteValue): string[] {
  let text = written
  if (after !== undefined) {
    const at = text.indexOf(after)
    if (at === -1) return []
    text = text.slice(at + after.length)
  }
  if (before !== undefined) {
    const at = text.indexOf(before)
    if (at !== -1) text = text.slice(0, at)
  }
  const prefix = stripPrefix.find(one => text.startsWith(one))
  if (prefix !== undefined) text = text.slice(prefix.length)
  const suffix = stripSuffix.find(one => text.endsWith(one))
  if (suffix !== undefined) text = text.slice(0, -suffix.length)
  const parts = (split ?? []).reduce<readonly string[]>((pieces, at) => pieces.flatMap(piece => piece.split(at)), [text])
  return parts.map(part => part.trim()).filter(part => part !== '').slice(0, MOST)
}
