/** From a target to sinks and names. Loads the library for its JSON; wrong use is found before, without it. */
import { createWriteStream } from 'node:fs'
import type { Writable } from 'node:stream'
import { compressing, decompressing } from '../batch/convert.js'
import type { Entry, Skips } from '../batch/job.js'
import { planNames, safePath } from '../batch/names.js'
import { OwnInputs } from '../batch/own-inputs.js'
import { toParquet } from '../batch/parquet.js'
import type { LinesPlan } from '../batch/resume.js'
import { fileSink, folderSink, jsonlRecorder, jsonlSink, noSink, streamRecorder, streamSink, type Recorder, type Sink } from '../batch/sinks.js'
import { documents, type Division, type RecordFile } from '../batch/sources.js'
import type { Output } from './flags.js'
import type { OutputFiles } from './output-files.js'
import { STANDARD_OUTPUT } from './output.js'
import { documentLine, encoderFor, failureLines, filterLines, removalLines } from './records.js'
import { extensionFor, type Target } from './target.js'

export interface Plan {
  readonly entries: AsyncIterable<Entry> | Iterable<Entry>
  readonly sink: Sink
  /** What else the target wants to know of every document. */
  readonly recorders: readonly Recorder[]
  /** Records that are no documents; grows while the entries are walked over. */
  readonly skips: Skips
  /** Null while the documents are still being found. */
  readonly total: number | null
  /** Inputs whose results got another name than usual. */
  readonly changed: ReadonlyMap<string, string>
}

/** What a folder may lose. */
interface FolderWishes {
  readonly force: boolean
  /** Absolute paths of what the run reads beside its documents. */
  readonly knowledge: readonly string[]
}

/** The lines of a run are made here, and where they lie is known to `files`. */
export async function planOutput(
  target: Target, output: Output, found: AsyncIterable<Entry | RecordFile>, division: Division | null, files: OutputFiles,
  wishes: FolderWishes,
): Promise<Plan> {
  const encode = encoderFor(output.file)
  const streamed = (sink: Sink, ...recorders: Recorder[]): Plan => {
    const skips: Skips = new Map()
    return { entries: documents(found, division, skips), skips, sink, recorders, total: null, changed: new Map() }
  }
  switch (target.type) {
    case 'stdout':
      return streamed(streamSink(...streamOf(target.device), ({ cleaned }) => encode(cleaned)))
    case 'stdout-lines':
      return streamed(streamSink(...streamOf(target.device), (document) => `${documentLine(document)}\n`))
    case 'filter':
      return streamed(noSink, streamRecorder(process.stdout, STANDARD_OUTPUT, filterLines))
    case 'file':
      return streamed(fileSink(target.path, encode))
    case 'jsonl':
      return streamed(jsonlSink(files.main!, documentLine))
    case 'folder':
      return planFolder(target.path, output, found, division, files, wishes)
  }
}

/** A stream and what it is called. */
function streamOf(device: string | undefined): [Writable, string] {
  if (device === undefined) return [process.stdout, STANDARD_OUTPUT]
  // Whoever writes is told of an error, too.
  return [createWriteStream(device).on('error', () => undefined), device]
}

/** Names depend on all inputs, also on those of other shards, so all files are found before the first is read. */
async function planFolder(
  folder: string, output: Output, found: AsyncIterable<Entry | RecordFile>, division: Division | null, files: OutputFiles,
  { force, knowledge }: FolderWishes,
): Promise<Plan> {
  const items: (Entry | RecordFile)[] = []
  for await (const item of found) items.push(item)
  const extension = extensionFor(output.file)
  const single = items.filter((item) => item.type === 'input')
  const { nameOf, changed } = planNames(single.map(({ relative }) => relative), extension)
  const paths = items.flatMap((item) => item.type === 'failure' || item.path === null ? [] : [item.path])
  const skips: Skips = new Map()
  return {
    entries: documents(items, division, skips), skips,
    sink: folderSink({
      folder, force, began: files.began, inputs: new OwnInputs(new Set([...paths, ...knowledge])), unsynced: files.unsynced, encode: encoderFor(output.file),
      nameOf: (relative) => nameOf.get(relative) ?? safePath(relative) + extension,
    }),
    recorders: [],
    total: division !== null || items.some(({ type }) => type === 'records') ? null : items.length,
    changed: new Map(changed.map((relative) => [relative, nameOf.get(relative) ?? relative])),
  }
}

/**
 * What a target needs beside the documents' own files: null when that is no file of lines.
 * @param bodies formats of the body
 */
export function mainLines(target: Target, bodies: readonly string[]): LinesPlan | null {
  if (target.type !== 'jsonl') return null
  const { path, packing } = target
  if (packing === null) return { path }
  if (packing === 'parquet') return { path, convert: toParquet(bodies), keeps: `${path}.lines` }
  return { path, convert: compressing(packing), revert: decompressing(packing) }
}

export function recordersOf({ ledger, failed }: OutputFiles): Recorder[] {
  return [
    ...ledger === null ? [] : [jsonlRecorder(ledger, removalLines)],
    ...failed === null ? [] : [jsonlRecorder(failed, failureLines)],
  ]
}
