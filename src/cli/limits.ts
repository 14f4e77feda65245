/** `--jobs`, `--timeout`, `--memory`: how much may be at work, and how long. Checked before the library is loaded. */
import { availableParallelism } from 'node:os'
import type { Limits } from '../batch/pool.js'
import type { CleanFlags } from './clean.js'
import { demand, JOBS, MEMORY, TIMEOUT } from './values.js'

const DEFAULTS: Limits = { timeout: 30_000, memory: 1024 }

export interface WorkWishes {
  readonly jobs: number
  readonly limits: Limits
  /** A limit was asked for: only a worker can keep it. */
  readonly limited: boolean
}

export function workWishesOf({ jobs, timeout, memory }: Pick<CleanFlags, 'jobs' | 'timeout' | 'memory'>): WorkWishes {
  return {
    jobs: jobs === undefined ? availableParallelism() : Number(demand(JOBS, '--jobs', jobs)),
    limits: {
      timeout: timeout === undefined ? DEFAULTS.timeout : Number(demand(TIMEOUT, '--timeout', timeout)) * 1000,
      memory: memory === undefined ? DEFAULTS.memory : Number(demand(MEMORY, '--memory', memory)),
    },
    limited: timeout !== undefined || memory !== undefined,
  }
}
