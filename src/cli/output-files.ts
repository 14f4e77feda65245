/** The files of lines of a run, fresh or gone on with, and the journal that knows what they hold. */
import { createHash } from 'node:crypto'
import { hostname } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { forgetBeginning, knownBeginning, noteBeginning } from '../batch/beginning.js'
import { Unsynced, type LineFile } from '../batch/files.js'
import { Journal } from '../batch/journal.js'
import { lock, LockedError, refuseHeld } from '../batch/lock.js'
import type { Setup } from '../batch/journal-file.js'
import { forget, isResumable, takeUp, type LinesPlan } from '../batch/resume.js'
import type { Shard } from '../batch/shard.js'
import { createLines, guarded } from '../batch/sinks.js'
import type { CleanFlags } from './clean.js'
import type { Target } from './target.js'
import { UsageError } from './usage.js'
import { versionOfPackage } from './version.js'

/** Absolute paths of files beside the results; null where none is wanted. */
export interface Files {
  readonly ledger: string | null
  readonly failed: string | null
  /** The list of failures was not asked for: without a failure there is none. */
  readonly failedOptional: boolean
  readonly report: string | null
}

export interface OutputFiles {
  readonly main: LineFile | null
  readonly ledger: LineFile | null
  readonly failed: LineFile | null
  readonly journal: Journal | null
  /** For files that documents have for themselves. */
  readonly unsynced: Unsynced
  /** An earlier run is gone on with. */
  readonly resumed: boolean
  /** What an earlier run did counts no more: it had other rules or options. */
  readonly outdated: boolean
  /** Documents' files that are older may not be replaced. */
  readonly began: number
  /** Other runs may write here again. */
  release(): Promise<void>
}

export type ResumeFlags = Pick<CleanFlags, 'resume' | 'retry-failed' | 'force' | 'unordered'>

/** Where the journal of this run lies; null for runs that have none. */
export function journalPathOf(target: Target, shard: Shard | null): string | null {
  const part = shard === null ? '' : `-${shard.index}-of-${shard.count}`
  if (target.type === 'jsonl') return `${target.path}.journal`
  return target.type === 'folder' ? join(target.path, `.cleancopy-journal${part}`) : null
}

function lockOf(journal: string): string {
  return `${journal}.lock`
}

/** Does an earlier run stand behind the files that are there? Decides before anything is written. */
export async function mayResume(journal: string | null, flags: ResumeFlags): Promise<boolean> {
  const wanted = flags.resume || flags['retry-failed']
  if (wanted && journal === null) throw new UsageError('--resume needs a place that stays: -o FOLDER or -o FILE.jsonl')
  if (journal !== null) await alone(refuseHeld(lockOf(journal)))
  if (journal === null || flags.force || !await isResumable(journal)) return false
  if (wanted) return true
  throw new UsageError('an earlier run left work here: --resume goes on with it, --retry-failed does its failures again, '
    + '--force begins anew')
}

/** What results depend on, beside the inputs. */
export function setupHash(rulebook: unknown, options: unknown): Setup {
  return { version: versionOfPackage(), rulebook: digest(rulebook), options: digest(options) }
}

function digest(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 16)
}

/** @throws SinkError when a place cannot be written; nothing is open then */
export async function openFiles(
  main: LinesPlan | null, { ledger, failed, failedOptional }: Files, journalPath: string | null, resume: boolean,
  setup: Setup, flags: ResumeFlags,
): Promise<OutputFiles> {
  const plans: (LinesPlan | null)[] = [
    main, ledger === null ? null : { path: ledger }, failed === null ? null : { path: failed, optional: failedOptional },
  ]
  const wanted = plans.filter((plan) => plan !== null)
  const release = journalPath === null ? (): Promise<void> => Promise.resolve()
    : await alone(guarded(main?.path ?? dirname(journalPath), () => lock(lockOf(journalPath))))
  const opened: LineFile[] = []
  try {
    if (journalPath !== null && !resume) await forget(journalPath, wanted)
    const named = { ...setup, files: journalPath === null ? [] : wanted.map(({ path }) => relative(dirname(journalPath), path)) }
    const resumed = resume && journalPath !== null && await takeUp(journalPath, named, wanted)
    const began = main === null && journalPath !== null ? await beginningFor(journalPath, resume, flags.force) : Infinity
    const unsynced = new Unsynced()
    for (const { keeps, ...plan } of wanted) {
      // Without a journal nothing can build on them.
      const staying = journalPath === null || keeps === undefined ? {} : { keeps }
      opened.push(await createLines(plan.path, { ...plan, ...staying, append: resumed }))
    }
    const journal = journalPath === null ? null : await Journal.open({
      path: journalPath, setup: named, files: opened, unsynced, retryFailed: flags['retry-failed'], unordered: flags.unordered, keep: flags.resume || flags['retry-failed'],
    })
    const at = (index: number): LineFile | null => {
      const path = plans[index]?.path
      return opened.find((file) => file.path === path) ?? null
    }
    return { main: at(0), ledger: at(1), failed: at(2), journal, unsynced, resumed, outdated: resume && !resumed, began, release }
  } catch (error) {
    for (const file of opened) await file.close('broken')
    await release()
    throw error
  }
}

async function beginningFor(journal: string, resume: boolean, force: boolean): Promise<number> {
  if (resume) return knownBeginning(journal)
  // Whoever goes on with a run that could replace everything can, too.
  if (force) await forgetBeginning(journal)
  else await noteBeginning(journal)
  return Infinity
}

/** @throws UsageError when another run is at work there */
async function alone<T>(work: Promise<T>): Promise<T> {
  return work.catch((error: unknown) => {
    if (!(error instanceof LockedError)) throw error
    const where = error.host === hostname() ? '' : ` on ${error.host}`
    throw new UsageError(`another run (process ${error.pid}${where}) is writing there: wait until it has ended, or name another place`)
  })
}
