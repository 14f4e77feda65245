/** From words to places: what is cleaned, which part of it, and how records are read. */
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { detailOf, type DocumentKind } from '../batch/job.js'
import { FIELD_NAMES, type FieldNames } from '../batch/jsonl.js'
import type { Container } from '../batch/kinds.js'
import { namesOf } from '../batch/lines.js'
import { findPlaces, STDIN, type Place } from '../batch/places.js'
import type { Shard } from '../batch/shard.js'
import { describeSystem } from '../report/sentences.js'
import { plainArgument } from './arguments.js'
import type { CleanFlags } from './clean.js'
import { print } from './output.js'
import { suggestion, UsageError } from './usage.js'
import { demand, FORM, MAX_SIZE, SHARD } from './values.js'

const SHORT_HELP = `cleancopy turns messy web pages and noisy texts into clean article bodies.

  cleancopy page.html                     the article, on standard output
  cleancopy saved/ -o cleaned             a folder, in the same structure
  cleancopy saved/ -o articles.jsonl      one JSON line per document
  cleancopy explain page.html             what went, and why
  cleancopy --help                        everything else
`

/** Longest name in a list of names, in bytes. */
const LONGEST_NAME = 64 * 1024

const MEGABYTE = 1_000_000

type InputWishes = Pick<CleanFlags, 'inputs' | '--' | 'from' | 'filter'>

/** @throws UsageError when nothing is named, or what cannot go together */
export async function placesOf(flags: InputWishes, cwd: string): Promise<readonly Place[]> {
  const given = [...flags.inputs ?? [], ...flags['--'] ?? []].map(plainArgument)
  if (flags.from !== undefined) return [...await findPlaces(given, cwd), await listPlace(plainArgument(flags.from), given, cwd)]
  if (given.length === 0) {
    if (!process.stdin.isTTY) return findPlaces([STDIN], cwd)
    await print(SHORT_HELP)
    throw new UsageError('nothing to clean: name a file, a folder or an address, or send a document to standard input')
  }
  if (given.includes(STDIN) && given.length > 1) throw new UsageError('- (standard input) stands alone, without other inputs')
  return findPlaces(given, cwd)
}

async function listPlace(from: string, given: readonly string[], cwd: string): Promise<Place> {
  if (from === STDIN) {
    if (given.includes(STDIN)) throw new UsageError('standard input is either the list of --from or a document, not both')
    return { type: 'list', names: namesOf(process.stdin, LONGEST_NAME), base: cwd }
  }
  const path = resolve(cwd, from)
  const found = await stat(path).catch((error: unknown) => {
    throw new UsageError(`--from ${from}: ${describeSystem(detailOf(error))}`)
  })
  if (found.isDirectory()) throw new UsageError(`--from ${from} is a folder; a file with one name per line is needed`)
  return { type: 'list', names: namesOf(createReadStream(path) as AsyncIterable<Buffer>, LONGEST_NAME), base: cwd }
}

const FORMS: ReadonlyMap<string, { readonly as: DocumentKind | null, readonly container: Container | null }> = new Map([
  ['html', { as: 'html', container: null }], ['text', { as: 'text', container: null }],
  ['markdown', { as: 'text', container: null }], ['jsonl', { as: null, container: 'jsonl' }],
  ['warc', { as: null, container: 'warc' }],
])

/** What every input is taken for; nulls where each tells itself. */
export function formOf({ as, filter }: Pick<CleanFlags, 'as' | 'filter'>): { as: DocumentKind | null, container: Container | null } {
  const form = FORMS.get(as === undefined ? '' : demand(FORM, '--as', as)) ?? { as: null, container: null }
  if (filter && form.container === 'warc') throw new UsageError('--filter reads JSON lines: leave --as warc out')
  return filter ? { ...form, container: 'jsonl' } : form
}

/** `html=body,url=link` */
export function fieldNamesOf(given: readonly string[] | undefined): FieldNames {
  const names: Record<string, string> = {}
  for (const pair of (given ?? []).flatMap((one) => one.split(','))) {
    const [field = '', name = ''] = pair.split(/=(.*)/s).map((word) => word.trim())
    if (!Object.hasOwn(FIELD_NAMES, field)) {
      const known = Object.keys(FIELD_NAMES)
      throw new UsageError(`--fields knows ${known.join(', ')}; not "${field}"${suggestion(field, known)}`)
    }
    if (name === '') throw new UsageError(`--fields ${field} needs a name: ${field}=NAME`)
    if (Object.hasOwn(names, field)) throw new UsageError(`--fields names ${field} twice: ${names[field]} and ${name}; a record has it under one name`)
    names[field] = name
  }
  return { ...FIELD_NAMES, ...names }
}

/** `2/8` */
export function shardOf(given: string | undefined): Shard | null {
  if (given === undefined) return null
  const [index = 0, count = 0] = demand(SHARD, '--shard', given).split('/').map(Number)
  return { index, count }
}

/** @returns bytes */
export function limitOf(given: string): number {
  return Math.floor(Number(demand(MAX_SIZE, '--max-size', given)) * MEGABYTE)
}
