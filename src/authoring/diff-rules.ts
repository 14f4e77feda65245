import type { ExplainLine } from '../explain.js'
import type { Cleaner } from '../cleaner.js'
import type { KnownSource, Origin } from '../model.js'

/** A sentence that one of two rule sets delivers and the other does not, and the rule that takes it. */
export interface SentenceChange {
  readonly change: 'gained' | 'lost'
  readonly sentence: string
  /** The rule that took it where it is missing; null when nothing claims it. */
  readonly rule: string | null
  readonly origin: Origin | null
}

/** What became of all sentences that one rule took in only one of two runs. */
export interface RuleChange {
  readonly rule: string
  /** `file:line`, or null for a rule of the code. */
  readonly place: string | null
  readonly gained: number
  readonly lost: number
  /** Documents in which it did. */
  readonly documents: number
  /** The first few sentences. */
  readonly samples: readonly SentenceChange[]
}

const MOST_SAMPLES = 3
/** A sentence ends at a mark with white space behind it, at a CJK full stop, or with its line. */
const SENTENCES = /(?<=[.!?…]["'”’»)\]]*)\s+|(?<=[。！？])|\n+/u
const UNCLAIMED = 'no rule'

/** Cleans one document with two rule sets and compares what is delivered, sentence by sentence. */
export function compareRules(
  before: Cleaner, after: Cleaner, input: string | Uint8Array, kind: 'page' | 'text', source: KnownSource = {},
): SentenceChange[] {
  const old = before.explain(input, kind, source).lines
  const now = after.explain(input, kind, source).lines
  return [
    ...missing(old, now).map(sentence => toChange('lost', sentence, now)),
    ...missing(now, old).map(sentence => toChange('gained', sentence, old)),
  ]
}

/** The changes of many documents by rule, the rules with most lost sentences first. */
export function summarizeChanges(documents: Iterable<readonly SentenceChange[]>): RuleChange[] {
  const byRule = new Map<string, { gained: number; lost: number; documents: number; samples: SentenceChange[]; rule: string; place: string | null }>()
  for (const changes of documents) {
    const touched = new Set<string>()
    for (const change of changes) {
      const rule = change.rule ?? UNCLAIMED
      const place = change.origin?.type === 'file' ? `${change.origin.file}:${change.origin.line}` : null
      const key = `${rule}\n${place ?? ''}`
      const entry = byRule.get(key) ?? { gained: 0, lost: 0, documents: 0, samples: [], rule, place }
      byRule.set(key, entry)
      entry[change.change]++
      if (entry.samples.length < MOST_SAMPLES) entry.samples.push(change)
      touched.add(key)
    }
    for (const key of touched) {
      const entry = byRule.get(key)
      if (entry) entry.documents++
    }
  }
  return [...byRule.values()].sort((a, b) => b.lost - a.lost || b.gained - a.gained || (a.rule < b.rule ? -1 : 1))
}

/** Sentences that the first delivers more often than the second. */
function missing(first: readonly ExplainLine[], second: readonly ExplainLine[]): string[] {
  const left = new Map<string, number>()
  for (const sentence of delivered(second)) left.set(sentence, (left.get(sentence) ?? 0) + 1)
  return delivered(first).filter(sentence => {
    const count = left.get(sentence) ?? 0
    if (count > 0) left.set(sentence, count - 1)
    return count === 0
  })
}

function delivered(lines: readonly ExplainLine[]): string[] {
  return lines.filter(({ kept }) => kept).flatMap(({ text }) => sentencesOf(text))
}

function sentencesOf(text: string): string[] {
  return text.split(SENTENCES).map(folded).filter(sentence => sentence !== '')
}

function toChange(change: 'gained' | 'lost', sentence: string, where: readonly ExplainLine[]): SentenceChange {
  const taken = where.find(({ kept, removal, text }) => !kept && removal && folded(text).includes(sentence))?.removal
  return { change, sentence, rule: taken?.rule ?? null, origin: taken?.origin ?? null }
}

function folded(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}
