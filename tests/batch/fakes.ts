/** Stand-ins for the cleaner and for documents, so that the batch is tested for what it does alone. */
import { failure, NO_FIELDS, type Delivered, type Input, type Outcome } from '../../src/batch/job.js'
import type { Sink } from '../../src/batch/sinks.js'
import type { Cleaned, Verdict } from '../../src/model.js'

export function cleanedText(text: string, verdict: Verdict = 'clean'): Cleaned {
  return {
    verdict, confidence: 1, text, markdown: null, html: null, comments: [], lang: 'en', encoding: 'utf-8',
    signals: { inputLength: text.length, outputLength: text.length, linkShare: 0, proseBlocks: 1, proseKept: 1, refused: 0 },
    metadata: {
      title: null, byline: null, published: null, modified: null, siteName: null, section: null, description: null,
      canonicalUrl: null, image: null, language: null, titles: [],
    },
    page: null, selection: { strategy: 'all', confidence: 1, why: '' }, removals: [], problems: [], siteRule: null,
    links: { next: null, singlePage: null }, timings: {},
  }
}

export function input(name: string, read: () => Promise<Uint8Array> = async () => Buffer.from(name)): Input {
  return {
    type: 'input', input: name, place: { file: name }, path: null, relative: name,
    read: async () => {
      const raw = await read()
      return { body: raw, kind: null, source: {}, fields: NO_FIELDS, raw }
    },
  }
}

export function delivered(name: string, text: string): Delivered {
  return { type: 'delivered', input: name, relative: name, place: { file: name }, fields: NO_FIELDS, cleaned: cleanedText(text), bytes: 1 }
}

export interface MemorySink extends Sink {
  readonly written: string[]
  readonly endings: string[]
}

/** Refuses inputs whose name begins with `refuse`. */
export function memorySink(): MemorySink {
  const written: string[] = []
  const endings: string[] = []
  return {
    written,
    endings,
    refusal: async ({ input: name }) => name.startsWith('refuse') ? failure(name, 'exists', name) : null,
    write: async ({ cleaned }) => {
      written.push(cleaned.text)
      return null
    },
    close: async (ending) => {
      endings.push(ending)
      return null
    },
  }
}

export function pause(milliseconds: number): Promise<void> {
  return new Promise((done) => setTimeout(done, milliseconds))
}

export function codeOf(outcome: Outcome): string {
  return outcome.type === 'failure' ? outcome.code : outcome.cleaned.verdict
}
