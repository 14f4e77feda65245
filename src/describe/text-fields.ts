import type { Found, Kind, Metadata, Trail } from '../model.js'
import { type RemovalFacts, factsOf } from '../ledger.js'
import { NO_METADATA } from '../metadata.js'
import { findDate } from './dates.js'
import { authorName } from './names.js'

/** Between the parts of a desk line: "Desk / Name / 4 March 2026". */
const BETWEEN = /\s[/|·•–—-]\s/u
/** A few capitalised words, as names are. */
const NAME = /^(?:\p{Lu}[\p{L}.'’-]*\s+){1,4}\p{Lu}[\p{L}.'’-]*$/u
/** A byline or a date is a line. */
const LINE = 200

/**
 * Title, byline and date of a noisy text, read from what was taken out of it: no part of the body, but facts about it.
 * Only the first of each counts, as they stand at the top.
 */
export function textFields(text: string, lang: string, trail: Trail, metadata: Metadata): Metadata {
  const lines = (...kinds: readonly Kind[]) => factsOf(trail)
    .filter(({ kind, length }) => kinds.includes(kind) && length <= LINE)
    .sort((a, b) => a.from - b.from)
    .map(removal => lineOf(removal, text))
  const title = metadata.title ?? found(lines('title-repeat')[0] ?? null)
  const byline = metadata.byline ?? found(first(lines('byline'), nameIn))
  const published = metadata.published ?? found(first(lines('dateline', 'byline'), line => findDate(line, lang)))
  return { ...NO_METADATA, ...metadata, title, byline, published }
}

/** The last name of a desk line, else what a byline names. */
function nameIn(line: string): string | null {
  const parts = line.split(BETWEEN).map(part => part.trim())
  const name = parts.length > 1 ? parts.findLast(part => NAME.test(part)) : undefined
  return authorName(name ?? line, true)
}

function lineOf({ from, to }: RemovalFacts, text: string): string {
  return text.slice(from, to).replace(/\s+/g, ' ').trim()
}

function first(lines: readonly string[], read: (line: string) => string | null): string | null {
  for (const line of lines) {
    const value = read(line)
    if (value !== null) return value
  }
  return null
}

function found(value: string | null): Found | null {
  return value === null ? null : { value, source: 'text' }
}
