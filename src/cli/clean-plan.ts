/** From a target to sinks and names. Loads the library for its JSON; wrong use is found before, without it. */
import type { Entry } from '../batch/job.js'
import { planNames } from '../batch/names.js'
import { fileSink, folderSink, jsonlRecorder, jsonlSink, streamSink, type Recorder, type Sink } from '../batch/sinks.js'
import type { Output } from './flags.js'
import { STANDARD_OUTPUT } from './output.js'
import { documentRecord, encoderFor, failureRecords, removalRecords } from './records.js'
import { extensionFor, type Target } from './target.js'

/** Absolute paths of files beside the results; null where none is wanted. */
export interface Files {
  readonly ledger: string | null
  readonly failed: string | null
}

export interface Plan {
  readonly entries: AsyncIterable<Entry> | Iterable<Entry>
  readonly sink: Sink
  /** Null while the documents are still being found. */
  readonly total: number | null
  /** Inputs whose results got another name than usual. */
  readonly changed: ReadonlyMap<string, string>
}

export async function planOutput(target: Target, output: Output, found: AsyncIterable<Entry>, force: boolean): Promise<Plan> {
  const encode = encoderFor(output.file)
  const streamed = (sink: Sink): Plan => ({ entries: found, sink, total: null, changed: new Map() })
  switch (target.type) {
    case 'stdout':
      return streamed(streamSink(process.stdout, STANDARD_OUTPUT, ({ cleaned }) => encode(cleaned)))
    case 'stdout-lines':
      return streamed(streamSink(process.stdout, STANDARD_OUTPUT, ({ input, cleaned }) => {
        return `${JSON.stringify(documentRecord(input, cleaned))}\n`
      }))
    case 'file':
      return streamed(fileSink(target.path, encode))
    case 'jsonl':
      return streamed(await jsonlSink(target.path, documentRecord))
    case 'folder':
      return planFolder(target.path, output, found, force)
  }
}

/** Names depend on all inputs, so all are found before the first is read. */
async function planFolder(folder: string, output: Output, found: AsyncIterable<Entry>, force: boolean): Promise<Plan> {
  const entries: Entry[] = []
  for await (const entry of found) entries.push(entry)
  const inputs = entries.filter((entry) => entry.type === 'input')
  const { nameOf, changed } = planNames(inputs.map(({ relative }) => relative), extensionFor(output.file))
  const paths = new Set(inputs.flatMap(({ path }) => path === null ? [] : [path]))
  return {
    entries,
    sink: folderSink({ folder, nameOf, force, inputs: paths, encode: encoderFor(output.file) }),
    total: entries.length,
    changed: new Map(changed.map((relative) => [relative, nameOf.get(relative) ?? relative])),
  }
}

/** When one cannot be opened, those that are open leave nothing behind. */
export async function openRecorders({ ledger, failed }: Files, sink: Sink): Promise<Recorder[]> {
  const recorders: Recorder[] = []
  try {
    if (ledger !== null) recorders.push(await jsonlRecorder(ledger, removalRecords))
    if (failed !== null) recorders.push(await jsonlRecorder(failed, failureRecords))
    return recorders
  } catch (error) {
    for (const opened of [sink, ...recorders]) await opened.close('broken')
    throw error
  }
}
