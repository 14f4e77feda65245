/** From a target to sinks and names. Loads the library for its JSON; wrong use is found before, without it. */
import type { Entry } from '../batch/job.js'
import { planNames, safePath } from '../batch/names.js'
import { fileSink, folderSink, jsonlRecorder, jsonlSink, noSink, streamRecorder, streamSink, type Recorder, type Sink } from '../batch/sinks.js'
import { documents, type Division, type RecordFile } from '../batch/sources.js'
import type { Output } from './flags.js'
import { STANDARD_OUTPUT } from './output.js'
import { documentLine, encoderFor, failureLines, filterLines, removalLines } from './records.js'
import { extensionFor, type Target } from './target.js'

/** Absolute paths of files beside the results; null where none is wanted. */
export interface Files {
  readonly ledger: string | null
  readonly failed: string | null
  readonly report: string | null
}

export interface Plan {
  readonly entries: AsyncIterable<Entry> | Iterable<Entry>
  readonly sink: Sink
  /** What else the target wants to know of every document. */
  readonly recorders: readonly Recorder[]
  /** Null while the documents are still being found. */
  readonly total: number | null
  /** Inputs whose results got another name than usual. */
  readonly changed: ReadonlyMap<string, string>
}

export async function planOutput(
  target: Target, output: Output, found: AsyncIterable<Entry | RecordFile>, division: Division | null, force: boolean,
): Promise<Plan> {
  const encode = encoderFor(output.file)
  const streamed = (sink: Sink, ...recorders: Recorder[]): Plan => {
    return { entries: documents(found, division), sink, recorders, total: null, changed: new Map() }
  }
  switch (target.type) {
    case 'stdout':
      return streamed(streamSink(process.stdout, STANDARD_OUTPUT, ({ cleaned }) => encode(cleaned)))
    case 'stdout-lines':
      return streamed(streamSink(process.stdout, STANDARD_OUTPUT, (document) => `${documentLine(document)}\n`))
    case 'filter':
      return streamed(noSink, streamRecorder(process.stdout, STANDARD_OUTPUT, filterLines))
    case 'file':
      return streamed(fileSink(target.path, encode))
    case 'jsonl':
      return streamed(await jsonlSink(target.path, documentLine))
    case 'folder':
      return planFolder(target.path, output, found, division, force)
  }
}

/** Names depend on all inputs, also on those of other shards, so all files are found before the first is read. */
async function planFolder(
  folder: string, output: Output, found: AsyncIterable<Entry | RecordFile>, division: Division | null, force: boolean,
): Promise<Plan> {
  const items: (Entry | RecordFile)[] = []
  for await (const item of found) items.push(item)
  const extension = extensionFor(output.file)
  const single = items.filter((item) => item.type === 'input')
  const { nameOf, changed } = planNames(single.map(({ relative }) => relative), extension)
  const paths = items.flatMap((item) => item.type === 'failure' || item.path === null ? [] : [item.path])
  return {
    entries: documents(items, division),
    sink: folderSink({
      folder, force, inputs: new Set(paths), encode: encoderFor(output.file),
      nameOf: (relative) => nameOf.get(relative) ?? safePath(relative) + extension,
    }),
    recorders: [],
    total: division !== null || items.some(({ type }) => type === 'records') ? null : items.length,
    changed: new Map(changed.map((relative) => [relative, nameOf.get(relative) ?? relative])),
  }
}

/** When one cannot be opened, those that are open leave nothing behind. */
export async function openRecorders({ ledger, failed }: Files, sink: Sink): Promise<Recorder[]> {
  const recorders: Recorder[] = []
  try {
    if (ledger !== null) recorders.push(await jsonlRecorder(ledger, removalLines))
    if (failed !== null) recorders.push(await jsonlRecorder(failed, failureLines))
    return recorders
  } catch (error) {
    for (const opened of [sink, ...recorders]) await opened.close('broken')
    throw error
  }
}
