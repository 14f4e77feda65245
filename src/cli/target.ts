/** Where the results go, from `-o` and from how many inputs there are. */
import { mkdir, stat } from 'node:fs/promises'
import { dirname, extname, resolve } from 'node:path'
import { canCompress, compressionOf, withoutCompression, type Compression } from '../batch/compression.js'
import { writeWhole } from '../batch/files.js'
import { detailOf } from '../batch/job.js'
import { OwnInputs } from '../batch/own-inputs.js'
import type { Place } from '../batch/places.js'
import { exists } from '../batch/sinks.js'
import type { Format } from '../model.js'
import { describeSystem } from '../report/sentences.js'
import { plainArgument } from './arguments.js'
import { UsageError } from './usage.js'
import { refusePlace } from './writable.js'

/** What the lines of a run become at its end. */
export type Packing = Compression | 'parquet'

export type Target =
  /** To standard output, or to a device or pipe in its place. */
  | { readonly type: 'stdout' | 'stdout-lines', readonly device?: string }
  /** Standard output, a line for each line of input. */
  | { readonly type: 'filter' }
  /** Absolute paths. */
  | { readonly type: 'file', readonly path: string }
  | { readonly type: 'jsonl', readonly path: string, readonly packing: Packing | null }
  | { readonly type: 'folder', readonly path: string }

const LINE_EXTENSIONS: ReadonlySet<string> = new Set(['.jsonl', '.ndjson'])

/** Who writes these has a file in mind and would get a folder of that name. A host's name (`post.example`) is a good name of a folder. */
const FOREIGN = /\.(?:csv|tsv|xlsx?|xml|ya?ml|pdf|docx?|odt|rtf|epub|warc|zip|tar|tgz|bz2|xz|lzma|lz4|7z|rar)$/i

/** Brotli's `.br` ends the names of hosts, too. */
const COMPRESSED = /\.(?:gz|zst)$|\.(?:csv|tsv|xml|warc|tar|parquet)\.br$/i

/** Standard output by its names as a file; what lies behind it may be a file that has been redirected to. */
const STANDARD_NAMES: ReadonlySet<string> = new Set(['/dev/stdout', '/dev/fd/1', '/proc/self/fd/1'])

export const NO_PLACE = 'several documents need a place to go: add -o FOLDER or -o FILE.jsonl'

const FORMAT_OF_EXTENSION: ReadonlyMap<string, Format | 'json'> = new Map([
  ['.txt', 'text'], ['.md', 'markdown'], ['.html', 'html'], ['.htm', 'html'], ['.json', 'json'],
])

const EXTENSION_OF_FORMAT = { text: '.txt', markdown: '.md', html: '.html', json: '.json' } as const

export function extensionFor(format: Format | 'json'): string {
  return EXTENSION_OF_FORMAT[format]
}

/** The format that a file's name asks for; text for all others. */
export function formatForTarget(target: Target): Format | 'json' {
  return target.type === 'file' ? FORMAT_OF_EXTENSION.get(extname(target.path).toLowerCase()) ?? 'text' : 'text'
}

/**
 * @param out the value of `-o`
 * @param many the inputs can be more than one document
 * @throws UsageError when the two do not fit
 */
export async function chooseTarget(out: string | undefined, many: boolean, cwd: string): Promise<Target> {
  if (out === undefined) {
    if (!many) return { type: 'stdout' }
    throw new UsageError(NO_PLACE)
  }
  const path = resolve(cwd, out)
  const streamed = many ? 'stdout-lines' : 'stdout'
  if (plainArgument(out) === '-' || STANDARD_NAMES.has(path)) return { type: streamed }
  if (await isDevice(path)) return { type: streamed, device: path }
  const target = await placeOf(out, path, many)
  await refusePlace('-o', path)
  return target
}

