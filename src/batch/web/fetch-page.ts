/** A page of the web as a document: politely, within limits, and never from an address that is not public. */
import { setMaxListeners } from 'node:events'
import { Agent, request, type Dispatcher } from 'undici'
import { fieldsOf } from '../fields.js'
import { decodeBody, mediaType } from '../http-message.js'
import { detailOf, InputError, type Content, type DocumentKind } from '../job.js'
import { collect } from '../read.js'
import { HostQueues, type Pace } from './host-queue.js'
import { parseAddress } from './page-name.js'
import { PrivateAddressError, publicLookup, refusePrivateHost } from './public-address.js'
import { ALL_ALLOWED, LONGEST_ROBOTS, Robots } from './robots.js'

export interface FetchOptions extends Pace {
  /** Milliseconds from a request to the last byte of its answer. */
  readonly timeout: number
  /** Longest body, in bytes. */
  readonly limit: number
  /** Ask for robots.txt, and do what it says. */
  readonly robots: boolean
  readonly allowPrivate: boolean
  readonly userAgent: string
  /** Ends everything: pages that are not here then reject as `interrupted`. */
  readonly signal: AbortSignal
}

export interface Fetcher {
  /** Rejects with InputError. */
  readonly fetch: (url: string) => Promise<Content>
  close(): Promise<void>
}

/** The word by which robots.txt calls this program. */
const ROBOTS_NAME = 'cleancopy'
const MOST_REDIRECTS = 10
const ACCEPT = 'text/html,application/xhtml+xml;q=0.9,text/plain;q=0.8,text/markdown;q=0.8,*/*;q=0.1'
const KINDS: ReadonlyMap<string, DocumentKind | null> = new Map([
  ['text/html', 'html'], ['application/xhtml+xml', 'html'], ['text/plain', 'text'], ['text/markdown', 'text'], ['', null],
])

export function openFetcher(options: FetchOptions): Fetcher {
  // One for each page on the way.
  setMaxListeners(0, options.signal)
  const agent = new Agent({
    connections: options.perHost, keepAliveTimeout: 5000,
    connect: { timeout: options.timeout, ...options.allowPrivate ? {} : { lookup: publicLookup } },
  })
  const queues = new HostQueues(options, options.signal)
  const robots = new Robots(ROBOTS_NAME, async (url) => {
    const { status, body } = await withinTime(options, (signal) => followed(url, (at) => ask(at, { ...options, limit: LONGEST_ROBOTS }, agent, signal)))
    return { status, text: Buffer.from(body).toString() }
  })
  return {
    fetch: async (url) => {
      try {
        return await contentOf(await followed(url, async (at) => {
          const answer = options.robots ? await robots.of(at) : ALL_ALLOWED
          if (!answer.isAllowed(at.href)) throw new InputError('robots', at.origin)
          return queues.run(at.host, answer.delay, () => withinTime(options, (signal) => ask(at, options, agent, signal)))
        }), options.limit)
      } catch (error) {
        throw options.signal.aborted ? new InputError('interrupted', '') : error
      }
    },
    close: () => agent.destroy(),
  }
}

interface Answer {
  readonly url: URL
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  /** Empty where the status is no success. */
  readonly body: Uint8Array
  /** Absolute; null when it is no redirect. */
  readonly location: URL | null
}

/** Each step on its own: another host has its own queue, and its address is looked at anew. */
async function followed(from: string, step: (url: URL) => Promise<Answer>): Promise<Answer> {
  let url = new URL(from)
  for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
    const answer = await step(url)
    if (answer.location === null) return answer
    if (!/^https?:$/.test(answer.location.protocol)) throw new InputError('bad-redirect', answer.location.href.slice(0, 200))
    url = answer.location
  }
  throw new InputError('bad-redirect', '')
}

async function ask(url: URL, { allowPrivate, userAgent, limit }: FetchOptions, dispatcher: Dispatcher, signal: AbortSignal): Promise<Answer> {
  if (!allowPrivate) refusePrivateHost(url.hostname)
  const { statusCode: status, headers: given, body } = await request(url, {
    dispatcher, signal, method: 'GET', headers: { 'user-agent': userAgent, accept: ACCEPT, 'accept-encoding': 'gzip, deflate, br' },
  })
  const headers = plainHeaders(given)
  const target = status >= 300 && status < 400 ? headers['location'] : undefined
  const location = target === undefined ? null : parseAddress(target, url)
  const success = status >= 200 && status < 300
  const tooLong = success && Number(headers['content-length']) > limit
  if (!success || tooLong) {
    // Left unread: an error page can be long, too.
    body.on('error', () => undefined).destroy()
    if (tooLong) throw new InputError('too-large', String(limit))
    return { url, status, headers, body: new Uint8Array(), location }
  }
  return { url, status, headers, body: await collect(body, limit), location: null }
}

async function contentOf({ url, status, headers, body }: Answer, limit: number): Promise<Content> {
  if (status < 200 || status >= 300) throw new InputError('http-error', String(status))
  const contentType = headers['content-type']
  const kind = KINDS.get(mediaType(contentType))
  if (kind === undefined) throw new InputError('not-a-page', mediaType(contentType))
  const coding = headers['content-encoding']
  const plain = await decodeBody(body, new Map(coding === undefined ? [] : [['content-encoding', coding]]), { limit, cut: false }).catch((error: unknown) => {
    // Of an archive it is a record that is broken; here there is none.
    if (error instanceof InputError && error.code === 'bad-record') throw new InputError('unreachable', error.detail)
    throw error
  })
  return { body: plain, kind, source: { url: url.href, contentType: contentType ?? null }, fields: fieldsOf({ url: url.href }), raw: plain }
}

function plainHeaders(headers: Readonly<Record<string, string | string[] | undefined>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value[0] ?? '' : value ?? '']))
}

/** Runs work that a limit of time or the end of the run ends, and says in one way what went wrong. */
async function withinTime<T>({ timeout, signal }: FetchOptions, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController()
  const stop = (): void => controller.abort()
  const timer = setTimeout(stop, timeout)
  signal.addEventListener('abort', stop)
  try {
    return await work(controller.signal)
  } catch (error) {
    if (error instanceof InputError) throw error
    if (controller.signal.aborted) throw new InputError('fetch-timeout', `${timeout / 1000} s`)
    throw failed(error)
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', stop)
  }
}

function failed(error: unknown): InputError {
  const cause = error instanceof Error && error.cause instanceof Error && !('code' in error) ? error.cause : error
  if (cause instanceof PrivateAddressError) return new InputError('private-address', cause.address)
  return new InputError('unreachable', detailOf(cause))
}
