/** What a run says of each host, and which hosts look wrong. */
import { hashText } from '../measure/text.js'

/** Hosts beyond this number are counted together. */
const MOST_HOSTS = 5000
/** Different texts of one host that are counted. */
const MOST_TEXTS = 8
/** Fewer documents say nothing about a host. */
const FEWEST = 5
const UNDELIVERED_SHARE = 0.3
/** Times the share of all hosts. */
const UNDELIVERED_TIMES = 2
const SAME_TEXT_TIMES = 3
const SAME_TEXT_SHARE = 0.2
/** Difference of mean removal shares, and standard errors that it must measure. */
const REMOVED_DIFFERENCE = 0.2
const STANDARD_ERRORS = 3

/** One document as the table of hosts wants it. */
export interface HostEntry {
  /** Null: no address is known. */
  readonly host: string | null
  readonly delivered: boolean
  readonly isEmpty: boolean
  readonly partial: boolean
  /** Share of the text that was removed, 0 to 1; null without a result. */
  readonly removed: number | null
  readonly confidence: number | null
  /** The delivered text; empty if none. */
  readonly text: string
}

export interface HostRow {
  /** Empty: no address known. */
  readonly host: string
  readonly documents: number
  readonly undelivered: number
  readonly empty: number
  readonly partial: number
  /** Means over the documents with a result, 0 to 1; null without any. */
  readonly removed: number | null
  readonly confidence: number | null
  /** Why it looks wrong, a sentence part each; empty when it does not. */
  readonly suspicions: readonly string[]
}

class Mean {
  #count = 0
  #sum = 0
  #squares = 0

  add(value: number): void {
    this.#count += 1
    this.#sum += value
    this.#squares += value * value
  }

  get count(): number {
    return this.#count
  }

  value(): number | null {
    return this.#count === 0 ? null : this.#sum / this.#count
  }

  /** Standard deviation of the values. */
  deviation(): number {
    const mean = this.value() ?? 0
    return this.#count === 0 ? 0 : Math.sqrt(Math.max(0, this.#squares / this.#count - mean * mean))
  }
}

class HostTally {
  documents = 0
  undelivered = 0
  empty = 0
  partial = 0
  readonly removed = new Mean()
  readonly confidence = new Mean()
  readonly #texts = new Map<string, number>()

  add({ delivered, isEmpty, partial, removed, confidence, text }: HostEntry): void {
    this.documents += 1
    if (!delivered) this.undelivered += 1
    if (isEmpty) this.empty += 1
    if (partial) this.partial += 1
    if (removed !== null) this.removed.add(removed)
    if (confidence !== null) this.confidence.add(confidence)
    if (delivered && text !== '') this.#addText(hashText(text))
  }

  /** How often the most frequent of the first texts came. */
  sameTexts(): number {
    return Math.max(0, ...this.#texts.values())
  }

  #addText(hash: string): void {
    const count = this.#texts.get(hash) ?? 0
    if (count > 0 || this.#texts.size < MOST_TEXTS) this.#texts.set(hash, count + 1)
  }
}

export class HostTable {
  readonly #hosts = new Map<string, HostTally>()
  readonly #all = new HostTally()
  /** Documents of the hosts that came too late to get a row. */
  #beyond = 0

  add(entry: HostEntry): void {
    this.#all.add(entry)
    const name = entry.host ?? ''
    let tally = this.#hosts.get(name)
    if (!tally) {
      if (this.#hosts.size >= MOST_HOSTS) {
        this.#beyond += 1
        return
      }
      tally = new HostTally()
      this.#hosts.set(name, tally)
    }
    tally.add(entry)
  }

  get size(): number {
    return this.#hosts.size
  }

  get beyond(): number {
    return this.#beyond
  }

  /** Those that look wrong first, then by documents and name. */
  rows(): readonly HostRow[] {
    const rows = [...this.#hosts].map(([host, tally]): HostRow => ({
      host,
      documents: tally.documents,
      undelivered: tally.undelivered,
      empty: tally.empty,
      partial: tally.partial,
      removed: tally.removed.value(),
      confidence: tally.confidence.value(),
      suspicions: host === '' || tally.documents < FEWEST ? [] : this.#suspicions(tally),
    }))
    return rows.sort((a, b) => (
      b.suspicions.length - a.suspicions.length || b.documents - a.documents || (a.host < b.host ? -1 : 1)
    ))
  }

  #suspicions(tally: HostTally): string[] {
    const found: string[] = []
    const share = tally.undelivered / tally.documents
    const usual = this.#all.undelivered / this.#all.documents
    if (share >= UNDELIVERED_SHARE && (share >= usual * UNDELIVERED_TIMES || share === 1)) {
      found.push(`${tally.undelivered} of ${tally.documents} not delivered`)
    }
    const same = tally.sameTexts()
    if (same >= SAME_TEXT_TIMES && same >= tally.documents * SAME_TEXT_SHARE) found.push(`the same text ${same} times`)
    const unusual = this.#unusualRemoval(tally)
    if (unusual !== null) found.push(unusual)
    return found
  }

  #unusualRemoval({ removed }: HostTally): string | null {
    const mean = removed.value()
    const usual = this.#all.removed.value()
    if (mean === null || usual === null || removed.count < FEWEST) return null
    const difference = mean - usual
    const error = this.#all.removed.deviation() / Math.sqrt(removed.count)
    if (Math.abs(difference) < REMOVED_DIFFERENCE || Math.abs(difference) < STANDARD_ERRORS * error) return null
    const percent = (share: number): string => `${Math.round(share * 100)} %`
    return `${percent(mean)} of the text removed, ${percent(usual)} usually`
  }
}
