import type { Kind, PhraseFile, PhraseForm, PhraseMatch } from '../model.js'
import { FOREIGN, SEPARATING, fold, foldWith, signsOf } from './fold.js'
import { FORMS, KINDS } from './kinds.js'
import { Openings } from './openings.js'
import { PhraseFilter } from './phrase-filter.js'
import { OTHER, classAt, isBoundary } from './scripts.js'

/** The phrases of one language by the key that finds them. Several kinds may share a phrase. */
export interface PhraseIndex {
  readonly lang: string
  /** Of `line`, in code units. */
  readonly longestLine: number
  readonly line: ReadonlyMap<string, readonly PhraseMatch[]>
  readonly label: ReadonlyMap<string, readonly PhraseMatch[]>
  /** By first (last) two code units; longest phrase first, so that the most telling match is reported first. */
  readonly starts: ReadonlyMap<number, readonly PhraseMatch[]>
  readonly ends: ReadonlyMap<number, readonly PhraseMatch[]>
  readonly contains: ReadonlyMap<number, readonly PhraseMatch[]>
  /** Which first letters any of `contains` has: most places of a text are ruled out by one look, and most others by a second one. */
  readonly containsFilter: Uint8Array
  readonly containsOpenings: Openings
  readonly startsOpenings: Openings
  /** Rules out most texts before anything is made of them. */
  readonly filter: PhraseFilter
}

/** Separators that make a label of what stands before them. A hyphen or slash joins words unless a space is beside it. */
const SEPARATOR = /[:：|｜–—›»>】\]\uff3d]|[-/](?= )|(?<= )[-/]|／/g
/** Whether there can be a separator at all. */
const MAY_SEPARATE = /[-:：|｜–—›»>】\]\uff3d/／]/
const SOMETHING = /[\p{L}\p{N}]/u
/** A title has at most so many separators before it stops being a label. */
const MOST_SEPARATORS = 6
/** What spaces, numbers and outer punctuation may add to a folded label. */
const LABEL_SLACK = 24

/** Indexes one language's phrases; phrases that fold to nothing are left out. */
export function indexPhrases(file: PhraseFile): PhraseIndex {
  const byForm = Object.fromEntries(FORMS.map(form => [form, collect(file, form)])) as Record<PhraseForm, PhraseMatch[]>
  return {
    lang: file.lang,
    longestLine: byForm.line.reduce((longest, { phrase }) => Math.max(longest, phrase.length), 0),
    line: groupBy(byForm.line, match => match.phrase),
    label: groupBy(byForm.label, match => match.phrase),
    starts: groupBy(byForm.starts, match => startKey(match.phrase, 0)),
    ends: groupBy(byForm.ends, match => endKey(match.phrase)),
    contains: groupBy(byForm.contains, match => startKey(match.phrase, 0)),
    containsFilter: filterOf(byForm.contains),
    containsOpenings: new Openings(byForm.contains.map(({ phrase }) => phrase)),
    startsOpenings: new Openings(byForm.starts.map(({ phrase }) => phrase)),
    filter: new PhraseFilter(Object.fromEntries(FORMS.map(form => [form, byForm[form].map(({ phrase }) => phrase)])) as Record<PhraseForm, string[]>),
  }
}

function collect(file: PhraseFile, form: PhraseForm): PhraseMatch[] {
  const matches: PhraseMatch[] = []
  for (const kind of KINDS) {
    for (const phrase of foldedOnce(file, kind, form)) matches.push({ kind, form, phrase, lang: file.lang })
  }
  return matches.sort((a, b) => b.phrase.length - a.phrase.length)
}

function foldedOnce(file: PhraseFile, kind: Kind, form: PhraseForm): Set<string> {
  const folded = new Set((file.phrases[kind]?.[form] ?? []).map(fold))
  folded.delete('')
  return folded
}

function groupBy<K>(matches: readonly PhraseMatch[], keyOf: (match: PhraseMatch) => K): Map<K, PhraseMatch[]> {
  const groups = new Map<K, PhraseMatch[]>()
  for (const match of matches) {
    const key = keyOf(match)
    const group = groups.get(key)
    if (group) group.push(match)
    else groups.set(key, [match])
  }
  return groups
}

/** One text, made ready to be compared with the phrases of any language. */
export interface FoldedText {
  readonly folded: string
  readonly isAscii: boolean
  /** What stands before its first separators, folded, when something stands behind. */
  readonly labels: readonly string[]
}

/** Adds this language's matches of one text to `found`. */
export function addMatches(found: PhraseMatch[], index: PhraseIndex, { folded, labels }: FoldedText): void {
  if (folded.length <= index.longestLine) append(found, index.line.get(folded))
  for (const label of labels) append(found, index.label.get(label))
  addEdges(found, index, folded)
  if (index.contains.size > 0) addContained(found, index, folded)
}

function append(found: PhraseMatch[], more: readonly PhraseMatch[] | undefined): void {
  if (more) for (const match of more) found.push(match)
}

const NO_LABELS: readonly string[] = []

