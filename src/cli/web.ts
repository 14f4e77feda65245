/** Pages of the web: from flags to a fetcher, whose libraries are loaded when there is a page to fetch. */
import type { Content } from '../batch/job.js'
import type { Place } from '../batch/places.js'
import type { Fetcher, FetchOptions } from '../batch/web/fetch-page.js'
import type { CleanFlags } from './clean.js'
import { AGENT, DELAY, demand, FETCH_TIMEOUT, PER_HOST } from './values.js'
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
    timeout: Number(demand(FETCH_TIMEOUT, '--fetch-timeout', flags['fetch-timeout'])) * 1000,
    delay: Number(demand(DELAY, '--delay', flags.delay)) * 1000,
    perHost: Number(demand(PER_HOST, '--per-host', flags['per-host'])),
    robots: flags.robots, allowPrivate: flags['allow-private'], limit, signal,
    userAgent: flags['user-agent'] === undefined ? `cleancopy/${versionOfPackage()}` : demand(AGENT, '--user-agent', flags['user-agent']),
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