async function placeOf(out: string, path: string, many: boolean): Promise<Target> {
  const extension = extname(withoutCompression(path)).toLowerCase()
  if (await isFolder(path) || /[\\/]$/.test(out)) return { type: 'folder', path }
  if (LINE_EXTENSIONS.has(extension)) return { type: 'jsonl', path, packing: writableCompression(path, out) }
  if (extname(path).toLowerCase() === '.parquet') return { type: 'jsonl', path, packing: 'parquet' }
  if (!FORMAT_OF_EXTENSION.has(extension)) {
    if (FOREIGN.test(out)) {
      throw new UsageError(`-o ${out}: ${extname(out)} is not written; use a folder, FILE.jsonl or FILE.parquet, or for one input FILE.txt, .md, .html or .json`)
    }
    if (COMPRESSED.test(out)) throw new UsageError(`-o ${out}: lines are compressed, and nothing else: FILE.jsonl.gz`)
    if (await exists(path)) throw new UsageError(`-o ${out} is a file; name a folder, or a file with an extension`)
    return { type: 'folder', path }
  }
  if (compressionOf(path) !== null) throw new UsageError(`-o ${out}: one document is not compressed, lines are: FILE.jsonl.gz`)
  if (!many) return { type: 'file', path }
  throw new UsageError(`-o ${out} holds one document, and the inputs can be several: use a folder or FILE.jsonl`)
}

function writableCompression(path: string, out: string): Compression | null {
  const compression = compressionOf(path)
  if (compression === null || canCompress(compression)) return compression
  throw new UsageError(`-o ${out}: this Node cannot write zstd, Node 22.15 can; .gz is written everywhere`)
}

/** A file of which there is one per run. */
export interface SingleFile {
  readonly flag: string
  readonly path: string
  /** It may be there already. */
  readonly replaced?: boolean
  /** Nobody asked for it: nothing but an input is in its way. */
  readonly unasked?: boolean
}

export interface ClaimWishes {
  /** Absolute paths of everything that is read. */
  readonly inputs: readonly string[]
  readonly force: boolean
  /** Paths that an earlier run wrote, for the one that goes on with it. */
  readonly own?: ReadonlySet<string>
}

/** Inputs that are files, by their paths. */
export function filesAmong(places: readonly Place[]): readonly string[] {
  return places.flatMap((place) => place.type === 'file' ? [place.path] : [])
}

/** Nothing is replaced by accident, and no two flags name the same. */
export async function claimFiles(files: readonly SingleFile[], { inputs, force, own = new Set() }: ClaimWishes): Promise<void> {
  const claimed = new Set<string>()
  const read = new OwnInputs(new Set(inputs))
  for (const { flag, path, replaced = false, unasked = false } of files) {
    if (claimed.has(path) || await read.has(path)) throw new UsageError(`${flag} ${path} is already in use as an input or by another flag`)
    claimed.add(path)
    if (unasked) continue
    if (await isFolder(path)) throw new UsageError(`${flag} ${path} is a folder; a file is needed`)
    if (await isDevice(path)) throw new UsageError(`${flag} ${path} is a device or a pipe; a file is needed`)
    await refusePlace(flag, path)
    if (!force && !replaced && !own.has(path) && await exists(path)) throw new UsageError(`${flag} ${path} is there already; --force replaces it`)
  }
}

/** The one file of `-o`. @throws UsageError when it cannot be written */
export async function save(out: string, text: string): Promise<void> {
  await refusePlace('-o', resolve(out))
  try {
    await mkdir(dirname(resolve(out)), { recursive: true })
    await writeWhole(resolve(out), text)
  } catch (error) {
    throw new UsageError(`-o ${out}: ${describeSystem(detailOf(error))}`)
  }
}

export async function isFolder(path: string): Promise<boolean> {
  return stat(path).then((found) => found.isDirectory(), () => false)
}

/** What is written to and never replaced: `/dev/null`, a terminal, a named pipe. */
async function isDevice(path: string): Promise<boolean> {
  return stat(path).then((found) => found.isCharacterDevice() || found.isFIFO(), () => false)
}
