/** `--report FILE.html`: watches a run and writes what it saw. The page and its library are loaded when it is written. */
import { mkdir, open } from 'node:fs/promises'
import { dirname } from 'node:path'
import { sizeOf, writeWhole } from '../batch/files.js'
import type { Outcome, Skips } from '../batch/job.js'
import type { BatchResult } from '../batch/run.js'
import { detailOf } from '../batch/job.js'
import { SinkError } from '../batch/sinks.js'
import type { Cleaned } from '../model.js'
import { RunRecorder, type Circumstances } from '../report/run-record.js'
import type { Work } from './working.js'

export interface RunReport {
  /** The same cleaning, watched. */
  watch(work: Pick<Work, 'clean' | 'cleanRecord' | 'timeOf'>): Pick<Work, 'clean' | 'cleanRecord'>
  note(outcome: Outcome): void
  /** @throws SinkError when the page cannot be written */
  write(result: BatchResult, skips: Skips): Promise<void>
}

export const NO_REPORT: RunReport = { watch: (work) => work, note: () => undefined, write: () => Promise.resolve() }

/** Bytes in which a page says who made it, and how. */
const HEAD = 1000
const MADE_BY = '<meta name="generator" content="cleancopy">'

const UNKNOWN: Circumstances = { milliseconds: null, url: null }

/**
 * @param path absolute
 * @param files what else the run writes, by what is in it; named when it is there
 */
export function openReport(path: string, version: string, files: ReadonlyMap<string, string | null>): RunReport {
  const recorder = new RunRecorder()
  // Forgotten together with the result itself.
  const circumstances = new WeakMap<Cleaned, Circumstances>()
  return {
    watch: ({ clean, cleanRecord, timeOf }) => ({
      clean: async (job) => {
        const began = performance.now()
        const cleaned = await clean(job)
        circumstances.set(cleaned, { milliseconds: timeOf(cleaned) ?? performance.now() - began, url: job.source.url ?? null })
        return cleaned
      },
      cleanRecord: cleanRecord && (async (job) => {
        const result = await cleanRecord(job)
        circumstances.set(result.cleaned, { milliseconds: timeOf(result.cleaned), url: result.url ?? job.source.url ?? null })
        return result
      }),
    }),
    note(outcome) {
      recorder.note(outcome, (outcome.cleaned && circumstances.get(outcome.cleaned)) ?? UNKNOWN)
    },
    async write({ milliseconds, interrupted, reused }, skips) {
      const { runPage } = await import('../report/run-page.js')
      const there = new Map<string, string>()
      for (const [what, one] of files) if (one !== null && await sizeOf(one) !== null) there.set(what, one)
      const page = runPage(recorder.record(), { version, milliseconds, interrupted, reused, skips, files: there, ended: timeOfDay(), command: commandLine() })
      try {
        await mkdir(dirname(path), { recursive: true })
        await writeWhole(path, page, { flush: true })
      } catch (error) {
        throw new SinkError(path, detailOf(error))
      }
    },
  }
}

/** Is it the page of an earlier run? Its head says who made it. */
export async function isReport(path: string): Promise<boolean> {
  const file = await open(path, 'r').catch(() => null)
  if (file === null) return false
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD), 0, HEAD, 0)
    return buffer.toString('utf8', 0, bytesRead).includes(MADE_BY)
  } finally {
    await file.close()
  }
}

/** `2026-03-05 14:02`, as the machine's clock has it. */
function timeOfDay(): string {
  const now = new Date()
  const two = (number: number): string => String(number).padStart(2, '0')
  const day = [now.getFullYear(), two(now.getMonth() + 1), two(now.getDate())].join('-')
  return `${day} ${two(now.getHours())}:${two(now.getMinutes())}`
}

function commandLine(): string {
  const words = process.argv.slice(2).map((word) => /^[\w./:=@%+,*?-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`)
  return ['cleancopy', ...words].join(' ')
}
