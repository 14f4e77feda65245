/** What is remembered of a run, document by document, in bounded memory. Pure: the caller knows the time. */
import type { Outcome } from '../batch/job.js'
import type { Cleaned, Kind, Removal } from '../model.js'
import { Sample, Top } from './keep-best.js'
import { HostTable, type HostRow } from './run-hosts.js'
import { causeOf, describeFailure, describeProblem } from './sentences.js'

/** What the run knows of a document beside its outcome. */
export interface Circumstances {
  /** From being asked to being answered; null when it was not cleaned. */
  readonly milliseconds: number | null
  /** Where the document came from, if known. */
  readonly url: string | null
}

export interface Share {
  readonly name: string
  readonly kind: Kind | null
  /** Documents in which it occurred, and how often in all. */
  readonly documents: number
  readonly times: number
  /** Code units of text. */
  readonly length: number
}

export interface Listed {
  readonly input: string
  readonly title: string
  /** A verdict or a failure's code. */
  readonly state: string
  readonly confidence: number | null
  readonly milliseconds: number | null
  readonly bytes: number
}

export interface SampledRemoval {
  readonly rule: string
  readonly kind: Kind
  readonly why: string
  readonly excerpt: string
  readonly length: number
}

export interface SampledDocument extends Listed {
  readonly url: string | null
  /** Sentences: why it failed, what is doubtful. */
  readonly remarks: readonly string[]
  readonly selection: string
  /** The beginning of what was kept, and its whole length in code units. */
  readonly kept: string
  readonly keptLength: number
  /** The largest removals, in the document's order, and the number of all. */
  readonly removed: readonly SampledRemoval[]
  readonly removals: number
}

export interface RunRecord {
  readonly documents: number
  readonly delivered: number
  /** By verdict or failure code, most frequent first. */
  readonly states: readonly Share[]
  readonly bytes: number
  /** Code units of text in and out. */
  readonly inputLength: number
  readonly outputLength: number
  /** Delivered documents by tenths of confidence. */
  readonly confidence: readonly number[]
  readonly kinds: readonly Share[]
  readonly rules: readonly Share[]
  readonly problems: readonly Share[]
  readonly languages: readonly Share[]
  readonly hosts: readonly HostRow[]
  /** Documents of hosts that have no row. */
  readonly hostless: number
  readonly slowest: readonly Listed[]
  readonly doubtful: readonly Listed[]
  readonly samples: { readonly undelivered: readonly SampledDocument[], readonly partial: readonly SampledDocument[], readonly clean: readonly SampledDocument[] }
}

const LISTED = 15
const SAMPLES = { undelivered: 8, partial: 8, clean: 6 } as const
const KEPT_LENGTH = 700
const SAMPLED_REMOVALS = 12
const TENTHS = 10
/** Own rules, site rules and languages may be many. */
const MOST_NAMES = 2000

/** Counts names; what comes beyond a bound is counted as `…`. */
class Shares {
  readonly #shares = new Map<string, { kind: Kind | null, documents: number, times: number, length: number }>()

  /** One document's occurrences of a name. */
  add(name: string, kind: Kind | null, times: number, length: number): void {
    const key = this.#shares.has(name) || this.#shares.size < MOST_NAMES ? name : '…'
    const share = this.#shares.get(key) ?? { kind, documents: 0, times: 0, length: 0 }
    share.documents += 1
    share.times += times
    share.length += length
    this.#shares.set(key, share)
  }

  list(by: 'documents' | 'length'): readonly Share[] {
    const all = [...this.#shares].map(([name, share]) => ({ name, ...share }))
    return all.sort((a, b) => b[by] - a[by] || b.documents - a.documents || (a.name < b.name ? -1 : 1))
  }
}

export class RunRecorder {
  #documents = 0
  #delivered = 0
  #bytes = 0
  #inputLength = 0
  #outputLength = 0
  readonly #confidence = new Array<number>(TENTHS).fill(0)
  readonly #states = new Shares()
  readonly #kinds = new Shares()
  readonly #rules = new Shares()
  readonly #problems = new Shares()
  readonly #languages = new Shares()
  readonly #hosts = new HostTable()
  readonly #slowest = new Top<Listed>(LISTED)
  readonly #doubtful = new Top<Listed>(LISTED)
  readonly #samples = {
    undelivered: new Sample<SampledDocument>(SAMPLES.undelivered),
    partial: new Sample<SampledDocument>(SAMPLES.partial),
    clean: new Sample<SampledDocument>(SAMPLES.clean),
  }

  /** Takes one document in. What is kept of it is at most a few excerpts. */
  note(outcome: Outcome, about: Circumstances): void {
    const { cleaned } = outcome
    const state = stateOf(outcome)
    this.#documents += 1
    this.#bytes += outcome.bytes
    this.#states.add(state, null, 1, 0)
    if (cleaned) this.#noteCleaned(cleaned)
    if (outcome.type === 'delivered') this.#noteDelivered(outcome.cleaned)
    this.#noteHost(outcome, about)
    this.#list(outcome, about)
    const sample = outcome.type === 'failure' ? 'undelivered' : outcome.cleaned.verdict === 'partial' ? 'partial' : 'clean'
    this.#samples[sample].add(outcome.input, () => sampled(outcome, about))
  }

