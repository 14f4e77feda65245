/** `--jobs`, `--timeout`, `--memory`: how much may be at work, and how long. Checked before the library is loaded. */
import { availableParallelism } from 'node:os'
import type { Limits } from '../batch/pool.js'
import type { CleanFlags } from './clean.js'
import { UsageError } from './usage.js'

const DEFAULTS: Limits = { timeout: 30_000, memory: 1024 }

/** Less is not enough to start. */
const LEAST_MEMORY = 64

export interface WorkWishes {
  readonly jobs: number
  readonly limits: Limits
  /** A limit was asked for: only a worker can keep it. */
  readonly limited: boolean
}

export function workWishesOf({ jobs, timeout, memory }: Pick<CleanFlags, 'jobs' | 'timeout' | 'memory'>): WorkWishes {
  return {
    jobs: jobs === undefined ? availableParallelism() : jobsOf(jobs),
    limits: {
      timeout: timeout === undefined ? DEFAULTS.timeout : secondsOf(timeout) * 1000,
      memory: memory === undefined ? DEFAULTS.memory : megabytesOf(memory),
    },
    limited: timeout !== undefined || memory !== undefined,
  }
}

function jobsOf(given: string): number {
  const jobs = Number(given)
  if (Number.isSafeInteger(jobs) && jobs >= 1 && jobs <= 256) return jobs
  throw new UsageError(`--jobs is a whole number from 1 to 256; not "${given}"`)
}

function secondsOf(given: string): number {
  const seconds = Number(given)
  if (seconds >= 0.001 && seconds <= 86_400) return seconds
  throw new UsageError(`--timeout is a number of seconds up to 86400; not "${given}"`)
}

function megabytesOf(given: string): number {
  const megabytes = Number(given)
  if (Number.isSafeInteger(megabytes) && megabytes >= LEAST_MEMORY) return megabytes
  throw new UsageError(`--memory is a whole number of megabytes from ${LEAST_MEMORY} up; not "${given}"`)
}
