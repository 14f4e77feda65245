/** robots.txt of each host, read once (RFC 9309): what is not there allows everything, what cannot be asked for allows nothing. */
import robotsModule from 'robots-parser'

/** Its types speak of a default export, and the module is the function itself. */
const robotsParser = robotsModule as unknown as typeof robotsModule.default

/** What a host says. */
export interface RobotsAnswer {
  isAllowed(url: string): boolean
  /** Milliseconds that it wants between two requests; 0 when it says nothing. */
  readonly delay: number
}

export const ALL_ALLOWED: RobotsAnswer = { isAllowed: () => true, delay: 0 }
const NONE_ALLOWED: RobotsAnswer = { isAllowed: () => false, delay: 0 }

/** What is behind it is not read, as RFC 9309 allows. */
export const LONGEST_ROBOTS = 500 * 1024

const REMEMBERED = 5000
const LONGEST_DELAY = 60_000

/** @returns the status, and the text of a success; rejects when the host cannot be reached */
export type Ask = (url: string) => Promise<{ readonly status: number, readonly text: string }>

export class Robots {
  readonly #answers = new Map<string, Promise<RobotsAnswer>>()

  /** @param agent the word by which files call this program */
  constructor(private readonly agent: string, private readonly ask: Ask) {}

  /** Rejects as asking for it did: then no page of the host can be asked for, either. */
  of({ origin }: URL): Promise<RobotsAnswer> {
    const known = this.#answers.get(origin)
    if (known !== undefined) return known
    if (this.#answers.size >= REMEMBERED) for (const oldest of [...this.#answers.keys()].slice(0, REMEMBERED / 2)) this.#answers.delete(oldest)
    const answer = this.#read(`${origin}/robots.txt`)
    this.#answers.set(origin, answer)
    return answer
  }

  async #read(url: string): Promise<RobotsAnswer> {
    const found = await this.ask(url)
    if (found.status >= 500) return NONE_ALLOWED
    if (found.status >= 400) return ALL_ALLOWED
    const robots = robotsParser(url, found.text)
    const delay = (robots.getCrawlDelay(this.agent) ?? 0) * 1000
    return { isAllowed: (page) => robots.isAllowed(page, this.agent) ?? true, delay: Math.min(delay, LONGEST_DELAY) || 0 }
  }
}
