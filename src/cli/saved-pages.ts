/** Saved pages for those who write rules: files, folders or patterns; what cannot be read, or is no page, is named. */
import type { Failure } from '../batch/job.js'
import { kindOfBytes } from '../batch/kinds.js'
import type { Place } from '../batch/places.js'
import { readInput } from '../batch/run.js'
import { documents, findDocuments, SOURCE_DEFAULTS } from '../batch/sources.js'
import type { Source } from '../model.js'
import { printable } from '../report/printable.js'
import { nameFailure } from '../report/summary.js'
import { tell } from './output.js'

export interface SavedPage {
  /** As a person would name it. */
  readonly input: string
  /** Absolute; null for a page that is no file of its own. */
  readonly path: string | null
  readonly body: Uint8Array | string
  readonly source: Partial<Source>
}

/** @param onFailure called after a person was told */
export async function* savedPages(places: readonly Place[], cwd: string, onFailure: () => void): AsyncGenerator<SavedPage> {
  for await (const entry of documents(findDocuments(places, { ...SOURCE_DEFAULTS, cwd, stdin: process.stdin }))) {
    const content = entry.type === 'failure' ? entry : await readInput(entry)
    if (isFailure(content)) {
      tell(`cleancopy: ${nameFailure(content)}`)
      onFailure()
    } else if ((content.kind ?? kindOfBytes(content.body)) === 'html') {
      yield { input: entry.input, path: entry.type === 'input' ? entry.path : null, body: content.body, source: content.source }
    } else {
      tell(`cleancopy: ${printable(entry.input)}: it is a text, and rules are made of pages`)
    }
  }
}

function isFailure(content: object): content is Failure {
  return 'type' in content
}