/** `longestLabel`: of all phrases that the text will be compared with, 0 without any. */
export function foldText(text: string, longestLabel: number): FoldedText {
  const signs = signsOf(text)
  const isAscii = (signs & FOREIGN) === 0
  const maySeparate = (signs & SEPARATING) !== 0 || (!isAscii && MAY_SEPARATE.test(text))
  return { folded: foldWith(text, signs), isAscii, labels: longestLabel > 0 && maySeparate ? labelsOf(text, longestLabel) : NO_LABELS }
}

/** Looks at the text as read, because folding strips the very separators that make a label. */
function labelsOf(text: string, longestLabel: number): readonly string[] {
  const labels: string[] = []
  let tried = 0
  let last = ''
  const beginning = text.slice(0, longestLabel + LABEL_SLACK)
  for (const { index: at } of beginning.matchAll(SEPARATOR)) {
    if (++tried > MOST_SEPARATORS) break
    const label = fold(text.slice(0, at))
    if (label === '' || label === last) continue
    last = label
    if (SOMETHING.test(text.slice(at + 1))) labels.push(label)
  }
  return labels
}

function addEdges(found: PhraseMatch[], { starts, startsOpenings, ends }: PhraseIndex, folded: string): void {
  const last = folded.length - 1
  if (last < 0) return
  if (startsOpenings.mayStandAt(folded, 0)) {
    const single = folded.charCodeAt(0) * 0x10000
    const pair = startKey(folded, 0)
    addStarts(found, starts.get(pair), folded)
    if (pair !== single) addStarts(found, starts.get(single), folded)
  }
  const endSingle = folded.charCodeAt(last) * 0x10000
  const endPair = endKey(folded)
  addEnds(found, ends.get(endPair), folded)
  if (endPair !== endSingle) addEnds(found, ends.get(endSingle), folded)
}

function addStarts(found: PhraseMatch[], phrases: readonly PhraseMatch[] | undefined, folded: string): void {
  if (!phrases) return
  for (const match of phrases) {
    if (folded.startsWith(match.phrase) && isBoundary(folded, match.phrase.length)) found.push(match)
  }
}

function addEnds(found: PhraseMatch[], phrases: readonly PhraseMatch[] | undefined, folded: string): void {
  if (!phrases) return
  for (const match of phrases) {
    if (folded.endsWith(match.phrase) && isBoundary(folded, folded.length - match.phrase.length)) found.push(match)
  }
}

function addContained(found: PhraseMatch[], index: PhraseIndex, folded: string): void {
  const { contains, containsFilter, containsOpenings } = index
  const before = found.length
  let first = 0
  let second = folded.charCodeAt(0)
  for (let at = 0; at < folded.length; at++) {
    const left = first
    first = second
    second = at + 1 < folded.length ? folded.charCodeAt(at + 1) : 0
    // Nearly every place of nearly every text ends here: within a word, or where no phrase begins.
    if (isSmall(left) && isSmall(first)) continue
    const third = at + 2 < folded.length ? folded.charCodeAt(at + 2) : 0
    if (containsFilter[slotOf(first, second, third)] === 0 || !containsOpenings.mayStandAt(folded, at)) continue
    if (classAt(folded, at) === OTHER || !isBoundary(folded, at)) continue
    const single = first * 0x10000
    const pair = single + second
    addAt(found, before, contains.get(pair), folded, at)
    if (pair !== single) addAt(found, before, contains.get(single), folded, at)
  }
}

/** Those of the phrases that stand at `at`, unless they are found already behind `before`. */
function addAt(found: PhraseMatch[], before: number, phrases: readonly PhraseMatch[] | undefined, folded: string, at: number): void {
  if (!phrases) return
  for (const match of phrases) {
    if (!folded.startsWith(match.phrase, at) || !isBoundary(folded, at + match.phrase.length)) continue
    if (!found.includes(match, before)) found.push(match)
  }
}

const FILTER_BITS = 14
const FILTER_SIZE = 1 << FILTER_BITS

/** Where the first three code units of a phrase are noted. */
function slotOf(first: number, second: number, third: number): number {
  return (Math.imul(first, 0x9e3b) + Math.imul(second, 0x1f7) + Math.imul(third, 0x6b)) & (FILTER_SIZE - 1)
}

/** A letter of a to z, which no boundary parts from another. */
function isSmall(code: number): boolean {
  return code >= 0x61 && code <= 0x7a
}

/** Slots of all phrases; all slots when one is too short to have a slot of its own. */
function filterOf(matches: readonly PhraseMatch[]): Uint8Array {
  const filter = new Uint8Array(FILTER_SIZE)
  for (const { phrase } of matches) {
    if (phrase.length < 3) filter.fill(1)
    else filter[slotOf(phrase.charCodeAt(0), phrase.charCodeAt(1), phrase.charCodeAt(2))] = 1
  }
  return filter
}

/** Two code units as one number; phrases of one unit have their own key, with 0 as the second. */
function startKey(text: string, at: number): number {
  return text.charCodeAt(at) * 0x10000 + (at + 1 < text.length ? text.charCodeAt(at + 1) : 0)
}

function endKey(text: string): number {
  const end = text.length - 1
  return text.charCodeAt(end) * 0x10000 + (end > 0 ? text.charCodeAt(end - 1) : 0)
}
