/** Pages of the web: from flags to a fetcher, whose libraries are loaded when there is a page to fetch. */
import type { Content } from '../batch/job.js'
import type { Place } from '../batch/places.js'
import type { Fetcher, FetchOptions } from '../batch/web/fetch-page.js'
import type { CleanFlags } from './clean.js'
import { UsageError } from './usage.js'
import { versionOfPackage } from './version.js'

/** Pages on the way at one time, where documents may come from the web. */
const FETCHED_AT_ONCE = 24

export interface Web {
  readonly fetch: (url: string) => Promise<Content>
  close(): Promise<void>
}

type WebFlags = Pick<CleanFlags, 'fetch-timeout' | 'delay' | 'per-host' | 'robots' | 'allow-private' | 'user-agent'>

/** @throws UsageError */
export function webOf(flags: WebFlags, limit: number, signal: AbortSignal): Web {
  const options: FetchOptions = {
    timeout: numberOf('fetch-timeout', flags['fetch-timeout'], 0.001, 3600) * 1000,
    delay: numberOf('delay', flags.delay, 0, 3600) * 1000,
    perHost: numberOf('per-host', flags['per-host'], 1, 64),
    robots: flags.robots, allowPrivate: flags['allow-private'], limit, signal,
    userAgent: flags['user-agent'] === undefined ? `cleancopy/${versionOfPackage()}` : agentOf(flags['user-agent']),
  }
  let opened: Promise<Fetcher> | null = null
  const open = async (): Promise<Fetcher> => {
    const { openFetcher } = await import('../batch/web/fetch-page.js')
    return openFetcher(options)
  }
  return {
    async fetch(url) {
      opened ??= open()
      return (await opened).fetch(url)
    },
    close: async () => (await opened)?.close(),
  }
}

/** More documents are on the way when most of the time is spent on waiting. */
export function inFlightFor(places: readonly Place[], inFlight: number): number {
  const mayFetch = places.some(({ type }) => type === 'page' || type === 'list')
  return mayFetch ? Math.max(inFlight, FETCHED_AT_ONCE) : inFlight
}

function numberOf(flag: string, given: string, least: number, most: number): number {
  const number = Number(given)
  if (given.trim() !== '' && number >= least && number <= most && (least < 1 || Number.isInteger(number))) return number
  throw new UsageError(`--${flag} is a number from ${least} to ${most}; not "${given}"`)
}

function agentOf(given: string): string {
  if (/^[\u0020-\u007e]+$/.test(given)) return given
  throw new UsageError('--user-agent is one line of ASCII')
}