  record(): RunRecord {
    return {
      documents: this.#documents,
      delivered: this.#delivered,
      states: this.#states.list('documents'),
      bytes: this.#bytes,
      inputLength: this.#inputLength,
      outputLength: this.#outputLength,
      confidence: this.#confidence,
      kinds: this.#kinds.list('length'),
      rules: this.#rules.list('length'),
      problems: this.#problems.list('documents'),
      languages: this.#languages.list('documents'),
      hosts: this.#hosts.rows(),
      hostless: this.#hosts.beyond,
      slowest: this.#slowest.values(),
      doubtful: this.#doubtful.values(),
      samples: {
        undelivered: this.#samples.undelivered.values(),
        partial: this.#samples.partial.values(),
        clean: this.#samples.clean.values(),
      },
    }
  }

  #noteCleaned({ removals, problems, signals }: Cleaned): void {
    this.#inputLength += signals.inputLength
    for (const [kind, { times, length }] of summed(removals, ({ kind }) => kind)) this.#kinds.add(kind, kind, times, length)
    for (const [rule, { times, length, first }] of summed(removals, ({ rule }) => rule)) this.#rules.add(rule, first.kind, times, length)
    const codes = new Map<string, number>()
    for (const { code } of problems) codes.set(code, (codes.get(code) ?? 0) + 1)
    for (const [code, times] of codes) this.#problems.add(code, null, times, 0)
  }

  #noteDelivered({ confidence, lang, signals }: Cleaned): void {
    this.#delivered += 1
    this.#outputLength += signals.outputLength
    this.#languages.add(lang, null, 1, signals.outputLength)
    const tenth = Math.min(TENTHS - 1, Math.max(0, Math.floor(confidence * TENTHS)))
    this.#confidence[tenth] = (this.#confidence[tenth] ?? 0) + 1
  }

  #noteHost(outcome: Outcome, { url }: Circumstances): void {
    const { cleaned } = outcome
    const delivered = outcome.type === 'delivered'
    const { inputLength = 0, outputLength = 0 } = cleaned?.signals ?? {}
    this.#hosts.add({
      host: hostOf(url) ?? hostOf(cleaned?.metadata.canonicalUrl?.value ?? null),
      delivered,
      isEmpty: cleaned?.verdict === 'empty',
      partial: cleaned?.verdict === 'partial',
      removed: inputLength > 0 ? 1 - Math.min(1, outputLength / inputLength) : null,
      confidence: delivered ? outcome.cleaned.confidence : null,
      text: delivered ? outcome.cleaned.text : '',
    })
  }

  #list(outcome: Outcome, about: Circumstances): void {
    const { milliseconds } = about
    if (milliseconds !== null && this.#slowest.admits(milliseconds)) this.#slowest.add(milliseconds, listed(outcome, about))
    if (outcome.type === 'failure') return
    const doubt = 1 - outcome.cleaned.confidence
    if (this.#doubtful.admits(doubt)) this.#doubtful.add(doubt, listed(outcome, about))
  }
}

function stateOf(outcome: Outcome): string {
  return outcome.type === 'failure' ? outcome.code : outcome.cleaned.verdict
}

function listed(outcome: Outcome, { milliseconds }: Circumstances): Listed {
  const { input, cleaned, bytes } = outcome
  return {
    input, bytes, milliseconds,
    title: cleaned?.metadata.title?.value ?? '',
    state: stateOf(outcome),
    confidence: cleaned?.confidence ?? null,
  }
}

function sampled(outcome: Outcome, about: Circumstances): SampledDocument {
  const { cleaned } = outcome
  const text = outcome.type === 'delivered' ? outcome.cleaned.text : ''
  const removals = cleaned?.removals ?? []
  return {
    ...listed(outcome, about),
    url: about.url ?? cleaned?.metadata.canonicalUrl?.value ?? null,
    remarks: [
      ...outcome.type === 'failure' ? [describeFailure(outcome)] : [],
      // What the failure says already is no remark beside it.
      ...cleaned?.problems.filter((problem) => outcome.type === 'delivered' || problem !== causeOf(cleaned)).map(describeProblem) ?? [],
    ].slice(0, SAMPLED_REMOVALS),
    selection: outcome.type === 'delivered' && cleaned && cleaned.selection.strategy !== 'all' ? `${cleaned.selection.strategy}: ${cleaned.selection.why}` : '',
    kept: beginning(text),
    keptLength: text.length,
    removed: largest(removals).map(({ rule, kind, why, excerpt, length }) => ({ rule, kind, why, excerpt, length })),
    removals: removals.length,
  }
}

function largest(removals: readonly Removal[]): readonly Removal[] {
  const top = new Top<number>(SAMPLED_REMOVALS)
  removals.forEach(({ length }, at) => top.add(length, at))
  return [...top.values()].sort((a, b) => a - b).flatMap((at) => removals.slice(at, at + 1))
}

/** Never half of a surrogate pair. */
function beginning(text: string): string {
  return text.length <= KEPT_LENGTH ? text : `${text.slice(0, KEPT_LENGTH).replace(/[\ud800-\udbff]$/, '')}…`
}

function summed<K>(removals: readonly Removal[], key: (removal: Removal) => K): Map<K, { times: number, length: number, first: Removal }> {
  const sums = new Map<K, { times: number, length: number, first: Removal }>()
  for (const removal of removals) {
    const sum = sums.get(key(removal)) ?? { times: 0, length: 0, first: removal }
    sum.times += 1
    sum.length += removal.length
    sums.set(key(removal), sum)
  }
  return sums
}

function hostOf(url: string | null): string | null {
  if (url === null || !URL.canParse(url)) return null
  return new URL(url).hostname.replace(/^www\./, '') || null
}
